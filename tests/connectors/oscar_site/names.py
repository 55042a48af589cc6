"""Who is in the shop, for both sides."""

STAFF, PASSWORD = "staff@shop.example", "only on loopback"
PARTNERS = ("Les Grains Libres", "Fournil de la Jonction")
"""Their codes are `les-grains-libres` and `fournil-de-la-jonction`, their numbers 1 and 2."""
