"""What happened to an order, in words, the first first: what its buyer did, what tills said, what the clock ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.online_order import OrderState
from sync.portal.orders import spoken, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.portal.orders.standing import Part

_TOLD = {
    standing.ACKNOWLEDGED: "Confirmée",
    standing.READY: "Prête",
    standing.REFUSED: "Refusée",
    standing.COLLECTED: "Remise et payée",
}
_BY = {"buyer": "par qui a commandé", "clock": "par le portail, faute de réponse"}


class Happened(NamedTuple):
    """Something that happened, who did it, and what more there is to say."""

    at_ms: int
    words: str
    by: str
    more: str = ""


def history(part: Part, *, from_portal: bool) -> list[Happened]:
    """Tell an order's life."""
    start = "par qui a commandé" if from_portal else "dans votre boutique en ligne"
    made = [Happened(part.placed_ms, "Envoyée", start)]
    for told in part.told:
        more = told.reason
        if told.kind == standing.SHORT:
            more = missing_words(part, told.missing)
        made.append(Happened(told.at_ms, _TOLD.get(told.kind, "Il manque quelque chose"), "à la caisse", more))
    for deed in part.deeds:
        words = "Annulée" if deed.what == standing.CANCELLED else "Le reste est gardé"
        made.append(Happened(deed.at_ms, words, _BY.get(deed.by, "")))
    if standing.state_of(part) is OrderState.EXPIRED:
        made.append(Happened(standing.ended_ms(part) or part.expires_ms, "Libérée, non retirée", "par le portail"))
    return sorted(made, key=lambda each: each.at_ms)


def missing_words(part: Part, missing: Mapping[str, int]) -> str:
    """Say what is missing: the lines of these articles by their names."""
    names = {line.product: line for line in part.lines}
    said = [
        f"{spoken.times(milli, names[product].unit)} {names[product].name}" if product in names else "une part d’un lot"
        for product, milli in missing.items()
    ]
    return ", ".join(said)
