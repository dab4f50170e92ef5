// The list of a person's chats: the newest first, the bot always among them.
import { chatAvatar } from "./avatar.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { senderName, serviceText, summary } from "./summary.js";
import { shortTime } from "./time.js";

export function chatList(phone) {
  const { account } = phone;
  const newest = (chat) => account.last(chat.id)?.date || 0;
  const chats = [...account.chats.values()].sort((a, b) => newest(b) - newest(a) || (a.type === "private" ? -1 : 1));
  return h("nav.chat-list", { testid: "chat-list", "aria-label": t("chats") }, chats.map((chat) => row(phone, chat)));
}

function row(phone, chat) {
  const { account } = phone;
  const last = account.last(chat.id);
  const unread = account.unread(chat.id);
  return h("button.line", { testid: `chat-${chat.id}`, onclick: () => phone.openChat(chat.id) },
    chatAvatar(chat, account.bot),
    h("span.lines", {}, h("b", {}, account.title(chat)), h("small.preview", {}, preview(account, chat, last))),
    h("span.side", {}, h("time", {}, last ? shortTime(last.date) : ""),
      unread ? h("span.unread", { testid: "unread", "aria-label": t("unread", { n: unread }) }, String(unread)) : null));
}

function preview(account, chat, last) {
  if (!last) return chat.started === false ? t("startHint") : t("noMessages");
  if (serviceText(last)) return summary(last);
  const who = account.isMine(last) ? t("you") : chat.type === "private" ? "" : senderName(last);
  return `${who ? `${who}：` : ""}${summary(last)}`;
}
