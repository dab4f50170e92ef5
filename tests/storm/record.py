"""The record is replayed: every step of a case is an arrow of the table, done by somebody who may, and never twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import orjson

from bot.domain.case import Act, State
from bot.domain.loop import ARROWS, UNDO_MS, UNDOABLE, Whither
from bot.domain.permission import may
from tests.storm.peek import Event, Known

_ACTS = {f"case.{act}": act for act in Act}


@dataclass
class Replay:
    """One case as the record tells it."""

    state: State = State.REPORTED
    version: int = 1
    before_pause: State | None = None
    last: tuple[Act, State, int | None, int] | None = None  # the last act, the state before it, who, when


@dataclass
class Record:
    """All cases as the record tells them, and how often each act was done."""

    cases: dict[int, Replay] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    seq: int = 0

    def follow(self, events: list[Event], before: Known) -> list[str]:
        """Take in what has been written since; what is wrong with it."""
        flaws = []
        for event in events:
            flaws += [f"the record has a gap before {event}"] if event.seq != self.seq + 1 else []
            self.seq = event.seq
            if event.act == "case.report":
                flaws += [f"reported twice: {event}"] if event.case_id in self.cases else []
                self.cases[event.case_id or 0] = Replay()
            elif event.act in _ACTS and event.case_id is not None:
                flaws += self._moved(event, _ACTS[event.act], before)
        return flaws

    def _moved(self, event: Event, act: Act, before: Known) -> list[str]:
        case, facts = self.cases.get(event.case_id or 0), orjson.loads(event.facts)
        if case is None:
            return [f"an act on a case that was never reported: {event}"]
        self.done[act] += 1
        flaws = [f"{act} from {case.state}: {event}"] if case.state not in ARROWS[act].before else []
        known = before.cases.get(event.case_id or 0)
        after = self._after(case, act)
        if known is not None and known.lead is None:  # what a department has done comes back to nobody
            after = ARROWS[act].unled or after
        if facts["to"] != after:
            flaws.append(f"{act} from {case.state} leads to {after}: {event}")
        if facts["version"] <= case.version:
            flaws.append(f"version {facts['version']} after {case.version}: {event}")
        flaws += self._undone(case, event) if act is Act.UNDO else []
        actor = before.persons.get(event.actor) if event.actor else None
        # who gives a case back may name who has it now; then the program gives it to them;
        # a case that was reported in this very step, and somebody met in it, are not in what was known before it
        handed_on = act is Act.ASSIGN and event.actor is None and case.last is not None and case.last[0] is Act.BOUNCE
        seen = known is not None and (actor is not None or event.actor is None)
        if seen and not handed_on and not may(actor, act, known):
            flaws.append(f"{actor} may not {act} {known}: {event}")
        if act in (Act.VERIFY, Act.SEND_BACK) and known is not None and event.actor in known.team:
            flaws.append(f"who handles decides about it: {event}")
        self._take(case, event, act, State(facts["to"]), facts["version"])
        return flaws

    @staticmethod
    def _after(case: Replay, act: Act) -> State | None:
        after = ARROWS[act].after
        if after is Whither.STAY:
            return case.state
        if isinstance(after, State):
            return after
        return (case.last[1] if case.last else None) if act is Act.UNDO else case.before_pause

    @staticmethod
    def _undone(case: Replay, event: Event) -> list[str]:
        if case.last is None or case.last[0] not in UNDOABLE:
            return [f"what cannot be taken back was: {event}"]
        _, _, who, at = case.last
        late = event.at > at + UNDO_MS
        return [f"taken back by another, or too late: {event} after {case.last}"] if who != event.actor or late else []

    @staticmethod
    def _take(case: Replay, event: Event, act: Act, to: State, version: int) -> None:
        pauses = to in (State.NEED_INFO, State.REFERRED, State.PARKED)
        undoes_unpark = act is Act.UNDO and pauses
        stays = ARROWS[act].after is Whither.STAY  # more time, or a word of the street, while it is paused
        if pauses and not stays and not undoes_unpark:
            case.before_pause = case.state
        case.last = (act, case.state, event.actor, event.at)
        case.state, case.version = to, version


def once(events: list[Event]) -> list[str]:
    """No act was done twice to a case by the same tap."""
    done = Counter((one.case_id, one.act) for one in events if one.act in _ACTS and one.actor is not None)
    return [f"{act} was done {many} times to {number} by one tap" for (number, act), many in done.items() if many > 1]
