"""The commands of ``liubu``, one module each."""
