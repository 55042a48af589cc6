"""The tables of the portal and how they are reached, on SQLite and PostgreSQL alike."""
