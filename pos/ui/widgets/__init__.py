"""The widgets of the till."""
