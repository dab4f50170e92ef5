// Ordering Telegram's bad days.
import * as api from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";

const METHODS = ["*", "sendMessage", "editMessageText", "sendPhoto", "sendMediaGroup", "answerCallbackQuery", "getFile", "getUpdates"];
const KINDS = new Map([
  ["429", "fault429"], ["500", "fault500"], ["403", "fault403"],
  ["timeout_after_delivery", "faultTimeout"], ["drop", "faultDrop"], ["migrate", "faultMigrate"],
]);

export function select(props, options) {
  return h("select", props, options.map(([value, label]) => h("option", { value: String(value) }, label)));
}

export function labelled(label, control) {
  return h("label.field", {}, h("span", {}, label), control);
}

export function faultsTool(tools) {
  const method = select({ testid: "fault-method" }, METHODS.map((name) => [name, name === "*" ? t("anyMethod") : name]));
  const kind = select({ testid: "fault-kind" }, [...KINDS].map(([name, label]) => [name, t(label)]));
  const times = h("input", { type: "number", min: "1", max: "1000", value: "1", required: true, testid: "fault-times" });
  const wait = h("input", { type: "number", min: "1", value: "5", required: true, testid: "fault-retry" });
  const place = h("span");
  const list = h("ul.list", { testid: "fault-list" });
  const waitField = labelled(t("retryAfter"), wait);
  kind.onchange = () => (waitField.hidden = kind.value !== "429");
  const show = async () => {
    const faults = await tools.run(() => api.faults());
    const name = (fault) => (fault.method === "*" ? t("anyMethod") : fault.method);
    const line = (fault) => h("li", {}, [name(fault), t(KINDS.get(fault.kind)), t("faultLeft", { n: fault.times })].join(" · "));
    list.replaceChildren(...(faults?.length ? faults.map(line) : [h("li.muted", {}, t("noFaults"))]));
  };
  const add = async (event) => {
    event.preventDefault();
    const chat = Number(place.firstChild.value);
    await tools.run(() => api.addFault({
      method: method.value, kind: kind.value, times: Number(times.value),
      ...(chat ? { chat_id: chat } : {}), ...(kind.value === "429" ? { retry_after: Number(wait.value) } : {}),
    }));
    await show();
  };
  const clear = async () => {
    await tools.run(() => api.clearFaults());
    await show();
  };
  const node = h("form.tool", { onsubmit: add },
    labelled(t("kind"), kind), labelled(t("method"), method), h("div.field", {}, h("span", {}, t("inChat")), place),
    h("div.together", {}, labelled(t("times"), times), waitField),
    h("div.actions", {}, h("button", { testid: "fault-clear", onclick: clear }, t("clearFaults")),
      h("button.primary", { type: "submit", testid: "fault-add" }, t("throwFault"))), list);
  show();
  return { node, refresh: () => fillChats(tools, place) };
}

/** The chats of the phone in hand, to choose one from. */
function fillChats(tools, place) {
  const { account } = tools.phone();
  const chats = [...(account?.chats.values() || [])].map((chat) => [chat.id, account.title(chat)]);
  const text = JSON.stringify(chats);
  if (place.dataset.text === text) return;
  place.dataset.text = text;
  place.replaceChildren(select({ testid: "fault-chat", "aria-label": t("inChat") }, [["", t("anyChat")], ...chats]));
}
