"""The dialog engine: from a place in a dialog and an answer to the next place, as values.

A flow is a list of steps in order. The dialog stands at the first step that is wanted and not yet answered, so
pre-filled answers skip their steps and a changed answer leads back to where all is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.domain.community import Community
from bot.domain.media import Attachment, MediaKind
from bot.domain.person import Person
from bot.domain.screen import Style, Value

Answers = dict[str, Any]

BACK = "back"
CANCEL = "cancel"

#: A text of 4,096 characters was cut by the sender's app; its rest follows at once as another message.
_APP_CUTS_AT = 4_096
_SPLIT_MS = 3_000
_MOST_VOICES = 5
#: The answer that names the step whose answer is being changed from the end of the dialog.
_EDITS = "edits"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button was tapped."""

    key: str


@dataclass(frozen=True, slots=True)
class Words:
    """Something was written; ``at`` is when, in milliseconds."""

    text: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Files:
    """Photos or a voice note came, perhaps with a caption."""

    files: tuple[Attachment, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A position was shared, in WGS-84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something came that no dialog can use; ``code`` names the problem (``file_too_big``, ``kind_unusable``)."""

    code: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number was shared, and the Telegram user whose it is (0: nobody known)."""

    phone: str
    user_id: int


Input = Choice | Words | Files | Spot | Contact | Unusable


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A similar open case, as far as a neighbour may see it."""

    number: int
    category: str
    place: str
    state: str
    photo: str | None


@dataclass(frozen=True, slots=True)
class World:
    """What a step may know beside the answers: the community, who answers, and the similar cases that were found."""

    community: Community
    person: Person
    now: int
    similar: Mapping[int, Neighbour] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A button of a question.

    ``label`` is a key of the messages, which ``data`` fills; or the text itself where ``literal``.
    """

    key: str
    label: str
    literal: bool = False
    style: Style | None = None
    data: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What a step shows: a view, its values, rows of options, and a photo (file_id) above it.

    ``keys`` asks for the person's own phone number; such a question has no options, not even to cancel.
    """

    view: str
    data: Mapping[str, Value] = field(default_factory=dict)
    rows: tuple[tuple[Option, ...], ...] = ()
    photo: str | None = None
    keys: Literal["contact"] | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Stand at ``step`` with these answers and ask it; ``problem`` says what was wrong with the last answer."""

    step: str
    answers: Answers
    problem: str | None = None
    details: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """The dialog is over, with a result: what to do now."""

    result: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Abort:
    """The person gave the dialog up."""


Outcome = Ask | Done | Abort


@dataclass(frozen=True, slots=True)
class Again:
    """A step did not take the answer, or wants more; the answers may have changed all the same."""

    answers: Answers
    problem: str | None = None
    details: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step took the answer."""

    answers: Answers


@dataclass(frozen=True, slots=True)
class Go:
    """Go to a step whose answer is to be changed."""

    step: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a flow.

    ``wanted`` and ``answered`` say whether it is asked at all and whether that is done; ``ask`` makes the question;
    ``take`` takes an answer; ``undo`` drops what going back from it makes void; ``contact``: it asks for a phone
    number.
    """

    name: str
    wanted: Callable[[Answers, World], bool]
    answered: Callable[[Answers], bool]
    ask: Callable[[Answers, World], Question]
    take: Callable[[Answers, Input, World], Again | Taken | Go | Done]
    undo: Callable[[Answers], Answers] = lambda answers: answers
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A dialog: its name and its steps in order. ``needs`` names what must be looked up before it can go on."""

    name: str
    steps: tuple[Step, ...]
    needs: Callable[[Answers, World], str | None] = lambda _answers, _world: None

    def step(self, name: str) -> Step | None:
        """The step of that name."""
        return next((step for step in self.steps if step.name == name), None)


def begin(flow: Flow, answers: Answers, world: World) -> Ask:
    """The first question that is left, given the answers that are known already."""
    return Ask(_open_step(flow, answers, world).name, answers)


def advance(flow: Flow, place: str, answers: Answers, given: Input, world: World) -> Outcome:
    """What an answer at a place leads to. A place that the flow no longer has begins at the first open step."""
    step = flow.step(place)
    if step is None:
        return begin(flow, answers, world)
    if given == Choice(CANCEL):
        return Abort()
    if given == Choice(BACK):
        return _back(flow, step, answers, world)
    if code := _unusable(step, given):
        return Ask(step.name, answers, code)
    if isinstance(given, Words) and _overlong(answers, given, world):
        most = world.community.policy.max_text
        return Ask(step.name, {**answers, "cut_at": given.at}, "too_long", {"most": most})
    match step.take(answers, given, world):
        case Again(changed, problem, details):
            return Ask(step.name, changed, problem, details)
        case Go(name, changed):
            return Ask(name, {**changed, _EDITS: name})
        case Done() as done:
            return done
        case Taken(changed):
            return _arrive(flow, _open_step(flow, changed, world), changed)


def is_changing(answers: Answers, step: str) -> bool:
    """Whether the answer to that step is being changed from the end of the dialog."""
    return answers.get(_EDITS) == step


def has_back(flow: Flow, place: str, answers: Answers, world: World) -> bool:
    """Whether there is a step to go back to."""
    step = flow.step(place)
    return step is not None and _before(flow, step, answers, world) is not step


def attachments(answers: Answers, key: str) -> tuple[Attachment, ...]:
    """The files among the answers."""
    return tuple(
        Attachment(MediaKind(f["kind"]), f["file_id"], f["unique_id"], f.get("album"), f.get("origin_at"))
        for f in answers.get(key, ())
    )


def with_files(answers: Answers, key: str, files: Sequence[Attachment], most: int) -> tuple[Answers, bool]:
    """The answers with more files, none twice, and whether all of them found room."""
    kept = list(answers.get(key, ()))
    known = {file["unique_id"] for file in kept}
    new = list({file.unique_id: file for file in files if file.unique_id not in known}.values())
    room = max(0, most - len(kept))
    kept += [
        {
            "kind": f.kind.value,
            "file_id": f.file_id,
            "unique_id": f.unique_id,
            "album": f.album,
            **({"origin_at": f.origin_at} if f.origin_at is not None else {}),
        }
        for f in new[:room]
    ]
    return {**answers, key: kept}, len(new) <= room


def also_told(answers: Answers, given: Files, world: World, problem: str | None = None) -> Again:
    """What comes while something else is asked is kept: photos, voice notes, and the words under them."""
    policy = world.community.policy
    voices = [file for file in given.files if file.kind is MediaKind.VOICE]
    heard, _ = with_files(answers, "voices", voices, _MOST_VOICES)
    kept = also_photos(heard, given, policy.max_photos)
    text = "\n".join(filter(None, (answers.get("text", ""), given.caption.strip())))
    if len(text) > policy.max_text:
        return Again(kept.answers, "too_long", {"most": policy.max_text})
    told = {**kept.answers, "text": text} if voices or text else kept.answers
    return Again(told, kept.problem or problem, kept.details)


def also_photos(answers: Answers, given: Files, most: int, problem: str | None = None) -> Again:
    """The photos among what came are kept; ``problem`` says what is asked if there are none."""
    photos = [file for file in given.files if file.kind is not MediaKind.VOICE]
    if not photos:
        return Again(answers, problem)
    changed, fits = with_files(answers, "photos", photos, most)
    return Again(changed) if fits else Again(changed, "too_many", {"most": most})


def _unusable(step: Step, given: Input) -> str | None:
    """The problem with what no step can use, or not this one."""
    if isinstance(given, Contact):
        return None if step.contact else "kind_unusable"
    return given.code if isinstance(given, Unusable) else None


def _overlong(answers: Answers, given: Words, world: World) -> bool:
    """Whether the words are too many for any step, or the rest of such: half a text must not be taken for one."""
    rest = bool(given.at) and given.at - answers.get("cut_at", -_SPLIT_MS) < _SPLIT_MS
    return rest or len(given.text.strip()) > min(world.community.policy.max_text, _APP_CUTS_AT - 1)


def _open_step(flow: Flow, answers: Answers, world: World) -> Step:
    for step in flow.steps[:-1]:
        if step.wanted(answers, world) and not step.answered(answers):
            return step
    return flow.steps[-1]


def _back(flow: Flow, step: Step, answers: Answers, world: World) -> Ask:
    left = step.undo(answers)
    return _arrive(flow, _before(flow, step, left, world), left)


def _arrive(flow: Flow, step: Step, answers: Answers) -> Ask:
    """Ask a step; whoever has come to the last one is not changing a single answer any more."""
    if step is flow.steps[-1]:
        answers = {key: value for key, value in answers.items() if key != _EDITS}
    return Ask(step.name, answers)


def _before(flow: Flow, step: Step, answers: Answers, world: World) -> Step:
    """Where "back" leads: from an answer that was to be changed to the end, else one wanted step back."""
    last = flow.steps[-1]
    if is_changing(answers, step.name) and _open_step(flow, answers, world) is last:
        return last
    earlier = [s for s in flow.steps[: flow.steps.index(step)] if s.wanted(answers, world) and s.name != "similar"]
    return earlier[-1] if earlier else step
