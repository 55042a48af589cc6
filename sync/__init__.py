"""Everything that leaves the shop: the messages, the till's side, and the portal."""
