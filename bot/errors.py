"""The tree of errors: each carries a code and data, never wording (messages/ has the words)."""

from __future__ import annotations


class LiubuError(Exception):
    """The root: ``code`` names what went wrong, ``data`` holds the values that a sentence about it needs."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data


class Refused(LiubuError):
    """A person may not do this, or it cannot be done now. Nothing was changed."""


class Stale(Refused):
    """The button belongs to a state that has passed; ``data`` says who did what when."""


class BadPayload(LiubuError):
    """A button's payload that this program did not make, or no longer understands."""


class StorageDown(LiubuError):
    """The database cannot be used now (disk, connection); the work may be tried again later."""


class MigrationError(LiubuError):
    """The database's schema is newer than this program, or a migration was changed after it was applied."""
