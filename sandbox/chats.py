"""Chats of the sandbox: private chats, groups, supergroups (forums among them) and channels."""

from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.jsontypes import Json
from sandbox.messages import Message
from sandbox.people import Person


class Kind(StrEnum):
    """The Bot API's four types of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """A member's standing; the Bot API's six names."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER, Status.RESTRICTED})
LEADING = frozenset({Status.CREATOR, Status.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Member:
    """One user's place in one chat; `forbidden` names the rights that were taken away."""

    user: Person
    status: Status
    forbidden: frozenset[str] = frozenset()


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the id of the message that created it."""

    id: int
    name: str
    icon_color: int
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat with everything in it. A private chat has its person's id and exists from the start."""

    id: int
    kind: Kind
    title: str = ""
    username: str = ""
    is_forum: bool = False
    person: Person | None = None
    started: bool = False
    blocked: bool = False
    deleted: bool = False
    protected: bool = False
    migrated_to: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_message_id: int = 0
    json: Json = field(init=False)

    def __post_init__(self) -> None:
        """Build the Chat object."""
        self.rename(self.title)

    def rename(self, title: str) -> None:
        """Set the title and rebuild the Chat object, which messages share."""
        self.title = title
        self.json = {"id": self.id, "type": self.kind.value}
        if self.person is not None:
            names = {name: getattr(self.person, name) for name in ("first_name", "last_name", "username")}
        else:
            names = {"title": title, "username": self.username, "is_forum": self.is_forum}
        self.json.update({name: value for name, value in names.items() if value})

    def status(self, user_id: int) -> Status:
        """Return the standing of a user; someone who never was here has `left`."""
        member = self.members.get(user_id)
        return Status.LEFT if member is None else member.status

    def has(self, user_id: int) -> bool:
        """Tell whether the user is in the chat now."""
        return self.status(user_id) in PRESENT

    def leads(self, user_id: int) -> bool:
        """Tell whether the user is its creator or an administrator."""
        return self.status(user_id) in LEADING

    def present(self) -> list[Member]:
        """Return those who are in the chat now, in order of joining."""
        return [member for member in self.members.values() if member.status in PRESENT]
