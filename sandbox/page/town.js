// The people of the sandbox, shared by both phones, and one account for each person in use.
import { Account } from "./account.js";
import * as api from "./api.js";

const accounts = new Map();
let list = [];
let theBot = null;

export async function loadPeople() {
  const all = await api.people();
  theBot = all.find((one) => one.is_bot);
  list = all.filter((one) => !one.is_bot);
  for (const person of list) if (accounts.has(person.id)) accounts.get(person.id).person = person;
  return list;
}

export const people = () => list;

export const bot = () => theBot;

export const person = (id) => list.find((one) => one.id === id);

export function account(id) {
  if (!accounts.has(id)) accounts.set(id, new Account(person(id), theBot));
  return accounts.get(id);
}

export const loadedAccounts = () => [...accounts.values()].filter((one) => person(one.id));
