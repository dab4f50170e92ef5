// What is open stands in the address: #left=<person>:<chat>&right=<person>:<chat>&tools=1&focus=right&lang=en
// The chat is optional (the list of chats is shown); a missing side shows the choice of people.
const SIDES = ["left", "right"];

function params() {
  return new URLSearchParams(location.hash.slice(1));
}

function place(text) {
  const [person, chat] = (text || "").split(":");
  return { person: Number(person) || null, chat: Number(chat) || null };
}

export function readHash() {
  const now = params();
  return {
    left: place(now.get("left")),
    right: place(now.get("right")),
    tools: now.has("tools"),
    focus: now.get("focus") === "right" ? "right" : "left",
  };
}

export function writeHash(view) {
  const parts = SIDES.filter((side) => view[side].person)
    .map((side) => `${side}=${view[side].person}${view[side].chat ? `:${view[side].chat}` : ""}`);
  if (view.tools) parts.push("tools=1");
  if (view.focus === "right") parts.push("focus=right");
  if (params().has("lang")) parts.push(`lang=${params().get("lang")}`);
  history.replaceState(null, "", `#${parts.join("&")}`);
}
