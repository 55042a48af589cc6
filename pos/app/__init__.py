"""The rooms behind main.py: they build the till and introduce its parts."""
