"""Where each account stands in the Swiss chart of accounts for small firms (plan comptable suisse PME), in one place.

The numbers are proposals that an accountant confirms; each currency has accounts of its own. A «*» stands for one part
of a name between colons. The first row that fits holds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(NamedTuple):
    """A row of the chart: names that it holds, number, what it is called, and its class."""

    pattern: str
    number: str
    name: str
    root: str


ASSETS, LIABILITIES, INCOME, EXPENSES, EQUITY = "Assets", "Liabilities", "Income", "Expenses", "Equity"

CHART = (
    # The till.
    Place("till:cash.CHF", "1000", "Caisse CHF", ASSETS),
    Place("till:note.LEM", "1003", "Caisse lémans", ASSETS),
    Place("till:cash.EUR", "1005", "Caisse EUR", ASSETS),
    Place("till:card", "1025", "Cartes à recevoir", ASSETS),
    Place("till:twint", "1026", "TWINT à recevoir", ASSETS),
    Place("till:voucher", "2030", "Consignes et bons dus", LIABILITIES),
    Place("till:outside", "2030", "Consignes et bons dus", LIABILITIES),
    Place("till:transfer:CHF", "1090", "Mouvements de caisse CHF", ASSETS),
    Place("till:transfer:LEM", "1093", "Mouvements de caisse lémans", ASSETS),
    Place("till:transfer:EUR", "1095", "Mouvements de caisse EUR", ASSETS),
    Place("till:sales:N", "3200", "Ventes, taux normal", INCOME),
    Place("till:sales:R", "3210", "Ventes, taux réduit", INCOME),
    Place("till:sales:H", "3410", "Hébergement", INCOME),
    Place("till:sales:E", "3290", "Ventes sans TVA", INCOME),
    Place("till:rounding", "3809", "Arrondis", INCOME),
    Place("till:difference", "6790", "Différences de caisse", EXPENSES),
    Place("till:*", "1028", "Autres moyens de paiement à recevoir", ASSETS),
    # The chamber.
    Place("member:*:receivable:CHF", "1100", "Créances des membres CHF", ASSETS),
    Place("member:*:receivable:LEM", "1103", "Créances des membres lémans", ASSETS),
    Place("member:*:receivable:EUR", "1105", "Créances des membres EUR", ASSETS),
    Place("member:*:payable:CHF", "2000", "Dettes envers les membres CHF", LIABILITIES),
    Place("member:*:payable:LEM", "2003", "Dettes envers les membres lémans", LIABILITIES),
    Place("member:*:payable:EUR", "2005", "Dettes envers les membres EUR", LIABILITIES),
    Place("income:commission:CHF", "3400", "Commissions CHF", INCOME),
    Place("income:commission:LEM", "3403", "Commissions lémans", INCOME),
    Place("income:commission:EUR", "3405", "Commissions EUR", INCOME),
    Place("fund:pot_commun:CHF", "2210", "Pot commun CHF", LIABILITIES),
    Place("fund:pot_commun:LEM", "2213", "Pot commun lémans", LIABILITIES),
    Place("fund:pot_commun:EUR", "2215", "Pot commun EUR", LIABILITIES),
    Place("advance:chamber:CHF", "2450", "Avance de la Chambre", LIABILITIES),
    Place("portal:setup:CHF", "1700", "Création du portail", ASSETS),
    Place("bank:CHF", "1020", "Banque CHF", ASSETS),
    Place("bank:LEM", "1023", "Portefeuille lémans", ASSETS),
    Place("bank:EUR", "1024", "Banque EUR", ASSETS),
    Place("cc:LEM", "1023", "Portefeuille lémans", ASSETS),
    Place("expense:running:CHF", "6570", "Exploitation du portail CHF", EXPENSES),
    Place("expense:running:LEM", "6573", "Exploitation du portail lémans", EXPENSES),
    Place("expense:running:EUR", "6575", "Exploitation du portail EUR", EXPENSES),
    Place("expense:writeoff:CHF", "3805", "Pertes sur créances CHF", EXPENSES),
    Place("expense:writeoff:LEM", "3806", "Pertes sur créances lémans", EXPENSES),
    Place("expense:writeoff:EUR", "3807", "Pertes sur créances EUR", EXPENSES),
    Place("vat:due:CHF", "2200", "TVA due", LIABILITIES),
    Place("vat:due:LEM", "2201", "TVA due, part encaissée en lémans", LIABILITIES),
    Place("vat:due:EUR", "2202", "TVA due, part encaissée en EUR", LIABILITIES),
    Place("fx:CHF", "1096", "Change, contrepartie CHF", EQUITY),
    Place("fx:LEM", "1097", "Change, contrepartie lémans", EQUITY),
    Place("fx:EUR", "1098", "Change, contrepartie EUR", EQUITY),
    # Currencies that come later, until they have numbers of their own.
    Place("member:*:receivable:*", "1109", "Créances des membres, autres monnaies", ASSETS),
    Place("member:*:payable:*", "2009", "Dettes envers les membres, autres monnaies", LIABILITIES),
    Place("income:commission:*", "3409", "Commissions, autres monnaies", INCOME),
    Place("fund:pot_commun:*", "2219", "Pot commun, autres monnaies", LIABILITIES),
    Place("bank:*", "1029", "Comptes, autres monnaies", ASSETS),
    Place("cc:*", "1029", "Comptes, autres monnaies", ASSETS),
    Place("expense:running:*", "6579", "Exploitation du portail, autres monnaies", EXPENSES),
    Place("expense:writeoff:*", "3808", "Pertes sur créances, autres monnaies", EXPENSES),
    Place("vat:due:*", "2209", "TVA due, part encaissée en autres monnaies", LIABILITIES),
    Place("fx:*", "1099", "Change, contrepartie autres monnaies", EQUITY),
)


@lru_cache(maxsize=10_000)
def place_of(account: str) -> Place:
    """Give the row of an account; an account without one is told, for it would be missing in the books."""
    parts = account.split(":")
    for place in CHART:
        wanted = place.pattern.split(":")
        if len(wanted) == len(parts) and all(want in ("*", part) for want, part in zip(wanted, parts, strict=True)):
            return place
    raise UserError("The account {account} has no number in the chart of accounts.", account=account)


def number_of(account: str) -> str:
    """Give the number of an account."""
    return place_of(account).number


def named(accounts: Iterable[str]) -> list[tuple[str, str]]:
    """Give number and name of every account that occurs, for the reader of a file."""
    return sorted({(place.number, place.name) for place in map(place_of, accounts)})
