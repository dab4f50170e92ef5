"""Between Telegram and the database: intake, processor, sender, and the gateway that alone calls the Bot API."""
