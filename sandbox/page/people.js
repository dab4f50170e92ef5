// Choosing whose phone this is.
import { nameAndRole, personAvatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { loadPeople, people } from "./town.js";

export function picker(onPick) {
  const list = h("div.people", { role: "list" });
  const search = h("input", {
    type: "search", testid: "people-search", placeholder: t("searchPeople"), "aria-label": t("searchPeople"),
    oninput: () => fill(search.value),
  });
  const fill = (words) => {
    const found = people().filter((person) => matches(person, words));
    list.replaceChildren(...(found.length ? found.map((person) => row(person, onPick)) : [h("p.empty", {}, t(words ? "nobody" : "nobodyYet"))]));
  };
  fill("");
  loadPeople().then(() => fill(search.value), () => {});
  return h("div.picker", {},
    h("div.picker-head", {}, h("h2", {}, t("whoAreYou")), h("p.muted", {}, t("whoHint")),
      h("label.search", {}, icon("search"), search)),
    list);
}

function matches(person, words) {
  const all = `${person.first_name} ${person.last_name || t("resident")} @${person.username || ""} ${person.id}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

function row(person, onPick) {
  const { name, role } = nameAndRole(person);
  return h("div", { role: "listitem" }, h("button.line", { testid: `person-${person.id}`, onclick: () => onPick(person) },
    personAvatar(person),
    h("span.lines", {}, h("b", {}, name), h("small", {}, role || t("resident")))));
}
