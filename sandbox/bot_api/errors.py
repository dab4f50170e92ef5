"""Telegram's mistakes in Telegram's words; the numbers are the rows of telegram-errors."""

from dataclasses import dataclass

from sandbox.jsontypes import Json

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of error: row of telegram-errors (0: one of the smaller ones), status, text with blanks."""

    row: int
    code: int
    text: str


class BotApiError(Exception):
    """A Bot API call is refused: what the answer says."""

    def __init__(self, mistake: Mistake, *, parameters: Json | None = None, **blanks: object) -> None:
        """Fill the blanks of the mistake's text; `parameters` go into the answer as they are."""
        self.row = mistake.row
        self.code = mistake.code
        text = mistake.text.format(**blanks)
        prefix = PREFIXES[mistake.code]
        self.description = f"{prefix}: {text}" if text else prefix
        self.parameters = parameters
        super().__init__(self.description)


def _bad(row: int, text: str) -> Mistake:
    return Mistake(row, 400, text)


def _forbidden(row: int, text: str) -> Mistake:
    return Mistake(row, 403, text)


TOKEN_MALFORMED = Mistake(1, 401, "invalid token specified")
TOKEN_WRONG = Mistake(2, 401, "")
METHOD_UNKNOWN = Mistake(3, 404, "method not found")
PATH_UNKNOWN = Mistake(3, 404, "")
CHAT_NOT_FOUND = _bad(4, "chat not found")
CHAT_ID_EMPTY = _bad(4, "chat_id is empty")
TEXT_MISSING = _bad(5, "message text is empty")
TEXT_EMPTY = _bad(6, "text must be non-empty")
TEXT_TOO_LONG = _bad(7, "message is too long")
EDIT_TOO_LONG = _bad(7, "MESSAGE_TOO_LONG")
TEXT_BYTES_TOO_LONG = _bad(7, "text is too long")
CAPTION_TOO_LONG = _bad(8, "message caption is too long")
EDIT_CAPTION_TOO_LONG = _bad(8, "MEDIA_CAPTION_TOO_LONG")
ENTITIES_UNPARSABLE = _bad(9, "can't parse entities: {reason}")
PARSE_MODE_UNKNOWN = _bad(12, "unsupported parse_mode")
ENTITIES_NOT_JSON = _bad(13, "can't parse entities JSON object")
ENTITY_BAD = _bad(13, "can't parse MessageEntity: {reason}")
ENTITY_BEGINS_AFTER = _bad(13, "entity begins after the end of the text at UTF-16 offset {begin}")
ENTITY_ENDS_AFTER = _bad(
    13, "entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
)
NOT_MODIFIED = _bad(
    14,
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message",
)
EDIT_NOT_FOUND = _bad(15, "message to edit not found")
MESSAGE_UNNAMED = _bad(15, "message identifier is not specified")
EDIT_REFUSED = _bad(16, "message can't be edited")
NO_TEXT_TO_EDIT = _bad(17, "there is no text in the message to edit")
NO_CAPTION_TO_EDIT = _bad(17, "there is no caption in the message to edit")
DELETE_NOT_FOUND = _bad(18, "message to delete not found")
DELETE_REFUSED = _bad(18, "message can't be deleted")
DELETE_TOO_OLD = _bad(18, "message can't be deleted for everyone")
IDS_MISSING = _bad(19, "message identifiers are not specified")
IDS_TOO_MANY = _bad(19, "too many message identifiers specified")
IDS_INVALID = _bad(19, "invalid message identifier specified")
COPY_REFUSED = _bad(20, "message can't be copied")
FORWARD_NOT_FOUND = _bad(20, "message to forward not found")
COPY_NOT_FOUND = _bad(20, "message to copy not found")
FORWARD_NONE_FOUND = _bad(20, "there are no messages to forward")
FORWARD_NONE_ALLOWED = _bad(20, "messages can't be forwarded")
FORWARD_PROTECTED = _bad(21, "the message can't be forwarded")
CHAT_PROTECTED = _bad(21, "message has protected content and can't be forwarded")
REPLY_NOT_FOUND = _bad(22, "message to be replied not found")
THREAD_NOT_FOUND = _bad(23, "message thread not found")
TOPIC_CLOSED = _bad(23, "TOPIC_CLOSED")
TOPIC_NOT_MODIFIED = _bad(23, "TOPIC_NOT_MODIFIED")
PIN_NOT_FOUND = _bad(24, "message to pin not found")
UNPIN_NOT_FOUND = _bad(24, "message to unpin not found")
REACT_NOT_FOUND = _bad(24, "message to react not found")
REACTION_TYPE_BAD = _bad(25, "can't parse ReactionType: invalid reaction type specified")
REACTION_INVALID = _bad(25, "REACTION_INVALID")
BUTTON_DATA_INVALID = _bad(26, "BUTTON_DATA_INVALID")
BUTTON_BAD = _bad(27, "can't parse inline keyboard button: {reason}")
KEYBOARD_SHAPE = _bad(27, 'field "{field}" of the {type} must be an Array of Arrays')
BUTTON_TEXT_EMPTY = _bad(27, "inline keyboard button text must be non-empty")
BUTTON_URL_INVALID = _bad(27, "inline keyboard button URL '{url}' is invalid: {reason}")
REPLY_BUTTON_BAD = _bad(27, "can't parse keyboard button: {reason}")
REPLY_BUTTON_TEXT_EMPTY = _bad(27, "keyboard button text must be non-empty")
MARKUP_NOT_JSON = _bad(28, "can't parse reply keyboard markup JSON object")
MARKUP_NOT_OBJECT = _bad(28, "object expected as reply markup")
MARKUP_TOO_LONG = _bad(28, "reply markup is too long")
LOCATION_PRIVATE_ONLY = _bad(29, "location can be requested in private chats only")
PHONE_PRIVATE_ONLY = _bad(29, "phone number can be requested in private chats only")
QUERY_TOO_OLD = _bad(30, "query is too old and response timeout expired or query ID is invalid")
ANSWER_TOO_LONG = _bad(30, "MESSAGE_TOO_LONG")
FILE_MISSING = _bad(31, "there is no {what} in the request")
FILE_EMPTY = _bad(32, "file must be non-empty")
FILE_ID_MALFORMED = _bad(33, "wrong remote file identifier specified: {reason}")
FILE_URL_INVALID = _bad(33, "invalid file HTTP URL specified: {reason}")
FILE_URL_FAILED = _bad(33, "failed to get HTTP URL content")
FILE_ID_DEAD = _bad(33, "wrong file identifier/HTTP URL specified")
FILE_KIND_WRONG = _bad(33, "can't use file of type {given} as {wanted}")
GET_FILE_EMPTY = _bad(34, "file_id not specified")
GET_FILE_INVALID = _bad(34, "invalid file_id")
GET_FILE_TOO_BIG = _bad(34, "file is too big")
GET_FILE_UNAVAILABLE = _bad(34, "wrong file_id or the file is temporarily unavailable")
PHOTO_TOO_BIG = _bad(35, "file of size {size} bytes is too big for a photo; the maximum size is {limit} bytes")
REQUEST_TOO_LARGE = Mistake(35, 413, "")
PHOTO_MEASURES = _bad(35, "PHOTO_INVALID_DIMENSIONS")
PHOTO_UNREADABLE = _bad(35, "IMAGE_PROCESS_FAILED")
MEDIA_NOT_ARRAY = _bad(36, "expected an Array of InputMedia")
MEDIA_BAD = _bad(36, "can't parse InputMedia: {reason}")
ALBUM_TOO_LONG = _bad(36, "too many messages to send as an album")
ALBUM_EMPTY = _bad(36, "there are no messages to send")
ALBUM_MIXED = _bad(36, "can't use the media of the specified type in the album")
BOT_BLOCKED = _forbidden(37, "bot was blocked by the user")
USER_DEACTIVATED = _forbidden(37, "user is deactivated")
NEVER_STARTED = _forbidden(38, "bot can't initiate conversation with a user")
USER_IS_BOT = _forbidden(38, "the bot can't send messages to the bot")
BOT_KICKED = _forbidden(39, "bot was kicked from the {chat} chat")
BOT_NOT_MEMBER = _forbidden(39, "bot is not a member of the {chat} chat")
GROUP_DELETED = _forbidden(39, "the group chat was deleted")
CHAT_UPGRADED = _bad(40, "group chat was upgraded to a supergroup chat")
FLOOD = Mistake(41, 429, "retry after {seconds}")
OTHER_POLL = Mistake(42, 409, "terminated by other getUpdates request; make sure that only one bot instance is running")
WEBHOOK_CALL = Mistake(42, 409, "terminated by setWebhook request")
WEBHOOK_ACTIVE = Mistake(
    42,
    409,
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
)
BROKEN = Mistake(0, 500, "")

SEND_FORBIDDEN = _bad(0, "not enough rights to send {what} to the chat")
NO_WRITE_ACCESS = _bad(0, "have no write access to the chat")
CHANNEL_ADMIN_NEEDED = _bad(0, "need administrator rights in the channel chat")
PIN_FORBIDDEN = _bad(0, "not enough rights to manage pinned messages in the chat")
RESTRICT_FORBIDDEN = _bad(0, "not enough rights to restrict/unrestrict chat member")
USER_IS_ADMIN = _bad(0, "user is an administrator of the chat")
PROMOTE_FORBIDDEN = _bad(0, "not enough rights")
TOPIC_FORBIDDEN = _bad(0, "not enough rights to {what}")
TITLE_FORBIDDEN = _bad(0, "not enough rights to change chat {what}")
DESCRIPTION_FORBIDDEN = _bad(0, "not enough rights to set chat description")

ACTION_WRONG = _bad(0, "wrong parameter action in request")
USER_ID_INVALID = _bad(0, "invalid user_id specified")
MEMBER_NOT_FOUND = _bad(0, "member not found")
MEMBERS_HIDDEN = _bad(0, "member list is inaccessible")
USER_NOT_FOUND = _bad(0, "user not found")
NO_ADMINS_IN_PRIVATE = _bad(0, "there are no administrators in the private chat")
FROM_CHAT_MISSING = _bad(0, 'parameter "from_chat_id" is required')
PARAMETER_EMPTY = _bad(0, "{name} is empty")
COMMAND_EMPTY = _bad(0, "command must be non-empty")
COMMAND_TOO_LONG = _bad(0, "command length must not exceed 32")
COMMAND_DESCRIPTION_LONG = _bad(0, "command description length must not exceed 256")
COMMAND_DESCRIPTION_EMPTY = _bad(0, "command description must be non-empty")
COMMAND_BAD = _bad(0, "can't parse BotCommand: {reason}")
COMMANDS_NOT_ARRAY = _bad(0, "expected an Array of BotCommand")
COMMANDS_TOO_MANY = _bad(0, "BOT_COMMANDS_TOO_MUCH")
COMMAND_INVALID = _bad(0, "BOT_COMMAND_INVALID")
COMMANDS_BAD = _bad(0, "can't parse commands specified: {reason}")
SCOPE_BAD = _bad(0, "can't parse BotCommandScope: {reason}")
WEBHOOK_URL_INVALID = _bad(0, "invalid webhook URL specified")
SECRET_TOO_LONG = _bad(0, "secret token is too long")
SECRET_CHARACTERS = _bad(0, "secret token contains unallowed characters")
WEBHOOK_BAD = _bad(0, "bad webhook: {reason}")
CHAT_NOT_GROUP = _bad(0, "method is available only for supergroups")
CHAT_IS_PRIVATE = _bad(0, "chat member status can't be changed in private chats")
TITLE_EMPTY = _bad(0, "title can't be empty")
CHAT_NOT_MODIFIED = _bad(0, "CHAT_NOT_MODIFIED")
TOPIC_NAME_EMPTY = _bad(0, "TOPIC_TITLE_EMPTY")
CHAT_NOT_FORUM = _bad(0, "the chat is not a forum")
