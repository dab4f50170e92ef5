// Messages → bubbles. A block is what stands together: a day, a service line, one message, or an album.
import { nameAndRole, personHue } from "./avatar.js";
import { busyKey, inlineKeyboard } from "./buttons.js";
import { h } from "./dom.js";
import { richText } from "./entities.js";
import { t } from "./i18n.js";
import { followLink } from "./links.js";
import { media, photos } from "./media.js";
import { messageTools } from "./menu.js";
import { senderName, serviceText, summary } from "./summary.js";
import { clockTime, dayLabel, fullTime, localDay } from "./time.js";

/** The blocks of a conversation: {key, kind, messages, first}, `first` when another sender begins. */
export function blocksOf(messages) {
  const blocks = [];
  let day = null;
  for (const message of messages) {
    if (localDay(message.date) !== day) {
      day = localDay(message.date);
      blocks.push({ key: `day${day}`, kind: "day", messages: [message] });
    }
    const last = blocks.at(-1);
    if (message.media_group_id && last.messages[0].media_group_id === message.media_group_id) last.messages.push(message);
    else blocks.push(blockOf(message, last));
  }
  return blocks;
}

function blockOf(message, before) {
  const kind = serviceText(message) ? "service" : "message";
  const sender = (one) => one.sender_chat?.id || one.from?.id;
  const first = before.kind !== "message" || sender(before.messages[0]) !== sender(message);
  return { key: `m${message.message_id}`, kind, messages: [message], first };
}

/** What a block looks like depends on nothing else than this text. */
export function signature(phone, block) {
  const busy = block.messages.flatMap((message) => (message.reply_markup?.inline_keyboard || []).flat()
    .filter((button) => phone.account.busy.has(busyKey(message, button))).map((button) => button.callback_data));
  return JSON.stringify([block.messages, block.first, busy, block.kind === "day" && dayLabel(block.messages[0].date)]);
}

export function renderBlock(phone, block) {
  const [message] = block.messages;
  if (block.kind === "day") return h("div.day", { role: "separator" }, h("span", {}, dayLabel(message.date)));
  if (block.kind === "service") return h("div.service", { testid: `msg-${message.message_id}` }, h("span", {}, serviceText(message)));
  return bubble(phone, block);
}

function bubble(phone, { messages, first }) {
  const lead = messages.find((message) => message.caption) || messages[0];
  const mine = phone.account.isMine(lead);
  const side = mine ? "mine" : "theirs";
  const name = !mine && first && lead.chat.type !== "private" ? senderLine(lead) : null;
  const body = messages.length > 1 && lead.photo ? photos(messages) : messages.map(media);
  const wide = lead.photo && !lead.reply_to_message && !name ? ".edge" : "";
  return h(`article.message.${side}${first ? ".first" : ""}`, {
    testid: `msg-${messages[0].message_id}`, tabindex: "-1", data: { id: String(messages[0].message_id) },
  },
  h(`div.bubble${wide}`, {}, name, quote(phone, lead), body, text(phone, lead), reactions(phone, lead), stamp(lead)),
  inlineKeyboard(phone, lead),
  messageTools(phone, lead, mine));
}

function senderLine(message) {
  const line = h("div.sender", { style: { "--hue": String(personHue(message.from || {})) } }, senderName(message));
  if (message.from && !message.sender_chat && nameAndRole(message.from).role) line.append(h("span.role", {}, nameAndRole(message.from).role));
  return line;
}

function quote(phone, message) {
  const to = message.reply_to_message;
  if (!to || to.forum_topic_created) return null;
  const words = message.quote?.text || summary(to);
  return h("button.quote", { testid: "quote", onclick: () => phone.conversation.reveal(to.message_id) },
    h("b", {}, senderName(to)), h("span", {}, words));
}

function text(phone, message) {
  const words = message.text ?? message.caption;
  if (!words) return null;
  const on = {
    link: (url) => phone.attempt(() => followLink(phone, url)),
    command: (command) => phone.attempt(() => phone.say({ text: command })),
  };
  return h("div.text", {}, richText(words, message.entities || message.caption_entities, on));
}

/** `reactions` of a message: [{emoji, user_ids}]. */
function reactions(phone, message) {
  if (!message.reactions?.length) return null;
  return h("div.reactions", {}, message.reactions.map(({ emoji, user_ids: ids }) => {
    const own = ids.includes(phone.account.id);
    return h(`button.reaction${own ? ".own" : ""}`, {
      testid: "reaction", "aria-pressed": own ? "true" : "false",
      onclick: () => phone.attempt(() => phone.react(message, own ? null : emoji)),
    }, emoji, ids.length > 1 ? ` ${ids.length}` : "");
  }));
}

function stamp(message) {
  const edited = message.edit_date ? h("span", { testid: "edited" }, t("edited")) : null;
  const when = message.edit_date || message.date;
  return h("div.stamp", { title: fullTime(when) }, edited, h("time", {}, clockTime(message.date)));
}
