// Winding the sandbox's clock.
import * as api from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { fullTime, now, setNow, untilHour } from "./time.js";

const HOUR = 3600;
const STEPS = [
  ["clock-15m", "plusMinutes", () => HOUR / 4],
  ["clock-1h", "plusHour", () => HOUR],
  ["clock-1d", "plusDay", () => 24 * HOUR],
  ["clock-morning", "nextMorning", () => untilHour(8)],
];

export function clockTool(tools) {
  const shown = h("p.clock-now", { testid: "clock-now" });
  const result = h("p.muted", { testid: "clock-result", role: "status" });
  const wind = async (seconds) => {
    body.classList.add("working");
    const answer = await tools.run(() => api.advance(seconds));
    body.classList.remove("working");
    if (!answer) return;
    setNow(answer.now);
    result.textContent = t(answer.settled ? "settled" : "unsettled");
    refresh();
  };
  const minutes = h("input", { type: "number", min: "1", required: true, value: "30", testid: "clock-minutes" });
  const custom = h("form.together", {
    onsubmit: (event) => {
      event.preventDefault();
      wind(Number(minutes.value) * 60);
    },
  }, h("label.field", {}, h("span", {}, t("customMinutes")), minutes), h("button.primary", { type: "submit", testid: "clock-wind" }, t("wind")));
  const steps = STEPS.map(([testid, label, seconds]) => h("button", { testid, onclick: () => wind(seconds()) }, t(label)));
  const body = h("div.tool", {}, shown, h("div.steps", {}, steps), custom, result);
  const refresh = () => (shown.textContent = fullTime(now()));
  return { node: body, refresh };
}
