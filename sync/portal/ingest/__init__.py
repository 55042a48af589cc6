"""What tills send: checked, stored, projected, acknowledged."""
