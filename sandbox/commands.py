"""The bot's command lists, by scope and language."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json

Scope = tuple[str, int, int]
"""Type of a scope, chat id and user id (0 where the type has none)."""

DEFAULT: Scope = ("default", 0, 0)


@dataclass(slots=True)
class CommandBook:
    """Command lists as setMyCommands stored them."""

    _lists: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)

    def put(self, scope: Scope, language: str, commands: list[Json]) -> None:
        """Store a list; an empty one removes it."""
        if commands:
            self._lists[scope, language] = commands
        else:
            self._lists.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> list[Json]:
        """Return the list of exactly this scope and language."""
        return self._lists.get((scope, language), [])

    def shown_to(self, chat: Chat, user_id: int, language: str) -> list[Json]:
        """Return the list that a client shows a user in a chat: narrowest scope first, then language."""
        for scope in _scopes(chat, user_id):
            for code in (language.split("-")[0], ""):
                if found := self.get(scope, code):
                    return found
        return []


def _scopes(chat: Chat, user_id: int) -> Iterator[Scope]:
    if chat.kind is Kind.PRIVATE:
        yield from (("chat", chat.id, 0), ("all_private_chats", 0, 0), DEFAULT)
        return
    yield ("chat_member", chat.id, user_id)
    if chat.leads(user_id):
        yield ("chat_administrators", chat.id, 0)
    yield ("chat", chat.id, 0)
    if chat.leads(user_id):
        yield ("all_chat_administrators", 0, 0)
    yield from (("all_group_chats", 0, 0), DEFAULT)
