// Following links: t.me links of the bot act inside the sandbox, all others only show their address.
import * as api from "./api.js";
import { chatAvatar } from "./avatar.js";
import { choose, showAddress, toast } from "./dialogs.js";
import { t } from "./i18n.js";

export async function followLink(phone, url) {
  const target = parse(url);
  if (target && target.name.toLowerCase() === phone.account.bot.username.toLowerCase()) return openBot(phone, target.query);
  if (target?.name === "c") return openMessage(phone, ...target.rest);
  return showAddress(phone.root, url);
}

function parse(url) {
  const { protocol, host, pathname, searchParams } = new URL(url);
  if (protocol === "tg:" && host === "resolve") return { name: searchParams.get("domain") || "", rest: [], query: searchParams };
  if (!["t.me", "telegram.me"].includes(host)) return null;
  const [name, ...rest] = pathname.slice(1).split("/");
  return { name, rest, query: searchParams };
}

async function openBot(phone, query) {
  if (query.has("startgroup")) return chooseGroup(phone, query.get("startgroup"));
  if (query.has("start")) await api.start(phone.account.id, query.get("start"));
  return phone.openChat(phone.account.id);
}

function chooseGroup(phone, payload) {
  const { account } = phone;
  const groups = [...account.chats.values()].filter((chat) => chat.type.endsWith("group"));
  choose(phone.root, t("whichGroup"), groups.map((chat) => ({
    label: chat.title,
    node: chatAvatar(chat),
    testid: `choose-${chat.id}`,
    onpick: () => phone.attempt(async () => {
      await api.start(account.id, payload, chat.id);
      phone.openChat(chat.id);
    }),
  })), t("noGroups"));
}

/** https://t.me/c/<id without -100>/<message> leads into a group the person is in. */
function openMessage(phone, id, messageId) {
  const chatId = Number(`-100${id}`);
  if (!phone.account.chats.has(chatId)) return toast(phone.root, t("notHere"));
  return phone.openChat(chatId, Number(messageId) || null);
}
