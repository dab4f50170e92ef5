"""Dialogs as data: a step says what it asks and which answer it takes; nothing here sends, stores or words."""
