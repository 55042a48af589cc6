"""The models of the till."""
