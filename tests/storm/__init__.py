"""Random people do random things while the bot is killed; after each step the truths are checked."""
