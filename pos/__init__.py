"""The till. It does not know that a portal exists."""
