"""Settings of the process. They come from the environment only, secrets above all, and are never printed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config.problem import ConfigError, Problem

PREFIX = "LIUBU_"
ENVIRONMENT = "environment"


class Settings(BaseSettings):
    """What ``LIUBU_*`` and ``PORT`` say; an empty variable counts as absent."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    token: SecretStr | None = None
    """The bot's token; None runs the bot in the sandbox."""
    database_url: SecretStr | None = None
    """A PostgreSQL address; None keeps everything in an SQLite file under ``data``."""
    data: Path = Path("data")
    community: Path | None = None
    """The ``community.toml``; None takes the one under ``data``, or in the sandbox the demo community."""
    sandbox: str | None = Field(default=None, pattern=r"^https?://")
    """The address of a running sandbox to use instead of Telegram: its Bot API, and its clock."""
    api_url: str = Field(default="https://api.telegram.org", pattern=r"^https?://")
    port: int = Field(default=8080, ge=0, le=65535, validation_alias=AliasChoices("PORT", "LIUBU_PORT"))
    request_timeout: float = Field(default=10, gt=0, le=600)
    """Seconds that one request to Telegram may take."""
    qweather_key: SecretStr | None = None
    """The key of QWeather (和风天气), for the sources that need one."""
    web_port: int | None = Field(default=None, ge=0, le=65535)
    """Where the web part listens (calendars, ``/health``); None: there is none, but in the sandbox any free port."""
    web_host: str = "127.0.0.1"
    """The address on which it listens."""
    web_url: str | None = Field(default=None, pattern=r"^https?://")
    """How the web part is reached from outside; None: where it listens."""
    log: Literal["console", "json"] = "console"

    @property
    def own_community(self) -> Path:
        """Where ``liubu setup`` keeps the community's file, unless told otherwise."""
        return self.community or self.data / "community.toml"


def load_settings() -> Settings:
    """The settings; raises ConfigError with one problem for each variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigError(_problem(str(one["loc"][0])) for one in error.errors()) from None


def _problem(name: str) -> Problem:
    """Names the variable and never its value, which may be a secret."""
    variable = name if name.isupper() else PREFIX + name.upper()
    return Problem(ENVIRONMENT, 0, (variable,), f"setting_{variable.removeprefix(PREFIX).lower()}")
