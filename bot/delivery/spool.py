"""The folder of files that were made and wait to be sent: each is sent once, and none stays for long."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path

_CHUNK = 1 << 20


class Spool:
    """The files in ``folder``. A file's name begins with the instant at which it was made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, now: int, extension: str) -> Path:
        """Where a new file goes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / f"{now}-{secrets.token_hex(12)}.{extension}"

    def path(self, name: str) -> Path | None:
        """Where a file lies that has not been sent yet; None if it is not there any more."""
        path = self._folder / Path(name).name
        return path if path.is_file() else None

    def drop(self, names: Iterable[str]) -> None:
        """These are not needed any more."""
        for name in names:
            (self._folder / Path(name).name).unlink(missing_ok=True)

    def sweep(self, before: int) -> None:
        """Delete what was made before an instant and could not be sent; who still wants it asks again."""
        for path in self._folder.glob("*-*"):
            made = path.name.partition("-")[0]
            if not made.isdecimal() or int(made) < before:
                path.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    return sha.hexdigest()
