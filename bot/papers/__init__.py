"""Files that people exchange: reading their tables into values, and writing values into tables."""
