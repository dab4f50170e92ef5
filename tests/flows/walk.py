"""Walks a dialog as the program does, without a database: answers are kept as JSON and every question is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from bot.actions.ends import FLOWS
from bot.domain.button import DialogButton, encode
from bot.domain.community import Community
from bot.domain.screen import Screen, Tap
from bot.flows import engine
from bot.flows.engine import Abort, Answers, Ask, Choice, Done, Files, Flow, Input, Neighbour, Question, Words, World
from bot.render import Renderer, messages_folder, read_labels
from tests.made import NOW, demo, person

RENDERER = Renderer(demo().timezone)
PROBLEMS = set(read_labels(messages_folder() / "zh")["problem"])
LARGEST = 10**15 - 1


@dataclass
class Walk:
    """Somebody in a dialog. ``neighbours`` are the similar cases that a look-up would find."""

    flow: Flow
    answers: Answers = field(default_factory=dict)
    neighbours: tuple[int, ...] = ()
    community: Community = field(default_factory=demo)
    language: str = "zh"
    step: str = ""
    problem: str | None = None
    end: Done | Abort | None = None
    taps: int = 0
    messages: int = 0

    def __post_init__(self) -> None:
        if not self.step:
            self._stand(engine.begin(self.flow, *self._look_up(self.answers)))

    def world(self) -> World:
        """What the steps may know."""
        known = {n: Neighbour(n, "路灯不亮", "1号楼", "opened", "file") for n in self.neighbours}
        return World(self.community, person(5, language=self.language), NOW, known)

    def question(self) -> Question:
        """What is asked now."""
        step = self.flow.step(self.step)
        assert step is not None
        return step.ask(self.answers, self.world())

    def options(self) -> list[str]:
        """The keys of the buttons that are shown now."""
        return [option.key for row in self.question().rows for option in row]

    def give(self, given: Input) -> Walk:
        """Answer; nothing is given any more once the dialog is over."""
        if self.end is None:
            self.taps += isinstance(given, Choice)
            self.messages += isinstance(given, Words | Files)
            outcome = engine.advance(self.flow, self.step, self.answers, given, self.world())
            if isinstance(outcome, Ask):
                answers, world = self._look_up(outcome.answers)
                self._stand(outcome if answers is outcome.answers else engine.begin(self.flow, answers, world))
            else:
                self.end = outcome
        return self

    def tap(self, key: str) -> Walk:
        """Tap a button that is there."""
        assert key in self.options(), f"{self.step} has no button {key!r} but {self.options()}"
        return self.give(Choice(key))

    def _look_up(self, answers: Answers) -> tuple[Answers, World]:
        if self.flow.needs(answers, self.world()) == "similar":
            answers = {**answers, "similar": list(self.neighbours)}
        return answers, self.world()

    def _stand(self, ask: Ask) -> None:
        self.step, self.problem = ask.step, ask.problem
        kept: Any = orjson.loads(orjson.dumps(ask.answers))
        assert kept == ask.answers, "answers change on their way through JSON"
        self.answers = kept
        assert self.problem is None or self.problem in PROBLEMS, self.problem
        self._show(ask)

    def _show(self, ask: Ask) -> None:
        question = self.question()
        data = {**question.data, "problem": ask.problem, "details": dict(ask.details)}
        rows = tuple(
            tuple(Tap(o.label, DialogButton(LARGEST, LARGEST, o.key), o.literal, o.style, o.data) for o in row)
            for row in question.rows
        )
        screen = Screen(question.view, self.language, data, rows, photo=question.photo)
        assert len(RENDERER.text(screen)) > 0
        assert all(len(button["text"]) <= 64 for row in RENDERER.keyboard(screen) for button in row)
        assert all(len(encode(tap.button).encode()) <= 64 for row in rows for tap in row)
        assert len({o.key for row in question.rows for o in row}) == sum(map(len, question.rows))


def walk(name: str, **answers: Any) -> Walk:
    """A dialog with some answers known."""
    return Walk(FLOWS[name], answers)


def with_policy(**more: Any) -> Community:
    """The demo community with another policy."""
    return replace(demo(), policy=replace(demo().policy, **more))
