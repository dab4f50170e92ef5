// The drawer: what a person on the street cannot do, but someone who tries the product must.
import { clockTool } from "./tool_clock.js";
import { faultsTool } from "./tool_faults.js";
import { peopleTool } from "./tool_people.js";
import { weatherTool } from "./tool_weather.js";
import { toast } from "./dialogs.js";
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { ApiError } from "./api.js";

const PARTS = [
  ["clock", "clock", "clockHint", clockTool],
  ["people", "group", null, peopleTool],
  ["weather", "cloud", "weatherHint", weatherTool],
  ["faults", "bolt", "faultsHint", faultsTool],
];

export class Tools {
  /** `phone()` is the phone in hand; `onMove(open)` hears of opening and closing. */
  constructor(phone, onMove) {
    this.phone = phone;
    this.onMove = onMove;
    this.open = false;
    this.body = h("div.tools-body");
    this.root = h("aside.tools", { testid: "tools", "aria-label": t("tools"), hidden: true },
      h("header", {}, h("h2", {}, t("tools")), iconButton("close", t("close"), { testid: "tools-close", onclick: () => this.toggle() })),
      this.body);
  }

  toggle() {
    this.open = !this.open;
    this.root.hidden = !this.open;
    this.stop?.();
    if (this.open) this.build();
    this.onMove(this.open);
  }

  build() {
    const parts = PARTS.map(([name, sign, hint, make]) => {
      const { node, refresh } = make(this);
      const opened = name === "clock";
      return { refresh, node: h("details", { open: opened, data: { part: name } },
        h("summary", {}, icon(sign), h("span", {}, t(name)), icon("down")), hint ? h("p.muted", {}, t(hint)) : null, node) };
    });
    this.parts = parts;
    this.body.replaceChildren(...parts.map((part) => part.node));
    const timer = setInterval(() => this.follow(), 1000);
    this.stop = () => clearInterval(timer);
    this.follow();
  }

  /** Brings what depends on the clock and on the phone in hand up to date. */
  follow() {
    if (this.open) for (const part of this.parts || []) part.refresh?.();
  }

  /** Runs a tool; its outcome or its error is said in the drawer. */
  async run(work, done) {
    try {
      const result = await work();
      if (done) toast(this.root, typeof done === "function" ? done(result) : done);
      return result;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(this.root, error.message, "error");
      return null;
    }
  }
}
