"""Online orders, held against the stock of the shop."""
