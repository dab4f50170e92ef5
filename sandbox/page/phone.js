// One phone: it belongs to a person and shows the choice of people, the list of chats, or one chat.
import * as api from "./api.js";
import { nameAndRole, personAvatar, personHue } from "./avatar.js";
import { chatList } from "./chatlist.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { toast } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { pickedUp } from "./live.js";
import { picker } from "./people.js";
import * as town from "./town.js";

export class Phone {
  constructor(side, onMove) {
    this.side = side;
    this.onMove = onMove;
    this.account = null;
    this.chatId = null;
    this.choosing = false;
    this.owner = h("div.owner-bar");
    this.screen = h("div.screen");
    this.root = h("section.phone", { testid: `phone-${side}`, "aria-label": t(`${side}Phone`) }, this.owner, this.screen);
    this.unwatch = () => {};
    this.queued = false;
  }

  get place() {
    return { person: this.account?.id || null, chat: this.chatId };
  }

  /** Hands the phone to a person; with `chatId` straight into that chat. */
  async give(personId, chatId = null) {
    this.unwatch();
    this.account = town.person(personId) ? town.account(personId) : null;
    this.chatId = chatId;
    this.choosing = false;
    this.leaveChat();
    if (!this.account) return this.render();
    const { account } = this;
    this.unwatch = account.watch(() => this.queue());
    pickedUp(personId);
    await this.attempt(() => account.load());
    return account === this.account && this.openChat(this.chatId);
  }

  openChat(chatId, messageId = null) {
    const inHand = this.root.contains(document.activeElement);
    this.leaveChat();
    this.chatId = this.account.sees(chatId) ? chatId : null;
    if (this.chatId) {
      this.conversation = new Conversation(this, this.chatId);
      this.composer = new Composer(this, this.conversation);
      this.screen.replaceChildren(this.conversation.root, this.composer.root);
      this.attempt(() => this.account.loadCommands(chatId));
    }
    this.render();
    if (inHand) this.placeFocus();
    this.onMove(this);
    if (messageId) this.conversation?.reveal(messageId);
  }

  /** After a change of screen the keyboard goes on in the new one; a touch screen's keyboard stays down. */
  placeFocus() {
    const typed = this.composer && !this.composer.row.hidden && matchMedia("(pointer: fine)").matches;
    const target = typed ? this.composer.text : this.screen.querySelector("button:not([hidden])");
    target?.focus({ preventScroll: true });
  }

  openList() {
    this.openChat(null);
  }

  leaveChat() {
    this.conversation = null;
    this.composer = null;
  }

  /** Many changes at once are drawn once. */
  queue() {
    if (this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => {
      this.queued = false;
      this.render();
    });
  }

  render() {
    if (this.account && !town.person(this.account.id)) return this.give(null); // the sandbox was started anew
    this.renderOwner();
    if (!this.account || this.choosing) return this.renderPicker();
    if (this.chatId && !this.account.sees(this.chatId)) return this.followMigration();
    if (!this.conversation) return this.renderList();
    this.conversation.render();
    return this.composer.render();
  }

  renderList() {
    const held = this.screen.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    this.screen.replaceChildren(chatList(this));
    if (held) this.screen.querySelector(`[data-testid="${held}"]`)?.focus({ preventScroll: true });
  }

  /** The open chat has gone: into the supergroup that it became, or back to the list. */
  followMigration() {
    const moved = this.account.messages(this.chatId).findLast((message) => message.migrate_to_chat_id);
    this.openChat(moved?.migrate_to_chat_id || null);
  }

  renderPicker() {
    if (this.screen.querySelector(".picker")) return;
    this.screen.replaceChildren(picker((person) => this.give(person.id, person.id)));
    if (this.choosing) this.screen.querySelector("input").focus();
  }

  renderOwner() {
    const person = this.account?.person;
    const text = JSON.stringify([person, this.choosing]);
    if (this.ownerText === text) return;
    this.ownerText = text;
    this.root.style.setProperty("--hue", String(person ? personHue(person) : 172));
    if (!person) return this.owner.replaceChildren(h("span.owner.nobody", {}, icon("person"), t(`${this.side}Phone`)));
    const { name, role } = nameAndRole(person);
    this.owner.replaceChildren(h("button.owner", {
      testid: "owner", "aria-expanded": String(this.choosing), "aria-label": `${name} ${role} — ${t("switchPerson")}`,
      onclick: () => this.toggleChoosing(),
    }, personAvatar(person), h("b", {}, name), role ? h("span.role", {}, role) : null,
    h("span.change", {}, t("switchPerson"), icon("down"))));
  }

  toggleChoosing() {
    this.choosing = !this.choosing;
    if (this.choosing) return this.render();
    return this.openChat(this.chatId);
  }

  /** Runs what a person asked for; what goes wrong is said on this phone. */
  async attempt(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      toast(this.root, error.message, "error");
      return undefined;
    }
  }

  async say(message) {
    const { account, chatId } = this;
    const thread = this.conversation.topic || undefined;
    const { message: sent, messages } = await api.send(chatId, account.id, { ...(thread ? { thread } : {}), ...message });
    // What the line has told already is newer: the bot may have reacted to it meanwhile.
    for (const one of messages || [sent].flat()) if (!account.message(chatId, one.message_id)) account.put(one);
    if (this.conversation) this.conversation.atBottom = true;
    this.queue();
  }

  async react(message, emoji) {
    const { account } = this;
    account.reacted(await api.react(account.id, message.chat.id, message.message_id, emoji));
  }
}
