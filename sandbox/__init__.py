"""A local Telegram: strict Bot API server, user-side API and chat page. State lives in memory only."""
