// Files that wait in the composer, and the forms for a place and a name card.
import { fullName, nameAndRole } from "./avatar.js";
import { field, form } from "./dialogs.js";
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";

const NEAR = { latitude: 35.49, longitude: 112.85 };
const ALBUM = 10;

/** A blob as base64 without the data: prefix. */
export function toBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** The files chosen so far: photos, or documents that stay as they are. */
export class Tray {
  constructor(onChange) {
    this.items = []; // {file, photo}
    this.onChange = onChange;
    this.root = h("div.tray", { testid: "tray", hidden: true });
  }

  add(files, asPhoto) {
    for (const file of files) this.items.push({ file, photo: asPhoto && file.type.startsWith("image/") });
    this.render();
  }

  clear() {
    this.items = [];
    this.render();
  }

  render() {
    this.root.hidden = !this.items.length;
    this.root.replaceChildren(...this.items.map((item) => this.thumb(item)));
    this.onChange();
  }

  thumb(item) {
    const remove = iconButton("close", t("removeAttachment"), { onclick: () => {
      this.items = this.items.filter((other) => other !== item);
      this.render();
    } });
    if (!item.photo) return h("div.thumb.paper", { title: item.file.name }, icon("file"), h("span", {}, item.file.name), remove);
    const image = h("img", { alt: item.file.name, src: URL.createObjectURL(item.file) });
    image.onload = () => URL.revokeObjectURL(image.src);
    return h("div.thumb", {}, image, remove);
  }

  /** The messages to send: photos together as one message or album, each document for itself. */
  async messages(caption) {
    const photos = await Promise.all(this.items.filter((item) => item.photo).map((item) => toBase64(item.file)));
    const papers = await Promise.all(this.items.filter((item) => !item.photo).map(async ({ file }) => (
      { document: { data: await toBase64(file), file_name: file.name, mime_type: file.type } })));
    const groups = [];
    while (photos.length) groups.push(photos.splice(0, ALBUM));
    const pictures = groups.map((group) => (group.length === 1 ? { photo: group[0] } : { album: group.map((photo) => ({ photo })) }));
    const all = [...pictures, ...papers];
    if (caption) all[0] = withCaption(all[0], caption);
    return all;
  }
}

function withCaption(message, caption) {
  if (!message.album) return { ...message, caption };
  const [first, ...others] = message.album;
  return { album: [{ ...first, caption }, ...others] };
}

export function askLocation(phone) {
  const fields = Object.entries(NEAR).map(([name, value]) =>
    field(t(name), { name, type: "number", step: "any", required: true, value: String(value), testid: `location-${name}` }));
  form(phone.root, t("sendLocation"), fields, t("send"), ({ latitude, longitude }) => phone.attempt(() =>
    phone.say({ location: { latitude: Number(latitude), longitude: Number(longitude) } })));
}

export function ownContact(account) {
  const number = `1390356${String(account.id % 10000).padStart(4, "0")}`;
  return { phone_number: number, first_name: nameAndRole(account.person).name, user_id: account.id };
}

export function askContact(phone) {
  const own = ownContact(phone.account);
  const fields = [
    field(t("name"), { name: "first_name", required: true, value: fullName(phone.account.person), testid: "contact-name" }),
    field(t("phoneNumber"), { name: "phone_number", type: "tel", required: true, value: own.phone_number, testid: "contact-phone" }),
  ];
  form(phone.root, t("sendContact"), fields, t("send"), (contact) => phone.attempt(() =>
    phone.say({ contact: contact.phone_number === own.phone_number ? { ...contact, user_id: own.user_id } : contact })));
}
