"""The bot as a process of its own, killed and stopped: what must hold all the same."""
