"""Measures the bot against the goals: `python -m bench [--only NAME] [--quick]`.

`telegram.py` is a lean Bot API server with scripted people (`moves.py`, `crowd.py`); `contenders.py` and
`liubu_bot.py` say how each bot is started and how people talk with it; `process.py` runs the two together.
The other modules are the benches. The aiogram bot wants an environment of its own, see
requirements-aiogram.txt.
"""
