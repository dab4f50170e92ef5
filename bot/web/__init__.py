"""The web part: what is asked of the bot over HTTP. It knows no rules and no SQL."""
