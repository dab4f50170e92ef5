"""The comparison for waiting messages: aiogram's defaults, one answer to each message, nothing stored.

bench/.venv/bin/python -m bench.naive_aiogram BASE_URL DATA_DIR
"""
# mypy: disable-error-code="import-not-found"

import asyncio
import sys
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

TOKEN = "123456:bench"


async def answer(message: Any) -> None:
    """One answer."""
    await message.answer("您好！发送 /start 可以反映问题。")


async def main(base_url: str) -> None:
    """Polls until it is ended."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(base_url))
    dispatcher = Dispatcher()
    dispatcher.message.register(answer)
    await dispatcher.start_polling(Bot(TOKEN, session=session))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
