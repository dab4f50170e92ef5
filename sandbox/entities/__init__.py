"""Message text: markup languages, automatic entities and the rules that all texts obey."""
