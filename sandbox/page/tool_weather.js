// What the weather services will say.
import * as api from "./api.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { exampleForecast, exampleLift, exampleWarning } from "./weather_examples.js";

const COLOURS = ["blue", "yellow", "orange", "red"];

export function weatherTool(tools) {
  const node = h("div.tool", {}, warnings(tools), forecasts(tools), outage(tools));
  return { node };
}

function warnings(tools) {
  const text = area("cap-text", "capFile");
  const example = (name, make) => h(`button.${name}`, { testid: `cap-${name}`, onclick: () => (text.value = make()) }, t(name));
  return h("form.part", { onsubmit: publish(tools, text, api.cap) },
    h("label.field", {}, h("span", {}, t("capFile")), text),
    h("div.steps.colours", { role: "group", "aria-label": t("example") },
      COLOURS.map((colour) => example(colour, () => exampleWarning(colour))), example("lift", exampleLift)),
    h("div.actions", {}, chooser("cap-file", ".xml,.cap,text/xml", text),
      h("button.primary", { type: "submit", testid: "cap-publish" }, t("publish"))));
}

function forecasts(tools) {
  const text = area("forecast-text", "forecastFile");
  return h("form.part", { onsubmit: publish(tools, text, api.forecast) },
    h("label.field", {}, h("span", {}, t("forecastFile")), text),
    h("div.actions", {},
      h("button", { testid: "forecast-example", onclick: () => (text.value = exampleForecast()) }, t("example")),
      chooser("forecast-file", ".json,application/json", text),
      h("button.primary", { type: "submit", testid: "forecast-publish" }, t("publish"))));
}

function outage(tools) {
  const box = h("input", {
    type: "checkbox", testid: "weather-down",
    onchange: () => tools.run(() => api.weatherDown(box.checked), t(box.checked ? "downOn" : "downOff")),
  });
  return h("label.check", {}, box, h("span", {}, t("weatherDown")));
}

function area(testid, label) {
  return h("textarea", { testid, rows: 4, required: true, spellcheck: "false", "aria-label": t(label) });
}

function chooser(testid, accept, text) {
  const input = h("input.sr-only", { type: "file", accept, testid, onchange: async () => {
    if (input.files[0]) text.value = await input.files[0].text();
    input.value = "";
  } });
  return h("label.button", {}, icon("file"), h("span", {}, t("chooseFile")), input);
}

function publish(tools, text, send) {
  return (event) => {
    event.preventDefault();
    tools.run(() => send(text.value), t("published"));
  };
}
