"""Main activities among which a member chooses its own."""

from __future__ import annotations

from sync.portal.wording import sentence

SECTORS = {
    "alimentation": sentence("Alimentation et boissons"),
    "restauration": sentence("Restauration"),
    "ferme": sentence("Vente à la ferme"),
    "culture": sentence("Culture et spectacles"),
    "reparation": sentence("Réparation et réemploi"),
    "habits": sentence("Habits et textile"),
    "soins": sentence("Soins et bien-être"),
    "maison": sentence("Maison et jardin"),
    "informatique": sentence("Informatique"),
    "livres": sentence("Livres et papeterie"),
    "formation": sentence("Formation et conseil"),
    "autre": sentence("Autre activité"),
}
"""Main activity of a member, near the groups of NOGA 2008 (47 retail by goods, 56, 62, 85, 90, 95, 96)."""
