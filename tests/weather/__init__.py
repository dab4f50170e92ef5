"""The readers of the weather, and what is reckoned from what they read."""
