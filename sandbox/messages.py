"""A message as the sandbox keeps it."""

from dataclasses import dataclass, field

from sandbox.jsontypes import Json


@dataclass(slots=True)
class Message:
    """One message. `json` is the Bot API's Message object; an edit replaces it, nothing changes it.

    `keyboard` is a reply keyboard or force-reply, and `silent` that the phone made no sound: people notice these, and
    the bot's Message object lacks them.
    `seen` tells whether the bot was told of it (privacy mode).
    """

    json: Json
    chat_id: int
    sender_id: int
    keyboard: Json | None = None
    seen: bool = False
    protected: bool = False
    silent: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        number: int = self.json["message_id"]
        return number

    @property
    def date(self) -> int:
        """When it was sent, in Unix seconds of the sandbox."""
        date: int = self.json["date"]
        return date

    def quoted(self) -> Json:
        """Return the object as it stands inside a reply: without the message it replies to itself."""
        return {name: value for name, value in self.json.items() if name != "reply_to_message"}

    def for_people(self) -> Json:
        """Return the object as the user-side API shows it: with keyboard, reactions, and whether it made a sound."""
        more: Json = {"reactions": self.reaction_counts()} if self.reactions else {}
        if self.keyboard is not None:
            more["reply_markup"] = self.keyboard
        if self.silent:
            more["silent"] = True
        return {**self.json, **more} if more else self.json

    def reaction_counts(self) -> list[Json]:
        """Return who reacted with which emoji: `[{"emoji", "user_ids"}]`."""
        by_emoji: dict[str, list[int]] = {}
        for user_id, reaction in self.reactions.items():
            for one in reaction:
                by_emoji.setdefault(one["emoji"], []).append(user_id)
        return [{"emoji": emoji, "user_ids": users} for emoji, users in by_emoji.items()]


CONTENTS = ("text", "photo", "document", "voice", "location", "contact", "audio", "video")
"""Names of the content of a message that is not a service message."""


def content_kind(json: Json) -> str:
    """Return which of CONTENTS a Message object holds; empty for a service message."""
    return next((name for name in CONTENTS if name in json), "")
