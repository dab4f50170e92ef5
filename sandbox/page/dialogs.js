// What lies over a phone: toasts, alerts and forms. Over the window: the enlarged photo.
import { h, iconButton } from "./dom.js";
import { t } from "./i18n.js";

const TOAST_MS = 3500;

/** A short note at the bottom of a phone (or of the window); it goes by itself. */
export function toast(host, text, kind = "info") {
  host.querySelector(":scope > .toast")?.remove();
  const node = h(`div.toast.${kind}`, { role: kind === "error" ? "alert" : "status", testid: "toast" }, text);
  node.addEventListener("click", () => node.remove());
  host.append(node);
  setTimeout(() => node.remove(), TOAST_MS + text.length * 40);
}

/** A panel over `host`; the rest of it is inert meanwhile. Returns close(). */
function overlay(host, label, content, props = {}) {
  const behind = [...host.children].filter((child) => !child.classList.contains("toast"));
  const before = document.activeElement;
  const close = () => {
    layer.remove();
    for (const child of behind) child.inert = false;
    before?.focus?.();
  };
  const panel = h("div.panel", { role: "dialog", "aria-modal": "true", "aria-label": label, ...props }, content);
  const layer = h("div.layer", {
    onclick: (event) => event.target === layer && close(),
    onkeydown: (event) => event.key === "Escape" && close(),
  }, panel);
  for (const child of behind) child.inert = true;
  host.append(layer);
  (panel.querySelector("[data-first]") || panel.querySelector("input, button"))?.focus();
  return close;
}

/** The bot's show_alert: stays until it is read. */
export function alertBox(host, text) {
  const close = overlay(host, text, [
    h("p.alert-text", {}, text),
    h("div.actions", {}, h("button.primary", { testid: "alert-ok", data: { first: "" }, onclick: () => close() }, t("ok"))),
  ], { testid: "alert", role: "alertdialog" });
}

/** A few fields and a button. `send(values)` gets the fields by name; the panel closes when it has succeeded. */
export function form(host, title, fields, action, send) {
  const body = h("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      if (await send(Object.fromEntries(new FormData(body))) !== false) close();
    },
  }, h("h2", {}, title), fields, h("div.actions", {},
    h("button", { onclick: () => close() }, t("cancel")),
    h("button.primary", { type: "submit", testid: "form-send" }, action)));
  const close = overlay(host, title, body, { testid: "form" });
}

export function field(label, props) {
  return h("label.field", {}, h("span", {}, label), h("input", props));
}

/** A list to pick one from. Each option: {label, node?, testid?, onpick}. */
export function choose(host, title, options, empty) {
  const rows = options.map((option) => h("button.option", {
    testid: option.testid,
    onclick: () => {
      close();
      option.onpick();
    },
  }, option.node || null, h("span", {}, option.label)));
  const close = overlay(host, title, [
    h("h2", {}, title), rows.length ? rows : h("p.muted", {}, empty),
    h("div.actions", {}, h("button", { onclick: () => close() }, t("cancel"))),
  ], { testid: "choice" });
}

export function showAddress(host, url) {
  const copy = () => navigator.clipboard?.writeText(url).then(() => toast(host, t("copied")), () => {});
  const close = overlay(host, t("address"), [
    h("h2", {}, t("address")), h("p.address", { testid: "address" }, url), h("p.muted", {}, t("addressHint")),
    h("div.actions", {},
      h("button", { onclick: copy }, t("copy")),
      h("button.primary", { data: { first: "" }, onclick: () => close() }, t("close"))),
  ]);
}

/** Photos at full size; left and right go through an album. */
export function lightbox(photos, start) {
  let at = start;
  const image = h("img", { alt: "" });
  const caption = h("p");
  const show = (step) => {
    at = (at + step + photos.length) % photos.length;
    image.src = photos[at].src;
    image.alt = photos[at].caption || t("photo");
    caption.textContent = photos[at].caption || "";
  };
  const keys = { ArrowLeft: -1, ArrowRight: 1 };
  const many = photos.length > 1;
  const box = h("dialog.lightbox", {
    testid: "lightbox",
    onclose: () => box.remove(),
    onclick: (event) => event.target === box && box.close(),
    onkeydown: (event) => keys[event.key] && many && show(keys[event.key]),
  }, iconButton("close", t("close"), { testid: "lightbox-close", onclick: () => box.close() }),
  h("figure", {}, image, caption),
  many ? h("div.turn", {}, h("button", { onclick: () => show(-1) }, t("previous")), h("button", { onclick: () => show(1) }, t("next"))) : null);
  show(0);
  document.body.append(box);
  box.showModal();
}
