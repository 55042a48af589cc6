"""The portal: keeps the tills' journals and derives stock, catalogue and sales from them."""
