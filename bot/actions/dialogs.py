"""People in dialogs: where somebody stands, what an answer leads to, and what follows when a dialog is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.actions import blocks as block_actions
from bot.actions import dialog_rights, drafts, neighbours, plain
from bot.actions.context import Context
from bot.actions.ends import ENDS, FLOWS, SLOT, Begin, Stay
from bot.domain.button import DialogButton, MenuButton
from bot.domain.media import Attachment
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Stale
from bot.flows import engine
from bot.flows import phone as phone_flow
from bot.flows import report as report_flow
from bot.flows.engine import (
    BACK,
    CANCEL,
    Abort,
    Answers,
    Ask,
    Choice,
    Done,
    Files,
    Flow,
    Input,
    Option,
    Spot,
    Words,
    World,
)
from bot.storage import cases, dialogs, outbox
from bot.storage.dialogs import Dialog

#: Photos of one album arrive as messages of their own and without an end: their one answer waits this long.
ALBUM_MS = 400

_HELD = "held"
_RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Showing:
    """How the next question is shown: as a new message (after a message), and how long it waits for an album."""

    fresh: bool = False
    wait_ms: int = 0


async def begin(ctx: Context, person: Person, flow: str, answers: Answers) -> None:
    """Open a dialog; if one is open already, ask first whether to go on with that one."""
    dialog = await dialogs.of(ctx.tx, ctx.community_id, person.person_id)
    if dialog is not None and _has_begun(dialog):
        held = dialog.answers.get(_HELD, {})
        await _hold(ctx, person, dialog, {**held, "flow": flow, "answers": answers}, Showing(fresh=True))
    else:
        await _open(ctx, person, flow, answers)


async def answer(ctx: Context, person: Person, dialog: Dialog, given: Input) -> None:
    """Take a message as the answer to the question where the person stands."""
    idle = ctx.now - dialog.updated_at > ctx.community.policy.idle_dialog_ms
    if not await dialog_rights.holds(ctx, person, dialog):
        await _refuse(ctx, person, dialog, Showing(fresh=not isinstance(given, Choice)))
    elif dialog.answers.get(_RESUME) or (idle and not isinstance(given, Choice)):
        held = dialog.answers.get(_HELD, {})
        more = {**held, "given": [*held.get("given", ()), _freeze(given)]}
        await _hold(ctx, person, dialog, more, _showing(dialog, given))
    else:
        await _advance(ctx, person, dialog, given, _showing(dialog, given))


async def tap(ctx: Context, person: Person, button: DialogButton) -> None:
    """Take a tap; Stale if the dialog is over or has moved on since the button was shown."""
    dialog = await dialogs.of(ctx.tx, ctx.community_id, person.person_id)
    if dialog is None or (dialog.dialog_id, dialog.version) != (button.dialog_id, button.version):
        await _refuse_stale(ctx, person, button)
    elif not await dialog_rights.holds(ctx, person, dialog):
        await _refuse(ctx, person, dialog, Showing())
    elif dialog.answers.get(_RESUME):
        await _resume(ctx, person, dialog, button.choice)
    else:
        await _advance(ctx, person, dialog, Choice(button.choice), Showing())


async def _refuse(ctx: Context, person: Person, dialog: Dialog, showing: Showing) -> None:
    """The dialog was about something that is not the person's any more: it ends, in the words for what never was."""
    await dialogs.end(ctx.tx, ctx.community_id, dialog)
    data: dict[str, Value] = {"code": "case.not_yours", "number": None}
    await _put(ctx, person, Screen("dialog/refused", person.language, data), showing)


async def simplify(ctx: Context, person: Person) -> None:
    """The person wants the plain mode: a report that they have begun goes on in it, with what is known already."""
    dialog = await dialogs.of(ctx.tx, ctx.community_id, person.person_id)
    if dialog is not None and dialog.flow == report_flow.NAME and person.plain:
        kept = {key: value for key, value in dialog.answers.items() if key in plain.KEPT}
        await _open(ctx, person, report_flow.NAME, kept)


async def cancel(ctx: Context, person: Person) -> bool:
    """Give up the open dialog; False if there is none."""
    dialog = await dialogs.of(ctx.tx, ctx.community_id, person.person_id)
    if dialog is None:
        return False
    await _give_up(ctx, person, dialog, Showing(fresh=True))
    return True


async def open_dialog(ctx: Context, person: Person) -> Dialog | None:
    """The dialog in which the person stands."""
    return await dialogs.of(ctx.tx, ctx.community_id, person.person_id)


async def _refuse_stale(ctx: Context, person: Person, button: DialogButton) -> None:
    number = await cases.of_dialog(ctx.tx, ctx.community_id, button.dialog_id)
    case = await cases.by_id(ctx.tx, ctx.community_id, number) if number is not None else None
    if case is not None and case.reporter == person.person_id:
        raise Stale("dialog.filed", number=case.case_id)
    raise Stale("dialog.moved_on")


async def _open(ctx: Context, person: Person, name: str, answers: Answers) -> None:
    if name == report_flow.NAME and (blocked := await block_actions.told(ctx, person)):
        await _put(ctx, person, blocked, Showing(fresh=True))
        return
    name, answers = plain.fitting(person, name, answers)
    flow = FLOWS[name]
    answers, world = await _look_up(ctx, person, flow, answers)
    place = engine.begin(flow, answers, world)
    dialog = await dialogs.begin(ctx.tx, ctx.community_id, person.person_id, name, place.step, place.answers, ctx.now)
    await _show(ctx, person, dialog, place, world, Showing(fresh=True))


async def _advance(ctx: Context, person: Person, dialog: Dialog, given: Input, showing: Showing) -> None:
    flow = FLOWS[dialog.flow]
    world = await _world(ctx, person, dialog.answers)
    outcome = engine.advance(flow, dialog.step, dialog.answers, given, world)
    match outcome:
        case Abort():
            await _give_up(ctx, person, dialog, Showing())
        case Done():
            await _finish(ctx, person, dialog, outcome)
        case Ask():
            await _go_on(ctx, person, dialog, outcome, showing)


async def _go_on(ctx: Context, person: Person, dialog: Dialog, ask: Ask, showing: Showing) -> None:
    flow = FLOWS[dialog.flow]
    ask = replace(ask, answers=plain.count(ask.answers, ask.problem))
    answers, world = await _look_up(ctx, person, flow, ask.answers)
    if answers is not ask.answers:
        ask = engine.begin(flow, answers, world)
    moved = await dialogs.move(ctx.tx, ctx.community_id, dialog, ask.step, ask.answers, ctx.now)
    if moved is None:
        raise Stale("dialog.moved_on")
    await _show(ctx, person, moved, ask, world, showing)
    if dialog.flow == report_flow.NAME and plain.is_lost(ask.answers):
        await plain.offer(ctx, person)


async def _look_up(ctx: Context, person: Person, flow: Flow, answers: Answers) -> tuple[Answers, World]:
    """The answers with what the flow needs to know before it can go on, and the world with it."""
    world = await _world(ctx, person, answers)
    if flow.needs(answers, world) == "similar":
        found = await neighbours.similar(ctx, person, answers)
        answers = {**answers, "similar": found}
        world = await _world(ctx, person, answers)
    return answers, world


async def _world(ctx: Context, person: Person, answers: Answers) -> World:
    known = await neighbours.describe(ctx, person, answers.get("similar", ()))
    return World(ctx.community, person, ctx.now, known)


# --- going on after a pause ---


async def _hold(ctx: Context, person: Person, dialog: Dialog, held: dict[str, Any], showing: Showing) -> None:
    """Keep what came and ask whether to go on with the dialog that is open."""
    answers = {**dialog.answers, _RESUME: True, _HELD: held}
    moved = await dialogs.move(ctx.tx, ctx.community_id, dialog, dialog.step, answers, ctx.now)
    if moved is not None:
        await _show_resume(ctx, person, moved, showing)


async def _show_resume(ctx: Context, person: Person, dialog: Dialog, showing: Showing) -> None:
    def button(label: str) -> Tap:
        return Tap(label, DialogButton(dialog.dialog_id, dialog.version, label))

    data = {"flow": dialog.flow, "text": dialog.answers.get("text", "")}
    screen = Screen("dialog/resume", person.language, data, ((button("resume"), button("give_up")),))
    await _put(ctx, person, screen, showing)


async def _resume(ctx: Context, person: Person, dialog: Dialog, choice: str) -> None:
    held = dialog.answers.get(_HELD, {})
    given = [thawed for frozen in held.get("given", ()) if (thawed := _thaw(frozen))]
    if choice == "resume":
        answers = {key: value for key, value in dialog.answers.items() if key not in (_RESUME, _HELD)}
        plain = replace(dialog, answers=answers, updated_at=ctx.now)
        await _go_on(ctx, person, plain, Ask(dialog.step, answers), Showing())
    elif choice != "give_up":
        raise Stale("dialog.moved_on")
    elif "flow" in held:
        await dialogs.end(ctx.tx, ctx.community_id, dialog)
        await _open(ctx, person, held["flow"], held["answers"])
    elif any(isinstance(one, Files) for one in given):  # it was not meant for the old one: a report of its own
        await dialogs.end(ctx.tx, ctx.community_id, dialog)
        text, files = _all_told(given)
        await _open(ctx, person, report_flow.NAME, drafts.prefill(ctx, person, text, files))
        return
    else:
        await _give_up(ctx, person, dialog, Showing())
        return
    await _take_up(ctx, person, given)


def _all_told(given: Sequence[Input]) -> tuple[str, list[Attachment]]:
    words = [one.text if isinstance(one, Words) else one.caption for one in given if isinstance(one, Words | Files)]
    files = [file for one in given if isinstance(one, Files) for file in one.files]
    return "\n".join(filter(None, words)), files


async def _take_up(ctx: Context, person: Person, given: Sequence[Input]) -> None:
    """Take as answers what came while it was not known in which dialog."""
    for one in given:
        dialog = await dialogs.of(ctx.tx, ctx.community_id, person.person_id)
        if dialog is not None:
            await _advance(ctx, person, dialog, one, Showing())


def _has_begun(dialog: Dialog) -> bool:
    """Whether there is anything in it that would be a pity to lose."""
    return bool({"text", "photos", "voices", "place", "note"} & dialog.answers.keys())


# --- the end ---


async def _give_up(ctx: Context, person: Person, dialog: Dialog, showing: Showing) -> None:
    await dialogs.end(ctx.tx, ctx.community_id, dialog)
    again: Buttons = ((Tap("report", MenuButton("report")),),)
    screen = Screen("dialog/given_up", person.language, {"flow": dialog.flow}, again)
    if dialog.flow == phone_flow.NAME:  # the key below the text field goes away, which only a new message can do
        screen, showing = replace(screen, buttons=(), keys="remove"), Showing(fresh=True)
    await _put(ctx, person, screen, showing)


async def _finish(ctx: Context, person: Person, dialog: Dialog, done: Done) -> None:
    """Do what the dialog was for; what its last message shows then, or which dialog follows."""
    after = await ENDS[dialog.flow](ctx, person, dialog, done)
    if isinstance(after, Stay):
        stay = Ask(dialog.step, done.answers, after.problem, after.details)
        await _go_on(ctx, person, dialog, stay, Showing())
        return
    await dialogs.end(ctx.tx, ctx.community_id, dialog)
    match after:
        case Screen() as screen:
            await _put(ctx, person, screen, Showing())
        case Begin(flow, answers):
            await _open(ctx, person, flow, answers)


# --- showing ---


async def _show(ctx: Context, person: Person, dialog: Dialog, ask: Ask, world: World, showing: Showing) -> None:
    flow = FLOWS[dialog.flow]
    step = flow.step(ask.step)
    assert step is not None  # noqa: S101  # the engine names steps of the flow only
    question = step.ask(ask.answers, world)
    data = {**question.data, "problem": ask.problem, "details": dict(ask.details)}
    rows = [tuple(_button(dialog, option) for option in row) for row in question.rows]
    last = [Option(CANCEL, "cancel")]
    if engine.has_back(flow, ask.step, ask.answers, world):
        last.insert(0, Option(BACK, "back"))
    rows.append(tuple(_button(dialog, option) for option in last))
    shown = () if question.keys else tuple(rows)
    screen = Screen(question.view, person.language, data, shown, photo=question.photo, keys=question.keys)
    await _put(ctx, person, screen, showing)


async def _put(ctx: Context, person: Person, screen: Screen, showing: Showing) -> None:
    await outbox.show(
        ctx.tx,
        ctx.community_id,
        person.user_id,
        Kind.ANSWER,
        SLOT,
        screen,
        ctx.now,
        fresh=showing.fresh,
        not_before=ctx.now + showing.wait_ms if showing.wait_ms else 0,
    )


def _button(dialog: Dialog, option: Option) -> Tap:
    button = DialogButton(dialog.dialog_id, dialog.version, option.key)
    return Tap(option.label, button, literal=option.literal, style=option.style, data=option.data)


def _showing(dialog: Dialog, given: Input) -> Showing:
    """After a message the question comes as a new one below it; the photos of one album share one question."""
    album = given.files[0].album if isinstance(given, Files) and given.files else None
    if album is None:
        return Showing(fresh=not isinstance(given, Choice))
    known = {file.get("album") for file in dialog.answers.get("photos", ())}
    for held in dialog.answers.get(_HELD, {}).get("given", ()):
        known |= {file[_ALBUM] for file in held.get("files", ())}
    return Showing(fresh=album not in known, wait_ms=ALBUM_MS)


def _freeze(given: Input) -> dict[str, Any]:
    match given:
        case Words(text, at):
            return {"is": "words", "text": text, "at": at}
        case Spot(lat, lon):
            return {"is": "spot", "lat": lat, "lon": lon}
        case Files(files, caption):
            kept = [(f.kind.value, f.file_id, f.unique_id, f.album, f.origin_at) for f in files]
            return {"is": "files", "files": kept, "caption": caption}
    return {"is": "nothing"}


def _thaw(value: dict[str, Any]) -> Input | None:
    match value["is"]:
        case "words":
            return Words(value["text"], value["at"])
        case "spot":
            return Spot(value["lat"], value["lon"])
        case "files":
            # What was kept by an older version has fewer parts.
            from_json = engine.attachments(
                {"files": [dict(zip(_FILE, f, strict=False)) for f in value["files"]]}, "files"
            )
            return Files(from_json, value["caption"])
    return None


_FILE = ("kind", "file_id", "unique_id", "album", "origin_at")
_ALBUM = _FILE.index("album")
