"""Connectors to web shops, against doubles with the measured traps, and against a real django-oscar."""
