// How far each person has read each chat, kept in this browser.
const KEY = "sandbox.read";

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

/** A mark beyond the newest message is from an earlier sandbox: nothing has been read. */
export function readUpTo(person, chat, newest) {
  const mark = stored()[`${person}:${chat}`] || 0;
  return mark > newest ? 0 : mark;
}

export function setRead(person, chat, messageId) {
  localStorage.setItem(KEY, JSON.stringify({ ...stored(), [`${person}:${chat}`]: messageId }));
}
