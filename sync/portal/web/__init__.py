"""The server: routes gathered, pages rendered."""
