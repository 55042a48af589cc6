"""What the chamber may publish, and what nobody may work out of it."""
