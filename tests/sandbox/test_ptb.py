"""python-telegram-bot's own Bot against the sandbox."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    ChatPermissions,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyParameters,
    error,
)

from tests.sandbox.driver import Square, picture


@pytest.fixture
async def bot(square: Square) -> AsyncIterator[Bot]:
    url = square.driver.url
    async with Bot(square.driver.sandbox.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as one:
        yield one


async def test_send_and_edit(square: Square, bot: Bot) -> None:
    assert (bot.username, bot.first_name) == ("liubu_demo_bot", "六步")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="1")]])
    sent = await bot.send_message(square.alice, "<b>粗😀</b> &lt;", parse_mode="HTML", reply_markup=markup)
    assert sent.text_html == "<b>粗😀</b> &lt;"
    assert sent.reply_markup == markup
    edited = await sent.edit_text("new")
    assert not isinstance(edited, bool)
    assert edited.text == "new" and edited.reply_markup is None and edited.edit_date
    with pytest.raises(error.BadRequest, match="Message is not modified"):
        await sent.edit_text("new")
    answer = await sent.reply_text("answer", reply_parameters=ReplyParameters(sent.message_id))
    assert answer.reply_to_message is not None and answer.reply_to_message.message_id == sent.message_id
    assert await sent.delete() is True
    await bot.send_message(square.alice, "?", reply_markup=ForceReply(selective=True))


async def test_files(square: Square, bot: Bot) -> None:
    data = picture(200, 100)
    sent = await bot.send_photo(square.alice, data, caption="*a*", parse_mode="MarkdownV2")
    assert sent.caption == "a" and sent.caption_entities[0].type == "bold"
    again = await bot.send_photo(square.alice, sent.photo[-1].file_id)
    assert again.photo == sent.photo
    file = await (await bot.send_document(square.alice, data, filename="a.jpg")).effective_attachment.get_file()  # type: ignore[union-attr]
    assert bytes(await file.download_as_bytearray()) == data
    voice = await bot.send_voice(square.alice, b"OggS", duration=2)
    assert voice.voice is not None and voice.voice.duration == 2
    with pytest.raises(error.BadRequest, match="File must be non-empty"):
        await bot.send_document(square.alice, b"")
    with pytest.raises(error.BadRequest, match="Wrong remote file identifier"):
        await bot.send_photo(square.alice, "made-up")


async def test_albums_and_media_edits(square: Square, bot: Bot) -> None:
    album = [InputMediaPhoto(picture(50 + n), caption=f"{n}") for n in range(3)]
    sent = await bot.send_media_group(square.alice, album)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["0", "1", "2"]
    edited = await sent[0].edit_media(InputMediaDocument(b"text", filename="a.txt", caption="doc"))
    assert not isinstance(edited, bool)
    assert edited.document is not None and edited.document.file_name == "a.txt" and not edited.photo


async def test_copies_forwards_pins(square: Square, bot: Bot) -> None:
    sent = await bot.send_message(square.group, "original")
    copy = await bot.copy_message(square.alice, square.group, sent.message_id)
    forward = await bot.forward_message(square.alice, square.group, sent.message_id)
    assert forward.message_id == copy.message_id + 1
    assert forward.forward_origin is not None and forward.forward_origin.type == "user"
    assert await bot.pin_chat_message(square.alice, copy.message_id) is True
    chat = await bot.get_chat(square.alice)
    assert chat.pinned_message is not None and chat.pinned_message.text == "original"
    assert await bot.unpin_all_chat_messages(square.alice) is True


async def test_chats_and_members(square: Square, bot: Bot) -> None:
    group = await bot.get_chat(square.group)
    assert (group.title, group.type) == ("Square", "group")
    assert await bot.get_chat_member_count(square.group) == 3
    administrators = await bot.get_chat_administrators(square.group)
    assert [one.user.id for one in administrators] == [square.alice]
    assert (await bot.get_chat_member(square.group, square.bob)).status == "member"
    large = await square.driver.chat("S", [square.alice, square.bob, bot.id], "supergroup")
    await square.driver.user("POST", f"chats/{large}/members", {"promote": [bot.id]})
    assert await bot.restrict_chat_member(large, square.bob, ChatPermissions(can_send_messages=True))
    assert (await bot.get_chat_member(large, square.bob)).status == "restricted"
    assert {one.status for one in await bot.get_chat_administrators(large)} == {"creator", "administrator"}
    assert await bot.send_chat_action(square.group, "typing") is True
    assert await bot.set_my_commands([BotCommand("go", "d")]) is True
    assert [one.command for one in await bot.get_my_commands()] == ["go"]
    assert await bot.leave_chat(square.group) is True
    with pytest.raises(error.Forbidden, match="not a member"):
        await bot.send_message(square.group, "x")


async def test_exceptions(square: Square, bot: Bot) -> None:
    driver = square.driver
    with pytest.raises(error.Forbidden, match="can't initiate"):
        await bot.send_message(square.bob, "x")
    await driver.user("POST", "faults", {"method": "sendMessage", "kind": "429", "times": 1, "retry_after": 3})
    with pytest.raises(error.RetryAfter) as flood:
        await bot.send_message(square.alice, "x")
    assert flood.value.retry_after == 3 or str(flood.value.retry_after) == "0:00:03"
    await driver.user("POST", f"chats/{square.group}/migrate")
    with pytest.raises(error.ChatMigrated) as migrated:
        await bot.send_message(square.group, "x")
    assert (await bot.get_chat(migrated.value.new_chat_id)).type == "supergroup"
    with pytest.raises(error.InvalidToken):
        async with Bot("123:wrong", base_url=f"{driver.url}/bot"):
            pass
