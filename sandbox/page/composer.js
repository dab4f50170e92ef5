// Where a person writes: text, photos, files, voice, places, name cards, commands and reply keys.
import * as api from "./api.js";
import { askContact, askLocation, ownContact, Tray } from "./attach.js";
import { toast } from "./dialogs.js";
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { closeOutside } from "./menu.js";
import { sampleTone, startRecording } from "./recorder.js";
import { currentMarkup, replyKeyboard } from "./replykeys.js";
import { senderName, summary } from "./summary.js";
import { duration } from "./time.js";

export class Composer {
  constructor(phone, conversation) {
    this.phone = phone;
    this.conversation = conversation;
    this.target = null; // {message, editing}
    this.hiddenKeys = 0; // the message whose one-time keyboard has been used or folded
    this.forced = 0; // the message whose force-reply has been taken up
    this.tray = new Tray(() => this.renderSend());
    this.build();
  }

  build() {
    this.text = h("textarea", {
      testid: "composer-text", rows: 1, placeholder: t("writeMessage"), "aria-label": t("writeMessage"),
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onpaste: (event) => this.pasted(event),
    });
    this.commands = iconButton("slash", t("commands"), { testid: "commands", "aria-haspopup": "menu", onclick: () => this.openCommands(this.offered()) });
    this.keysButton = iconButton("keyboard", t("keyboard"), { testid: "keys-toggle", onclick: () => this.toggleKeys() });
    this.action = h("button.round.solid");
    this.quote = h("div.target", { hidden: true });
    this.keys = h("div");
    this.popup = h("div.popup-place");
    this.start = h("button.start.primary", { testid: "start", onclick: () => this.phone.attempt(() => this.conversation.startBot()) });
    this.note = h("p.note.muted", {}, t("readOnly"));
    this.row = h("div.composer-row", {}, this.commands, this.text, this.keysButton, this.attachButton(), this.action);
    this.root = h("footer.composer", {}, this.popup, this.quote, this.tray.root, this.row, this.note, this.keys, this.start);
    this.renderSend();
  }

  attachButton() {
    const input = (name, accept, asPhoto) => h("input.sr-only", {
      type: "file", multiple: true, accept, testid: `file-${name}`, tabindex: "-1", "aria-hidden": "true",
      onchange: (event) => {
        this.tray.add(event.target.files, asPhoto);
        event.target.value = "";
        this.text.focus();
      },
    });
    const photo = input("photo", "image/*", true);
    const paper = input("document", null, false);
    const open = () => this.openMenu([
      ["photo", "photo", t("attachPhoto"), () => photo.click()],
      ["document", "file", t("attachDocument"), () => paper.click()],
      ["location", "pin", t("attachLocation"), () => askLocation(this.phone)],
      ["contact", "person", t("attachContact"), () => askContact(this.phone)],
    ].map(([name, sign, label, act]) => this.menuItem(`attach-${name}`, [icon(sign), h("span", {}, label)], act)));
    return h("span.attach", {}, photo, paper, iconButton("attach", t("attach"), { testid: "attach", "aria-haspopup": "menu", onclick: open }));
  }

  menuItem(testid, content, act) {
    return h("button", { role: "menuitem", testid, onclick: () => (this.popup.replaceChildren(), act()) }, content);
  }

  openMenu(items) {
    const close = () => this.popup.replaceChildren();
    const menu = h("div.popup", { role: "menu", onkeydown: (event) => event.key === "Escape" && (close(), this.text.focus()) }, items);
    this.popup.replaceChildren(menu);
    closeOutside(menu, close);
    return menu;
  }

  /** The commands that the bot shows this person in this chat. */
  offered() {
    return this.phone.account.commands.get(this.conversation.chatId) || [];
  }

  openCommands(list) {
    const items = list.map(({ command, description }) => this.menuItem(`command-${command}`,
      [h("b", {}, `/${command}`), h("span", {}, description)], () => this.send({ text: `/${command}` })));
    const menu = this.openMenu(items.length ? items : [h("p.muted", {}, t("noCommands"))]);
    if (!this.text.value) menu.querySelector("button")?.focus();
  }

  typed() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
    this.renderSend();
    const begun = /^\/(\w*)$/.exec(this.text.value)?.[1];
    const fitting = begun === undefined ? [] : this.offered().filter(({ command }) => command.startsWith(begun));
    if (fitting.length) this.openCommands(fitting);
    else this.popup.replaceChildren();
  }

  key(event) {
    if (event.isComposing) return; // Enter chooses a word of the input method
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (this.hasContent()) this.submit();
    } else if (event.key === "Escape" && this.target) this.aim(null);
  }

  pasted(event) {
    const images = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!images.length) return;
    event.preventDefault();
    this.tray.add(images, true);
  }

  hasContent() {
    return Boolean(this.text.value.trim() || this.tray.items.length);
  }

  submit() {
    return this.phone.attempt(async () => {
      const words = this.text.value.trim();
      if (this.target?.editing) await api.edit(this.conversation.chatId, this.target.message.message_id, this.phone.account.id, words);
      else for (const message of this.tray.items.length ? await this.tray.messages(words) : [{ text: words }]) await this.deliver(message);
      this.text.value = "";
      this.aim(null);
      this.tray.clear();
      this.typed();
    });
  }

  /** Sends one message, in reply to what is aimed at. */
  async deliver(message) {
    const reply = this.target && !this.target.editing ? { reply_to: this.target.message.message_id } : {};
    await this.phone.say({ ...reply, ...message });
    this.aim(null);
  }

  send(message) {
    return this.phone.attempt(() => this.deliver(message));
  }

  async voice() {
    if (this.recording) {
      const { stop } = this.recording;
      this.recording = null;
      this.renderSend();
      return this.deliver(await stop());
    }
    this.recording = await startRecording();
    if (this.recording) return this.tick();
    await this.deliver(await sampleTone());
    return toast(this.phone.root, t("sampleTone"));
  }

  tick() {
    if (!this.recording) return;
    this.renderSend();
    setTimeout(() => this.tick(), 500);
  }

  renderSend() {
    const [name, sign, label] = this.recording ? ["voice", "stop", t("stopRecording")]
      : this.hasContent() ? ["send", "send", t("send")] : ["voice", "mic", t("record")];
    const button = h(`button.round.solid${this.recording ? ".recording" : ""}`, {
      testid: name, "aria-label": label, title: label,
      onclick: () => (name === "send" ? this.submit() : this.phone.attempt(() => this.voice())),
    }, icon(sign));
    this.action.replaceWith(button);
    this.action = button;
    this.hint();
  }

  hint() {
    const recorded = this.recording && t("recording", { time: duration(this.recording.seconds()) });
    this.text.placeholder = recorded || this.markup?.markup.input_field_placeholder || t("writeMessage");
  }

  replyTo(message) {
    if (message) this.aim({ message, editing: false });
  }

  edit(message) {
    this.aim({ message, editing: true });
    this.text.value = message.text || message.caption;
    this.typed();
  }

  aim(target) {
    this.target = target;
    this.quote.hidden = !target;
    if (!target) return;
    const head = target.editing ? t("editing") : t("replyingTo", { name: senderName(target.message) });
    this.quote.replaceChildren(icon(target.editing ? "edit" : "reply"),
      h("span.lines", {}, h("b", {}, head), h("small", {}, summary(target.message))),
      iconButton("close", t("cancel"), { testid: "target-cancel", onclick: () => this.cancelTarget() }));
    const active = document.activeElement;
    if (active === document.body || this.phone.root.contains(active)) this.text.focus(); // never out of the other phone
  }

  cancelTarget() {
    if (this.target?.editing) this.text.value = "";
    this.aim(null);
    this.typed();
  }

  toggleKeys() {
    const { message } = this.markup;
    this.hiddenKeys = this.hiddenKeys === message.message_id ? 0 : message.message_id;
    this.render();
  }

  press(key) {
    const { message, markup } = this.markup;
    if (markup.one_time_keyboard) this.hiddenKeys = message.message_id;
    if (key.request_location) return askLocation(this.phone);
    const content = key.request_contact ? { contact: ownContact(this.phone.account) } : { text: key.text };
    const reply = message.chat.type === "private" ? {} : { reply_to: message.message_id };
    return this.send({ ...reply, ...content });
  }

  render() {
    const { account } = this.phone;
    const { chat } = this.conversation;
    const silent = chat.type === "private" && (chat.blocked || chat.started === false);
    const listener = chat.type === "channel" && !chat.admins.includes(account.id);
    this.row.hidden = silent || listener;
    this.note.hidden = !listener;
    this.start.hidden = !silent;
    this.start.textContent = t(chat.blocked ? "restart" : "start");
    this.commands.hidden = !this.offered().length;
    this.markup = currentMarkup(account, this.conversation.messages());
    this.renderKeys(silent);
    this.takeUpForce();
  }

  renderKeys(silent) {
    const keyboard = this.markup?.kind === "keyboard" && !silent ? this.markup : null;
    const shown = keyboard && this.hiddenKeys !== keyboard.message.message_id;
    this.keysButton.hidden = !keyboard;
    this.keysButton.setAttribute("aria-pressed", String(Boolean(shown)));
    this.hint();
    const text = shown ? JSON.stringify(keyboard.markup) : "";
    if (this.keysText === text) return;
    this.keysText = text;
    this.keys.replaceChildren(...(shown ? [replyKeyboard(keyboard.markup, (key) => this.press(key))] : []));
  }

  takeUpForce() {
    const { kind, message } = this.markup || {};
    if (kind !== "force" || this.forced === message.message_id) return;
    this.forced = message.message_id;
    this.replyTo(message);
  }
}
