"""ChatMember objects of the Bot API."""

from sandbox.chats import Chat, Kind, Member, Status
from sandbox.jsontypes import Json

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_ADMIN_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_ADMIN_RIGHTS = ("can_post_messages", "can_edit_messages")
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def member_json(chat: Chat, member: Member) -> Json:
    """Return the ChatMember object of the member's standing, with every right it needs."""
    json: Json = {"user": member.user.json, "status": member.status.value}
    match member.status:
        case Status.CREATOR:
            json["is_anonymous"] = False
        case Status.ADMINISTRATOR:
            rights = ADMIN_RIGHTS + (CHANNEL_ADMIN_RIGHTS if _channel(chat) else GROUP_ADMIN_RIGHTS)
            json |= {"can_be_edited": False, "is_anonymous": False}
            json |= {right: right not in member.forbidden for right in rights}
        case Status.RESTRICTED:
            json |= {"is_member": True, "until_date": 0}
            json |= {right: right not in member.forbidden for right in MEMBER_RIGHTS}
        case Status.KICKED:
            json["until_date"] = 0
    return json


def _channel(chat: Chat) -> bool:
    return chat.kind is Kind.CHANNEL
