"""Telling the operator what is wrong: Chinese first, English below it."""

from __future__ import annotations

import tomllib
from typing import NoReturn

import typer

from bot.config import ConfigError
from bot.errors import LiubuError
from bot.render import LANGUAGES, messages_folder


def fail(error: LiubuError) -> NoReturn:
    """Print what is wrong and how to mend it, and end with exit code 1."""
    typer.echo(tell(error), err=True)
    raise typer.Exit(1)


def tell(error: LiubuError) -> str:
    """The error in both languages."""
    texts = [_sentences(language) for language in LANGUAGES]
    if isinstance(error, ConfigError):
        return error.report(*texts)
    return "\n".join(sentences[error.code].format(**error.data) for sentences in texts)


def say(code: str, *, only: str | None = None, **data: object) -> str:
    """A sentence for the terminal in both languages, or in one ``only``."""
    return "\n".join(_sentences(language)[code].format(**data) for language in ((only,) if only else LANGUAGES))


def _sentences(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("config.toml", "terminal.toml"):
        found |= tomllib.loads((messages_folder() / language / name).read_text("utf-8"))
    return found
