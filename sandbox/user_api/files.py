"""Files for the page."""

from aiohttp import web

from sandbox.files import MalformedFileId
from sandbox.keys import WORLD

INLINE = ("image/jpeg", "image/png", "image/gif", "image/webp", "audio/ogg", "audio/mpeg")


async def show(request: web.Request) -> web.Response:
    """GET /api/files/<file_id>: pictures and sounds to look at, all else to download."""
    try:
        stored = request.app[WORLD].files.find(request.match_info["file_id"])
    except MalformedFileId:
        stored = None
    if stored is None:
        return web.Response(status=404, text="Not Found")
    inline = stored.mime_type in INLINE
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "inline" if inline else "attachment",
        "Cache-Control": "private, max-age=86400",
    }
    kind = stored.mime_type if inline else "application/octet-stream"
    return web.Response(body=stored.data, content_type=kind, headers=headers)
