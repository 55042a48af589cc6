"""Anomalies in plain words: what happened, what is sure, what to do. Nothing was refused, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pos.domain.ticket import shown_number
from sync.portal.web.spaces.words import NB, amount, quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.portal.ingest.inbox import Waiting

BAD, WARN, CALM = "bad", "warn", ""
WEIGHT = {BAD: "Important", WARN: "À vérifier", CALM: "Pour information"}
_FIELDS = {
    "name": "le nom",
    "price_minor": "le prix",
    "vat_code": "la TVA",
    "category": "la catégorie",
    "description": "le texte",
    "online": "la mise en ligne",
    "online_url": "l’adresse en ligne",
    "web_quota_milli": "le quota en ligne",
    "picture": "l’image",
    "barcodes": "les codes-barres",
    "origin": "l’origine",
    "stocked": "la tenue du stock",
    "archived": "le retrait de l’assortiment",
}


class Told(NamedTuple):
    """An anomaly as a page tells it; `tone` is that of its tag."""

    tone: str
    title: str
    happened: str
    safe: str
    todo: str

    @property
    def weight(self) -> str:
        """How much it matters, in words."""
        return WEIGHT[self.tone]


def told(odd: Waiting, names: Mapping[str, str]) -> Told:
    """Say what an anomaly is; `names` gives articles by id where the detail has no name."""
    if odd.kind == "negative_stock":
        return _negative(odd, names)
    if odd.kind == "count":
        return _count(odd, names)
    words = _WORDS.get(odd.kind)
    if words is not None:
        return words(odd.detail)
    return Told(
        CALM,
        f"À regarder{NB}: {odd.kind}",
        "Le portail a noté quelque chose d’inhabituel.",
        "Rien n’a été refusé ni perdu.",
        "Regarder, puis écrire ce que c’était.",
    )


def _double_refund(d: Mapping[str, Any]) -> Told:
    return Told(
        WARN,
        f"Un remboursement a peut-être été fait deux fois, ticket {d.get('receipt', '')}",
        f"Deux caisses hors ligne ont repris la même ligne du ticket {d.get('refunds', '')}.",
        "Les deux remboursements sont dans les comptes, comme ils ont été faits.",
        "Comparer avec le tiroir et les reçus, et demander à l’équipe.",
    )


def _receipt_twice(d: Mapping[str, Any]) -> Told:
    return Told(
        BAD,
        f"Deux tickets portent le numéro {d.get('receipt', '')}",
        "Une machine a été remise à une copie d’elle-même, ou copiée.",
        "Les deux tickets comptent, aucune vente n’est perdue.",
        "Noter sur vos doubles lequel est lequel. Si l’ancien disque vend encore, l’arrêter.",
    )


def _fork(d: Mapping[str, Any]) -> Told:
    return Told(
        BAD,
        "Une caisse a raconté la suite deux fois",
        f"Après l’écriture {d.get('seq', '')}, le portail a reçu deux suites{_receipts(d.get('receipts'))}.",
        "Les deux suites sont gardées, aucune vente n’est perdue.",
        "Regarder si une ancienne machine ou une copie vend encore. Si oui, l’arrêter.",
    )


def _clock(d: Mapping[str, Any]) -> Told:
    return Told(
        CALM,
        f"L’horloge d’une caisse a sauté de {_span(int(d.get('jump_ms', 0)))}",
        "L’heure de la machine et le temps écoulé ne vont pas ensemble.",
        "L’ordre des ventes vient du journal, pas de l’heure. Aucune vente n’a changé de jour.",
        "Remplacer la pile de la machine si cela revient.",
    )


def _projection(d: Mapping[str, Any]) -> Told:
    return Told(
        WARN,
        "Une écriture est gardée, mais n’a pas encore d’effet",
        f"Le portail ne sait pas appliquer l’écriture {d.get('seq', '')} ({d.get('type', '')}).",
        "Elle est rangée mot pour mot et sera appliquée dès que possible.",
        "Mettre le portail à jour, ou prévenir la Chambre.",
    )


def _ledger(_: Mapping[str, Any]) -> Told:
    return Told(
        WARN,
        "Une commission n’est pas encore inscrite",
        "Le portail n’a pas su tirer les écritures de commission d’un envoi de caisse.",
        "Les ventes sont rangées et comptées. La clôture du mois essaie encore.",
        "Prévenir la Chambre si cela revient.",
    )


def _admitted_twice(d: Mapping[str, Any]) -> Told:
    return Told(
        BAD,
        f"Le billet {shown_number(str(d.get('ticket', '')))[-9:]} est entré deux fois",
        f"Deux portes hors ligne l’ont laissé entrer{NB}: {', '.join(map(str, d.get('doors', ())))}.",
        "Les deux entrées sont notées, comme elles ont été faites.",
        "Regarder qui est dans la salle. Relier les portes au portail pour qu’elles s’entendent.",
    )


def _order_twice(d: Mapping[str, Any]) -> Told:
    return Told(
        BAD,
        f"La commande {d.get('code', '')} a été remise deux fois",
        "Deux caisses l’ont remise et vendue, l’une sans savoir de l’autre.",
        "Les deux ventes sont dans les comptes.",
        "Comparer les deux tickets avec la marchandise, et rembourser celui qui n’a pas été servi.",
    )


def _order_after_end(d: Mapping[str, Any]) -> Told:
    return Told(
        WARN,
        f"La commande {d.get('code', '')} a été remise après sa fin",
        "Elle avait été annulée ou refusée entre-temps.",
        "La vente compte.",
        "Compter ces articles, s’ils avaient été promis à quelqu’un d’autre.",
    )


def _order_unknown(_: Mapping[str, Any]) -> Told:
    return Told(
        CALM,
        "Une commande inconnue du portail a été remise",
        "Le portail a peut-être été remis à une sauvegarde d’avant la commande.",
        "La vente compte.",
        "Rien.",
    )


def _order_oversold(d: Mapping[str, Any]) -> Told:
    return Told(
        WARN,
        f"Votre boutique en ligne a vendu plus qu’il n’y a, commande {d.get('code', '')}",
        "Elle a pris la commande avant de connaître le stock des caisses.",
        "La commande est gardée, avec ce qui reste.",
        "Commander la marchandise, ou avertir le client.",
    )


def _conflict(d: Mapping[str, Any]) -> Told:
    field = _FIELDS.get(str(d.get("field", "")), str(d.get("field", "")))
    return Told(
        WARN,
        f"«{NB}{d.get('name', '')}{NB}» a été changé à deux endroits à la fois",
        f"Pour {field}, la valeur gardée est «{NB}{_value(d, 'kept')}{NB}»{NB};"
        f" l’autre était «{NB}{_value(d, 'lost')}{NB}».",
        "Tout ce qui a été changé d’autre a été gardé des deux côtés.",
        "Garder, ou changer l’article encore une fois.",
    )


def _value(d: Mapping[str, Any], key: str) -> str:
    value = d.get(key)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int) and str(d.get("field", "")).endswith("_minor"):
        return f"CHF {amount(value)}"
    return "rien" if value in {None, ""} else str(value)[:120]


def _negative(odd: Waiting, names: Mapping[str, str]) -> Told:
    level = int(odd.detail.get("level_milli", 0))
    name = names.get(odd.key, "Un article")
    return Told(
        WARN,
        f"{name}{NB}: le stock est passé sous zéro",
        f"Il s’en est vendu plus que le stock n’en connaissait{NB}: {quantity(level)}.",
        "Les ventes sont justes et comptées.",
        "Compter l’article à la caisse, ou saisir la livraison qui manque.",
    )


def _receipts(receipts: object) -> str:
    return f" (tickets {', '.join(map(str, receipts[:4]))})" if isinstance(receipts, list) and receipts else ""


def _span(ms: int) -> str:
    minutes = abs(ms) // 60_000
    if minutes < 120:
        return f"{minutes}{NB}minutes"
    hours = minutes // 60
    return f"{hours}{NB}heures" if hours < 48 else f"{hours // 24}{NB}jours"


def _count(odd: Waiting, names: Mapping[str, str]) -> Told:
    return Told(
        WARN,
        f"Comptage et vente trop proches{NB}: {names.get(str(odd.detail.get('product', '')), 'un article')}",
        "Deux caisses ont noté un comptage et un mouvement presque au même moment.",
        "Le stock suit l’ordre le plus probable.",
        "Recompter cet article une fois, quand personne ne vend.",
    )


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], Told]] = {
    "conflict": _conflict,
    "double_refund": _double_refund,
    "receipt_twice": _receipt_twice,
    "fork": _fork,
    "clock": _clock,
    "projection": _projection,
    "ledger": _ledger,
    "admitted_twice": _admitted_twice,
    "order_twice": _order_twice,
    "order_after_end": _order_after_end,
    "order_unknown": _order_unknown,
    "order_oversold": _order_oversold,
}
