"""What is measured, and how it is defined: the same words stand under the figures, in files and in reports."""

from __future__ import annotations

from enum import StrEnum

from sync.portal.wording import sentence


class Measure(StrEnum):
    """What a member's day is summed up in; `key` in brackets."""

    MEMBER = "member"
    """Stands for being counted at all [sector|commune]; of no day."""
    SALES = "sales"
    """Turnover [category]."""
    TICKETS = "tickets"
    """Number of sales, refunds left out."""
    BASKETS = "baskets"
    """What those sales came to."""
    PAID = "paid"
    """What was given, at its CHF value [currency:tender]."""
    NETWORK = "network"
    """Turnover with another member [buyer]."""
    ORIGIN = "origin"
    """Turnover of articles whose origin is noted."""
    LOCAL = "local"
    """Turnover of articles of the region."""
    ESS_MADE = "ess_made"
    """Turnover of articles made by the social and solidarity economy."""


DEFINITIONS = {
    "sales": sentence(
        "Prix de vente TVA comprise, remboursements déduits, au jour de vente à Genève\u00a0; sans consignes ni bons."
    ),
    "sector": sentence("Secteur\u00a0: activité principale que le membre indique dans son profil."),
    "commune": sentence("Commune\u00a0: celle que le membre indique dans son profil."),
    "aisle": sentence("Rayon\u00a0: celui du portail où se range la catégorie de l’article vendu."),
    "basket": sentence(
        "Total d’un ticket, toutes monnaies à la parité. Médiane\u00a0: la moitié des tickets est au-dessous. "
        "Moyenne\u00a0: total des tickets ÷ nombre de tickets."
    ),
    "complementary": sentence(
        "Valeur remise en monnaies complémentaires ÷ valeur totale remise, 1 léman pour 1 franc."
    ),
    "network": sentence(
        "Ventes dont l’acheteur est un membre reconnu à la caisse ÷ toutes les ventes\u00a0: un minimum, tant que "
        "l’acheteur n’est pas toujours noté. Couverture\u00a0: part des ventes des membres qui notent leurs acheteurs."
    ),
    "local": sentence(
        "Ventes d’articles notés «\u00a0de la région\u00a0» ÷ ventes d’articles dont l’origine est notée. "
        "Couverture\u00a0: part des ventes dont l’origine est notée."
    ),
    "ess_made": sentence("Ventes d’articles notés «\u00a0ESS Made\u00a0» ÷ toutes les ventes."),
    "active": sentence("Boutiques actives\u00a0: membres comptés qui ont vendu quelque chose ce mois."),
    "complete": sentence(
        "Caisses complètes\u00a0: part des caisses des membres comptés qui ont transmis au portail après la fin du "
        "mois."
    ),
    "protected": sentence(
        "Protégé\u00a0: trop peu de membres, ou l’un d’eux serait reconnaissable, ou bien le chiffre permettrait d’en "
        "retrouver un autre par soustraction. Nous ne disons pas lequel des trois."
    ),
    "median": sentence(
        "Médiane du secteur\u00a0: moyenne des deux ou trois membres du milieu, arrondie à 100 francs, dès cinq "
        "membres."
    ),
}
"""What each figure means (facts: portal §5.2)."""
