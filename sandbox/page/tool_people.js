// People and groups: adding, blocking, migrating.
import * as api from "./api.js";
import { fullName } from "./avatar.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { labelled, select } from "./tool_faults.js";
import * as town from "./town.js";

const TYPES = { group: "kindGroup", supergroup: "kindSupergroup", forum: "kindForum", channel: "kindChannel" };

export function peopleTool(tools) {
  const members = h("div.checks");
  const blocked = h("div.part");
  const refill = () => {
    members.replaceChildren(...town.people().map(memberBox));
    blocked.replaceChildren(...blockPart(tools));
  };
  refill();
  const migration = h("form.part");
  const node = h("div.tool", {}, personForm(tools, refill), groupForm(tools, members), blocked, migration);
  return { node, refresh: () => fillMigration(tools, migration) };
}

function personForm(tools, refill) {
  const name = h("input", { required: true, testid: "person-name" });
  const username = h("input", { pattern: "[A-Za-z]\\w{4,31}", testid: "person-username" });
  return h("form.part", {
    onsubmit: async (event) => {
      event.preventDefault();
      const added = await tools.run(
        () => api.addPerson({ first_name: name.value, ...(username.value ? { username: username.value } : {}) }),
        () => t("added", { name: name.value }));
      if (!added) return;
      name.value = username.value = "";
      await town.loadPeople();
      refill();
    },
  }, h("h3", {}, t("addPerson")), labelled(t("firstName"), name), labelled(t("username"), username),
  h("div.actions", {}, h("button.primary", { type: "submit", testid: "person-add" }, t("add"))));
}

function memberBox(person) {
  return h("label.check", {}, h("input", { type: "checkbox", value: String(person.id), testid: `group-member-${person.id}` }), h("span", {}, fullName(person)));
}

function groupForm(tools, members) {
  const title = h("input", { required: true, testid: "group-title" });
  const type = select({ testid: "group-type" }, Object.entries(TYPES).map(([value, label]) => [value, t(label)]));
  const withBot = h("input", { type: "checkbox", checked: true, testid: "group-bot" });
  const make = async (event) => {
    event.preventDefault();
    const ids = [...members.querySelectorAll("input:checked")].map((box) => Number(box.value));
    const bot = withBot.checked ? [town.bot().id] : [];
    const made = await tools.run(() => api.makeChat({ title: title.value, type: type.value, members: [...ids, ...bot] }), t("made", { title: title.value }));
    if (!made) return;
    title.value = "";
    await Promise.all(town.loadedAccounts().map((account) => account.load()));
  };
  return h("form.part", { onsubmit: make }, h("h3", {}, t("makeGroup")),
    labelled(t("groupTitle"), title), labelled(t("groupKind"), type),
    h("fieldset", {}, h("legend", {}, t("groupMembers")), members), h("label.check", {}, withBot, h("span", {}, t("withBot"))),
    h("div.actions", {}, h("button.primary", { type: "submit", testid: "group-make" }, t("make"))));
}

function blockPart(tools) {
  const who = select({ testid: "block-person" }, town.people().map((person) => [person.id, fullName(person)]));
  const set = (blocked) => async () => {
    const person = town.person(Number(who.value));
    const words = t(blocked ? "blockedNow" : "unblockedNow", { name: fullName(person) });
    if (!await tools.run(() => api.block(person.id, blocked), words)) return;
    await Promise.all(town.loadedAccounts().filter((account) => account.id === person.id).map((account) => account.load()));
  };
  return [h("h3", {}, t("blockBot")), labelled(t("person"), who),
    h("div.actions", {}, h("button", { testid: "unblock-bot", onclick: set(false) }, t("unblockBot")),
      h("button.danger", { testid: "block-bot", onclick: set(true) }, t("blockBot")))];
}

/** Only plain groups of the phone in hand can become supergroups. */
function fillMigration(tools, form) {
  const { account } = tools.phone();
  const groups = [...(account?.chats.values() || [])].filter((chat) => chat.type === "group").map((chat) => [chat.id, chat.title]);
  const text = JSON.stringify(groups);
  if (form.dataset.text === text) return;
  form.dataset.text = text;
  form.hidden = !groups.length;
  const chat = select({ testid: "migrate-chat" }, groups);
  form.onsubmit = async (event) => {
    event.preventDefault();
    await tools.run(() => api.migrate(Number(chat.value)), ({ chat: now }) => t("migrated", { id: now.id }));
  };
  form.replaceChildren(h("h3", {}, t("migrate")), labelled(t("inChat"), chat),
    h("div.actions", {}, h("button.primary", { type: "submit", testid: "migrate-now" }, t("migrateNow"))));
}
