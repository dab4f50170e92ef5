"""Where the demo community is."""

from __future__ import annotations

from pathlib import Path

import bot


def demo_path() -> Path:
    """The folder with ``community.toml`` and ``people.toml``: in the installed package, or beside it."""
    package = Path(bot.__file__).parent
    installed = package / "demo"
    return installed if installed.is_dir() else package.parent / "demo"
