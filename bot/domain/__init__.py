"""The rules of the community, as plain code that is told the time: no Telegram, no SQL, no wording, no clock."""
