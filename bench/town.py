"""The town of the bench, the same for every bot: 14 grids of 8 buildings, 6 kinds of trouble, one secretary.

Everybody reports another thing at another place, up to PEOPLE. Were it the same, this project's bot would ask its
people one question more than the naive one: whether a neighbour's case is theirs.
"""

from dataclasses import dataclass, replace

from bench.moves import Move, Opening, start

CATEGORIES = ("电梯故障", "路灯不亮", "垃圾堆放", "管道漏水", "违规停车", "其他")
BUILDINGS = tuple(f"{number}号楼" for number in range(1, 9))
GRIDS = tuple(range(1, 15))
PEOPLE = len(CATEGORIES) * len(BUILDINGS) * len(GRIDS)
SECRETARY, GROUP = 9001, -1009000

HEAD = """[community]
slug = "bench"
name = "幸福社区"
timezone = "Asia/Shanghai"

[[staff]]
name = "梁静怡"
user_id = %d
role = "secretary"
"""
GRID = """
[[grid]]
number = %d
name = "第%d网格"
buildings = [%s]
"""
CATEGORY = """
[[group]]
key = "g%d"
name = "%s类"

[[group.category]]
key = "c%d"
name = "%s"
kind = "service"
deadline = "24h"
visibility = "public"
photo = "wanted"
words = ["%s"]
common = true
"""


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives, and what is wrong there."""

    grid: int
    building: str
    category: str

    def word(self, move: Move) -> Move:
        """The move as this person makes it."""
        value = move.value
        for name, mine in (("grid", str(self.grid)), ("building", self.building), ("category", self.category)):
            value = value.replace(f"{{{name}}}", mine)
        return replace(move, value=value)


def home_of(number: int) -> Home:
    """The home of the person of that number, from 0."""
    category, rest = number % len(CATEGORIES), number // len(CATEGORIES)
    building, grid = rest % len(BUILDINGS), rest // len(BUILDINGS)
    return Home(GRIDS[grid % len(GRIDS)], BUILDINGS[building], CATEGORIES[category])


def community() -> str:
    """The town as this project's `community.toml`."""
    buildings = ", ".join(f'"{name}"' for name in BUILDINGS)
    grids = "".join(GRID % (number, number, buildings) for number in GRIDS)
    kinds = (CATEGORY % (number, name, number, name, name) for number, name in enumerate(CATEGORIES))
    return HEAD % SECRETARY + grids + "".join(kinds)


def openings() -> list[Opening]:
    """The secretary opens the bot, and gives each grid its group."""
    groups = [Opening(SECRETARY, GROUP - grid, start(f"g{grid}")) for grid in GRIDS]
    return [Opening(SECRETARY, SECRETARY, start()), *groups]
