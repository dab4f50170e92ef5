"""The Bot API server."""
