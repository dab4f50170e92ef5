// What can be done with a message: reply, react, copy, and with one's own: edit, delete.
import * as api from "./api.js";
import { copy } from "./buttons.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";

const EMOJI = ["👍", "❤", "🙏", "👌", "👎"];

export function messageTools(phone, message, mine) {
  const bar = h("div.message-tools", {},
    h("button.round.small", { testid: "reply", "aria-label": t("reply"), title: t("reply"), onclick: () => phone.composer.replyTo(message) }, icon("reply")),
    h("button.round.small", {
      testid: "message-menu", "aria-label": t("messageMenu"), title: t("messageMenu"), "aria-haspopup": "menu",
      onclick: (event) => openMenu(phone, message, mine, event.currentTarget.parentElement),
    }, icon("more")));
  return bar;
}

function openMenu(phone, message, mine, bar) {
  document.querySelector(".menu")?.remove();
  const close = () => menu.remove();
  const item = (name, label, act) => h("button", {
    role: "menuitem", testid: `menu-${name}`, onclick: () => (close(), phone.attempt(act)),
  }, icon(name), h("span", {}, label));
  const words = message.text || message.caption;
  const own = message.reactions?.find(({ user_ids: ids }) => ids.includes(phone.account.id))?.emoji;
  const menu = h("div.menu", { role: "menu", onkeydown: (event) => event.key === "Escape" && close() },
    h("div.emoji", {}, EMOJI.map((emoji) => h("button", {
      role: "menuitem", testid: `react-${emoji}`, "aria-label": `${t("react")} ${emoji}`,
      onclick: () => (close(), phone.attempt(() => phone.react(message, own === emoji ? null : emoji))),
    }, emoji))),
    item("reply", t("reply"), () => phone.composer.replyTo(message)),
    words ? item("copy", t("copy"), () => copy(phone, words)) : null,
    mine && words ? item("edit", t("edit"), () => phone.composer.edit(message)) : null,
    mine ? item("trash", t("remove"), () => api.remove(message.chat.id, message.message_id, phone.account.id)) : null);
  bar.append(menu);
  menu.classList.toggle("up", bar.getBoundingClientRect().top > innerHeight * 0.6);
  menu.querySelector("button").focus();
  closeOutside(menu, close);
}

/** A popup goes when one clicks anywhere else. */
export function closeOutside(popup, close) {
  const listener = (event) => {
    if (popup.contains(event.target)) return;
    document.removeEventListener("pointerdown", listener, true);
    close();
  };
  document.addEventListener("pointerdown", listener, true);
}
