"""The line index agrees with the text, whatever way the TOML is written."""

import tomllib
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.lines import Path, index_lines

TABLE = [
    ("a = 1", {("a",): 1}),
    ("\n\n  a = 1 # note\n\tb = 2", {("a",): 3, ("b",): 4}),
    ("a.b . c = 1\na.d = 2", {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1, ("a", "d"): 2}),
    ('\'x.y\'."z\\"" = 1', {("x.y", 'z"'): 1}),
    ("网格 = 1", None),
    ('"网格" = 1', {("网格",): 1}),
    (
        "[a]\nb = 1\n[ c . d ]\ne = 1",
        {("a",): 1, ("a", "b"): 2, ("c",): 3, ("c", "d"): 3, ("c", "d", "e"): 4},
    ),
    ("[a.b]\nc = 1\n[a]\nd = 1", {("a",): 3, ("a", "b"): 1, ("a", "d"): 4}),
    ("[[a]]\nb = 1\n[[a]]\nb = 2", {("a",): 1, ("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "b"): 4}),
    (
        "[[a]]\n[[a.b]]\nc = 1\n[a.b.d]\ne = 1\n[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 1",
        {
            ("a", 0): 1,
            ("a", 0, "b", 0, "c"): 3,
            ("a", 0, "b", 0, "d", "e"): 5,
            ("a", 1): 6,
            ("a", 1, "b"): 7,
            ("a", 1, "b", 1, "c"): 10,
        },
    ),
    ('a = [\n 1, # ] "\n\n [2,\n3],\n]\nb = 1', {("a", 0): 2, ("a", 1): 4, ("a", 1, 1): 5, ("b",): 7}),
    ("a = [{b = 1, c.d = ']'},\n{b = \"}\"}]", {("a", 0, "c", "d"): 1, ("a", 1): 2, ("a", 1, "b"): 2}),
    ("a = {}\nb = []\nc = { d = [ ] }", {("a",): 1, ("b",): 2, ("c", "d"): 3}),
    ('a = """\nx = 1\n[y]\\"""\n"""\nb = 1', {("a",): 1, ("b",): 5}),
    ('a = """""x"""""\nb = """"""\nc = 1', {("a",): 1, ("b",): 2, ("c",): 3}),
    ("a = '''\nx = '1'\n'''''\nb = ''''''\nc = 1", {("a",): 1, ("b",): 4, ("c",): 5}),
    ('a = "# \\" ="\nb = \'\\\'\nc = ""', {("a",): 1, ("b",): 2, ("c",): 3}),
    ("a = 1979-05-27 07:32:00 # x\nb = [-1.5e3, inf, true]", {("a",): 1, ("b", 0): 2, ("b", 2): 2}),
    ("", {}),
    ("# only a note", {}),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_every_way_of_writing(text: str, expected: dict[Path, int] | None) -> None:
    if expected is None:
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads(text)
        return
    assert paths(tomllib.loads(text)) == index_lines(text).lines.keys()
    found = index_lines(text).lines
    assert {path: found[path] for path in expected} == expected


def test_windows_line_ends() -> None:
    assert index_lines("a = 1\r\n\r\n# x\r\nb = [\r\n1]\r\n").lines == {
        ("a",): 1,
        ("b",): 4,
        ("b", 0): 5,
    }


def test_a_path_that_is_not_there_has_the_line_of_what_encloses_it() -> None:
    index = index_lines(
        dedent("""\
        a = 1
        [[grid]]
        number = 1
        """)
    )
    assert index.line(("grid", 0, "name")) == 2
    assert index.line(("grid", 0, "buildings", 3, "lat")) == 2
    assert index.line(("nothing", "here")) == 1


KEYS = st.one_of(st.from_regex(r"[a-z0-9_-]{1,4}", fullmatch=True), st.text(max_size=3))
LEAVES = st.one_of(
    st.integers(0, 9).map(str),
    st.booleans().map(lambda value: str(value).lower()),
    st.text(alphabet="ab]}#='\\\n\"", max_size=6).map(lambda text: quoted(text)),
    st.text(alphabet='ab]}#="\\\n', max_size=6).map(lambda text: f"'''{text}'''"),
)
GAPS = st.sampled_from(["", " ", "\n", " # ] }\n", "\n\n"])


def quoted(text: str) -> str:
    """The text as a TOML string, on several lines."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{escaped}"""'


def key(text: str) -> str:
    """The key in quotes, written with escapes."""
    return '"' + "".join(f"\\U{ord(sign):08x}" for sign in text) + '"'


def array(values: list[str], gap: str) -> str:
    """A list with blanks and notes between the elements."""
    return "[" + gap + f"{gap},{gap}".join(values) + gap + "]"


def inline(pairs: dict[str, str]) -> str:
    """An inline table."""
    return "{" + ", ".join(f"{key(name)} = {value}" for name, value in pairs.items()) + "}"


VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(array, st.lists(inner, max_size=3), GAPS),
        st.builds(inline, st.dictionaries(KEYS, inner, max_size=3)),
    ),
    max_leaves=8,
)


def paths(value: object, path: Path = ()) -> set[Path]:
    """Every path in a value that tomllib has read."""
    own = {path} if path else set()
    if isinstance(value, dict):
        return own.union(*(paths(inner, (*path, name)) for name, inner in value.items()))
    if isinstance(value, list):
        return own.union(*(paths(inner, (*path, at)) for at, inner in enumerate(value)))
    return own


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=3))
def test_the_index_has_exactly_the_paths_that_tomllib_reads(top: dict[str, str], tables: list[dict[str, str]]) -> None:
    statements = [f"{key(name)} = {value}" for name, value in top.items()]
    for table in tables:
        statements += ["[[table.s]]", *(f"{key(name)} = {value}" for name, value in table.items())]
    if "table" in top:
        return
    text = "\n".join(statements)
    assert paths(tomllib.loads(text)) == index_lines(text).lines.keys()
