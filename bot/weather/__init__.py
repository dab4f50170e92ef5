"""The weather sources: one module each, bytes in, the values of bot/domain/warning.py out. Nothing here fetches."""
