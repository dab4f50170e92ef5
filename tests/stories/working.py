"""What happens in the stories of work and proof: a case at which somebody is, and answers to its card."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PIL import Image, ImageDraw

from bot.domain.community import Community
from bot.domain.person import Role
from bot.storage import audit
from bot.storage.store import Tx
from tests.stories.scenes import LAMP, files_report, gives, resident
from tests.town import Neighbour, Town


async def at_work(town: Town, number: int = 1, *helpers: Neighbour, kind: str = LAMP) -> Neighbour:
    """A resident has reported, a worker has accepted it and begun."""
    await files_report(resident(town), kind=kind)
    lead = town.staff(Role.FULL_TIME, 1)
    await gives(town, number, lead, *helpers)
    await lead.taps_on(f"{number}号", "接单")
    await lead.taps_on(f"{number}号", "开始处置")
    return lead


async def reports_fire(person: Neighbour) -> None:
    """Somebody reports an emergency."""
    await person.starts("r1")
    await person.taps("突发紧急")
    await person.taps("火情烟雾")
    await person.says("楼道里冒烟")
    await person.taps("1号楼")
    await person.taps("提交")


async def replies(person: Neighbour, number: int = 1, chat: int | None = None, **what: Any) -> None:
    """Somebody answers their newest card of the case."""
    card = await person.sees(f"{number}号 ·", chat=chat)
    await person.says(reply_to=card["message_id"], chat=chat, **what)


def share(percent: int) -> Callable[[Community], Community]:
    """A community that has so many of a hundred cases looked at on site."""
    return lambda known: replace(known, policy=replace(known.policy, check_share=percent))


async def acts(town: Town, number: int = 1) -> list[str]:
    """What stands in the record of a case, in order."""
    found: list[str] = []

    async def work(tx: Tx) -> None:
        found.extend(event.act for event in await audit.of_case(tx, town.app.community_id, number))

    await town.app.store.read(work)
    return found


def scene(seed: int, size: tuple[int, int] = (640, 480), quality: int = 90) -> bytes:
    """A picture in which there is something to see, in any size; each seed gives another."""
    image = Image.new("RGB", (640, 480), (seed * 7 % 256, 40, 90))
    draw = ImageDraw.Draw(image)
    for n in range(12):
        left, top = (seed * 97 + n * 131) % 560, (seed * 53 + n * 71) % 400
        shade = (seed * 31 + n * 83) % 256
        draw.rectangle((left, top, left + 90, top + 70), fill=(shade, 255 - shade, shade))
    out = io.BytesIO()
    image.resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()
