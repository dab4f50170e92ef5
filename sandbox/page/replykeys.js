// Reply keyboards and force-reply: which one of a chat's messages holds now for this person.
import { h } from "./dom.js";

/** {kind: "keyboard" | "force", message, markup} or null. */
export function currentMarkup(account, messages) {
  let answered = false;
  for (const message of [...messages].reverse()) {
    const markup = message.reply_markup;
    if (markup && !markup.inline_keyboard && isFor(account, message, markup)) {
      if (markup.keyboard) return { kind: "keyboard", message, markup };
      return markup.force_reply && !answered ? { kind: "force", message, markup } : null;
    }
    answered ||= account.isMine(message);
  }
  return null;
}

/** A selective markup holds for those who are mentioned and for the one who is replied to. */
function isFor(account, message, markup) {
  if (!markup.selective || message.chat.type === "private") return true;
  if (message.reply_to_message?.from?.id === account.id) return true;
  const name = account.person.username && `@${account.person.username}`.toLowerCase();
  return (message.entities || []).some((entity) => entity.user?.id === account.id ||
    (name && message.text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === name));
}

export function replyKeyboard(markup, onPress) {
  return h("div.reply-keyboard", { testid: "reply-keyboard" }, markup.keyboard.map((row) =>
    h("div.row", {}, row.map((key) => {
      const button = typeof key === "string" ? { text: key } : key;
      return h(`button.key${button.style ? `.${button.style}` : ""}`, { testid: "reply-key", onclick: () => onPress(button) }, button.text);
    }))));
}
