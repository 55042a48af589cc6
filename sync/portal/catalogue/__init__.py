"""Articles, prices and stock, as the journals of a member make them."""
