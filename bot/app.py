"""Where everything meets: builds the parts, starts them, and stops them so that nothing is half done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from bot import handlers, jobs
from bot.actions import (
    case_files,
    closing_report,
    duty_book,
    groups,
    menus,
    people,
    proofs,
    reach,
    residents,
    retention,
    roster_import,
    roster_papers,
    search,
    selfcheck,
    staff_list,
    timed,
    weather,
)
from bot.actions.context import Context
from bot.clock import Clock
from bot.delivery.archivist import Archivist
from bot.delivery.calendars import Calendars
from bot.delivery.closing import Closing
from bot.delivery.duty_printer import DutyPrinter
from bot.delivery.fetcher import Fetcher
from bot.delivery.gateway import Gateway
from bot.delivery.intake import Intake
from bot.delivery.list_reader import ListReader
from bot.delivery.menus import Menus
from bot.delivery.processor import Processor
from bot.delivery.roster_printer import RosterPrinter
from bot.delivery.sender import Sender
from bot.delivery.shredder import Shredder
from bot.delivery.spool import Spool
from bot.delivery.surveyor import Surveyor
from bot.delivery.timekeeper import Timekeeper
from bot.delivery.vault import Vault
from bot.delivery.weather_line import Services
from bot.delivery.weatherman import Weatherman
from bot.domain.community import Community
from bot.domain.screen import Courtesy, Screen
from bot.errors import LiubuError
from bot.render import LANGUAGES, Renderer, roster_words, search_wording, sheet_words, vocabulary
from bot.storage import counters, schema
from bot.storage.outbox import Outgoing
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer
from bot.web.server import WebPlan, WebServer

log = structlog.get_logger()

_RECONNECT_SECONDS = 5
#: The folder of files that wait to be sent.
SPOOL = "papers"


def open_store(database_url: str | None, data: Path, database_schema: str = "liubu") -> Store:
    """The store that the settings name: PostgreSQL by its URL, else SQLite under ``data``."""
    if database_url:
        from bot.storage.postgres import PostgresDriver  # its library takes megabytes, and few need it

        return Store(PostgresDriver(database_url, database_schema))
    return Store(SqliteDriver(data / "liubu.sqlite"))


class App:
    """The bot of one community. ``await open()``, ``await run()`` until told to stop, ``await close()``."""

    def __init__(
        self,
        community: Community,
        store: Store,
        gateway: Gateway,
        clock: Clock,
        data: Path,
        services: Services | None = None,
        web: WebPlan | None = None,
    ) -> None:
        self.community = community
        self.store = store
        self.gateway = gateway
        self.clock = clock
        self._data = data
        self._services = services
        self.web = WebServer(web, self._calendar, self._check) if web else None
        self._spool = Spool(data / SPOOL)
        self._tasks: list[asyncio.Task[None]] = []
        self._stop = asyncio.Event()
        self._wording = search_wording()

    async def open(self) -> bool:
        """Connect, bring the schema and the staff up to date, take up what a former run left.

        False if it was told to stop before Telegram could be reached. StorageDown, MigrationError or TelegramError
        if that cannot be done.
        """
        await self.store.open()
        await schema.migrate(self.store.driver, self.clock.now())
        self.community_id = await self.store.write(
            partial(counters.community_number, slug=self.community.slug, now=self.clock.now())
        )
        await self.store.write(self._prepare)
        if not await self._connect():
            return False
        self._build()
        if self.web is not None:
            await self.web.open()
        self.archivist.sweep(self.clock.now())
        await self.processor.load()
        await self.sender.load()
        return True

    async def _connect(self) -> bool:
        """Reach Telegram, however long that takes (after a power cut the line comes back last); False if told to stop.

        TelegramError if Telegram answers and refuses us.
        """
        while not self._stop.is_set():
            if await self.gateway.open():
                return True
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), _RECONNECT_SECONDS)
        return False

    def _build(self) -> None:
        store, gateway, clock, number = self.store, self.gateway, self.clock, self.community_id
        vault = Vault(self._data / "media")
        self.fetcher = Fetcher(store, number, gateway, vault, self._file_kept)
        self.shredder = Shredder(store, number, vault, clock)
        self.archivist = Archivist(
            store, number, self._spool, vault, gateway.renderer.words, self._context_now, self.community.policy
        )
        self.closing = Closing(store, number, self._spool, gateway.renderer.words, self._context_now)
        self.duty_printer = DutyPrinter(store, number, self._spool, gateway.renderer.words, self._context_now)
        self.roster_printer = RosterPrinter(store, number, self._spool, gateway.renderer.words, self._context_now)
        self.calendars = Calendars(store, number, gateway.renderer.words, self._context_now)
        self.processor = Processor(store, gateway, clock, self._handle, self._apologise)
        self.intake = Intake(store, gateway, self.processor, clock)
        self.sender = Sender(store, number, gateway, clock, self._unreachable, self._migrated, self._astray)
        self.surveyor = Surveyor(store, number, gateway, self._context_now)
        self.menus = Menus(store, number, gateway)
        words = gateway.renderer.words
        self.list_reader = ListReader(
            store, number, gateway, self.community, vocabulary(), roster_words(), words, self._list_read
        )
        self._sheet_words = {language: sheet_words(language) for language in LANGUAGES}
        errands = {
            "fetch": self.fetcher.fetch,
            retention.SHRED: self.shredder.shred,
            staff_list.READ: self.list_reader.read,
            groups.SURVEY: self.surveyor.survey,
            residents.ASK: self.surveyor.member,
            case_files.CASE: self.archivist.case,
            case_files.MONTH: self.archivist.month,
            case_files.PAIR: self.archivist.pair,
            case_files.SWEEP: self.archivist.tidy,
            closing_report.MAKE: self.closing.make,
            duty_book.PRINT: self.duty_printer.print_day,
            roster_papers.DRAW: self.roster_printer.draw,
            roster_papers.PRINT: self.roster_printer.print,
            menus.SET: self.menus.put_up,
            menus.TAKE_DOWN: self.menus.take_down,
        }
        if self._services is not None:
            plan = self.community.weather
            self.weatherman = Weatherman(store, number, plan, self._services, self._context_now)
            errands[weather.POLL] = self.weatherman.poll
        self.timekeeper = Timekeeper(store, number, clock, self._fire, errands)

    async def start(self) -> None:
        """Begin to work."""
        for name, run in self._loops().items():
            task = asyncio.create_task(run(), name=name)
            task.add_done_callback(self._ended)
            self._tasks.append(task)
        log.info("app.started", bot=self.gateway.bot.username, community=self.community.slug)
        if unknown := self.community.calendar.unknown_soon(self.clock.now()):
            log.warning("calendar.unknown_years", years=unknown)

    async def run(self) -> None:
        """Work until :meth:`stop` is called or a part of the program fails; that failure is raised then."""
        await self.start()
        await self._stop.wait()
        for task in self._tasks:
            if task.done() and not task.cancelled() and task.exception() is not None:
                raise RuntimeError(f"{task.get_name()} has failed") from task.exception()

    def stop(self) -> None:
        """Let :meth:`run` return."""
        self._stop.set()

    async def close(self) -> None:
        """Stop taking updates, bring what is being done to its end, and let go of everything."""
        for part in self._parts():
            part.stop()
        for task in self._tasks:
            if task.get_name() in ("intake", "commands"):
                task.cancel()  # what they had not stored, Telegram gives again
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.web is not None:
            await self.web.close()
        await self.gateway.close()
        await self.store.close()
        log.info("app.stopped")

    def is_busy(self) -> bool:
        """Whether anything is being done or due now."""
        return self.processor.is_busy() or self.timekeeper.is_busy() or self.sender.is_busy()

    async def do(self, act: Callable[[Context], Awaitable[None]]) -> None:
        """Do something in a transaction of its own, as the program does it."""

        async def work(tx: Tx) -> None:
            await act(self._context_now(tx))

        await self.store.write(work)

    async def settle(self) -> None:
        """Wait until nothing is being done or due: two looks in a row, for one thing starts another."""
        calm = 0
        while calm < 2:
            calm = 0 if self.is_busy() else calm + 1
            await asyncio.sleep(0.01)

    def _parts(self) -> tuple[Processor | Sender | Timekeeper, ...]:
        return (self.processor, self.timekeeper, self.sender) if self._tasks else ()

    def _loops(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        return {
            "intake": self.intake.run,
            "processor": self.processor.run,
            "sender": self.sender.run,
            "timekeeper": self.timekeeper.run,
            "commands": self.menus.put_up_general,
        }

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.critical("app.part_failed", part=task.get_name(), exc_info=task.exception())
            self._stop.set()

    def _context(self, tx: Tx, now: int) -> Context:
        return Context(tx, self.community, self.community_id, now, self._wording, self.web.url if self.web else "")

    def _context_now(self, tx: Tx) -> Context:
        return self._context(tx, self.clock.now())

    async def _prepare(self, tx: Tx) -> None:
        ctx = self._context(tx, self.clock.now())
        await people.sync_staff(ctx)
        await jobs.plan(ctx)
        await search.plan(ctx)
        if self._services is not None:
            await weather.plan(ctx)
        if many := await selfcheck.put_right(ctx):
            log.info("cases.watched", many=many)

    async def _handle(self, tx: Tx, raw: dict[str, Any], now: int) -> Sequence[Courtesy]:
        return await handlers.handle(self._context(tx, now), raw, self.gateway.bot)

    async def _apologise(self, tx: Tx, raw: dict[str, Any], now: int) -> Sequence[Courtesy]:
        return await handlers.apologise(self._context(tx, now), raw)

    async def _fire(self, tx: Tx, timer: Timer, now: int) -> None:
        ctx = self._context(tx, now)
        if timer.kind in timed.TABLE:
            await timed.TABLE[timer.kind](ctx, timer)
        elif timer.kind == staff_list.SHEET:
            await staff_list.give_sheet(ctx, timer.subject, self._sheet_words)
        else:
            await jobs.run(ctx, timer)

    async def _file_kept(self, tx: Tx, medium: int) -> None:
        await proofs.compare(self._context(tx, self.clock.now()), medium)

    async def _list_read(
        self, tx: Tx, number: int, what: staff_list.Found | roster_import.FoundRoster | LiubuError | None
    ) -> None:
        ctx = self._context(tx, self.clock.now())
        if isinstance(what, roster_import.FoundRoster):
            await roster_import.found(ctx, number, what)
        else:
            await staff_list.found(ctx, number, what)

    async def _check(self) -> None:
        await self.store.read(partial(counters.known_community, slug=self.community.slug))

    async def _calendar(self, secret: str) -> bytes | None:
        return await self.calendars.answer(secret)

    async def _unreachable(self, tx: Tx, message: Outgoing, _error: str) -> None:
        await reach.lost(self._context(tx, self.clock.now()), message)

    async def _migrated(self, tx: Tx, old: int, new: int) -> None:
        await groups.migrate(self._context(tx, self.clock.now()), old, new)

    async def _astray(self, tx: Tx, message: Outgoing) -> None:
        if isinstance(message.content, Screen):
            await groups.topic_gone(self._context(tx, self.clock.now()), message.chat_id, message.content.thread)


def make_app(
    community: Community,
    store: Store,
    token: str,
    api_url: str,
    clock: Clock,
    data: Path,
    timeout: float,
    services: Services | None = None,
    web: WebPlan | None = None,
) -> App:
    """The bot of a community, not yet opened. ``timeout`` is in seconds for one call to Telegram.

    ``services`` says how the weather services are reached; None: nobody is asked about the weather.
    ``web`` is where the web part listens; None: there is none.
    """
    gateway = Gateway(token, api_url, Renderer(community.timezone), timeout, Spool(data / SPOOL))
    return App(community, store, gateway, clock, data, services, web)
