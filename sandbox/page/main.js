// The chat page: two phones, a drawer of tools, and the bar above them.
//
// Addresses (hash.js): #left=<person>:<chat>&right=<person>:<chat>&tools=1&focus=right&lang=en
//
// data-testid, for tests and pictures:
//   bar      lang · tools-open · switch-left · switch-right (narrow windows) · waiting-<person>
//   phone    phone-left · phone-right, and inside each:
//            owner (opens the choice of people) · people-search · person-<id>
//            chat-list · chat-<id> · unread
//            back · chat-title · pinned · topic-<id> · messages · to-bottom
//            msg-<message id> (an album: its first) · photo · voice-message · voice-play · document · location ·
//            contact · quote · edited · reaction · inline-button (aria-busy while it waits)
//            reply · message-menu · menu-reply · menu-copy · menu-edit · menu-trash · react-<emoji>
//            start · composer-text · send · voice · commands · command-<name> · keys-toggle · reply-keyboard ·
//            reply-key · attach · attach-photo · attach-document · attach-location · attach-contact ·
//            file-photo · file-document (the file inputs) · tray · target-cancel
//            toast · alert · alert-ok · form · form-send · choice · choose-<chat> · address
//   window   lightbox · lightbox-close · offline
//   drawer   tools · tools-close · clock-now · clock-15m · clock-1h · clock-1d · clock-morning · clock-minutes ·
//            clock-wind · clock-result · cap-text · cap-file · cap-blue … cap-red · cap-lift · cap-publish ·
//            forecast-text · forecast-file · forecast-example · forecast-publish · weather-down ·
//            fault-method · fault-chat · fault-kind · fault-times · fault-retry · fault-add · fault-clear · fault-list ·
//            person-name · person-username · person-add · group-title · group-type · group-member-<id> · group-bot ·
//            group-make · block-person · block-bot · migrate-chat · migrate-now
import * as api from "./api.js";
import { nameAndRole, personAvatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import { readHash, writeHash } from "./hash.js";
import { lang, switchLanguage, t } from "./i18n.js";
import { isConnected, listen, waitingFor } from "./live.js";
import { Phone } from "./phone.js";
import { setNow } from "./time.js";
import { Tools } from "./tools.js";
import * as town from "./town.js";

const RETRY_MS = 2000;

class Page {
  constructor() {
    const { focus } = readHash();
    this.phones = { left: new Phone("left", () => this.moved()), right: new Phone("right", () => this.moved()) };
    this.tools = new Tools(() => this.phones[this.focus], (open) => this.toolsMoved(open));
    this.waiting = h("div.waiting", { "aria-live": "polite" });
    this.offline = h("p.offline", { testid: "offline", role: "status", hidden: true }, t("reconnecting"));
    this.switch = h("div.switch", { role: "group" }, ["left", "right"].map((side) => this.switchButton(side)));
    this.toolsButton = h("button.tools-button", { testid: "tools-open", onclick: () => this.tools.toggle() }, icon("tools"), h("span", {}, t("tools")));
    this.stage = h("main.stage", {}, this.phones.left.root, this.phones.right.root, this.tools.root);
    document.body.append(this.bar(), this.offline, this.stage);
    for (const side of ["left", "right"]) this.phones[side].root.addEventListener("pointerdown", () => this.look(side), true);
    this.look(focus);
  }

  bar() {
    return h("header.bar", {},
      h("div.brand", {}, h("span.mark", { "aria-hidden": "true" }), h("span.lines", {}, h("h1", {}, t("title")), h("small", {}, t("tagline")))),
      this.switch, this.waiting,
      h("div.bar-end", {},
        h("button.language", { testid: "lang", "aria-label": t("otherLanguageLabel"), onclick: switchLanguage },
          h("span.long", {}, t("otherLanguage")), h("span.short", {}, t("otherLanguageShort"))),
        this.toolsButton));
  }

  switchButton(side) {
    return h("button", { testid: `switch-${side}`, onclick: () => this.look(side) }, t(`${side}Phone`));
  }

  /** The phone that the drawer works for, and the only one seen in a narrow window. */
  look(side) {
    this.focus = side;
    this.stage.dataset.focus = side;
    this.renderSwitch();
    this.moved();
  }

  renderSwitch() {
    for (const [index, side] of ["left", "right"].entries()) {
      const owner = this.phones[side].account?.person;
      const button = this.switch.children[index];
      button.setAttribute("aria-pressed", String(side === this.focus));
      button.replaceChildren(owner ? h("span", {}, nameAndRole(owner).name) : t(`${side}Phone`));
    }
  }

  moved() {
    if (!this.ready) return;
    this.renderSwitch();
    this.tools.follow();
    writeHash({ left: this.phones.left.place, right: this.phones.right.place, tools: this.tools.open, focus: this.focus });
  }

  toolsMoved(open) {
    this.stage.classList.toggle("with-tools", open);
    this.toolsButton.setAttribute("aria-expanded", String(open));
    this.moved();
  }

  inUse() {
    return Object.values(this.phones).map((phone) => phone.place.person);
  }

  renderNews() {
    this.offline.hidden = isConnected();
    const chips = [...waitingFor()].map(([id, n]) => {
      const person = town.person(id);
      const { name } = nameAndRole(person);
      return h("button.chip", {
        testid: `waiting-${id}`, title: t("waitingLabel", { name, n }), "aria-label": t("waitingLabel", { name, n }),
        onclick: () => this.phones[this.focus].give(id, id),
      }, personAvatar(person), h("span", {}, name), h("span.unread", {}, String(n)));
    });
    this.waiting.replaceChildren(...(chips.length ? [h("small", {}, t("waiting")), ...chips] : []));
  }

  async openFromAddress() {
    const view = readHash();
    await Promise.all(["left", "right"].map((side) => this.phones[side].give(view[side].person, view[side].chat)));
    this.ready = true;
    if (view.tools !== this.tools.open) this.tools.toggle();
    this.look(view.focus);
    document.body.dataset.ready = "true";
  }
}

/** After the line was down: what was missed is fetched; a sandbox started anew is entered anew. */
async function comeBack(page) {
  await untilThere();
  const view = readHash();
  for (const [side, phone] of Object.entries(page.phones)) {
    if (phone.account && town.person(phone.account.id)) await phone.attempt(() => phone.account.load());
    else await phone.give(view[side].person, view[side].chat);
  }
}

async function begin() {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  const page = new Page();
  await untilThere();
  await listen(() => page.inUse(), () => page.renderNews(), () => comeBack(page));
  await page.openFromAddress();
  addEventListener("hashchange", () => page.openFromAddress());
  document.addEventListener("visibilitychange", () => Object.values(page.phones).forEach((phone) => phone.queue()));
}

/** The page may be there a moment before the sandbox is, or before its people are. */
async function untilThere() {
  try {
    setNow((await api.clock()).now);
    if ((await town.loadPeople()).length) return;
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  await untilThere();
}

begin();
