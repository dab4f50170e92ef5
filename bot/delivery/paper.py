"""Makes the files that are sent: of a screen a page, of a table a workbook."""

from __future__ import annotations

import asyncio

from bot.domain.screen import Paper, Screen
from bot.domain.sheet import Table
from bot.render import Renderer

#: Around every page: legible on a phone, and asking for nothing from elsewhere.
_PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body {{ font: 18px/1.6 sans-serif; max-width: 40em; margin: 1em auto; padding: 0 1em; overflow-wrap: anywhere }}
h2 {{ margin: 1.5em 0 .5em }}
dl {{ border-top: 1px solid #ccc; margin: 0; padding: .5em 0 }}
dt {{ color: #666; font-size: .8em }}
dd {{ margin: 0; white-space: pre-wrap }}
</style>
{page}
"""


async def made(paper: Paper, renderer: Renderer) -> bytes:
    """The content of the file; it is made beside the loop, because a long one takes a while.

    TypeError for one that was made before.
    """
    match paper.body:
        case Screen() as screen:
            page = await asyncio.to_thread(renderer.text, screen)
            return _PAGE.format(language=screen.language, page=page).encode("utf-8", "replace")
        case Table() as table:
            from bot.papers.writing import xlsx  # loaded when the first table is sent

            return await asyncio.to_thread(xlsx, table)
    raise TypeError(f"{paper.name} was made before")
