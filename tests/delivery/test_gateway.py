"""What goes to Telegram for each screen, and what becomes of it when Telegram or the line answers something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.gateway import Gateway, Later, Migrated, Outcome, Rejected, Sent, Unreachable
from bot.delivery.request import NotSent
from bot.domain.button import MenuButton
from bot.domain.notice import Kind
from bot.domain.screen import Album, Content, Link, Reaction, Screen, Strip, Tap, Toast
from bot.render import Renderer
from bot.storage.outbox import Living, Outgoing
from tests.made import demo

CHAT = 77
TEXT = Screen("feedback/thanks", "zh", {"number": 7}, ((Tap("mine", MenuButton("mine")), Link("report_here", "r1")),))
WORDS = "7号的反馈已提交，等书记核查。辛苦了。"
KEYBOARD = [
    [{"text": "我的上报", "callback_data": "m:mine"}, {"text": "我要上报", "url": "https://t.me/liubu_bot?start=r1"}]
]
BODY = {"text": WORDS, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": KEYBOARD}}
CAPTION = {"caption": WORDS, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": KEYBOARD}}
PHOTO = replace(TEXT, photo="file")
RENDERER = Renderer(demo().timezone)
RENDERER.bot_name = "liubu_bot"  # as the gateway learns when it opens


class Line(Gateway):
    """A gateway whose line we hold: what is called is noted, and each method answers what it was told to."""

    def __init__(self, **answers: Any) -> None:
        super().__init__("1:x", "http://nowhere", RENDERER)
        self.bot = SimpleNamespace(username="liubu_bot", id=1)  # type: ignore[assignment]
        self.answers = answers
        self.calls: list[tuple[str, dict[str, Any]]] = []

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """Note the call; answer, or raise what was given as the answer."""
        self.calls.append((method, dict(parameters)))
        answer = self.answers.get(method, {"message_id": 100})
        if isinstance(answer, Exception):
            raise answer
        return answer


def message(content: Content = TEXT, **more: Any) -> Outgoing:
    """A message about to be sent."""
    usual = Outgoing(1, CHAT, Kind.ANSWER, "slot", content, fresh=False, doubtful=False, attempts=1, shown=None)
    return replace(usual, **more)


OUTCOMES: list[tuple[TelegramError, Outcome]] = [
    (ChatMigrated(-100), Migrated(-100)),
    (Forbidden("bot was blocked by the user"), Unreachable("bot was blocked by the user")),
    (
        Forbidden("bot can't initiate conversation with a user"),
        Unreachable("bot can't initiate conversation with a user"),
    ),
    (BadRequest("Chat not found"), Unreachable("Chat not found")),
    (BadRequest("Have no write access to the chat"), Unreachable("Have no write access to the chat")),
    (BadRequest("Not enough rights to send text messages"), Unreachable("Not enough rights to send text messages")),
    (BadRequest("CHAT_WRITE_FORBIDDEN"), Unreachable("CHAT_WRITE_FORBIDDEN")),
    (BadRequest("Message is too long"), Rejected("Message is too long")),
    (BadRequest("Can't parse entities"), Rejected("Can't parse entities")),
    (NotSent("cannot connect"), Later("cannot connect")),
    (TimedOut("Timed out"), Later("Timed out", doubtful=True)),
    (NetworkError("Bad Gateway"), Later("Bad Gateway", doubtful=True)),
    (InvalidToken("x"), Later("x")),
    (Conflict("x"), Later("x")),
    (TelegramError("Invalid server response"), Later("Invalid server response")),
]


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES, ids=lambda value: str(value)[:40])
async def test_what_becomes_of_a_message_when_telegram_says_no(error: TelegramError, outcome: Outcome) -> None:
    for content, method in ((TEXT, "sendMessage"), (PHOTO, "sendPhoto"), (ALBUM, "sendMediaGroup")):
        assert await Line(**{method: error}).deliver(message(content)) == outcome


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(("asked", "after_ms"), [(7, 7_000), (0, 0), (timedelta(milliseconds=1_500), 1_500)])
async def test_telegram_may_ask_to_wait(asked: int | timedelta, after_ms: int) -> None:
    outcome = await Line(sendMessage=RetryAfter(asked)).deliver(message())
    assert isinstance(outcome, Later)
    assert (outcome.after_ms, outcome.doubtful) == (after_ms, False)


SHOWN_TEXT, SHOWN_PHOTO = Living(50, "text"), Living(50, "photo")
AT = {"chat_id": CHAT, "message_id": 50}
TO = {"chat_id": CHAT}
SHOWS: list[tuple[Outgoing, list[tuple[str, dict[str, Any]]], Sent]] = [
    (message(), [("sendMessage", {**TO, **BODY})], Sent(Living(100, "text"))),
    (message(PHOTO), [("sendPhoto", {**TO, "photo": "file", **CAPTION})], Sent(Living(100, "photo"))),
    (message(shown=SHOWN_TEXT), [("editMessageText", {**AT, **BODY})], Sent()),
    (message(PHOTO, shown=SHOWN_PHOTO), [("editMessageCaption", {**AT, **CAPTION})], Sent()),
    # a text cannot become a photo, nor the other way round: a new message
    (message(PHOTO, shown=SHOWN_TEXT), [("sendPhoto", {**TO, "photo": "file", **CAPTION})], Sent(Living(100, "photo"))),
    (message(shown=SHOWN_PHOTO), [("sendMessage", {**TO, **BODY})], Sent(Living(100, "text"))),
    (message(shown=SHOWN_TEXT, fresh=True), [("sendMessage", {**TO, **BODY})], Sent(Living(100, "text"))),
    (
        message(doubtful=True),
        [("sendMessage", {**TO, **BODY, "text": f"（重发）{WORDS}"})],
        Sent(Living(100, "text")),
    ),
    # an edit that is done twice does no harm and needs no mark
    (message(doubtful=True, shown=SHOWN_TEXT), [("editMessageText", {**AT, **BODY})], Sent()),
    (
        message(replace(TEXT, thread=9, pin=True)),
        [
            ("sendMessage", {**TO, "message_thread_id": 9, **BODY}),
            ("pinChatMessage", {"chat_id": CHAT, "message_id": 100, "disable_notification": True}),
        ],
        Sent(Living(100, "text")),
    ),
    (message(Strip(50)), [("editMessageReplyMarkup", AT)], Sent()),
]


@pytest.mark.parametrize(("outgoing", "calls", "sent"), SHOWS)
async def test_how_a_screen_is_shown(outgoing: Outgoing, calls: list[tuple[str, dict[str, Any]]], sent: Sent) -> None:
    line = Line()
    assert await line.deliver(outgoing) == sent
    assert line.calls == calls


EDITS: list[tuple[str, list[str], Outcome]] = [
    ("Message is not modified: ...", ["editMessageText"], Sent()),
    ("Message to edit not found", ["editMessageText", "sendMessage"], Sent(Living(100, "text"))),
    ("Message can't be edited", ["editMessageText", "sendMessage"], Sent(Living(100, "text"))),
    ("There is no text in the message to edit", ["editMessageText", "sendMessage"], Sent(Living(100, "text"))),
    ("Message is too long", ["editMessageText"], Rejected("Message is too long")),
    ("Chat not found", ["editMessageText"], Unreachable("Chat not found")),
]


@pytest.mark.parametrize(("said", "methods", "outcome"), EDITS)
async def test_what_becomes_of_an_edit(said: str, methods: list[str], outcome: Outcome) -> None:
    line = Line(editMessageText=BadRequest(said))
    assert await line.deliver(message(shown=SHOWN_TEXT)) == outcome
    assert [method for method, _ in line.calls] == methods


async def test_an_edit_that_did_not_get_through_is_tried_again_and_not_sent_anew() -> None:
    line = Line(editMessageText=TimedOut("Timed out"))
    assert await line.deliver(message(shown=SHOWN_TEXT)) == Later("Timed out", doubtful=True)
    assert len(line.calls) == 1


@pytest.mark.parametrize("error", [BadRequest("message to edit not found"), BadRequest("message is not modified")])
async def test_taking_buttons_off_is_no_matter(error: TelegramError) -> None:
    assert await Line(editMessageReplyMarkup=error).deliver(message(Strip(5))) == Sent()


async def test_a_message_that_cannot_be_pinned_was_sent_all_the_same() -> None:
    line = Line(pinChatMessage=BadRequest("not enough rights to manage pinned messages in the chat"))
    assert await line.deliver(message(replace(TEXT, pin=True))) == Sent(Living(100, "text"))


ABOUT = Screen("case/album", "zh", {"number": 7, "category": "c", "photos": 2, "proofs": 0})
ALBUM = Album(ABOUT, ("p0", "p1"))
ALBUMS = [
    (0, 1, ["sendVoice"]),
    (1, 0, ["sendPhoto"]),
    (2, 1, ["sendMediaGroup", "sendVoice"]),
    (10, 0, ["sendMediaGroup"]),
    (11, 0, ["sendMediaGroup", "sendPhoto"]),
    (20, 2, ["sendMediaGroup", "sendMediaGroup", "sendVoice", "sendVoice"]),
]


@pytest.mark.parametrize(("photos", "voices", "methods"), ALBUMS)
async def test_photos_go_out_in_albums_of_two_to_ten_with_words_under_the_first(
    photos: int, voices: int, methods: list[str]
) -> None:
    line = Line()
    album = Album(ABOUT, tuple(f"p{n}" for n in range(photos)), tuple(f"v{n}" for n in range(voices)))
    assert await line.deliver(message(album)) == Sent()
    assert [method for method, _ in line.calls] == methods
    items = [item for _, call in line.calls for item in call.get("media", [call])]
    files = [item.get("media") or item.get("photo") or item.get("voice") for item in items]
    assert files == [*album.photos, *album.voices]
    assert ["caption" in item for item in items] == [True, *[False] * (photos + voices - 1)]
    assert all(2 <= len(call["media"]) <= 10 for method, call in line.calls if method == "sendMediaGroup")


async def test_a_tap_is_answered_and_a_failing_answer_is_no_matter() -> None:
    line = Line()
    await line.courtesy(Toast("9"))
    await line.courtesy(Toast("9", "did_close", "zh", {"number": 7}, alert=True))
    await line.courtesy(Toast("9", link="f7"))
    await line.courtesy(Reaction(CHAT, 5, "👌"))
    assert line.calls == [
        ("answerCallbackQuery", {"callback_query_id": "9"}),
        ("answerCallbackQuery", {"callback_query_id": "9", "text": "7号已结案。", "show_alert": True}),
        ("answerCallbackQuery", {"callback_query_id": "9", "url": "https://t.me/liubu_bot?start=f7"}),
        ("setMessageReaction", {"chat_id": CHAT, "message_id": 5, "reaction": [{"type": "emoji", "emoji": "👌"}]}),
    ]
    late = BadRequest("query is too old and response timeout expired or query ID is invalid")
    await Line(answerCallbackQuery=late, setMessageReaction=late).courtesy(Toast("9"))
    await Line(answerCallbackQuery=late, setMessageReaction=late).courtesy(Reaction(1, 1, "👌"))


def test_commands_are_described_in_both_languages() -> None:
    line = Line()
    assert line.commands(["report"], "zh") == [{"command": "report", "description": "我要上报"}]
    assert [one["command"] for one in line.commands(["report", "mine"], "en")] == ["report", "mine"]
    assert line.commands(["report"], "en") != line.commands(["report"], "zh")


OPENS: list[tuple[TelegramError, bool]] = [
    (NetworkError("no line"), True),
    (TimedOut("x"), True),
    (NotSent("x"), True),
    (InvalidToken("x"), False),
    (BadRequest("x"), False),
    (Forbidden("x"), False),
]


@pytest.mark.parametrize(("error", "again"), OPENS)
async def test_at_the_start_a_bad_line_is_waited_for_and_a_refusal_is_not(error: TelegramError, again: bool) -> None:
    line = Line()

    async def initialize() -> None:
        raise error

    line.bot = SimpleNamespace(initialize=initialize)  # type: ignore[assignment]
    if again:
        assert await line.open() is False
    else:
        with pytest.raises(type(error)):
            await line.open()
