"""The shop's one SQLite file; the only SQL of the till."""
