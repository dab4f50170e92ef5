// People and chats as a face: a coloured disc with the surname, and the role a name carries.
import { h, icon } from "./dom.js";

const GOLDEN_ANGLE = 137.508; // neighbouring numbers give colours far apart

function hueOf(text) {
  let sum = 0;
  for (const sign of text) sum = (sum * 31 + sign.codePointAt(0)) % 99991;
  return Math.round(sum * GOLDEN_ANGLE) % 360;
}

export function fullName(person) {
  const latin = /^[\p{Script=Latin}\s.'-]+$/u.test(person.first_name || "");
  return [person.first_name, person.last_name].filter(Boolean).join(latin ? " " : "") || `#${person.id}`;
}

/** "刘建国（书记）" → {name: "刘建国", role: "书记"}; a name without a role keeps an empty one. */
export function nameAndRole(person) {
  const match = /^(.+?)\s*(?:[（(](.+)[)）]|[·|｜]\s*(.+))$/u.exec(fullName(person));
  if (!match) return { name: fullName(person), role: "" };
  return { name: match[1], role: match[2] || match[3] };
}

export function personAvatar(person) {
  const surname = [...fullName(person)][0].toUpperCase();
  return h("span.avatar", { "aria-hidden": "true", style: { "--hue": String(hueOf(surname)) } }, surname);
}

export function personHue(person) {
  return hueOf([...fullName(person)][0].toUpperCase());
}

export function chatAvatar(chat, bot) {
  if (chat.type === "private") {
    return h("span.avatar.bot", { "aria-hidden": "true" }, [...bot.first_name][0]);
  }
  const number = /\d+|[一二三四五六七八九十]+(?=网格)/u.exec(chat.title || "");
  const inside = number ? number[0] : icon(chat.type === "channel" ? "channel" : "group");
  return h("span.avatar.square", { "aria-hidden": "true", style: { "--hue": String(hueOf(chat.title || "")) } }, inside);
}
