"""Messages to a topic that is closed or gone, and the card at the top that takes another's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from telegram.error import BadRequest

from bot.delivery.gateway import Rejected, Sent
from bot.storage.outbox import Living
from tests.delivery.test_gateway import CHAT, PHOTO, TEXT, Line, message

GONE = ("Message thread not found", "Topic_closed")


class Forum(Line):
    """Telegram for a forum in which no topic takes a message."""

    def __init__(self, says: str) -> None:
        super().__init__()
        self.says = says

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """As usual without a topic; else what it says."""
        answer = await super().call(method, parameters)
        if "message_thread_id" in parameters:
            raise BadRequest(self.says)
        return answer


@pytest.mark.parametrize("says", GONE)
@pytest.mark.parametrize("screen", [TEXT, PHOTO])
async def test_it_goes_to_the_general_topic_once(says: str, screen: Any) -> None:
    line = Forum(says)
    sent = await line.deliver(message(replace(screen, thread=9)))
    assert isinstance(sent, Sent) and sent.astray and sent.message is not None
    method = "sendPhoto" if screen.photo else "sendMessage"
    assert [(name, called.get("message_thread_id")) for name, called in line.calls] == [(method, 9), (method, None)]


async def test_any_other_mistake_is_none_of_the_topics() -> None:
    line = Forum("message text is empty")
    assert await line.deliver(message(replace(TEXT, thread=9))) == Rejected("Message text is empty") or len(line.calls)
    assert len(line.calls) == 1
    plain = Line(sendMessage=BadRequest(GONE[0]))
    assert isinstance(await plain.deliver(message(TEXT)), Rejected) and len(plain.calls) == 1, "it asked for no topic"


@pytest.mark.parametrize("says", GONE)
async def test_an_edit_in_a_topic_that_is_gone_becomes_a_new_message(says: str) -> None:
    line = Line(editMessageText=BadRequest(says))
    assert await line.deliver(message(TEXT, shown=Living(5, "text"))) == Sent(Living(100, "text"))


async def test_a_new_card_at_the_top_takes_the_place_of_the_old_one() -> None:
    line = Line()
    await line.deliver(message(replace(TEXT, pin=True), fresh=True, shown=Living(5, "text")))
    assert [(name, called.get("message_id")) for name, called in line.calls] == [
        ("sendMessage", None),
        ("pinChatMessage", 100),
        ("unpinChatMessage", 5),
    ]


async def test_a_card_is_unpinned_as_far_as_that_is_possible() -> None:
    line = Line(unpinChatMessage=BadRequest("not enough rights to manage pinned messages in the chat"))
    assert await line.deliver(message(replace(TEXT, unpin=True), shown=Living(5, "text"))) == Sent()
    assert line.calls[-1] == ("unpinChatMessage", {"chat_id": CHAT, "message_id": 5})
    line = Line()
    await line.deliver(message(replace(TEXT, unpin=True)))
    assert [name for name, _ in line.calls] == ["sendMessage"], "a new message is not pinned anyhow"
