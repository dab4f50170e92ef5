"""The only caller of the Bot API: what is to be shown goes in, what became of it comes out as a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.paper import made
from bot.delivery.request import AiohttpRequest, NotSent, Upload
from bot.delivery.spool import Spool
from bot.domain.screen import Album, Courtesy, Paper, Ready, Screen, Strip, Toast
from bot.render import Renderer
from bot.storage.outbox import Living, Outgoing

log = structlog.get_logger()

#: The updates that the bot asks for. Always given: None would keep whatever was asked for before.
UPDATES = ["message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25

_GONE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message",
    "no caption in",
)
#: A topic that was deleted, and one that was closed.
_NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
_UNREACHABLE = (
    "topic_closed",
    "chat not found",
    "have no write access",
    "not enough rights to send",
    "chat_write_forbidden",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there: as a new message, or (None) as an edit or nothing to remember.

    ``astray``: its topic is closed or gone, so it stands in the general one.
    """

    message: Living | None = None
    astray: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """Not now. ``after_ms`` is what Telegram asks for, if it says; ``doubtful``: it may have arrived all the same."""

    error: str
    after_ms: int | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing can be sent to this chat until the people there change something."""

    error: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group has another id now."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram will never take this message."""

    error: str


Outcome = Sent | Later | Unreachable | Migrated | Rejected


class Gateway:
    """The Bot API of one bot. ``timeout`` is in seconds for one call; ``spool`` has the files that were made before."""

    def __init__(
        self, token: str, api_url: str, renderer: Renderer, timeout: float = 10.0, spool: Spool | None = None
    ) -> None:
        self._spool = spool
        self._polls = AiohttpRequest(timeout=POLL_SECONDS + timeout, connections=1)
        self._request = AiohttpRequest(timeout=timeout)
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._request,
            get_updates_request=self._polls,
        )
        self.renderer = renderer

    async def open(self) -> bool:
        """Connect and learn who the bot is; False if Telegram cannot be reached now. TelegramError if it refuses us."""
        try:
            await self.bot.initialize()
        except (BadRequest, InvalidToken):  # to python-telegram-bot, a refusal is a NetworkError too
            raise
        except NetworkError as error:
            log.warning("telegram.unreachable", error=str(error))
            return False
        self.renderer.bot_name = self.bot.username
        return True

    async def close(self) -> None:
        """Let go of the connections."""
        await self.bot.shutdown()

    async def updates(self, offset: int | None) -> list[dict[str, Any]]:
        """The raw updates from an offset on; asking confirms all before it. Waits up to 25 s for one."""
        parameters = {"timeout": POLL_SECONDS, "limit": 100, "allowed_updates": UPDATES}
        if offset is not None:
            parameters["offset"] = offset
        result: list[dict[str, Any]] = await self._polls.call(f"{self.bot.base_url}/getUpdates", parameters)
        return result

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """Call a method; its result, or a TelegramError."""
        return await self._request.call(f"{self.bot.base_url}/{method}", parameters)

    async def upload(self, method: str, parameters: Mapping[str, Any], upload: Upload) -> Any:
        """Call a method with a file that goes with it; its result, or a TelegramError."""
        return await self._request.upload(f"{self.bot.base_url}/{method}", parameters, upload)

    async def file(self, file_id: str) -> bytes:
        """A file that somebody sent; TelegramError if it cannot be had."""
        found = await self.call("getFile", {"file_id": file_id})
        return await self._request.retrieve(f"{self.bot.base_file_url}/{found['file_path']}")

    async def courtesy(self, courtesy: Courtesy) -> None:
        """Answer a tap or set a reaction, best effort: it never raises."""
        try:
            if isinstance(courtesy, Toast):
                await self.call("answerCallbackQuery", self._toast(courtesy))
            else:
                reaction = [{"type": "emoji", "emoji": courtesy.emoji}]
                where = {"chat_id": courtesy.chat_id, "message_id": courtesy.message_id}
                await self.call("setMessageReaction", {**where, "reaction": reaction})
        except TelegramError as error:
            log.info("courtesy.failed", error=str(error))

    async def courtesy_call(self, method: str, parameters: Mapping[str, Any]) -> None:
        """Call a method whose failure does no harm: it never raises."""
        try:
            await self.call(method, parameters)
        except TelegramError as error:
            log.warning("courtesy.failed", method=method, error=str(error))

    def commands(self, names: Sequence[str], language: str) -> list[dict[str, str]]:
        """Commands with their descriptions, as the Bot API wants them."""
        described = self.renderer.commands(language)
        return [{"command": name, "description": described[name]} for name in names]

    async def deliver(self, message: Outgoing) -> Outcome:
        """Send or edit a message; what became of it. Never raises for anything that Telegram or the line does."""
        try:
            return await self._deliver(message)
        except TelegramError as error:
            return _outcome(error)

    async def _deliver(self, message: Outgoing) -> Outcome:
        match message.content:
            case Strip(message_id):
                return await self._strip(message.chat_id, message_id)
            case Album() as album:
                return await self._album(message.chat_id, album)
            case Paper() as paper:
                return await self._hand_over(message, paper)
            case Screen() as screen:
                return await self._show(message, screen)

    async def _strip(self, chat_id: int, message_id: int) -> Outcome:
        try:
            await self.call("editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id})
        except BadRequest as error:
            log.debug("strip.needless", error=str(error))
        return Sent()

    async def _album(self, chat_id: int, album: Album) -> Outcome:
        words = self._body(album.about, "caption")  # under the first of them only: an album shows one caption
        for start in range(0, len(album.photos), 10):
            photos = album.photos[start : start + 10]
            if len(photos) == 1:
                await self.call("sendPhoto", {"chat_id": chat_id, "photo": photos[0], **words})
            else:
                media: list[dict[str, Any]] = [{"type": "photo", "media": photo} for photo in photos]
                media[0] |= words
                await self.call("sendMediaGroup", {"chat_id": chat_id, "media": media})
            words = {}
        for voice in album.voices:
            await self.call("sendVoice", {"chat_id": chat_id, "voice": voice, **words})
            words = {}
        return Sent()

    async def _hand_over(self, message: Outgoing, paper: Paper) -> Outcome:
        words = self._body(paper.about, "caption", repeated=message.doubtful)
        target, name = _target(message.chat_id, paper.about), self.renderer.file_name(paper)
        if isinstance(paper.body, Ready):
            return await self._hand_over_ready(message, paper.body, name, paper.about.language, {**target, **words})
        file = Upload("document", name, await made(paper, self.renderer))
        await self.upload("sendDocument", {**target, **words}, file)
        return Sent()

    async def _hand_over_ready(
        self, message: Outgoing, ready: Ready, name: str, language: str, rest: dict[str, Any]
    ) -> Outcome:
        """Send a file that was made before; where it is not there any more, say that it can be asked for again."""
        path = self._spool.path(ready.name) if self._spool else None
        if path is None:
            return await self._show_whole(message, Screen(ready.gone, language))
        method, field = ("sendPhoto", "photo") if ready.picture else ("sendDocument", "document")
        await self.upload(method, rest, Upload(field, name, path))
        if self._spool:
            self._spool.drop((ready.name,))
        return Sent()

    async def _show(self, message: Outgoing, screen: Screen) -> Outcome:
        try:
            return await self._show_whole(message, screen)
        except BadRequest as error:
            if not screen.photo or not any(word in str(error).lower() for word in ("file", "photo", "image")):
                raise
            log.warning("photo.refused", chat_id=message.chat_id, error=str(error))
        return await self._show_whole(message, replace(screen, photo=None))  # the words matter more than the picture

    async def _show_whole(self, message: Outgoing, screen: Screen) -> Outcome:
        shape = "photo" if screen.photo else "text"
        shown = message.shown
        if shown and not message.fresh and shown.shape == shape and await self._edit(message, screen, shown):
            if screen.unpin:
                await self._unpin(message.chat_id, shown.message_id)
            return Sent()
        body = self._body(screen, "text" if shape == "text" else "caption", repeated=message.doubtful)
        target = _target(message.chat_id, screen)
        if screen.photo:
            result, astray = await self._post("sendPhoto", {**target, "photo": screen.photo, **body})
        else:
            result, astray = await self._post("sendMessage", {**target, **body})
        new = Living(result["message_id"], "photo" if screen.photo else "text")
        if screen.pin:
            await self._pin(message.chat_id, new.message_id)
            if shown:
                await self._unpin(message.chat_id, shown.message_id)
        return Sent(new, astray)

    async def _post(self, method: str, parameters: dict[str, Any]) -> tuple[Any, bool]:
        """Send something new; where its topic is closed or gone, to the general one (True)."""
        try:
            return await self.call(method, parameters), False
        except BadRequest as error:
            if "message_thread_id" not in parameters or not any(w in str(error).lower() for w in _NO_TOPIC):
                raise
            log.warning("topic.gone", chat_id=parameters["chat_id"], error=str(error))
        del parameters["message_thread_id"]
        return await self.call(method, parameters), True

    async def _edit(self, message: Outgoing, screen: Screen, shown: Living) -> bool:
        """Whether the message shows it now; False if there is no such message any more."""
        target = {"chat_id": message.chat_id, "message_id": shown.message_id}
        try:
            if shown.shape == "photo":
                await self.call("editMessageCaption", {**target, **self._body(screen, "caption")})
            else:
                await self.call("editMessageText", {**target, **self._body(screen, "text")})
        except BadRequest as error:
            text = str(error).lower()
            if "not modified" in text:
                return True
            if any(words in text for words in (*_GONE, *_NO_TOPIC)):
                return False
            raise
        return True

    async def _pin(self, chat_id: int, message_id: int) -> None:
        try:
            parameters = {"chat_id": chat_id, "message_id": message_id, "disable_notification": True}
            await self.call("pinChatMessage", parameters)
        except TelegramError as error:
            log.warning("pin.failed", chat_id=chat_id, error=str(error))

    async def _unpin(self, chat_id: int, message_id: int) -> None:
        try:
            await self.call("unpinChatMessage", {"chat_id": chat_id, "message_id": message_id})
        except TelegramError as error:
            log.info("unpin.failed", chat_id=chat_id, error=str(error))

    def _body(self, screen: Screen, field: str, repeated: bool = False) -> dict[str, Any]:
        body: dict[str, Any] = {field: self.renderer.text(screen, repeated=repeated), "parse_mode": "HTML"}
        if screen.keys:
            body["reply_markup"] = self.renderer.keys(screen)
        elif keyboard := self.renderer.keyboard(screen):
            body["reply_markup"] = {"inline_keyboard": keyboard}
        return body

    def _toast(self, toast: Toast) -> dict[str, Any]:
        answer: dict[str, Any] = {"callback_query_id": toast.callback_id}
        if toast.label:
            answer["text"] = self.renderer.toast(toast)
            answer["show_alert"] = toast.alert
        if toast.link:
            answer["url"] = self.renderer.link(toast.link)
        return answer


def _target(chat_id: int, screen: Screen) -> dict[str, Any]:
    target: dict[str, Any] = {"chat_id": chat_id}
    if screen.thread:
        target["message_thread_id"] = screen.thread
    if screen.silent:
        target["disable_notification"] = True
    return target


def _outcome(error: TelegramError) -> Outcome:
    match error:
        case RetryAfter():
            return Later(str(error), after_ms=asked_ms(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return Unreachable(str(error))
        case BadRequest():
            text = str(error)
            gone = any(words in text.lower() for words in _UNREACHABLE)
            return Unreachable(text) if gone else Rejected(text)
        case NotSent():
            return Later(str(error))
        case TimedOut() | NetworkError():
            return Later(str(error), doubtful=True)
        case _:
            return Later(str(error))


def asked_ms(error: RetryAfter) -> int:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return int((wait.total_seconds() if isinstance(wait, timedelta) else wait) * 1_000)
