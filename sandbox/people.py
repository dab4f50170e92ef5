"""The users of the sandbox: people, and the one bot."""

from dataclasses import dataclass, field

from sandbox.jsontypes import Json


@dataclass(slots=True)
class Person:
    """A user account. `json` is the Bot API's User object, made once."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deactivated: bool = False
    json: Json = field(init=False)

    def __post_init__(self) -> None:
        """Build the User object from the fields that are not empty."""
        self.json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                self.json[name] = value
