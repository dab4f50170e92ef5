"""Which addresses Telegram takes for a link, and the form it gives them."""

import re
from urllib.parse import urlsplit

from sandbox.entities.spans import Output

_HOST = re.compile(r"^(?:[^\s/?#@:]+@)?([^\s/?#@:\[\]]+)(?::(\d+))?$")
_INNER = ("tg", "ton", "tonsite")


class BadLink(Exception):
    """Not an address; says why in Telegram's words."""


def checked_link(url: str) -> str:
    """Return the address in Telegram's form (scheme, lower-case host, slash). Raises BadLink."""
    url = url.strip()
    if not url:
        raise BadLink("URL is empty")
    scheme, colon, rest = url.partition(":")
    if colon and scheme.lower() in _INNER:
        return f"{scheme.lower()}:{rest}" if rest.startswith("//") else f"{scheme.lower()}://{rest}"
    if "://" not in url:
        url = f"http://{url}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise BadLink("Unsupported URL protocol")
    return _http(url, parts.scheme, parts.netloc)


def _http(url: str, scheme: str, netloc: str) -> str:
    found = _HOST.match(netloc)
    if not netloc or found is None:
        raise BadLink("Wrong HTTP URL")
    host = found[1].lower()
    if found[2] is not None and not 0 < int(found[2]) < 65536:
        raise BadLink("Wrong port number specified in the URL")
    if "." not in host.strip(".") and host != "localhost":
        raise BadLink("Wrong HTTP URL")
    tail = url[url.index("://") + 3 + len(netloc) :]
    port = f":{found[2]}" if found[2] else ""
    return f"{scheme}://{host}{port}{tail if tail.startswith('/') else '/' + tail}"


def mark_link(out: Output, begin: int, url: str) -> None:
    """Add a text_link, or a mention for `tg://user?id=`; an address that is none leaves plain text."""
    user = re.fullmatch(r"tg://(?:user|openmessage)\?(?:user_)?id=(\d+)/?", url.strip())
    if user is not None:
        out.mark("text_mention", begin, user={"id": int(user[1])})
        return
    try:
        out.mark("text_link", begin, url=checked_link(url))
    except BadLink:
        return
