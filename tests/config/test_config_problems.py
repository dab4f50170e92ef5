"""Everything that can be wrong with a community.toml: the line, the code, and sentences in both languages."""

import tomllib
from pathlib import Path

import pytest

from bot.config import ConfigError, Problem, load_community, load_residents, read_community
from bot.domain.deadline import service
from tests.config.calendar_problems import CALENDAR
from tests.config.checkpoint_problems import CHECKPOINTS
from tests.config.duty_problems import DUTY
from tests.config.weather_problems import WEATHER

ROOT = Path(__file__).parents[2]
TEXTS = [tomllib.loads((ROOT / f"messages/{lang}/config.toml").read_text("utf-8")) for lang in ("zh", "en")]

GOOD = """\
[community]
slug = "heming"
name = "鹤鸣社区"
[[grid]]
number = 1
name = "第一网格"
buildings = ["1号楼", "2号楼", {name = "广场", lat = 35.49, lon = 112.85}]
[[grid]]
number = 2
name = "第二网格"
buildings = [
  "1号楼",
]
[[group]]
key = "env"
name = "环境卫生"
[[group.category]]
key = "env.leak"
name = "漏水"
kind = "hazard"
deadline = "24h"
visibility = "public"
photo = "wanted"
suggest = ["full_time", "grid_head"]
words = ["水"]
common = true
[[staff]]
name = "甲"
user_id = 1
role = "secretary"
[[staff]]
name = "乙"
user_id = 2
role = "grid_head"
grid = 2
[policy]
idle_dialog = "6h"
"""

NAME = 'name = "鹤鸣社区"'
STAFF = '[[staff]]\nname = "甲"'
SECRETARY = STAFF + '\nuser_id = 1\nrole = "secretary"\n'
LIAISON = '[[staff]]\nname = "丁"\nuser_id = 4\nrole = "liaison"\n'
HEAD = '[[staff]]\nname = "乙"\nuser_id = 2\nrole = "grid_head"\n'


def group(key: str, name: str, *category: str) -> str:
    """A group, with one category or none."""
    text = f'[[group]]\nkey = "{key}"\nname = "{name}"\n'
    for category_key, category_name in [category] if category else []:
        text += f'category = [{{key="{category_key}",name="{category_name}",kind="hazard",deadline="1d"}}]\n'
    return text


#: What is replaced by what, and the one problem that follows: line and code.
WRONG = {
    "syntax": ("number = 1", "number 1", 5, "syntax"),
    "syntax at the end": ('idle_dialog = "6h"\n', 'idle_dialog = """6h', 37, "syntax"),
    "Chinese quotes": ('"鹤鸣社区"', "“鹤鸣社区”", 3, "chinese_sign"),
    "Chinese comma": ('"1号楼", "2号楼"', '"1号楼"，"2号楼"', 7, "chinese_sign"),
    "Chinese equals sign": ("number = 1", "number＝1", 5, "chinese_sign"),
    "nested too deeply": ("number = 1", "number = " + "[" * 5000 + "]" * 5000, 1, "too_deep"),
    "a key twice": ("number = 1", "number = 1\nnumber = 1", 6, "syntax"),
    "a number without end": ("number = 1", "number = " + "1" * 5000, None, "syntax"),
    "unknown key": ("number = 1", "number = 1\nzzzz = 1", 6, "unknown_key"),
    "mistyped key": ("number = 1", "number = 1\nbuildngs = 1", 6, "unknown_key_guess"),
    "unknown table": ("[policy]", "[xyz]\n[policy]", 36, "unknown_key"),
    "mistyped table": ("[policy]\n", "[polcy]\n", 36, "unknown_key_guess"),
    "unknown key of a building": ("lat = 35.49, lon", "high = 1, lat = 35.49, lon", 7, "unknown_key"),
    "unknown key of staff": ("user_id = 2", "user_id = 2\nphone = 3", 34, "unknown_key"),
    "unknown policy": ("[policy]", "[policy]\nqqq = 1", 37, "unknown_key"),
    "missing name": ('name = "第二网格"\n', "", 8, "missing_key"),
    "missing slug": ('slug = "heming"\n', "", 1, "missing_key"),
    "missing deadline": ('deadline = "24h"\n', "", 17, "missing_key"),
    "missing role": ('role = "grid_head"\n', "", 31, "missing_key"),
    "missing building name": ('name = "广场", ', "", 7, "missing_key"),
    "single brackets": (SECRETARY + "[[staff]]", "[staff]", 27, "single_brackets"),
    "no category in a group": (STAFF, group("x", "y") + STAFF, 27, "missing_tables"),
    "number as text": ("number = 1", 'number = "1"', 5, "not_integer"),
    "number as bool": ("user_id = 1", "user_id = true", 29, "not_integer"),
    "text as number": ('"第二网格"', "2", 10, "not_text"),
    "words as numbers": ('words = ["水"]', 'words = ["水", 1]', 25, "not_text"),
    "latitude as text": ("35.49", '"35.49"', 7, "not_number"),
    "common as text": ("common = true", 'common = "yes"', 26, "not_flag"),
    "words as text": ('words = ["水"]', 'words = "水"', 25, "not_list"),
    "policy as value": ('[policy]\nidle_dialog = "6h"', "[[policy]]", 36, "not_table"),
    "no categories": (GOOD[GOOD.index("[[group]]") : GOOD.index("[[staff]]")], "", 1, "missing_tables"),
    "departments as text": (NAME, NAME + '\ndepartments = "x"', 4, "not_list"),
    "liaison of nobody": ("[policy]", LIAISON + "[policy]", 36, "missing_key"),
    "liaison of a grid": ("[policy]", LIAISON + 'unit = "u"\ngrid = 1\n[policy]', 41, "secretary_with_grid"),
    "duty in a grid that is not there": (
        "[policy]",
        LIAISON.replace("liaison", "duty") + "grid = 7\n[policy]",
        40,
        "unknown_grid",
    ),
    "a number as building": ('"2号楼"', "2", 7, "not_place"),
    "empty name": ('"第二网格"', '" "', 10, "empty_text"),
    "no building": ('[\n  "1号楼",\n]', "[]", 11, "empty_list"),
    "line break in a name": ('"第二网格"', '"第二\\n网格"', 10, "control_signs"),
    "name too long": ('"第二网格"', '"' + "网" * 41 + '"', 10, "too_long"),
    "number too small": ("number = 1\n", "number = 0\n", 5, "out_of_range"),
    "number enormous": ("user_id = 2", "user_id = 0x" + "f" * 4000, 33, "out_of_range"),
    "plain category unknown": ("[policy]", '[policy]\nplain_category = "x"', 37, "unknown_value"),
    "plain category of an emergency": (
        "[policy]",
        group("u", "u", "u.u", "u").replace('"hazard"', '"emergency"') + '[policy]\nplain_category = "u.u"',
        None,
        "plain_urgent",
    ),
    "a clock of more than two weeks": ("[policy]", '[policy]\naccept_within = "15d"', 37, "clock_too_long"),
    "policy out of range": ("[policy]", "[policy]\nmax_photos = 0", 37, "out_of_range"),
    "kept too short": ("[policy]", "[retention]\ncases_days = 7\n[policy]", 37, "out_of_range"),
    "kept for ever": ("[policy]", "[retention]\nmedia_days = 99999\n[policy]", 37, "out_of_range"),
    "role suggested twice": ('"grid_head"]', '"full_time"]', 24, "listed_twice"),
    "unknown kind": ('"hazard"', '"xyz"', 20, "unknown_value"),
    "kind as number": ('"hazard"', "1", 20, "unknown_value"),
    "mistyped kind": ('"hazard"', '"hazzard"', 20, "unknown_value_guess"),
    "unknown visibility": ('"public"', '"all"', 22, "unknown_value"),
    "unknown photo rule": ('"wanted"', '"must"', 23, "unknown_value"),
    "unknown role": ('"secretary"', '"boss"', None, "unknown_value"),
    "mistyped role": ('role = "grid_head"', 'role = "gridhead"', 34, "unknown_value_guess"),
    "resident as staff": ('role = "grid_head"', 'role = "resident"', 34, "unknown_value"),
    "secretary suggested": ('"grid_head"]', '"secretary"]', 24, "unknown_value"),
    "deadline without unit": ('"24h"', '"24"', 21, "bad_duration"),
    "deadline in words": ('"24h"', '"一天"', 21, "bad_duration"),
    "deadline as number": ('"24h"', "24", 21, "bad_duration"),
    "deadline of nothing": ('"24h"', '"0h"', 21, "bad_duration"),
    "deadline without end": ('"24h"', '"367d"', 21, "bad_duration"),
    "an emergency that waits for a working day": (
        'kind = "hazard"\ndeadline = "24h"',
        'kind = "emergency"\ndeadline = "1d"',
        21,
        "urgent_in_days",
    ),
    "policy's duration": ('"6h"', '"6 hours"', 37, "bad_duration"),
    "time of day": ("[policy]", '[policy]\nboard_at = "8:00"', 37, "bad_time"),
    "key with capitals": ('"env.leak"', '"Env"', 18, "bad_key"),
    "key too long": ('"env.leak"', '"env.leak_in_the_roof"', 18, "bad_key"),
    "key in Chinese": ('"env.leak"', '"漏水"', 18, "bad_key"),
    "group key": ('"env"', '"env!"', 15, "bad_key"),
    "building key": ('{name = "广场"', '{key = "A", name = "广场"', 7, "bad_key"),
    "slug": ('"heming"', '"鹤鸣"', 2, "bad_slug"),
    "latitude out of range": ("35.49", "135.49", 7, "bad_coordinate"),
    "longitude out of range": ("112.85", "-181", 7, "bad_coordinate"),
    "latitude not a number": ("35.49", "nan", 7, "bad_coordinate"),
    "half of the coordinates": (", lon = 112.85", "", 7, "half_coordinates"),
    "time zone": (NAME, NAME + '\ntimezone = "Asia/Shanghia"', 4, "unknown_timezone"),
    "time zone as path": (NAME, NAME + '\ntimezone = "../x"', 4, "unknown_timezone"),
    "time zone as folder": (NAME, NAME + '\ntimezone = "Asia"', 4, "unknown_timezone"),
    "grid number twice": ("number = 1\n", "number = 2\n", 9, "duplicate_grid_number"),
    "grid name twice": ('"第二网格"', '"第一网格"', 10, "duplicate_grid_name"),
    "building twice": ('  "1号楼",', '  "1号楼",\n  " 1号楼 "', 13, "duplicate_building"),
    "building key twice": (
        '"2号楼",',
        '{key="a",name="2号楼"},{key="a",name="3号楼"},',
        7,
        "duplicate_building_key",
    ),
    "group key twice": (STAFF, group("env", "y", "z", "z") + STAFF, 28, "duplicate_group_key"),
    "group name twice": (STAFF, group("x", "环境卫生", "z", "z") + STAFF, 29, "duplicate_group_name"),
    "category key twice": (STAFF, group("x", "y", "env.leak", "z") + STAFF, 30, "duplicate_category_key"),
    "category name twice": (STAFF, group("x", "y", "z", "漏水") + STAFF, 30, "duplicate_category_name"),
    "a dispute that is public": ('kind = "hazard"', 'kind = "dispute"', 22, "dispute_public"),
    "photo asked where not common": ("common = true", "common = false", 23, "photo_not_common"),
    "staff twice": ("[policy]", HEAD + "grid = 2\n[policy]", 38, "duplicate_staff"),
    "one account, two names": (
        "[policy]",
        HEAD.replace("乙", "丙") + "grid = 1\n[policy]",
        38,
        "user_id_two_names",
    ),
    "unknown grid": ("grid = 2", "grid = 3", 35, "unknown_grid"),
    "grid role without grid": ("grid = 2\n", "", 31, "grid_role_without_grid"),
    "secretary of a grid": ('role = "secretary"', 'role = "secretary"\ngrid = 1', 31, "secretary_with_grid"),
    "no secretary": ('role = "secretary"', 'role = "specialist"', 27, "no_secretary"),
    **CALENDAR,
    **CHECKPOINTS,
    **DUTY,
    **WEATHER,
}


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with the text."""
    with pytest.raises(ConfigError) as caught:
        read_community(text)
    return caught.value.problems


def assert_worded(error: ConfigError) -> None:
    """Each problem has a sentence in both languages, with every gap filled."""
    for problem in error.problems:
        zh, en = problem.describe(*TEXTS).split("\n    ")
        assert any("一" <= sign <= "鿿" for sign in zh) and en[-1] in ".?"
        assert "{detail" not in zh + en and "None" not in zh + en


def test_the_good_one_is_good() -> None:
    community = read_community(GOOD)
    assert community.name_en == community.name == "鹤鸣社区"
    assert str(community.timezone) == "Asia/Shanghai"
    assert [building.name for building in community.grids[0].buildings] == ["1号楼", "2号楼", "广场"]
    assert community.categories[0].deadline == service(24 * 3_600_000)


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_each_mistake_is_named_with_its_line(case: tuple[str, str, int | None, str]) -> None:
    old, new, line, code = case
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    with pytest.raises(ConfigError) as caught:
        read_community(text)
    assert_worded(caught.value)
    found = {(problem.line, problem.code) for problem in caught.value.problems}
    if line is None:
        assert code in {found_code for _, found_code in found}
    else:
        assert found == {(line, code)}


def test_every_code_has_both_sentences_and_every_sentence_a_cause() -> None:
    zh, en = TEXTS
    assert zh.keys() == en.keys()
    tested = {code for _, _, _, code in WRONG.values()}
    elsewhere = {"file_missing", "file_unreadable", "not_utf8", "too_many_common", "duplicate_user_id"}
    settings = {code for code in zh if code.startswith("setting_")}
    assert zh.keys() == tested | elsewhere | settings


def test_all_problems_are_reported_at_once_in_the_order_of_the_file() -> None:
    text = GOOD.replace("number = 1", 'number = "1"').replace('"24h"', '"24"').replace("user_id = 2", "user_id = -2")
    assert [(problem.line, problem.code) for problem in problems(text)] == [
        (5, "not_integer"),
        (21, "bad_duration"),
        (33, "out_of_range"),
    ]


def test_an_empty_file_lacks_everything() -> None:
    assert [problem.code for problem in problems("")] == [
        "missing_tables",
        "missing_key",
        "missing_key",
        "missing_tables",
    ]


def test_the_staff_need_not_be_listed() -> None:
    """People join by invitation, or by the staff list."""
    assert read_community(GOOD.replace(GOOD[GOOD.index("[[staff]]") : GOOD.index("[policy]")], "")).staff == ()


def test_every_role_of_the_staff_can_be_listed_with_its_unit() -> None:
    more = LIAISON + 'unit = "城管"\n' + LIAISON.replace("liaison", "red_team") + 'grid = 1\nunit = "一组"\n'
    more += LIAISON.replace("liaison", "duty") + LIAISON.replace("liaison", "deputy")
    found = read_community(GOOD.replace("[policy]", more + "[policy]")).staff[2:]
    assert [(line.role.value, line.grid, line.unit) for line in found] == [
        ("liaison", None, "城管"),
        ("red_team", 1, "一组"),
        ("duty", None, ""),
        ("deputy", None, ""),
    ]


def test_the_report_names_place_remedy_and_both_languages() -> None:
    with pytest.raises(ConfigError) as caught:
        read_community(GOOD.replace('"2号楼"', '"1号楼"', 1))
    assert caught.value.report(*TEXTS).split("\n") == [
        "community.toml:7: [grid 1 buildings 2 name] 楼栋“1号楼”出现了两次（另见第 7 行）。请给每栋楼不同的名称。",
        '    Building "1号楼" appears twice (see line 7). Give each building its own name.',
    ]


def test_what_is_shown_is_short_and_harmless() -> None:
    (problem,) = problems(GOOD.replace('"24h"', '"\\u001b[31m' + "x" * 500 + '"'))
    assert "\x1b" not in problem.describe(*TEXTS)
    assert len(problem.data["value"]) <= 60


def test_braces_in_a_value_stay_what_they_are() -> None:
    (problem,) = problems(GOOD.replace('"24h"', '"{detail}"'))
    assert "“{detail}”" in problem.describe(TEXTS[0])


def test_at_most_24_categories_are_common() -> None:
    more = "".join(
        f'[[group.category]]\nkey = "k{at}"\nname = "n{at}"\nkind = "hazard"\ndeadline = "1d"\ncommon = true\n'
        for at in range(24)
    )
    before, after = GOOD.split("[[staff]]", 1)
    with pytest.raises(ConfigError) as caught:
        read_community(before + more + "[[staff]]" + after)
    assert [problem.code for problem in caught.value.problems] == ["too_many_common"]
    assert_worded(caught.value)


def test_forty_one_buildings_are_fine() -> None:
    names = ", ".join(f'"{at}栋"' for at in range(1, 61))
    community = read_community(GOOD.replace('"2号楼"', names))
    assert len(community.grids[0].buildings) == 62


def test_a_buildings_key_survives_reordering_and_can_survive_renaming() -> None:
    first = read_community(GOOD).grids[0].buildings
    turned = read_community(GOOD.replace('"1号楼", "2号楼"', '"2号楼", "1号楼"')).grids[0].buildings
    assert {(building.name, building.key) for building in first} == {(b.name, b.key) for b in turned}
    key = first[1].key
    renamed = read_community(GOOD.replace('"2号楼"', f'{{name = "新2号楼", key = "{key}"}}'))
    assert renamed.building(1, key) is not None


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (None, 0, "file_missing"),
        (GOOD.encode("gbk"), 3, "not_utf8"),
        (GOOD.encode("utf-16"), 1, "not_utf8"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes | None, line: int, code: str) -> None:
    path = tmp_path / "community.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_community(path)
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [(line, code)]
    assert_worded(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_community(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["file_unreadable"]
    assert_worded(caught.value)


@pytest.mark.parametrize("content", [GOOD.encode("utf-8-sig"), GOOD.replace("\n", "\r\n").encode()])
def test_files_from_windows_are_fine(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "community.toml"
    path.write_bytes(content)
    assert load_community(path) == read_community(GOOD)


def test_two_residents_cannot_share_an_account(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    one = '[[resident]]\nname = "甲"\nuser_id = 1\ngrid = 1\n'
    path.write_text(one + one, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_residents(path)
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [(7, "duplicate_user_id")]
    assert_worded(caught.value)
