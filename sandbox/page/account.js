// What one person has: their chats, the messages in them, what they have read. live.js keeps it fresh.
import * as api from "./api.js";
import { readUpTo, setRead } from "./read.js";

export class Account {
  constructor(person, bot) {
    this.person = person;
    this.id = person.id;
    this.bot = bot;
    this.commands = new Map(); // chat id → the bot's commands there
    this.chats = new Map(); // id → chat
    this.stored = new Map(); // chat id → Map(message id → message)
    this.busy = new Set(); // inline buttons that wait for the bot's answer
    this.typing = new Map(); // chat id → until when, in ms
    this.watchers = new Set();
  }

  /** Calls `watcher(chatId or null)` after every change; returns how to stop it. */
  watch(watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  changed(chatId = null) {
    for (const watcher of this.watchers) watcher(chatId);
  }

  async load() {
    const chats = await api.chats(this.id);
    this.chats = new Map(chats.map((chat) => [chat.id, chat]));
    await Promise.all([...this.chats.keys()].map((id) => this.loadMessages(id)));
    this.changed();
  }

  async loadMessages(chatId) {
    const before = new Set(this.stored.get(chatId)?.keys());
    const list = await api.messages(chatId, this.id);
    const arrived = [...(this.stored.get(chatId) || [])].filter(([id]) => !before.has(id)); // while we asked
    this.stored.set(chatId, new Map([...arrived, ...list.map((message) => [message.message_id, message])]));
  }

  async loadCommands(chatId) {
    this.commands.set(chatId, (await api.commands(this.id, chatId)).commands);
    this.changed(chatId);
  }

  messages(chatId) {
    return [...(this.stored.get(chatId)?.values() || [])].sort((a, b) => a.message_id - b.message_id);
  }

  message(chatId, messageId) {
    return this.stored.get(chatId)?.get(messageId);
  }

  last(chatId) {
    return this.messages(chatId).at(-1);
  }

  title(chat) {
    return chat.type === "private" ? this.bot.first_name : chat.title;
  }

  isMine(message) {
    return message.from?.id === this.id && !message.sender_chat;
  }

  sees(chatId) {
    return this.chats.has(chatId);
  }

  arrived(message) {
    const moved = message.new_chat_members || message.left_chat_member || message.new_chat_title ||
      message.migrate_to_chat_id || message.group_chat_created || message.forum_topic_created || message.forum_topic_edited;
    this.typing.delete(message.chat.id);
    if (message.chat.type === "private" && this.isMine(message)) this.begun(this.chats.get(message.chat.id));
    if (this.sees(message.chat.id)) this.put(message);
    if (moved) this.load().catch(() => {});
  }

  /** A first word to the bot starts it and lifts a block, whichever way it was said. */
  begun(chat) {
    if (chat) Object.assign(chat, { started: true, blocked: false });
  }

  put(message) {
    const chatId = message.chat.id;
    if (!this.stored.has(chatId)) this.stored.set(chatId, new Map());
    this.stored.get(chatId).set(message.message_id, message);
    if (message.pinned_message) this.chats.get(chatId).pinned_message = message.pinned_message;
    this.changed(chatId);
  }

  gone({ chat, message_ids: ids }) {
    for (const id of ids) this.stored.get(chat.id)?.delete(id);
    this.changed(chat.id);
  }

  reacted(data) {
    const message = this.message(data.chat.id, data.message_id);
    if (message) this.put({ ...message, reactions: data.reactions });
  }

  types({ chat_id: chatId }) {
    this.typing.set(chatId, Date.now() + 5000);
    this.changed(chatId);
    setTimeout(() => this.changed(chatId), 5100);
  }

  unread(chatId) {
    const messages = this.messages(chatId);
    const read = readUpTo(this.id, chatId, messages.at(-1)?.message_id || 0);
    return messages.filter((message) => message.message_id > read && !this.isMine(message)).length;
  }

  markRead(chatId) {
    const last = this.last(chatId);
    if (last && this.unread(chatId)) {
      setRead(this.id, chatId, last.message_id);
      this.changed(chatId);
    }
  }

  /** Runs `work` while the button shows that it waits. */
  async whileBusy(key, chatId, work) {
    this.busy.add(key);
    this.changed(chatId);
    try {
      return await work();
    } finally {
      this.busy.delete(key);
      this.changed(chatId);
    }
  }
}
