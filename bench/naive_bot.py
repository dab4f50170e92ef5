"""The comparison: a report bot the way a good tutorial writes it. A process of its own:

python -m bench.naive_bot BASE_URL DATA_DIR

ConversationHandler, PicklePersistence at its default interval, the default request, updates one after another
(ConversationHandler needs that), aiosqlite statement by statement with WAL and synchronous=FULL.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiosqlite
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)

from bench.telegram import TOKEN
from bench.town import BUILDINGS, CATEGORIES, GROUP, SECRETARY

CATEGORY, DESCRIPTION, PHOTO, BUILDING, REVIEW = range(5)
SKIP = InlineKeyboardMarkup([[InlineKeyboardButton("跳过", callback_data="skip")]])
SUBMIT = InlineKeyboardMarkup([[InlineKeyboardButton("提交", callback_data="submit")]])

SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (id INTEGER PRIMARY KEY, reporter INTEGER NOT NULL,
  category TEXT NOT NULL, description TEXT NOT NULL,
  photo TEXT, building TEXT NOT NULL, state TEXT NOT NULL, created INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS cases_by_state ON cases (state, created);
CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases (id),
  actor INTEGER NOT NULL, event TEXT NOT NULL, at INTEGER NOT NULL);
"""

Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]
connections: list[aiosqlite.Connection] = []


def keyboard(kind: str, labels: Sequence[str]) -> InlineKeyboardMarkup:
    """Two buttons a row."""
    buttons = [InlineKeyboardButton(label, callback_data=f"{kind}:{label}") for label in labels]
    return InlineKeyboardMarkup([buttons[at : at + 2] for at in range(0, len(buttons), 2)])


async def start(update: Update, context: Context) -> int:
    """Asks for the category."""
    _draft(context).clear()
    await _message(update).reply_text("您要反映什么问题？", reply_markup=keyboard("category", CATEGORIES))
    return CATEGORY


async def category(update: Update, context: Context) -> int:
    """Keeps the category, asks for the description."""
    query = await _answered(update)
    _draft(context)["category"] = str(query.data).partition(":")[2]
    await query.edit_message_text("请描述一下情况：在哪里、什么时候、怎么了。")
    return DESCRIPTION


async def description(update: Update, context: Context) -> int:
    """Keeps the description, asks for a photo."""
    _draft(context)["description"] = _message(update).text
    await _message(update).reply_text("请发一张照片，或者跳过。", reply_markup=SKIP)
    return PHOTO


async def photo(update: Update, context: Context) -> int:
    """Keeps the photo, asks for the building."""
    _draft(context)["photo"] = _message(update).photo[-1].file_id
    await _message(update).reply_text("在哪一栋？", reply_markup=keyboard("building", BUILDINGS))
    return BUILDING


async def skip_photo(update: Update, context: Context) -> int:
    """Asks for the building."""
    _draft(context)["photo"] = None
    query = await _answered(update)
    await query.edit_message_text("在哪一栋？", reply_markup=keyboard("building", BUILDINGS))
    return BUILDING


async def building(update: Update, context: Context) -> int:
    """Keeps the building, shows all for review."""
    query = await _answered(update)
    draft = _draft(context)
    draft["building"] = str(query.data).partition(":")[2]
    words = f"请确认：\n{draft['category']}\n{draft['building']}\n{draft['description']}"
    await query.edit_message_text(words, reply_markup=SUBMIT)
    return REVIEW


async def submit(update: Update, context: Context) -> int:
    """Saves the case, tells the reporter, the secretary and the group."""
    query, draft = await _answered(update), _draft(context)
    number = await save(query.from_user.id, draft)
    await query.edit_message_text(f"已提交，编号 {number}。处理有进展会通知您。")
    card = f"新事件 {number}\n{draft['category']} · {draft['building']}\n{draft['description']}"
    await context.bot.send_message(SECRETARY, card, reply_markup=keyboard("assign", ["派单", "退回"]))
    await context.bot.send_message(GROUP, card)
    draft.clear()
    return ConversationHandler.END


async def save(reporter: int, draft: dict[str, Any]) -> int:
    """Inserts the case and its audit row, in one transaction."""
    db, now = connections[0], int(time.time())
    cursor = await db.execute(
        "INSERT INTO cases (reporter, category, description, photo, building, state, created)"
        " VALUES (?, ?, ?, ?, ?, 'new', ?)",
        (reporter, draft["category"], draft["description"], draft["photo"], draft["building"], now),
    )
    number = cursor.lastrowid
    assert number is not None
    await db.execute(
        "INSERT INTO audit (case_id, actor, event, at) VALUES (?, ?, 'reported', ?)", (number, reporter, now)
    )
    await db.commit()
    return number


async def anything(update: Update, context: Context) -> None:  # noqa: ARG001
    """The answer to words outside a dialog."""
    await _message(update).reply_text("您好！发送 /start 可以反映问题。")


async def cancel(update: Update, context: Context) -> int:
    """Ends the dialog."""
    _draft(context).clear()
    await _message(update).reply_text("已取消。")
    return ConversationHandler.END


def build(base_url: str, data: Path) -> App:
    """The application."""
    persistence = PicklePersistence(data / "state.pickle", store_data=PersistenceInput(bot_data=False))
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{base_url}/bot").persistence(persistence)

    async def open_database(_: App) -> None:
        db = await aiosqlite.connect(data / "naive.db")
        await db.execute("PRAGMA journal_mode=WAL")
        await db.execute("PRAGMA synchronous=FULL")
        await db.executescript(SCHEMA)
        connections.append(db)

    async def close_database(_: App) -> None:
        await connections.pop().close()

    application = builder.post_init(open_database).post_shutdown(close_database).build()
    application.add_handler(conversation())
    application.add_handler(MessageHandler(filters.TEXT, anything))
    return application


def conversation() -> ConversationHandler[Any]:
    """The dialog."""
    return ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            CATEGORY: [CallbackQueryHandler(category, "^category:")],
            DESCRIPTION: [MessageHandler(filters.TEXT & ~filters.COMMAND, description)],
            PHOTO: [MessageHandler(filters.PHOTO, photo), CallbackQueryHandler(skip_photo, "^skip$")],
            BUILDING: [CallbackQueryHandler(building, "^building:")],
            REVIEW: [CallbackQueryHandler(submit, "^submit$")],
        },
        fallbacks=[CommandHandler("cancel", cancel)],
        name="report",
        persistent=True,
    )


def _draft(context: Context) -> dict[str, Any]:
    assert isinstance(context.user_data, dict)
    return context.user_data


def _message(update: Update) -> Message:
    assert update.message is not None
    return update.message


async def _answered(update: Update) -> CallbackQuery:
    assert update.callback_query is not None
    await update.callback_query.answer()
    return update.callback_query


if __name__ == "__main__":
    build(sys.argv[1], Path(sys.argv[2])).run_polling()
