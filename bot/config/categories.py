"""``[[group]]`` and ``[[group.category]]``: the two levels of categories."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.config.deadlines import read_deadline
from bot.config.grids import KEY
from bot.config.table import Table
from bot.config.unique import Unique
from bot.domain.community import CaseKind, Category, CategoryGroup, PhotoRule, Visibility
from bot.domain.person import WORKERS, Role

MOST_COMMON = 24
#: To whom a case goes when its category does not say: whom the secretary assigned in the report.
USUAL_WORKERS = (Role.GRID_HEAD, Role.FULL_TIME)


@dataclass(frozen=True, slots=True)
class _Seen:
    group_keys: Unique = field(default_factory=lambda: Unique("duplicate_group_key"))
    group_names: Unique = field(default_factory=lambda: Unique("duplicate_group_name"))
    keys: Unique = field(default_factory=lambda: Unique("duplicate_category_key"))
    names: Unique = field(default_factory=lambda: Unique("duplicate_category_name"))


def read_groups(top: Table) -> tuple[CategoryGroup, ...]:
    """All groups with their categories, in the order of the file."""
    seen = _Seen()
    groups = tuple(_group(table, seen) for table in top.tables("group"))
    common = sum(category.common for group in groups for category in group.categories)
    if common > MOST_COMMON:
        top.problem("too_many_common", "group", count=common, most=MOST_COMMON)
    return groups


def _group(table: Table, seen: _Seen) -> CategoryGroup:
    key = table.matching("key", KEY, "bad_key")
    name = table.text("name")
    name_en = table.text("name_en", required=False) or name
    seen.group_keys.add(key, table, "key")
    seen.group_names.add(name, table, "name")
    categories = tuple(_category(one, key, seen) for one in table.tables("category"))
    table.close()
    return CategoryGroup(key, name, name_en, categories)


def _category(table: Table, group: str, seen: _Seen) -> Category:
    key = table.matching("key", KEY, "bad_key")
    name = table.text("name")
    seen.keys.add(key, table, "key")
    seen.names.add(name, table, "name")
    kind = table.choice("kind", list(CaseKind))
    category = Category(
        key=key,
        group=group,
        name=name,
        name_en=table.text("name_en", required=False) or name,
        kind=kind,
        deadline=read_deadline(table, "deadline", kind),
        visibility=table.choice("visibility", list(Visibility), Visibility.PRIVATE),
        photo=table.choice("photo", list(PhotoRule), PhotoRule.OPTIONAL),
        suggest=table.choices("suggest", WORKERS, USUAL_WORKERS),
        words=table.texts("words"),
        common=table.flag("common"),
    )
    _check_taps(table, category)
    if table.data.get("kind") == CaseKind.DISPUTE and category.visibility is Visibility.PUBLIC:
        table.problem("dispute_public", "visibility", name=category.name)
    table.close()
    return category


def _check_taps(table: Table, category: Category) -> None:
    """A report takes at most five taps: the photo step fits in only where the category is one tap away."""
    said_not_common = table.data.get("common") in (None, False)
    if category.photo is PhotoRule.WANTED and said_not_common:
        table.problem("photo_not_common", "photo", name=category.name)
