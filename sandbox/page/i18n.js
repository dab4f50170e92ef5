// The page's language: Chinese unless the address or an earlier choice says English.
import { WORDS } from "./words.js";

const KEY = "sandbox.lang";
const wanted = new URLSearchParams(location.hash.slice(1)).get("lang");

export const lang = (wanted || localStorage.getItem(KEY)) === "en" ? "en" : "zh";

export const has = (key) => key in WORDS;

export function t(key, values = {}) {
  const words = WORDS[key][lang === "zh" ? 0 : 1];
  return words.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

export function switchLanguage() {
  localStorage.setItem(KEY, lang === "zh" ? "en" : "zh");
  const params = new URLSearchParams(location.hash.slice(1));
  params.delete("lang");
  history.replaceState(null, "", `#${params}`);
  location.reload();
}
