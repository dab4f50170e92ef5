"""Whatever people send, in whatever order: a dialog never fails, never loses what was said, and can always be ended."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions.ends import FLOWS
from bot.domain.media import Attachment, MediaKind
from bot.flows.engine import Abort, Answers, Choice, Done, Files, Input, Spot, Unusable, Words
from tests.flows.walk import Walk, with_policy
from tests.made import demo

SMALL = with_policy(max_text=40, max_photos=10)
HOUSE = f"b.{demo().grids[0].buildings[0].key}"
KEYS = [
    *("1", "7", "99", "²", "c.fac.light", "c.disp.noise", "c.env.rubble", "c.gone", "g.fac", "g.disp", "g.", "g.gone"),
    *("go", "clear", "submit", "back", "back", "back", "e.group", "e.text", "e.photos", "e.where", "e.review", "text"),
    *("same.7", "other.7", "other.8", "same.99", "same.", HOUSE, "b.", "b.gone", "p.0", "p.1", "p.-1", "p.²", "p.9999"),
    *("resume", "give_up", "", ".", "e.", "c.", "p." + "9" * 30),
]
texts = st.sampled_from(
    ["路灯不亮", "楼道里有纸箱", "你好", " ", "", "字" * 30, "字" * 41, "字" * 101, "<b>&amp;{{x}}"]
)
anything = texts | st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
files = st.builds(
    lambda kind, number, album: Attachment(kind, f"f{number}", f"u{number}", album),
    st.sampled_from(MediaKind),
    st.integers(0, 30),
    st.none() | st.sampled_from(["a", "b"]),
)
inputs: st.SearchStrategy[Input] = st.one_of(
    st.builds(Choice, st.sampled_from(KEYS)),
    st.builds(Choice, st.sampled_from(KEYS)),
    st.builds(Choice, st.text(max_size=12)),
    st.builds(Words, anything, st.integers(0, 20_000)),
    st.builds(Files, st.lists(files, min_size=1, max_size=12).map(tuple), anything),
    st.builds(Spot, st.floats(-90, 90), st.floats(-180, 180)),
    st.builds(Unusable, st.sampled_from(["file_too_big", "kind_unusable"])),
)
begun: st.SearchStrategy[Answers] = st.sampled_from(
    [{}, {"grid": 1}, {"grid": 3, "category": "fac.light", "text": "灯"}]
)


@given(begun, st.lists(inputs, max_size=25), st.sampled_from([(), (7,), (7, 8)]), st.sampled_from(["zh", "en"]))
@settings(max_examples=300, deadline=None)
def test_a_report_survives_anything(
    answers: Answers, given: list[Input], neighbours: tuple[int, ...], language: str
) -> None:
    walk = Walk(FLOWS["report"], answers, neighbours, SMALL, language)
    for one in given:
        before, place = walk.answers, walk.step
        walk.give(one)
        if walk.end is None:
            _nothing_is_lost(before, place, one, walk)
            _nothing_is_too_much(walk.answers)
    _can_be_ended(walk)


def _nothing_is_lost(before: Answers, place: str, given: Input, walk: Walk) -> None:
    after, told = walk.answers, walk.problem is not None
    old, new = before.get("text", ""), after.get("text", "")
    if place != "text":
        assert new.startswith(old), "words that were said before are still there"
    if not isinstance(given, Words | Files):
        assert new == old
    said = (given.text if isinstance(given, Words) else given.caption if isinstance(given, Files) else "").strip()
    if said:
        assert told or said in new or after.get("place") == {"words": said}, "words are kept, or it is said that not"
    gone = {f["unique_id"] for f in before.get("photos", ())} - {f["unique_id"] for f in after.get("photos", ())}
    assert not gone or given == Choice("clear")
    if isinstance(given, Files) and not told:
        photos = {f.unique_id for f in given.files if f.kind is not MediaKind.VOICE}
        kept = {f["unique_id"] for f in after.get("photos", ())}
        assert photos <= kept or len(kept) == SMALL.policy.max_photos
    place_before = before.get("place")
    if not isinstance(given, Words | Spot | Choice):
        assert after.get("place") == place_before


def _nothing_is_too_much(answers: Answers) -> None:
    for key, most in (("photos", 10), ("voices", 5)):
        kept = [file["unique_id"] for file in answers.get(key, ())]
        assert len(kept) == len(set(kept)) <= most
    assert len(answers.get("text", "")) <= SMALL.policy.max_text
    assert len(answers.get("place", {}).get("words", "")) <= 100


def _sensible(walk: Walk) -> list[Input]:
    """What a sensible person answers at a step; where one answer does not do, the next."""
    match walk.step:
        case "grid" | "category":
            return [Choice(walk.options()[0])]
        case "similar":
            return [Choice(walk.options()[-1])]
    known: dict[str, list[Input]] = {
        "group": [Choice("c.fac.light")],
        "text": [Words("灯")],
        "photos": [Choice("go")],
        "where": [Choice(HOUSE), Words("门口")],
        "review": [Choice("submit")],
    }
    return known[walk.step]


def _can_be_ended(walk: Walk) -> None:
    """From wherever one stands, a few sensible answers lead to the end."""
    for _ in range(12):
        place = walk.step
        for one in _sensible(walk) if walk.end is None else ():
            if walk.end is None and walk.step == place:
                walk.give(one)
    assert isinstance(walk.end, Done | Abort), f"stuck at {walk.step}"
    if isinstance(walk.end, Done) and walk.end.result == "submit":
        assert {"grid", "category", "text", "place"} <= walk.end.answers.keys()


@given(st.lists(inputs, max_size=25))
@settings(max_examples=200, deadline=None)
def test_feedback_survives_anything(given: list[Input]) -> None:
    walk = Walk(FLOWS["feedback"], {"case_id": 7}, (), SMALL)
    for one in given:
        before = walk.answers
        walk.give(one)
        if walk.end is not None:
            break
        said = (one.text if isinstance(one, Words) else one.caption if isinstance(one, Files) else "").strip()
        assert not said or walk.problem or walk.answers.get("note") == said
        assert said or walk.answers.get("note") == before.get("note")
        _nothing_is_too_much(walk.answers)
    if isinstance(walk.end, Done):
        assert walk.end.answers["photos"], "there is no feedback without a photo"
    elif walk.end is None:
        walk.give(Files((Attachment(MediaKind.PHOTO, "f", "u"),))).give(Choice("submit"))
        assert isinstance(walk.end, Done)
