"""Which messages are about one warning, how it stands then, and what of it is news: in any order, however often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.warning import Area, Colour, Hazard, Message, WeatherWarning
from bot.domain.warning_chains import FLAP_MS, HAND, USUAL_MS, Chain, Seen, State, chains
from bot.domain.warning_facts import ABSENT_MS, CALMING, NOTHING, Fact, Told, after, due_at, fact, inhibited, of_message
from tests.domain.warning_made import MINUTE, lifted, told
from tests.made import NOW

BLUE, YELLOW, ORANGE, RED = Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED


def seen(*messages: WeatherWarning) -> tuple[Seen, ...]:
    """Messages as they are known."""
    return tuple(map(Seen, messages))


def one(*messages: WeatherWarning | Seen) -> Chain:
    """The only warning that they are about."""
    (chain,) = chains(each if isinstance(each, Seen) else Seen(each) for each in messages)
    return chain


def at(minutes: float) -> int:
    """An instant so many minutes after the beginning."""
    return NOW + round(minutes * MINUTE)


# --- which messages are about one warning ---

ONE = {
    "references": (told(1), told(2, YELLOW, 60, refs=(1,))),
    "references to what was never seen": (told(2, at=5, refs=(1,)), told(3, at=10, refs=(1,))),
    "an update without references": (told(1), told(2, YELLOW, 60)),
    "a lift without references": (told(1), lifted(2, 60)),
    "a lift without words": (told(1), lifted(2, 60, refs=(1,), hazard=Hazard.OTHER, sender="x", areas=())),
    "another sender, the same identifier": (told(1), told(1, source="qweather", sender="和风气象")),
    "another source, its own identifier": (told(1), told(7, at=4, source="qweather")),
    "by hand, then by a source": (told(1, RED, -5), told(2, RED, 0, source=HAND, sender="", areas=())),
    "by a source, then by hand": (told(1, RED), told(2, RED, 30, source=HAND, sender="", areas=())),
    "issued again at once": (told(1), lifted(2, 60, refs=(1,)), told(3, YELLOW, 80)),
    "the whole county, by its long code": (told(1), told(2, at=9, areas=(Area("", ("420103",)),))),
    "an area that nobody names": (told(1), told(2, at=9, areas=())),
}
TWO = {
    "another hazard": (told(1), told(2, at=5, hazard=Hazard.GALE)),
    "another sender": (told(1), told(2, at=5, sender="市气象台")),
    "another area": (told(1), told(2, at=5, areas=(Area("", ("420100",)),))),
    "after it was lifted": (told(1), lifted(2, 60, refs=(1,)), told(3, at=60 + 31)),
    "after its time": (told(1, lasts=60), told(2, at=60 + 31)),
    "short identifiers of two senders": (
        told(1, identifier="7"),
        told(1, identifier="7", sender="x", hazard=Hazard.GALE),
    ),
    "by hand, of another hazard": (told(1), told(2, at=5, source=HAND, sender="", hazard=Hazard.FLOOD)),
}


@pytest.mark.parametrize("messages", ONE.values(), ids=ONE)
def test_these_are_about_one_warning(messages: Sequence[WeatherWarning]) -> None:
    assert len(chains(seen(*messages))) == 1


@pytest.mark.parametrize("messages", TWO.values(), ids=TWO)
def test_these_are_about_two(messages: Sequence[WeatherWarning]) -> None:
    assert len(chains(seen(*messages))) == 2


def test_a_hand_made_one_does_not_tie_two_senders_together() -> None:
    city = told(2, at=5, sender="市气象台")
    by_hand = told(3, at=10, source=HAND, sender="", areas=())
    assert sorted(len(chain.seen) for chain in chains(seen(told(1), city, by_hand))) == [1, 2]


# --- how it stands ---


def test_the_leaf_is_shown_whatever_its_references_say_of_times() -> None:
    chain = one(told(1), told(2, YELLOW, 60, refs=(1,)), told(3, ORANGE, 120, refs=(1, 2)))
    assert (chain.leaf.message.identifier[-1], chain.colour, chain.state(at(130))) == ("3", ORANGE, State.IN_FORCE)
    assert chain.colours == ((at(0), BLUE), (at(60), YELLOW), (at(120), ORANGE))


def test_a_lift_without_words_shows_what_it_lifts() -> None:
    chain = one(told(1, RED), lifted(2, 60, refs=(1,), hazard=Hazard.OTHER, areas=(), description=""))
    assert (chain.state(at(60)), chain.lifted_at, chain.hazard) == (State.LIFTED, at(60), Hazard.RAINSTORM)
    assert (chain.colour, chain.shown.message.description) == (RED, "第1条")


def test_an_update_that_names_no_colour_leaves_it() -> None:
    assert one(told(1, RED), told(2, Colour.UNKNOWN, 60, refs=(1,))).colour is RED


def test_it_ends_by_the_clock_though_a_source_still_lists_it() -> None:
    chain = one(Seen(told(1, lasts=60), listed=True))
    assert [chain.state(at(60) - 1), chain.state(at(60))] == [State.IN_FORCE, State.EXPIRED]


def test_of_which_nobody_says_when_it_ends_lasts_a_day() -> None:
    chain = one(told(1, lasts=None))
    assert chain.ends_at == NOW + USUAL_MS
    known = one(told(1, lasts=None), told(1, source="qweather", lasts=60))
    assert known.ends_at == at(60), "another source says it"


def test_what_is_not_listed_any_more_has_ended_unless_another_source_lists_it() -> None:
    gone = Seen(told(1), ended_at=at(30))
    assert one(gone).state(at(30)) is State.LIFTED
    assert one(gone, Seen(told(1, source="qweather"), listed=True)).state(at(30)) is State.IN_FORCE
    assert one(gone, told(2, YELLOW, 20, refs=(1,))).state(at(30)) is State.IN_FORCE, "a newer one took its place"


def test_by_hand_a_warning_is_raised_and_never_lowered() -> None:
    by_hand: dict[str, Any] = {"source": HAND, "sender": "", "areas": ()}
    assert one(told(1, ORANGE), told(2, RED, 30, **by_hand)).colour is RED
    assert one(told(1, ORANGE), told(2, BLUE, 30, **by_hand)).colour is ORANGE
    chain = one(told(2, RED, 30, **by_hand), told(1, RED, 20))
    assert (chain.shown.message.source, chain.by_hand) == ("cap", False), "the same is told in the words of the source"
    assert one(told(2, RED, 30, **by_hand)).by_hand


# --- what is news ---


def now_told(chain: Chain, what: Fact = Fact.NEW, minutes: float = 0, before: Told | None = None) -> Told:
    """What people know once they were told."""
    return after(before, chain, what, at(minutes))


@pytest.mark.parametrize(
    ("first", "then", "what"),
    [
        ((told(1),), (told(2, YELLOW, 60, refs=(1,)),), Fact.RAISED),
        ((told(1, RED),), (told(2, YELLOW, 60, refs=(1,)),), Fact.LOWERED),
        ((told(1),), (told(2, at=60, refs=(1,)),), Fact.EXTENDED),
        ((told(1),), (told(2, at=60, refs=(1,), lasts=11 * 60),), Fact.CHANGED),
        ((told(1),), (told(2, at=60, refs=(1,), lasts=60),), Fact.CHANGED),
        ((told(1),), (lifted(2, 60, refs=(1,)),), Fact.LIFTED),
        ((told(1, lasts=60),), (), Fact.EXPIRED),
        ((told(1),), (), Fact.REPEATED),
        ((told(1),), (told(1, source="qweather", description="第1条，换了说法"),), Fact.REPEATED),
        ((told(1, source="qweather", description="第1条，换了说法"),), (told(1),), Fact.REPEATED),
        ((told(1),), (told(9, at=8, source="qweather", lasts=11 * 60 + 52),), Fact.REPEATED),
        ((told(1, at=10),), (told(2, RED, 5),), Fact.REPEATED),
    ],
)
def test_what_is_news(first: Sequence[WeatherWarning], then: Sequence[WeatherWarning], what: Fact) -> None:
    assert fact(None, one(*first), at(11)) is Fact.NEW
    assert fact(now_told(one(*first)), one(*first, *then), at(61)) is what


def test_what_was_over_before_anybody_was_told_is_no_news() -> None:
    assert fact(None, one(told(1, lasts=60)), at(60)) is Fact.STALE
    assert fact(None, one(told(1), lifted(2, 5, refs=(1,))), at(6)) is Fact.STALE
    old, new = Seen(told(1)), Seen(told(2, YELLOW, 30, refs=(1,)))
    assert (of_message(old, one(old, new)), of_message(new, one(old, new))) == (Fact.STALE, Fact.REPEATED)


def test_what_was_over_and_is_in_force_again_is_news() -> None:
    over = now_told(one(told(1), lifted(2, 60, refs=(1,))), Fact.LIFTED, 60)
    assert fact(over, one(told(1), lifted(2, 60, refs=(1,)), told(3, at=70)), at(70)) is Fact.NEW


# --- when it is told ---


def test_a_rise_is_told_at_once_and_good_news_once_the_source_has_settled() -> None:
    chain = one(told(1, RED))
    known = now_told(chain)
    lower = one(told(1, RED), told(2, YELLOW, 10, refs=(1,)))
    assert due_at(known, lower, Fact.LOWERED, at(10)) == at(0) + FLAP_MS
    assert due_at(known, lower, Fact.LOWERED, at(40)) == at(40)
    again = one(told(1, RED), told(2, YELLOW, 10, refs=(1,)), told(3, RED, 15, refs=(2,)))
    assert fact(known, again, at(15)) in (Fact.EXTENDED, Fact.CHANGED), "people know it as red"
    flapping = one(*(each.message for each in again.seen), lifted(4, 20, refs=(3,)))
    assert due_at(known, flapping, Fact.LIFTED, at(20)) == at(15) + FLAP_MS
    assert due_at(known, flapping, Fact.RAISED, at(20)) == at(20)


def test_a_warning_that_is_only_missing_may_come_back() -> None:
    chain = one(Seen(told(1), ended_at=at(60)))
    assert due_at(now_told(one(told(1))), chain, Fact.LIFTED, at(60)) == at(60) + ABSENT_MS


def test_what_a_person_has_lifted_is_told_at_once() -> None:
    by_hand: dict[str, Any] = {"source": HAND, "sender": ""}
    chain = one(told(1, RED, **by_hand), lifted(2, 3, **by_hand))
    assert due_at(now_told(one(told(1, RED, **by_hand))), chain, Fact.LIFTED, at(3)) == at(3)


def test_a_smaller_one_is_hidden_by_a_bigger_one_of_its_hazard() -> None:
    rain, gale = Hazard.RAINSTORM, Hazard.GALE
    assert inhibited([(1, rain, BLUE), (2, rain, RED), (3, rain, RED), (4, gale, BLUE)]) == {1}
    assert inhibited([]) == frozenset()


# --- any order, any repetition ---

#: Messages of one night in any mixture: rises, falls, lifts, from two sources, with references and without.
MESSAGES = st.lists(
    st.builds(
        lambda number, colour, minutes, refs, cancel, source: told(
            number,
            colour,
            minutes,
            refs=tuple(sorted(ref for ref in refs if ref < number)),
            source=source,
            message=Message.CANCEL if cancel else Message.UPDATE,
        ),
        st.integers(1, 9),
        st.sampled_from([BLUE, YELLOW, ORANGE, RED, Colour.UNKNOWN]),
        st.integers(0, 300),
        st.sets(st.integers(1, 8), max_size=2),
        st.booleans(),
        st.sampled_from(["cap", "qweather", HAND]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda message: (message.source, message.identifier),
)


def stands(messages: Iterable[WeatherWarning], now: int) -> list[tuple[object, ...]]:
    """How all warnings stand, as people would be told."""
    return [
        (chain.hazard, chain.colour, chain.state(now), chain.ends_at, chain.shown.message.description)
        for chain in chains(map(Seen, messages))
    ]


@given(MESSAGES, st.data())
def test_any_order_and_any_repetition_leads_to_the_same_end(
    messages: list[WeatherWarning], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(messages))
    twice = {(each.source, each.identifier): each for each in [*shuffled, *data.draw(st.permutations(messages))]}
    for minutes in (0, 150, 320, 24 * 60):
        assert stands(twice.values(), at(minutes)) == stands(messages, at(minutes))


def chain_of(numbers: int, data: st.DataObject) -> list[WeatherWarning]:
    """A warning with references that goes up and down, and is lifted at the end or not."""
    colours = [data.draw(st.sampled_from([BLUE, YELLOW, ORANGE, RED])) for _ in range(numbers)]
    steps = [told(n, colour, 40 * n, refs=(n - 1,) if n > 1 else ()) for n, colour in enumerate(colours, start=1)]
    end = lifted(numbers + 1, 40 * numbers + 40, refs=(numbers,))
    return [*steps, end] if data.draw(st.booleans()) else steps


@given(st.integers(1, 6), st.data())
def test_people_end_up_knowing_how_it_stands_and_are_told_nothing_twice(numbers: int, data: st.DataObject) -> None:
    messages = chain_of(numbers, data)
    order = data.draw(st.permutations([*messages, *messages]))
    known: list[WeatherWarning] = []
    people: Told | None = None
    said: list[tuple[Fact, Colour, bool]] = []
    now = at(40 * (numbers + 1))
    for message in order:  # they come as they like, some days late
        if message not in known:
            known.append(message)
        chain = one(*known)
        what = fact(people, chain, now)
        if what not in NOTHING and due_at(people, chain, what, now) <= now:
            people = after(people, chain, what, now)
            said.append((what, people.colour, people.over))
        now += FLAP_MS if what in CALMING else 0
    chain = one(*known)
    now += FLAP_MS
    what = fact(people, chain, now)
    if what not in NOTHING:
        people = after(people, chain, what, now)
        said.append((what, people.colour, people.over))
    assert fact(people, chain, now) in NOTHING
    assert people is None or people.over == (chain.state(now) is not State.IN_FORCE)
    assert people is None or people.over or people.colour is chain.colour
    told_as = [(colour, over) for what, colour, over in said if what not in (Fact.EXTENDED, Fact.CHANGED)]
    assert all(first != second for first, second in pairwise(told_as)), said
