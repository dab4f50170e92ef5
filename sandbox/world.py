"""Everything that the sandbox knows, in memory."""

import itertools
import secrets
from dataclasses import dataclass, field

from sandbox.calls import CallLog
from sandbox.chats import Chat, Kind, Member, Status
from sandbox.clock import Clock
from sandbox.commands import CommandBook
from sandbox.events import EventHub
from sandbox.faults import FaultDesk
from sandbox.files import FileStore
from sandbox.limits import Limits
from sandbox.people import Person
from sandbox.postman import Postman
from sandbox.taps import TapDesk
from sandbox.updates import UpdateQueue
from sandbox.weather import WeatherDesk
from sandbox.webhook import Webhook

FIRST_PERSON = 100_001
FIRST_GROUP = -4_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


@dataclass(slots=True)
class World:
    """The state of one sandbox with its one bot. `met` are the people the bot has ever come across."""

    token: str
    bot: Person
    privacy: bool = True
    clock: Clock = field(default_factory=Clock)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    events: EventHub = field(default_factory=EventHub)
    faults: FaultDesk = field(default_factory=FaultDesk)
    calls: CallLog = field(default_factory=CallLog)
    commands: CommandBook = field(default_factory=CommandBook)
    weather: WeatherDesk = field(default_factory=WeatherDesk)
    webhook: Webhook = field(default_factory=Webhook)
    taps: TapDesk = field(init=False)
    files: FileStore = field(init=False)
    limits: Limits = field(init=False)
    updates: UpdateQueue = field(init=False)
    postman: Postman = field(init=False)
    last_private_id: int = 0
    albums: int = 0
    last_conflict: float = float("-inf")
    last_poll: tuple[int, float] = (0, float("-inf"))
    chat_instance: str = field(default_factory=lambda: str(secrets.randbits(62)))
    _group_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(FIRST_GROUP, -1))
    _supergroup_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(FIRST_SUPERGROUP, -1))

    def __post_init__(self) -> None:
        """Complete the parts that need the clock or the bot."""
        self.taps = TapDesk(self.clock)
        self.files = FileStore(self.bot.id)
        self.limits = Limits(self.clock)
        self.updates = UpdateQueue(self.clock)
        self.postman = Postman(self.clock, self.updates, self.webhook)
        self.updates.on_push = self.postman.wake
        self.people[self.bot.id] = self.bot

    def add_person(self, person: Person) -> Chat:
        """Take in a person together with their private chat with the bot, not opened yet."""
        self.people[person.id] = person
        chat = Chat(person.id, Kind.PRIVATE, person=person)
        for user in (person, self.bot):
            chat.members[user.id] = Member(user, Status.MEMBER)
        self.chats[chat.id] = chat
        return chat

    def free_person_id(self) -> int:
        """Return a user id nobody has."""
        return next(number for number in itertools.count(FIRST_PERSON) if number not in self.people)

    def add_chat(self, kind: Kind, title: str, *, username: str = "", forum: bool = False) -> Chat:
        """Make an empty group, supergroup or channel."""
        ids = self._group_ids if kind is Kind.GROUP else self._supergroup_ids
        chat = Chat(next(ids), kind, title, username, forum)
        self.chats[chat.id] = chat
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Number a message: one sequence for private chats and groups together, one per supergroup."""
        if chat.kind in (Kind.PRIVATE, Kind.GROUP):
            self.last_private_id += 1
            return self.last_private_id
        chat.last_message_id += 1
        return chat.last_message_id

    def by_username(self, username: str) -> Chat | None:
        """Find a public supergroup or channel by its name without @, regardless of case."""
        wanted = username.lower()
        return next((chat for chat in self.chats.values() if chat.username.lower() == wanted), None)

    def new_album_id(self) -> str:
        """Return a media_group_id nobody has used."""
        self.albums += 1
        return str(13_700_000_000_000_000 + self.albums)
