// An open chat: its head, the pinned message, the topics of a forum, and the log of bubbles.
import * as api from "./api.js";
import { chatAvatar } from "./avatar.js";
import { blocksOf, renderBlock, signature } from "./bubbles.js";
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { senderName, summary } from "./summary.js";
import { swipeToReply } from "./swipe.js";

const PAGE = 150;
const NEAR_BOTTOM = 120;

export class Conversation {
  constructor(phone, chatId) {
    this.phone = phone;
    this.chatId = chatId;
    this.shown = PAGE;
    this.nodes = new Map(); // block key → {text: signature, node}
    this.newest = phone.account.last(chatId)?.message_id || 0;
    this.topic = null;
    this.log = h("div.log", { testid: "messages", role: "region", tabindex: "0", onscroll: () => this.scrolled() });
    this.live = h("div.sr-only", { "aria-live": "polite" });
    this.toBottom = h("button.to-bottom", {
      testid: "to-bottom", "aria-label": t("newBelow"), title: t("newBelow"), hidden: true, onclick: () => this.bottom(),
    }, icon("down"));
    this.head = h("header.chat-head");
    this.pinned = h("div");
    this.topics = h("div.topics", { hidden: true });
    this.root = h("section.conversation", {}, this.head, this.pinned, this.topics, h("div.log-frame", {}, this.log, this.toBottom), this.live);
    swipeToReply(this.log, (id) => phone.composer.replyTo(phone.account.message(chatId, id)));
    this.atBottom = true;
    new ResizeObserver(() => this.atBottom && this.bottom()).observe(this.log);
  }

  get chat() {
    return this.phone.account.chats.get(this.chatId);
  }

  messages() {
    const all = this.phone.account.messages(this.chatId);
    if (this.topic === null) return all;
    return all.filter((message) => (message.is_topic_message ? message.message_thread_id : 0) === this.topic);
  }

  render() {
    this.renderHead();
    this.renderPinned();
    this.renderTopics();
    this.renderLog();
    this.announce();
    if (!document.hidden) this.phone.account.markRead(this.chatId);
  }

  renderHead() {
    const { account } = this.phone;
    const { chat } = this;
    const title = account.title(chat);
    const typing = (account.typing.get(this.chatId) || 0) > Date.now();
    const count = chat.type === "private" ? 0 : chat.member_count;
    const kind = chat.type === "private" ? t("bot") : t(chat.is_forum ? "forum" : chat.type);
    const below = typing ? t("typing") : [kind, count ? t("members", { n: count }) : ""].filter(Boolean).join(" · ");
    const text = JSON.stringify([title, below]);
    if (this.headText === text) return;
    this.headText = text;
    this.log.setAttribute("aria-label", t("messagesOf", { name: title }));
    this.head.replaceChildren(
      iconButton("back", t("back"), { testid: "back", onclick: () => this.phone.openList() }),
      chatAvatar(chat, account.bot),
      h("div.lines", {}, h("h2", { testid: "chat-title" }, title), h(`small${typing ? ".typing" : ""}`, {}, below)));
  }

  renderPinned() {
    const pinned = this.chat.pinned_message;
    const now = pinned && (this.phone.account.message(this.chatId, pinned.message_id) || pinned);
    this.pinned.replaceChildren(...(now ? [h("button.pinned", { testid: "pinned", onclick: () => this.reveal(now.message_id) },
      icon("tack"), h("span", {}, h("b", {}, t("pinned")), summary(now)))] : []));
  }

  renderTopics() {
    if (!this.chat.is_forum) return;
    const chip = (id, name) => h("button.chip", {
      testid: `topic-${id ?? "all"}`, "aria-pressed": this.topic === id ? "true" : "false",
      onclick: () => {
        this.topic = id;
        this.nodes.clear();
        this.log.replaceChildren();
        this.render();
        this.bottom();
      },
    }, name);
    this.topics.hidden = false;
    this.topics.replaceChildren(chip(null, t("allTopics")), chip(0, t("generalTopic")), ...this.chat.topics.map((topic) => chip(topic.message_thread_id, topic.name)));
  }

  renderLog() {
    const stick = this.atBottom;
    const all = this.messages();
    const some = all.slice(-this.shown);
    const restoreFocus = this.rememberFocus();
    const fresh = new Map();
    const order = some.length < all.length ? [this.earlierButton()] : [];
    for (const block of blocksOf(some)) {
      const text = signature(this.phone, block);
      const old = this.nodes.get(block.key);
      const entry = old?.text === text ? old : { text, node: renderBlock(this.phone, block) };
      fresh.set(block.key, entry);
      order.push(entry.node);
    }
    if (!all.length) order.push(h("p.empty", {}, t(this.chat.started === false ? "startHint" : "noMessages")));
    this.nodes = fresh;
    place(this.log, order);
    restoreFocus();
    if (stick) this.bottom();
  }

  /** A bubble drawn anew keeps the keyboard's place in it. */
  rememberFocus() {
    const held = document.activeElement;
    const article = this.log.contains(held) && held.closest("article");
    if (!article) return () => {};
    const controls = (node) => [...node.querySelectorAll("button, a, input")];
    const index = controls(article).indexOf(held);
    return () => {
      if (held.isConnected) return;
      const again = this.log.querySelector(`[data-id="${article.dataset.id}"]`);
      if (again) (controls(again)[index] || again).focus({ preventScroll: true });
    };
  }

  earlierButton() {
    return h("button.earlier", {
      onclick: () => {
        const height = this.log.scrollHeight;
        this.shown += PAGE;
        this.render();
        this.log.scrollTop += this.log.scrollHeight - height;
      },
    }, t("earlier"));
  }

  /** Screen readers hear what others wrote since the last look. */
  announce() {
    const { account } = this.phone;
    const news = this.messages().filter((message) => message.message_id > this.newest);
    this.newest = news.at(-1)?.message_id || this.newest;
    const words = news.filter((message) => !account.isMine(message)).map((message) => `${senderName(message)}: ${summary(message)}`);
    if (words.length) this.live.textContent = words.join("\n");
    if (words.length && !this.atBottom) this.toBottom.classList.add("news");
  }

  /** A change of size is not a person's scrolling: who was at the bottom stays there. */
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    const size = `${scrollHeight} ${clientHeight}`;
    if (size !== this.size && this.atBottom) this.bottom();
    else this.atBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    this.size = size;
    this.toBottom.hidden = this.atBottom;
    if (this.atBottom) this.toBottom.classList.remove("news");
  }

  bottom() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Scrolls to a message and lets it flash. */
  reveal(messageId) {
    this.shown = Infinity;
    this.render();
    const node = this.log.querySelector(`[data-id="${Number(messageId)}"]`);
    if (!node) return;
    this.atBottom = false;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("flash");
    requestAnimationFrame(() => node.classList.add("flash"));
  }

  async startBot() {
    const { account } = this.phone;
    if (this.chat.blocked) await api.block(account.id, false);
    await api.start(account.id);
    await account.load();
  }
}

/** Makes `parent` hold exactly these nodes in this order, touching as few as possible. */
function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] || null);
  });
}
