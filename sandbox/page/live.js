// One line to the sandbox carries everyone's events; each goes to the accounts that see its chat.
import { loadedAccounts, person } from "./town.js";
import { setNow } from "./time.js";

const RETRY_MS = 2000;
const waiting = new Map(); // person id → messages that came while no phone showed that person
let shown = () => []; // the ids of the people on the phones
let changed = () => {};
let returned = () => {};
let connected = true;

export const isConnected = () => connected;
export const waitingFor = () => waiting;

/**
 * Starts listening. `onPhones()` names the people in use, `onChange()` is told of news for the others and of
 * the line's state, `onReturn()` fetches again what happened while the line was down.
 */
export function listen(onPhones, onChange, onReturn) {
  shown = onPhones;
  changed = onChange;
  returned = onReturn;
  return new Promise(connect);
}

/** Someone's phone is picked up: their news is no longer waiting. */
export function pickedUp(personId) {
  waiting.delete(personId);
  changed();
}

function connect(ready = () => {}) {
  const source = new EventSource("/api/events");
  const on = (name, handle) => source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  source.onopen = () => {
    ready();
    opened();
  };
  source.onerror = () => lost(source);
  on("message", (message) => tell(message.chat.id, (account) => account.arrived(message), message));
  on("edited", (message) => tell(message.chat.id, (account) => account.put(message)));
  on("reaction", (data) => tell(data.chat.id, (account) => account.reacted(data)));
  on("deleted", (data) => tell(data.chat.id, (account) => account.gone(data)));
  on("typing", (data) => tell(data.chat_id, (account) => account.types(data)));
  on("clock", (data) => setNow(data.now));
}

function opened() {
  if (connected) return;
  connected = true;
  changed();
  returned();
}

function lost(source) {
  connected = false;
  changed();
  if (source.readyState === EventSource.CLOSED) setTimeout(() => connect(), RETRY_MS); // else the browser tries again
}

function tell(chatId, handle, message = null) {
  for (const account of loadedAccounts()) {
    if (account.sees(chatId) || message?.new_chat_members) handle(account);
  }
  if (message && person(chatId) && message.from?.id !== chatId && !shown().includes(chatId)) {
    waiting.set(chatId, (waiting.get(chatId) || 0) + 1);
    changed();
  }
}
