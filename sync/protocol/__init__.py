"""The messages that till and portal exchange, and their versions."""
