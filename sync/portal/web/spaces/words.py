"""Amounts, quantities, days and hours as people of Geneva read them; templates call these by name."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pos.domain.money import divide_half_up, format_amount
from pos.domain.quantity import format_quantity, shown_unit
from sync.portal.members import health
from sync.portal.members.profile import day_text
from sync.portal.web.refusals import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.portal.ledger.papers import Standing
    from sync.portal.ledger.payments import TakenIn
    from sync.portal.ledger.rates import Rate
    from sync.portal.ledger.reading import Shown
    from sync.portal.members.health import TillHealth

__all__ = ["day_text", "shown_unit"]
ZONE = ZoneInfo("Europe/Zurich")
NB = "\u00a0"
MINUS = "−"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
TENDERS = {
    "cash.CHF": "Espèces",
    "cash.EUR": "Espèces en euros",
    "card": "Carte",
    "twint": "TWINT",
    "note.LEM": "Billets léman",
}
CURRENCIES = {"LEM": "lémans", "EUR": "euros", "CHF": "CHF"}
RATES = {"N": "Taux normal", "R": "Taux réduit", "H": "Hébergement", "E": "Exonéré", "D": "Hors TVA"}
CHANNELS = {
    "": "tous les canaux",
    "counter": "comptoir",
    "portal": "vendu sur le portail",
    "redirect": "boutique propre du membre",
}
SETTLING = {
    "same": "commission dans la même monnaie",
    "chf": "commission en francs, au pair",
    "exempt": "exemptée",
}
WAITING = {
    "no_reference": "sans référence",
    "other_reference": "référence d’un autre genre",
    "wrong_reference": "référence mal écrite",
    "unknown_statement": "relevé inconnu",
    "other_currency": "autre monnaie que le relevé",
    "collective": "paiement collectif",
    "other_account": "autre compte de la Chambre",
}
EXPORTS = {"beancount": "beancount", "banana": "Banana", "cresus": "Crésus", "bexio": "bexio",
           "balance": "Balance CSV", "comptes": "Plan comptable"}  # fmt: skip
LOOKS = {
    "account.seen": "a ouvert le compte",
    "statement.seen": "a pris un relevé",
    "payment.booked": "a inscrit un paiement",
    "figures.seen": "a ouvert les chiffres",
}
TILL_STATES = {
    health.CURRENT: ("ok", "à jour"),
    health.QUIET: ("warn", "hors ligne"),
    health.SILENT: ("warn", "silencieuse"),
    health.REVOKED: ("bad", "révoquée"),
    health.NEW: ("", "jamais entendue"),
}


def amount(minor: int) -> str:
    """Write an amount without its currency."""
    return format_amount(minor, screen=True)


def chf(minor: int) -> str:
    """Write an amount in francs."""
    return f"CHF{NB}{amount(minor)}"


def francs(minor: int) -> str:
    """Write an amount in whole francs, half a franc rounded away from zero."""
    return amount(divide_half_up(minor, 100) * 100)[:-3]


def own(minor: int, currency: str) -> str:
    """Write an amount of another currency: «26.50 lémans»."""
    return f"{amount(minor)}{NB}{CURRENCIES.get(currency, currency)}"


def price(minor: int | None) -> str:
    """Write a price, or that it is free."""
    return "prix libre" if minor is None else chf(minor)


def quantity(milli: int | None, unit: str = "piece") -> str:
    """Write a quantity with its unit; nothing for none."""
    if milli is None:
        return ""
    sign = shown_unit(unit)
    return format_quantity(milli, unit, screen=True) + (f"{NB}{sign}" if sign else "")


def count(number: int, one: str, many: str) -> str:
    """Write a number of things."""
    return f"{number}{NB}{one if number in {0, 1} else many}"


def long_day(day: str) -> str:
    """Write an ISO date in full: «Lundi 23 novembre»."""
    at = date.fromisoformat(day)
    return f"{DAYS[at.weekday()].capitalize()} {'1er' if at.day == 1 else at.day} {MONTHS[at.month - 1]}"


def short_day(day: str) -> str:
    """Write an ISO date briefly: «lun. 23»."""
    at = date.fromisoformat(day)
    return f"{DAYS[at.weekday()][:3]}. {at.day}"


def month_name(month: str) -> str:
    """Write «2026-11» as «novembre 2026»."""
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def clock(at_ms: int, now_ms: int) -> str:
    """Write a moment: the hour today, the date before."""
    at, now = _local(at_ms), _local(now_ms)
    hour = f"{at.hour}{NB}h{NB}{at.minute:02}"
    if at.date() == now.date():
        return hour
    return f"{at.day}.{at.month:02}. {hour}" if at.year == now.year else f"{at.day}.{at.month:02}.{at.year} {hour}"


def percent(rate_bp: int) -> str:
    """Write a rate."""
    return f"{rate_bp / 100:.1f}".replace(".", ",") + f"{NB}%"


def currency(code: str) -> str:
    """Name a currency."""
    return CURRENCIES.get(code, code)


def several(sums: Mapping[str, int]) -> str:
    """Write amounts of several currencies side by side, never added."""
    return " · ".join(chf(minor) if code == "CHF" else own(minor, code) for code, minor in sums.items()) or "rien"


def plain_day(day: str) -> str:
    """Write an ISO date as «24.11.2026»."""
    return f"{day[8:10]}.{day[5:7]}.{day[:4]}"


def day_month(day: str) -> str:
    """Write an ISO date as «24.11.»."""
    return f"{day[8:10]}.{day[5:7]}."


def entry(row: Shown) -> str:
    """Say what a posting on a member's account is."""
    if row.kind in {"payment", "writeoff", "contribution", "adjustment"}:
        said = {"payment": "Paiement reçu", "writeoff": "Abandon de créance", "contribution": "Contribution au pot",
                "adjustment": "Paliers du mois"}[row.kind]  # fmt: skip
        return f"{said}, {row.reference}" if row.kind == "payment" and row.reference else said
    what = row.words or f"Ticket {row.reference}"
    if not row.words.startswith("Commande") and not row.words.endswith("commandes"):
        return what
    handed = "remises" if row.words.endswith("commandes") else "remise"
    return f"{what}, {handed} au comptoir" if row.kind == "commission" else what


def scope(rate: Rate, names: Mapping[str, str]) -> str:
    """Say what a decision is about."""
    parts = [CHANNELS.get(rate.channel, rate.channel)]
    parts += [f"catégorie {rate.category}"] if rate.category else []
    parts += [names.get(rate.member, "un membre parti")] if rate.member else []
    parts += [f"payé en {currency(rate.currency)}"] if rate.currency else []
    return ", ".join(parts)


def rate_terms(rate: Rate) -> str:
    """Say what a decision asks: «5,0 % dont 20,0 % au pot · v3 dès 01.07.2026»."""
    if rate.ends:
        return "fin de cette portée"
    if rate.exempt:
        return "exempté" + (f" ({rate.reason})" if rate.reason else "")
    parts = [percent(rate.rate_bp)] if rate.rate_bp or not rate.fixed_minor else []
    parts += [f"{amount(rate.fixed_minor)} fixe"] if rate.fixed_minor else []
    said = " + ".join(parts)
    said += f", au moins {amount(rate.floor_minor)}" if rate.floor_minor else ""
    said += f", au plus {amount(rate.cap_minor)}" if rate.cap_minor is not None else ""
    said += "".join(f", {percent(tier.rate_bp)} dès {francs(tier.from_minor)}" for tier in rate.tiers)
    said += f" dont {percent(rate.pot_bp)} au pot" if rate.pot_bp else ""
    return f"{said} · taux v{rate.number} dès {plain_day(rate.valid_from)}"


def statement_state(of: Standing) -> tuple[str, str]:
    """Say how a statement stands: its tone and words."""
    if of.one.closing_minor <= 0:
        return "", "reporté"
    if of.paid_minor >= of.one.closing_minor:
        return "ok", "payé"
    if not of.is_last:
        return "", "reporté sur le suivant"
    return ("warn", "payé en partie") if of.paid_minor > 0 else ("warn", "à payer")


def why_waiting(note: str) -> str:
    """Say why a payment waits for a person, and which statements have the same amount left."""
    why, _, perhaps = note.partition(":")
    return WAITING.get(why, why) + (f" ; même montant que {perhaps.replace(',', ', ')}" if perhaps else "")


def taken_in(of: TakenIn) -> Note:
    """Say what became of a file of the bank."""
    parts = [count(of.booked, "paiement inscrit", "paiements inscrits")]
    parts += [count(of.waiting, "à attribuer", "à attribuer")] if of.waiting else []
    parts += [f"{count(of.known, 'déjà connu', 'déjà connus')}"] if of.known else []
    return Note("Fichier pris.", ", ".join(parts) + ".", kind="ok")


def tender(code: str) -> str:
    """Name a tender."""
    return TENDERS.get(code, code)


def rate(code: str) -> str:
    """Name a rate of VAT."""
    return RATES.get(code, code)


def till_words(till: TillHealth, now_ms: int) -> str:
    """Say how a till is, and what to do."""
    said = f"dernier contact {clock(till.last_seen_ms, now_ms)}" if till.last_seen_ms else ""
    version = f" · version {till.app}" if till.app else ""
    behind = f" · {count(till.behind, 'écriture attendue', 'écritures attendues')}" if till.behind else ""
    todo = {
        health.QUIET: f". Elle vend normalement{NB}; ses ventes arriveront au retour du réseau.",
        health.SILENT: f". Machine éteinte, congé, ou réseau coupé{NB}? Une visite s’impose.",
        health.REVOKED: ". Plus rien n’est pris d’elle.",
        health.NEW: "Elle n’a encore rien envoyé.",
    }.get(till.state, "")
    return f"{said}{version}{behind}{todo}"


def _local(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, ZONE)


_ACTIONS = {
    **LOOKS,
    "signed in": "s’est connecté",
    "signed out": "s’est déconnecté",
    "renamed": "a changé son nom",
    "password changed": "a changé son mot de passe",
    "password reset": "a choisi un nouveau mot de passe",
    "password link sent": "a demandé un nouveau mot de passe",
    "password link made": "a préparé un lien de mot de passe",
    "session ended": "a fermé une session",
    "shut out": "a fermé un compte",
    "let in again": "a rouvert un compte",
    "passkey added": "a ajouté une clé d’accès",
    "passkey removed": "a retiré une clé d’accès",
    "account opened": "a ouvert un compte",
    "invited": "a invité quelqu’un",
    "invitation withdrawn": "a retiré une invitation",
    "member added": "a ajouté un membre",
    "role taken": "a retiré un rôle",
    "role taken up": "a pris un rôle",
    "till approved": "a relié une caisse",
    "till replaced": "a remplacé une caisse",
    "till denied": "a refusé une caisse",
    "till revoked": "a révoqué une caisse",
    "listing.changed": "a changé une annonce",
    "listing.hidden": "a retiré une annonce du portail",
    "listing.shown": "a remis une annonce",
    "picture.kept": "a changé une image",
    "picture.dropped": "a retiré une image",
    "profile.changed": "a changé le profil",
    "sharing.on": "a décidé de partager",
    "sharing.off": "a décidé de ne plus partager",
    "data.exported": "a emporté les données",
    "member.left": "a quitté le portail",
    "member.returned": "a repris un membre",
    "anomaly.settled": "a réglé une anomalie",
    "buyer.seen": "a vu qui a commandé",
    "event.kept": "a annoncé un événement",
    "event.annuler": "a annulé un événement",
    "event.retablir": "a rétabli un événement",
    "webshop.connected": "a relié une boutique en ligne",
    "webshop.visited": "a demandé une visite de la boutique en ligne",
    "webshop.forgotten": "a oublié une boutique en ligne",
    "aisle.creer": "a créé un rayon",
    "aisle.supprimer": "a supprimé un rayon",
    "aisle.placer": "a placé une catégorie",
    "mark.annoncer-taux": "a annoncé un taux de TVA",
    "mark.retirer-taux": "a retiré un taux annoncé",
    "mark.mettre-billet": "a mis un billet en circulation",
    "mark.retirer-billet": "a retiré un billet",
}


def action(key: str) -> str:
    """Say what was done; what has no words yet is told as it is written."""
    return _ACTIONS.get(key, key)
