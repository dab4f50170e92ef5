"""Who hears what: a story says what was to arrive in which chat, and whatever else arrived fails it.

A town that is listened to is opened with ``log=True``. Words are looked for in the text, the buttons and the payloads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.ears import Heard
from tests.town import Neighbour, Town

Chat = int | Neighbour
Words = str | tuple[str, ...]

#: What an ear does not count: buttons that go, pins, the answers to taps.
_SENT, _EDITED = "send", "editMessage"
_QUIET = frozenset({"editMessageReplyMarkup"})


@dataclass
class Listening:
    """Hears from now on; each look goes on where the last one ended."""

    town: Town
    _from: int = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what comes next."""
        self._from = len(self.town.ears.heard)

    def forget(self) -> None:
        """What came until now was looked at in another way."""
        self._from = len(self.town.ears.heard)

    def fresh(self) -> list[Heard]:
        """What was sent and edited since the last look."""
        heard = self.town.ears.heard[self._from :]
        self._from = len(self.town.ears.heard)
        return [one for one in heard if one.method.startswith((_SENT, _EDITED)) and one.method not in _QUIET]

    def only(self, new: Iterable[tuple[Chat, Words]] = (), edited: Iterable[tuple[Chat, Words]] = ()) -> None:
        """Since the last look these messages came, and these were edited (however often); and nothing else.

        A message is one of them if it holds all the words; each of the ``new`` came once.
        """
        fresh = self.fresh()
        wanted, allowed = [_plain(one) for one in new], [_plain(one) for one in edited]
        surplus, changed = [], set[int]()
        for one in fresh:
            if one.method.startswith(_SENT):
                found = next((line for line in wanted if _fits(one, line)), None)
                surplus += [one] if found is None else []
                if found is not None:
                    wanted.remove(found)
            else:
                kept = [n for n, line in enumerate(allowed) if _fits(one, line)]
                surplus += [] if kept else [one]
                changed.update(kept)
        lacking = [*wanted, *(line for n, line in enumerate(allowed) if n not in changed)]
        assert not surplus, "nobody expected:\n" + "\n".join(_told(self.town, one) for one in surplus)
        assert not lacking, f"never came: {lacking}; there came:\n" + "\n".join(_told(self.town, one) for one in fresh)

    def nothing(self) -> None:
        """Nobody has heard anything since the last look."""
        self.only()


def _plain(line: tuple[Chat, Words]) -> tuple[int, tuple[str, ...]]:
    chat, words = line
    number = chat if isinstance(chat, int) else chat.user_id
    return number, (words,) if isinstance(words, str) else words


def _fits(heard: Heard, line: tuple[int, tuple[str, ...]]) -> bool:
    return heard.chat_id == line[0] and all(word in heard.words for word in line[1])


def _told(town: Town, heard: Heard) -> str:
    person = town.sandbox.world.people.get(heard.chat_id)
    return f"  {person.first_name if person else heard.chat_id} {heard.method}: {heard.words!r}"
