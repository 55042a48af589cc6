"""Members' own web shops: what is remembered of each, and the visits to them."""
