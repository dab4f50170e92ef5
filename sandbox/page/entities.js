// Text with its entities → DOM nodes. Offsets count UTF-16 units, as JavaScript strings do.
import { h } from "./dom.js";
import { t } from "./i18n.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  blockquote: "blockquote", expandable_blockquote: "blockquote", hashtag: "span.tag", cashtag: "span.tag",
};
const BLOCKS = ["pre", "blockquote", "expandable_blockquote"]; // they break the line by themselves

/** `on` answers taps: on.link(url), on.command(text). */
export function richText(text, entities, on) {
  const order = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return range(text, 0, text.length, order, on);
}

function range(text, from, to, entities, on) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const end = Math.min(entity.offset + entity.length, to);
    const inside = others.filter((other) => other.offset < end);
    rest = others.filter((other) => other.offset >= end);
    const block = BLOCKS.includes(entity.type);
    const before = text.slice(at, entity.offset);
    if (before) nodes.push(block ? before.replace(/\n$/, "") : before);
    nodes.push(element(entity, text.slice(entity.offset, end), range(text, entity.offset, end, inside, on), on));
    at = block && text[end] === "\n" && end < to ? end + 1 : end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function element(entity, raw, children, on) {
  const link = linkOf(entity, raw);
  if (link) return h("a.link", { href: link, onclick: follow(() => on.link(link)) }, children);
  switch (entity.type) {
    case "pre": return h("pre", {}, entity.language ? h("span.lang", {}, entity.language) : null, h("code", {}, children));
    case "bot_command": return h("button.command", { onclick: () => on.command(raw) }, children);
    case "mention": case "text_mention": return h("span.mention", {}, children);
    case "spoiler": return spoiler(children);
    default: return h(TAGS[entity.type] || "span", {}, children);
  }
}

function linkOf(entity, raw) {
  if (entity.type === "text_link") return safe(entity.url);
  if (entity.type === "url") return safe(/^[a-z]+:\/\//i.test(raw) ? raw : `https://${raw}`);
  if (entity.type === "email") return `mailto:${raw}`;
  if (entity.type === "phone_number") return `tel:${raw}`;
  return null;
}

/** Only addresses that cannot run anything become links. */
function safe(url) {
  return /^(https?|tg|mailto|tel):/i.test(url) ? url : null;
}

function follow(open) {
  return (event) => {
    event.preventDefault();
    open();
  };
}

function spoiler(children) {
  const node = h("span.spoiler", { role: "button", tabindex: "0", "aria-label": t("showSpoiler") }, h("span", {}, children));
  const reveal = () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
    node.removeAttribute("role");
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", (event) => event.key === "Enter" && reveal());
  return node;
}
