// Times as the people of the community read them: the sandbox's clock, in the community's zone.
import { lang, t } from "./i18n.js";

const ZONE = "Asia/Shanghai";
const ZONE_SECONDS = 8 * 3600;
const DAY = 86400;

let offset = 0; // sandbox time minus this computer's time, in seconds

export function setNow(now) {
  offset = now - Date.now() / 1000;
}

export function now() {
  return Date.now() / 1000 + offset;
}

/** How many seconds until it is `hour` o'clock next, at least one. */
export function untilHour(hour) {
  const local = now() + ZONE_SECONDS;
  const today = Math.floor(local / DAY) * DAY + hour * 3600;
  return Math.ceil((today > local ? today : today + DAY) - local);
}

function format(seconds, options) {
  const locale = lang === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, hour12: false, ...options }).format(seconds * 1000);
}

export const clockTime = (seconds) => format(seconds, { hour: "2-digit", minute: "2-digit" });

export const fullTime = (seconds) =>
  format(seconds, { month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" });

export const localDay = (seconds) => Math.floor((seconds + ZONE_SECONDS) / DAY);

export function dayLabel(seconds) {
  const distance = localDay(now()) - localDay(seconds);
  if (distance === 0) return t("today");
  if (distance === 1) return t("yesterday");
  return format(seconds, { month: "long", day: "numeric", weekday: "long" });
}

/** The short time in a list of chats: the clock today, the date before. */
export function shortTime(seconds) {
  const distance = localDay(now()) - localDay(seconds);
  if (distance === 0) return clockTime(seconds);
  return distance === 1 ? t("yesterday") : format(seconds, { month: "numeric", day: "numeric" });
}

/** 2026-08-01T13:31:00+08:00 */
export function isoLocal(seconds) {
  return new Date((seconds + ZONE_SECONDS) * 1000).toISOString().slice(0, 19) + "+08:00";
}

export function duration(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
