"""What imports cannot show: where SQL, words and the clock may stand, and how large a piece may be.

The import contracts themselves stand in pyproject.toml; here it is checked that they hold and forget no room.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT, SANDBOX, TESTS, BENCH = (ROOT / name for name in ("bot", "sandbox", "tests", "bench"))
MOST_LINES, MOST_BODY = 400, 50
CHINESE = re.compile("[\u3400-\u9fff\uff00-\uffef\u3001-\u303f]")
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|SCHEMA|TRIGGER)"
    r"|DROP\s+(TABLE|SCHEMA)|ALTER\s+TABLE|BEGIN\s+IMMEDIATE|PRAGMA\s|ON\s+CONFLICT)\b",
    re.IGNORECASE | re.DOTALL,
)
#: Chinese in code, and why.
NAMES = {
    "bot/__main__.py": ["六步 Liubu: from a neighbour's report to the closed case."],  # the product's name
    "bot/cli/demo.py": ["（", "）"],  # part of the made-up people's names in the sandbox
    "bot/papers/font.py": ["〓"],  # what printers put where a sign is lacking
    "bot/papers/typesetting.py": [
        "，。、；：？！）》〉」』】〕”’…—～·,.;:?!)]}%℃",
        "（《〈「『【〔“‘([{",
    ],  # where lines may not break
    "bot/config/document.py": ["“”‘’＂＇＝，。：；［］｛｝【】（）＃、"],  # what people type for quotes and brackets
}
#: What people write and these read. They say nothing: what they give back was written, see test_spoken_date.py.
GRAMMAR = {
    "bot/domain/chinese_number.py",
    "bot/domain/date_words.py",
    "bot/domain/spoken_date.py",
    "bot/weather/headline.py",  # what the titles of warnings say: see tests/weather/test_headline.py
}
#: Room: for which "only ... may" contracts of pyproject.toml it is the exception.
EXCEPTIONS = {
    "Only storage touches a database": {"bot.storage"},
    "Only the renderer knows templates": {"bot.render"},
    "Only delivery, and the reading of updates, know Telegram's types": {"bot.delivery", "bot.cli"},
    "Only the clock asks what time it is": {"bot.clock"},
    "Only papers know what files are made of": {"bot.papers"},
    "Only the configuration knows where holidays come from": {"bot.config"},
}


def sources(*folders: Path) -> list[Path]:
    """The Python files of rooms, without what a virtual environment brings."""
    found = [path for folder in folders for path in sorted(folder.rglob("*.py")) if ".venv" not in path.parts]
    assert found
    return found


def short(path: Path) -> str:
    """The path as a person writes it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text("utf-8"))


def docstrings(module: ast.Module) -> set[ast.AST]:
    """The nodes that are docstrings, or comments in that form below an attribute."""
    return {
        node.value for node in ast.walk(module) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The texts in a file's code, docstrings excepted; parts of f-strings each by itself."""
    module = tree(path)
    spoken = docstrings(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in spoken:
            yield node.lineno, node.value


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file, the inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function's body has, its docstring excepted."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def contracts() -> list[dict[str, object]]:
    """The import contracts of pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


def tracked() -> list[Path]:
    """The files that git knows; the test is skipped where there is no git."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


# --- rooms ---


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_a_contract_with_exceptions_forgets_no_room(name: str) -> None:
    contract = next(c for c in contracts() if c["name"] == name)
    rooms = {f"bot.{p.stem}" for p in BOT.iterdir() if (p / "__init__.py").is_file() or p.suffix == ".py"} - {
        "bot.__init__"
    }
    listed = contract["source_modules"]
    assert isinstance(listed, list)
    assert set(listed) - {"sandbox"} == rooms - EXCEPTIONS[name]


def test_sql_stands_in_storage_only() -> None:
    found = [
        f"{short(path)}:{line}: {text!r}"
        for path in sources(BOT)
        if BOT / "storage" not in path.parents
        for line, text in literals(path)
        if SQL.search(text)
    ]
    assert not found


def test_inside_storage_queries_stand_in_sql_files() -> None:
    """What the drivers and the migrations need themselves; everything else is a named query."""
    own = {"bot/storage/schema.py", "bot/storage/sqlite.py", "bot/storage/postgres.py"}
    found = {short(p) for p in sources(BOT / "storage") for _, text in literals(p) if SQL.search(text)}
    assert found <= own


def test_words_stand_in_messages_only() -> None:
    found = {
        short(path): [text for _, text in literals(path) if CHINESE.search(text)]
        for path in sources(BOT)
        if any(CHINESE.search(text) for _, text in literals(path))
    }
    assert found.keys() >= GRAMMAR
    said = {path: texts for path, texts in found.items() if path not in GRAMMAR}
    assert {path: texts for path, texts in said.items() if texts != NAMES.get(path)} == {}


def test_only_the_renderer_and_the_terminal_read_messages() -> None:
    readers = {
        short(path)
        for path in sources(BOT)
        if any(isinstance(node, ast.Name) and node.id == "messages_folder" for node in ast.walk(tree(path)))
        or any(text in ("messages", "labels.toml") for _, text in literals(path))
    }
    assert readers == {"bot/render.py", "bot/cli/words.py"}


def test_the_time_is_asked_in_the_clock_only() -> None:
    asking = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
    owners = {"datetime", "date", "time"}
    found = [
        f"{short(path)}:{node.lineno}"
        for path in sources(BOT)
        if path != BOT / "clock.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in asking
        and isinstance(node.value, ast.Name)
        and node.value.id in owners
    ]
    assert not found


# --- sizes and names ---


def test_no_file_is_over_400_lines() -> None:
    lines = {short(p): len(p.read_text("utf-8").splitlines()) for p in sources(BOT, SANDBOX, TESTS, BENCH)}
    assert {path: many for path, many in lines.items() if many > MOST_LINES} == {}


def test_no_function_is_over_50_lines() -> None:
    long = {
        f"{short(path)}:{function.name}": body_lines(function)
        for path in sources(BOT, SANDBOX)
        for function in functions(path)
        if body_lines(function) > MOST_BODY
    }
    assert long == {}


def test_nine_functions_in_ten_are_under_20_lines() -> None:
    bodies = sorted(body_lines(function) for path in sources(BOT, SANDBOX) for function in functions(path))
    assert bodies[len(bodies) * 9 // 10] < 20


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = re.compile(r"^_?(util|utils|helper|helpers|common|manager|managers|misc|tools|shared)$")
    found = [
        short(p) for p in sources(BOT, SANDBOX, TESTS, BENCH) if drawers.match(p.stem) or drawers.match(p.parent.name)
    ]
    assert not found


def test_everything_public_says_what_it_is_for() -> None:
    bare = [f"{short(path)}:{name}" for path in sources(BOT, SANDBOX) for name in _bare(path)]
    assert not bare


def _bare(path: Path) -> list[str]:
    """The module, its public classes and functions and their public methods that have no docstring."""
    module = tree(path)
    protocol = _described_elsewhere(module)
    found = [] if ast.get_docstring(module) else ["(module)"]
    for node in module.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            found.append(node.name)
        for inner in node.body:
            if not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) or not isinstance(node, ast.ClassDef):
                continue
            if not inner.name.startswith("_") and not ast.get_docstring(inner) and inner.name not in protocol:
                found.append(f"{node.name}.{inner.name}")
    return found


def _described_elsewhere(module: ast.Module) -> set[str]:
    """The drivers' transactions do what the protocol in store.py says; it is said there once."""
    imported = {name.name for node in ast.walk(module) if isinstance(node, ast.ImportFrom) for name in node.names}
    if "Job" not in imported:
        return set()
    protocol = next(n for n in tree(BOT / "storage/store.py").body if isinstance(n, ast.ClassDef) and n.name == "Tx")
    return {inner.name for inner in protocol.body if isinstance(inner, ast.AsyncFunctionDef)}


# --- side effects, and what a stranger's machine must not need ---

_WATCH = """
import importlib, pkgutil, sys
import bot, bot.storage
names = ["bot"] + [m.name for m in pkgutil.walk_packages(bot.__path__, "bot.")]
for name in names:
    importlib.import_module(name)           # what libraries do when they are imported first is their business
for name in [n for n in sys.modules if n == "bot" or n.startswith("bot.")]:
    del sys.modules[name]
seen = []
def watch(event, args):
    if event == "open":
        path = str(args[0])
        if not path.endswith((".py", ".pyc")):
            seen.append(f"{event} {path}")
    elif event.startswith(("socket.", "sqlite3.", "subprocess.", "_thread.", "os.mkdir", "os.system")):
        seen.append(event)
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
found, seen = seen, []
assert len(names) > 50, names
print("\\n".join(found))
"""


def test_importing_a_module_opens_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", _WATCH], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_no_file_names_a_place_that_only_one_machine_has() -> None:
    own = re.compile("|".join(("/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/[a-z]", "/Us" + "ers/", "[A-Z]:" + r"\\\\")))
    registry = re.compile(
        r"https?://[^/\s\"']*(py" + r"pi|np" + r"mjs|mirror|artifactory|nexus|proxy)|index" + "-url", re.I
    )
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{short(path)}: {match[0]}" for rule in (own, registry) for match in rule.finditer(text)]
    assert not found


def test_constraints_are_pinned_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
    names = [line.partition("==")[0].lower() for line in lines]
    assert len(names) == len(set(names))
