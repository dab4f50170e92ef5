"""Every word that the code asks for exists in every language, and every word that exists is asked for.

What the code asks for is read from its syntax, so that a key which only a rare path uses is not forgotten.
"""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from bot.actions import bulk, forms
from bot.actions.ends import FLOWS
from bot.actions.help import TOPICS
from bot.actions.home import MENU
from bot.domain import matrix, menu, roster_list
from bot.domain.agreement import Standing
from bot.domain.block import Reason
from bot.domain.case import Act, Outcome, State
from bot.domain.distress import Depth, Found, HelpState, Need
from bot.domain.duty_log import Event
from bot.domain.finding import USUAL, Filter
from bot.domain.note import NoteKind
from bot.domain.page import Rung
from bot.domain.patrol import PointKind
from bot.domain.permission import ALLOWED, Relation
from bot.domain.person import Role
from bot.domain.petition import Wish
from bot.domain.reckoning import Reason as Off
from bot.domain.response import LEVELS, Move
from bot.domain.retention import Fate, Kept, Since
from bot.domain.roster import PostKind
from bot.domain.roster_check import Flaw
from bot.domain.roster_feed import Scope
from bot.domain.verdict import Answer
from bot.domain.warning import Colour, Hazard
from bot.domain.weather_plan import SourceKind
from bot.flows.form import FORMS
from bot.handlers import group, private
from bot.render import LANGUAGES, messages_folder, read_labels
from bot.storage.mydata import SECTIONS
from bot.weather.reading import Why

FOLDER = messages_folder()
BOT = FOLDER.parent / "bot"
FILTERS = ("word", "fill", "bar", "moment", "day", "span", "short", "link", "lines", "clock")
VIEW = re.compile(r"[a-z_]+/[a-z_]+")
#: Acts that are buttons on a card: the program opens, a question is a button of its own, what was closed is opened
#: again where that was asked for, what a department did is noted as its answer.
BUTTON_ACTS = {act.value for act in Act} - {Act.OPEN, Act.NEED_INFO, Act.REOPEN, Act.DELIVER}
#: Acts that are done by the tap itself.
TAP_ACTS = {Act.ACCEPT, Act.START, Act.VERIFY, Act.CLOSE, Act.ARCHIVE, Act.SUPERVISE, Act.UNPARK, Act.INFORM, Act.UNDO}
#: Where a label is not written out but comes from one of the sets below.
COMPUTED = {
    "bot/actions/offers.py": BUTTON_ACTS,
    "bot/actions/help.py": {label for _, _, label in TOPICS},
    "bot/actions/home.py": set(MENU),
    "bot/actions/dialogs.py": {"resume", "give_up"},  # and what the flows' options say, which are found there
}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """All calls in the bot: the file, the last part of what is called, and the call."""
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield path.relative_to(BOT.parent).as_posix(), called, node


def texts(node: ast.AST | None) -> set[str]:
    """The texts that an argument may be: itself, or one of the branches of a condition."""
    match node:
        case ast.Constant(value=str() as text):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return texts(one) | texts(other)
        case ast.BoolOp(values=values):
            return set().union(*map(texts, values))
    return set()


def argument(call: ast.Call, place: int, name: str) -> ast.AST | None:
    """An argument by its place or its name."""
    if len(call.args) > place:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def labels(language: str) -> dict[str, dict[str, str]]:
    """The labels of a language."""
    return read_labels(FOLDER / language)


def variables(source: str) -> set[str]:
    """The values that a template asks for."""
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(FILTERS, str)
    return meta.find_undeclared_variables(environment.parse(source))


def views(language: str) -> dict[str, str]:
    """The templates of a language by the name of their view, the parts of others included."""
    root = FOLDER / language
    return {p.relative_to(root).as_posix().removesuffix(".html"): p.read_text("utf-8") for p in root.rglob("*.html")}


# --- the languages are alike ---


def test_the_languages_have_the_same_files() -> None:
    files = [
        {p.relative_to(FOLDER / la).as_posix() for p in (FOLDER / la).rglob("*") if p.is_file()} for la in LANGUAGES
    ]
    assert files[0] == files[1]
    assert {p.name for p in FOLDER.iterdir()} == set(LANGUAGES)


def test_the_languages_have_the_same_labels_with_the_same_values() -> None:
    zh, en = (
        {(group, key): variables(text) for group, table in labels(language).items() for key, text in table.items()}
        for language in LANGUAGES
    )
    assert zh.keys() == en.keys()
    instants = {("time", "moment")}  # a language need not say everything of a date
    assert {key: value for key, value in zh.items() if key not in instants and value != en[key]} == {}


def test_the_languages_ask_their_views_for_the_same_values() -> None:
    zh, en = ({name: variables(text) for name, text in sorted(views(language).items())} for language in LANGUAGES)
    assert zh == en


@pytest.mark.parametrize("name", ["config.toml", "terminal.toml"])
def test_the_terminals_sentences_are_format_texts_with_the_same_fields(name: str) -> None:
    found = []
    for language in LANGUAGES:
        table = tomllib.loads((FOLDER / language / name).read_text("utf-8"))
        fields = {
            key: {f for _, f, _, _ in string.Formatter().parse(text) if f is not None} for key, text in table.items()
        }
        assert all(field.isidentifier() for names in fields.values() for field in names)
        found.append(fields)
    assert found[0] == found[1]


# --- what is used exists, and what exists is used ---


def test_every_view_exists_and_is_used() -> None:
    used = {
        node.value
        for room in ("actions", "flows", "handlers", "jobs")
        for path in (BOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VIEW.fullmatch(node.value)
    }
    parts = {name for text in views("zh").values() for name in re.findall(r'include "(\w+)\.html"', text)}
    assert used | parts == set(views("zh"))


def test_every_button_has_a_label_and_every_label_a_button() -> None:
    used: set[str] = set()
    computed: set[str] = set()
    for file, called, call in calls():
        place = {"Tap": 0, "Link": 0, "Option": 1}.get(called)
        literal = argument(call, 2, "literal")
        if place is None or file.startswith(("bot/domain", "bot/storage", "bot/cli")):
            continue
        if isinstance(literal, ast.Constant) and literal.value is True:
            continue
        found = texts(argument(call, place, "label"))
        used |= found
        computed |= set() if found else {file}
    assert computed == set(COMPUTED)
    assert used | set().union(*COMPUTED.values()) == set(labels("zh")["button"])


def raised(*errors: str) -> set[str]:
    """The codes with which those errors are raised."""
    return {
        code
        for file, called, call in calls()
        if called in errors and not file.startswith("bot/config")
        for code in texts(argument(call, 0, "code"))
    }


def test_every_refusal_can_be_told_in_a_message_and_as_an_answer_to_a_tap() -> None:
    codes = raised("Refused", "Stale")
    assert len(codes) >= 8
    assert set(labels("zh")["refusal"]) == codes
    said = {text for file, called, call in calls() if called == "toast" for text in texts(argument(call, 0, "label"))}
    said |= {text for _, called, call in calls() if called == "Toast" for text in texts(argument(call, 1, "label"))}
    said |= {f"did_{act}" for act in TAP_ACTS} | {code.replace(".", "_") for code in codes}
    assert said == set(labels("zh")["toast"])


#: What makes a problem of a dialog, and at which place its code stands.
PROBLEMS = {
    "Again": 1,
    "Ask": 2,
    "Stay": 0,
    "Unusable": 0,
    "also_told": 3,
    "also_photos": 3,
    "_tell_first": 3,
    "Content": 3,
    "_sized": 3,
}


def test_every_problem_of_a_dialog_has_a_sentence() -> None:
    used = {
        code
        for _, called, call in calls()
        if called in PROBLEMS
        for code in texts(argument(call, PROBLEMS[called], "problem")) | texts(argument(call, 99, "unusable"))
    }
    assert used == set(labels("zh")["problem"])


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("state", set(State)),
        ("act", set(Act)),
        ("outcome", set(Outcome)),
        ("reason", {reason for form in FORMS.values() for reason in form.reasons} | set(bulk.REASONS)),
        ("off_reason", set(Off)),
        ("bulk_done", {"supervise", "remind", "assign", "extend"}),
        ("form", set(forms.TABLE)),
        ("form_done", set(forms.TABLE)),
        ("petition", set(Wish)),
        ("verdict", {*Answer, "silent", "awaited"}),
        ("ending", {*Outcome, "rejected", "merged", "split"}),
        ("role", set(Role)),
        ("flow", set(FLOWS)),
        ("note_kind", set(NoteKind)),
        ("agreement_state", set(Standing)),
        ("find_filter", set(Filter)),
        ("find_usual", {*USUAL, "today"}),
        ("block_reason", set(Reason)),
        ("block_end", {"lifted", "kept", "expired"}),
        ("post", set(Role)),
        ("right", set(ALLOWED)),
        ("post_kind", set(PostKind)),
        ("post_title", set(PostKind)),
        ("duty_event", set(Event)),
        ("roster_flaw", set(Flaw)),
        ("roster_problem", set(roster_list.PROBLEMS)),
        ("roster_weekday", set(range(7))),
        ("roster_scope", set(Scope)),
        ("point_kind", set(PointKind)),
        ("table", {"on_duty"}),
        ("page_why", set(Rung) - {Rung.AGAIN, Rung.LAST}),
        ("relation", set(Relation)),
        ("mydata_section", {section.name for section in SECTIONS}),
        ("mydata_state", {*Standing, *("kept", "taken", "accepted", "asked", "agreed", "declined", "withdrawn")}),
        ("mydata_media", {"waiting", "stored", "lost", "deleted"}),
        ("level", {0, *LEVELS}),
        ("level_meaning", set(LEVELS)),
        ("response_move", set(Move)),
        ("depth", set(Depth)),
        ("need", set(Need)),
        ("help_state", set(HelpState)),
        ("found", set(Found)),
        ("kept", set(Kept)),
        ("kept_since", set(Since)),
        ("kept_fate", set(Fate)),
        ("hazard", set(Hazard)),
        ("colour", set(Colour)),
        ("square", set(Colour)),
        ("advice", {matrix.advice(hazard, colour) for hazard in Hazard for colour in Colour}),
        ("duty_advice", {matrix.duty(hazard, colour) for hazard in Hazard for colour in Colour}),
        ("warning_call", set(matrix.Call)),
        ("weather_source", set(SourceKind)),
        ("weather_why", set(Why)),
        ("estimate_colour", set(Colour) - {Colour.UNKNOWN}),
    ],
)
def test_every_value_has_a_word(table: str, values: set[str]) -> None:
    assert set(labels("zh")[table]) == {str(value) for value in values}


def test_every_group_of_labels_is_known() -> None:
    known = {"button", "toast", "command", "state", "act", "role", "flow", "problem", "refusal", "mark", "time", "bar"}
    known |= {"block_reason", "block_end"}
    known |= {"outcome", "reason", "form", "form_done"}  # the side roads of the loop
    known |= {"petition", "verdict", "ending"}  # what is asked for, what the reporter says, and how cases end
    known |= {"off_reason", "bulk_done"}  # the clocks
    known |= {"post"}  # who somebody is, behind a name in the sandbox
    known |= {"right", "relation", "post_kind", "table", "page_why"}  # the table of permissions
    known |= {"list_column", "list_problem", "list_unreadable"}  # what is wrong with a staff list
    known |= {"list_sheet", "list_group", "list_claim", "file"}  # what it changes, who claims, and what goes out
    known |= {"note_kind", "agreement_state"}  # what was written down, and what became of an agreement
    known |= {"find_filter", "find_usual"}  # what is looked for
    known |= {"post_title", "duty_event", "roster_flaw", "duty_file", "point_kind"}  # the duty
    known |= {"roster_problem", "roster_sheet", "roster_weekday", "roster_feed", "roster_scope"}  # the roster's papers
    known |= {"mydata_section", "mydata_field", "mydata_media", "mydata_state"}  # what is held about somebody
    known |= {"kept", "kept_since", "kept_fate"}  # the table of retention
    known |= {"case_file", "case_file_index", "case_file_piece", "case_file_purpose", "comparison", "event"}  # in files
    known |= {"hazard", "colour", "square", "advice", "duty_advice", "warning_call", "warning_table"}  # the weather
    known |= {"level", "level_meaning", "response_move", "depth", "need", "help_state", "found", "closing"}  # floods
    known |= {"weather_source", "weather_why", "estimate_colour"}  # what the weather sources do and say
    known |= {"verify"}  # what is said when an archive file is checked
    assert set(labels("zh")) - {"key"} == known


def test_every_command_in_the_menu_is_one_and_every_private_one_is_there() -> None:
    assert set(labels("zh")["command"]) == {*menu.COMMANDS, *menu.CHIEF_COMMANDS}
    assert set(menu.COMMANDS) == set(private.COMMANDS)
    assert set(menu.CHIEF_COMMANDS) == set(group.COMMANDS) - {"start"}


def test_everything_said_at_the_terminal_has_a_sentence() -> None:
    known = set(tomllib.loads((FOLDER / "zh" / "terminal.toml").read_text("utf-8")))
    said = {text for file, called, call in calls() if called == "say" and "cli" in file for text in texts(call.args[0])}
    assert said | raised("LiubuError", "StorageDown", "MigrationError") == known


def test_every_view_asks_for_known_filters_only() -> None:
    used = {name for text in views("zh").values() for name in re.findall(r"(?:\||\{% filter)\s*(\w+)", text)}
    assert used == {*FILTERS, "format", "tojson", "join", "length"}


def test_no_message_is_put_together_from_unescaped_parts() -> None:
    sources = [path.read_text("utf-8") for path in FOLDER.rglob("*") if path.is_file()]
    assert not [text for text in sources if re.search(r"\|\s*safe|autoescape false|Markup", text)]


def test_the_folder_is_the_one_that_is_shipped() -> None:
    assert Path(__file__).parent.parent.parent / "messages" == FOLDER
