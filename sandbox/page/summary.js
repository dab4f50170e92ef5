// A message in one line of plain text: for the list of chats, quotes, the pinned bar and screen readers.
import { fullName, nameAndRole } from "./avatar.js";
import { t } from "./i18n.js";

export function senderName(message) {
  if (message.sender_chat) return message.sender_chat.title || message.chat.title;
  return message.from ? nameAndRole(message.from).name : "";
}

export function summary(message) {
  const words = message.text || message.caption;
  if (message.photo) return words ? `[${t("photo")}] ${words}` : `[${t("photo")}]`;
  if (message.document) return `[${t("document")}] ${message.document.file_name || words || ""}`;
  if (message.voice) return `[${t("voice")}]`;
  if (message.video) return `[${t("video")}] ${words || ""}`;
  if (message.location) return `[${t("location")}]`;
  if (message.contact) return `[${t("contact")}] ${message.contact.first_name}`;
  return words || serviceText(message) || `[${t("unsupported")}]`;
}

/** The sentence for a service message, or null when it is an ordinary one. */
export function serviceText(message) {
  const who = senderName(message);
  const names = (users) => users.map(fullName).join("、");
  if (message.new_chat_members) return t("svcJoined", { who: names(message.new_chat_members) });
  if (message.left_chat_member) return t("svcLeft", { who: fullName(message.left_chat_member) });
  if (message.group_chat_created || message.supergroup_chat_created || message.channel_chat_created) {
    return t("svcCreated", { who, title: message.chat.title });
  }
  if (message.new_chat_title) return t("svcTitle", { title: message.new_chat_title });
  if (message.pinned_message) return t("svcPinned", { who });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("svcMigrated");
  if (message.forum_topic_created) return t("svcTopic", { title: message.forum_topic_created.name });
  if (message.forum_topic_closed) return t("svcTopicClosed");
  if (message.forum_topic_reopened) return t("svcTopicOpen");
  const known = ["text", "caption", "photo", "document", "voice", "video", "audio", "location", "contact", "sticker", "poll"];
  return known.some((key) => key in message) ? null : t("svcOther");
}
