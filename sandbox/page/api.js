// The sandbox's user-side API, one function a call.
import { has, t } from "./i18n.js";

export class ApiError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function request(method, path, body) {
  const raw = typeof body === "string";
  let answer;
  try {
    answer = await fetch(`/api/${path}`, {
      method,
      headers: body === undefined || raw ? {} : { "Content-Type": "application/json" },
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
  } catch {
    throw new ApiError("unreachable", t("serverGone"));
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw refusal(data.error, answer);
  return data;
}

function refusal(error, answer) {
  const code = error?.code || String(answer.status);
  return new ApiError(code, has(`error_${code}`) ? t(`error_${code}`) : error?.message || answer.statusText);
}

const get = (path) => request("GET", path);
const post = (path, body = {}) => request("POST", path, body);

export const people = () => get("people");
export const addPerson = (person) => post("people", person);
export const block = (id, blocked) => post(`people/${id}/block`, { blocked });

export const commands = (as, chatId) => get(`bot?as=${as}&chat_id=${chatId}`);
export const start = (as, payload, chatId) =>
  post("start", { as, ...(payload ? { payload } : {}), ...(chatId ? { chat_id: chatId } : {}) });

export const chats = (as) => get(`chats?as=${as}`);
export const makeChat = (chat) => post("chats", chat);
export const migrate = (chatId) => post(`chats/${chatId}/migrate`);
export const messages = (chatId, as) => get(`chats/${chatId}/messages?as=${as}`);
export const send = (chatId, as, message) => post(`chats/${chatId}/messages`, { as, ...message });
export const edit = (chatId, messageId, as, text) => request("PATCH", `chats/${chatId}/messages/${messageId}`, { as, text });
export const remove = (chatId, messageId, as) => request("DELETE", `chats/${chatId}/messages/${messageId}?as=${as}`);

export const react = (as, chatId, messageId, emoji) => post("messages/react", { as, chat_id: chatId, message_id: messageId, emoji });

export const tap = (as, chatId, messageId, data) => post("taps", { as, chat_id: chatId, message_id: messageId, data });

export const clock = () => get("clock");
export const advance = (seconds) => post("clock", { advance: seconds });

export const faults = () => get("faults");
export const addFault = (fault) => post("faults", fault);
export const clearFaults = () => request("DELETE", "faults");

export const cap = (xml) => post("weather/cap", xml);
export const forecast = (json) => post("weather/forecast", json);
export const weatherDown = (down) => post("weather/down", { down });

export const fileUrl = (fileId) => `/api/files/${encodeURIComponent(fileId)}`;
