"""The ears of the stories hear what they are for: a test that could not fail would be worth nothing."""

from __future__ import annotations

import pytest

from tests.ears import Ears, Reporter, leaks

REPORTER = Reporter(2001, frozenset({"程桂兰"}), frozenset({"13800002001"}), is_staff=False)
WORKER = Reporter(1002, frozenset({"赵国强"}), frozenset(), is_staff=True)


def hear(message: dict[str, object], chat_id: int = -5) -> Ears:
    """Ears that heard one message."""
    ears = Ears(on=False)
    ears.note(0.0, "sendMessage", str(chat_id), ok=True, result=message)
    return ears


@pytest.mark.parametrize(
    "message",
    [
        {"text": "上报人：程桂兰"},
        {"caption": "程桂兰上报"},
        {"text": "电话 13800002001"},
        {"text": "电话 138-0000-2001"},
        {"text": "tg://user?id=2001"},
        {"text": "x", "entities": [{"type": "text_link", "url": "tg://user?id=2001"}]},
        {"text": "x", "entities": [{"type": "text_mention", "user": {"id": 2001}}]},
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "程桂兰", "callback_data": "m:mine"}]]}},
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "p:x:2001:0:0"}]]}},
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "https://t.me/b?start=u2001"}]]}},
        {"document": {"file_name": "程桂兰.html"}},
        {"text": "经办 1002"},
    ],
)
def test_a_leak_is_heard(message: dict[str, object]) -> None:
    assert len(leaks(hear(message).in_groups(), [REPORTER, WORKER])) == 1


@pytest.mark.parametrize(
    "message", [{"text": "1号 · 路灯不亮，赵国强 办理"}, {"text": "12001号"}, {"text": "120010"}, {"text": ""}]
)
def test_what_is_no_leak_is_none(message: dict[str, object]) -> None:
    assert leaks(hear(message).in_groups(), [REPORTER, WORKER]) == []


def test_private_chats_are_nobodys_business() -> None:
    ears = hear({"text": "程桂兰，您好"}, 2001)
    assert ears.in_groups() == [] and len(ears.to(2001)) == 1


def test_an_album_is_heard_whole() -> None:
    ears = Ears(on=False)
    ears.note(0.0, "sendMediaGroup", "-5", ok=True, result=[{"caption": "a"}, {"caption": "程桂兰"}])
    assert len(leaks(ears.in_groups(), [REPORTER])) == 1
