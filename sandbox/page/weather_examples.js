// Example answers of the weather services for an invented rainstorm over Jincheng, at the sandbox's time.
import { isoLocal, now } from "./time.js";

const HOUR = 3600;
const COUNTY = "140502"; // 晋城市城区, GB/T 2260
const SENDER = "晋城市气象台";
const LEVELS = {
  blue: { zh: "蓝", roman: "Ⅳ", degree: "一般", severity: "Minor", rain: "未来12小时内降雨量将达50毫米以上" },
  yellow: { zh: "黄", roman: "Ⅲ", degree: "较重", severity: "Moderate", rain: "未来6小时内降雨量将达50毫米以上" },
  orange: { zh: "橙", roman: "Ⅱ", degree: "严重", severity: "Severe", rain: "未来3小时内降雨量将达50毫米以上" },
  red: { zh: "红", roman: "Ⅰ", degree: "特别严重", severity: "Extreme", rain: "未来3小时内降雨量将达100毫米以上" },
};

let last = null; // {identifier, sent, level} of the newest example warning, which a lift refers to

const identifierAt = (seconds) => `${COUNTY}41600000_${isoLocal(seconds).replace(/\D/g, "").slice(0, 14)}`;

export function exampleWarning(colour) {
  const level = LEVELS[colour];
  const at = Math.floor(now());
  const before = last;
  last = { identifier: identifierAt(at), sent: isoLocal(at), level };
  return cap({
    at, references: before, type: before ? "Update" : "Alert", level, hours: 6,
    headline: `${SENDER}${before ? "变更" : ""}发布暴雨${level.zh}色预警信号[${level.roman}级/${level.degree}]`,
    description: `${SENDER}发布暴雨${level.zh}色预警信号：预计${level.rain}，并伴有雷电、大风，局地可能出现内涝。请注意防范。`,
    instruction: "低洼处和地下空间的居民做好转移准备，不要涉水行走。",
  });
}

export function exampleLift() {
  const at = Math.floor(now());
  const before = last;
  const level = before?.level || LEVELS.blue;
  last = null;
  return cap({
    at, references: before, type: "Cancel", level, hours: 1,
    headline: `${SENDER}解除暴雨${level.zh}色预警信号`,
    description: `${SENDER}解除暴雨${level.zh}色预警信号：降雨已经减弱。`,
    instruction: "",
  });
}

function cap({ at, references, type, level, hours, headline, description, instruction }) {
  const sent = isoLocal(at);
  const reference = references ? `\n  <references>${SENDER},${references.identifier},${references.sent}</references>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>${identifierAt(at)}</identifier>
  <sender>${SENDER}</sender>
  <sent>${sent}</sent>
  <status>Actual</status>
  <msgType>${type}</msgType>
  <scope>Public</scope>${reference}
  <info>
    <language>zh-CN</language>
    <category>Met</category>
    <event>暴雨</event>
    <urgency>Unknown</urgency>
    <severity>${level.severity}</severity>
    <certainty>Unknown</certainty>
    <effective>${sent}</effective>
    <expires>${isoLocal(at + hours * HOUR)}</expires>
    <headline>${headline}</headline>
    <description>${description}</description>
    <instruction>${instruction}</instruction>
    <area>
      <areaDesc>晋城市城区</areaDesc>
      <geocode>
        <valueName>CPEAS Geographic Code</valueName>
        <value>${COUNTY}000000</value>
      </geocode>
    </area>
  </info>
</alert>
`;
}

/** Two days by the hour in Open-Meteo's shape: a storm begins in two hours. */
export function exampleForecast() {
  const begin = Math.floor(now() / HOUR) * HOUR;
  const hours = [...Array(48).keys()];
  const rain = hours.map((hour) => [0, 0.4, 8, 22, 31, 18, 6, 1.2][hour] ?? 0);
  return JSON.stringify({
    latitude: 35.49, longitude: 112.85, utc_offset_seconds: 8 * HOUR, timezone: "Asia/Shanghai", elevation: 742,
    hourly_units: { time: "iso8601", precipitation: "mm", precipitation_probability: "%", temperature_2m: "°C" },
    hourly: {
      time: hours.map((hour) => isoLocal(begin + hour * HOUR).slice(0, 16)),
      precipitation: rain,
      precipitation_probability: rain.map((mm) => Math.min(95, 10 + Math.round(mm * 6))),
      temperature_2m: hours.map((hour) => 24 - (rain[hour] > 5 ? 3 : 0)),
    },
  }, null, 1);
}
