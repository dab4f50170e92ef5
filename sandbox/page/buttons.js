// Inline buttons under a message, and what a tap does.
import * as api from "./api.js";
import { alertBox, toast } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { followLink } from "./links.js";

const STYLES = ["primary", "success", "danger"];

export const busyKey = (message, button) => `${message.chat.id}:${message.message_id}:${button.callback_data}`;

export function inlineKeyboard(phone, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div.inline-keyboard", {}, rows.map((row) =>
    h("div.row", {}, row.map((button) => inlineButton(phone, message, button)))));
}

function inlineButton(phone, message, button) {
  const busy = phone.account.busy.has(busyKey(message, button));
  const sign = button.copy_text ? icon("copy") : address(button) ? icon("link") : null;
  const style = STYLES.includes(button.style) ? `.${button.style}` : "";
  return h(`button.inline${style}${busy ? ".busy" : ""}`, {
    testid: "inline-button",
    "aria-busy": busy ? "true" : null,
    onclick: () => !busy && press(phone, message, button),
  }, h("span", {}, button.text), sign);
}

const address = (button) => button.url || button.login_url?.url || button.web_app?.url;

function press(phone, message, button) {
  if (button.copy_text) return copy(phone, button.copy_text.text);
  if (address(button)) return phone.attempt(() => followLink(phone, address(button)));
  if (button.callback_data) return phone.attempt(() => tap(phone, message, button));
  return toast(phone.root, t("unsupported"));
}

async function tap(phone, message, button) {
  const { account } = phone;
  const { id } = message.chat;
  const { answer } = await account.whileBusy(busyKey(message, button), id,
    () => api.tap(account.id, id, message.message_id, button.callback_data));
  if (!answer) return toast(phone.root, t("noAnswer"));
  if (answer.url) return followLink(phone, answer.url);
  if (!answer.text) return undefined;
  return answer.show_alert ? alertBox(phone.root, answer.text) : toast(phone.root, answer.text);
}

export function copy(phone, text) {
  const copied = navigator.clipboard?.writeText(text) || Promise.reject(new Error("no clipboard"));
  return copied.then(() => toast(phone.root, t("copied")), () => toast(phone.root, text));
}
