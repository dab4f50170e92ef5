// What a message carries besides text: photos and albums, voice, files, places, name cards.
import { fileUrl } from "./api.js";
import { personAvatar } from "./avatar.js";
import { lightbox } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { duration } from "./time.js";

export function media(message) {
  if (message.photo) return photos([message]);
  if (message.voice) return voice(message.voice);
  if (message.audio) return voice(message.audio);
  if (message.document) return file(message.document);
  if (message.video) return video(message.video);
  if (message.location) return place(message.venue?.title, message.location);
  if (message.contact) return card(message.contact);
  return null;
}

/** One photo, or an album as a grid. */
export function photos(messages) {
  const all = messages.map((message) => ({ src: fileUrl(message.photo.at(-1).file_id), caption: message.caption }));
  const tiles = messages.map((message, index) => tile(message, () => lightbox(all, index)));
  return h("div.photos", { data: { count: String(Math.min(tiles.length, 10)) } }, tiles);
}

function tile(message, open) {
  const size = message.photo.at(-1);
  const alone = message.media_group_id ? {} : { "aspect-ratio": `${size.width} / ${size.height}`, "--w": `${size.width}px` };
  const covered = message.has_media_spoiler ? ".covered" : "";
  const button = h(`button.photo${covered}`, {
    testid: "photo",
    "aria-label": t("openPhoto"),
    style: alone,
    onclick: () => (button.classList.contains("covered") ? button.classList.remove("covered") : open()),
  }, h("img", { src: fileUrl(size.file_id), alt: message.caption || t("photo"), loading: "lazy" }));
  return button;
}

function voice(file) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = fileUrl(file.file_id);
  const left = h("span.time", {}, duration(file.duration));
  const bar = h("input", { type: "range", min: "0", max: "100", value: "0", "aria-label": t("voice") });
  const button = h("button.round.solid", {
    testid: "voice-play", "aria-label": t("play"), onclick: () => (audio.paused ? audio.play() : audio.pause()),
  }, icon("play"));
  const total = () => (Number.isFinite(audio.duration) ? audio.duration : file.duration || 1);
  const sign = () => {
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", t(audio.paused ? "play" : "pause"));
  };
  audio.ontimeupdate = () => {
    bar.value = String((100 * audio.currentTime) / total());
    left.textContent = duration(Math.max(0, total() - audio.currentTime));
  };
  audio.onplay = sign;
  audio.onpause = sign;
  audio.onended = () => (audio.currentTime = 0);
  bar.oninput = () => (audio.currentTime = (Number(bar.value) / 100) * total());
  return h("div.voice", { testid: "voice-message" }, button, bar, left);
}

function file(document) {
  const size = document.file_size ? `${Math.max(1, Math.round(document.file_size / 1024))} KB` : "";
  const name = document.file_name || t("document");
  return h("a.file", { href: fileUrl(document.file_id), download: name, testid: "document" },
    h("span.badge", {}, icon("file")), h("span.lines", {}, h("b", {}, name), h("small", {}, size)));
}

function video(clip) {
  return h("video", { src: fileUrl(clip.file_id), controls: true, preload: "none" });
}

function place(title, { latitude, longitude }) {
  const numbers = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return h("div.place", { testid: "location" },
    h("div.map", { "aria-hidden": "true" }, icon("pin")), h("b", {}, title || t("location")), h("small", {}, numbers));
}

function card(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return h("div.contact", { testid: "contact" }, personAvatar(contact),
    h("span.lines", {}, h("b", {}, name), h("small", {}, contact.phone_number)));
}
