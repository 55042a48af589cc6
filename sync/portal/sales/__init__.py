"""What a member sold, for its own eyes: never read by pages of the chamber."""
