"""Makes the files that are sent: of a screen a page, of a table a workbook."""

from __future__ import annotations

import asyncio

from bot.domain.screen import Paper, Screen
from bot.papers.writing import xlsx
from bot.render import Renderer


async def made(paper: Paper, renderer: Renderer) -> bytes:
    """The content of the file; it is made beside the loop, because a long one takes a while."""
    if isinstance(paper.body, Screen):
        page = await asyncio.to_thread(renderer.text, paper.body)
        return page.encode("utf-8", "replace")
    return await asyncio.to_thread(xlsx, paper.body)
