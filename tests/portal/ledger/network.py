"""A small network over three months: shops that hand orders out, closed months, payments, the chamber's people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from pos.domain import facts
from pos.domain.shop import ShopProfile
from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.ledger import decided
from sync.portal.ledger.signing import Kind, document_of
from sync.portal.ledger.statement import Address, Issuer
from tests.portal.ledger.takings import STAMP, Rung, Shop, handed_out, named, refund, ticket
from tests.portal.visitors import account

if TYPE_CHECKING:
    from sync.portal.gathered import Portal

CHAMBER = Issuer(
    "Chambre de l’économie sociale et solidaire", Address("Rue des Artisans", "12", "1205", "Genève"),
    "CH93 0076 2011 6238 5295 7", "comptes@chambre.example", "CHE-100.000.029",
)  # fmt: skip
SHOPS = ("Les Grains Libres", "Fournil de la Jonction", "Vélo Atelier")
MONTHS = (("2026-08", "2026-09-02"), ("2026-09", "2026-10-02"), ("2026-10", "2026-11-02"))
INVOICE = document_of("facture.pdf", b"%PDF-1.4 invoice")
SECRET_ARTICLE = "Levain secret"
NADIA, PAUL = "nadia@grain.example", "paul@fournil.example"
PEOPLE = {
    "marc@chambre.example": ChamberRole.ACCOUNTANT,
    "ines@chambre.example": ChamberRole.ADMIN,
    "rose@chambre.example": ChamberRole.AUDITOR,
    "theo@chambre.example": ChamberRole.STATISTICIAN,
}


class Calendar:
    """The portal's clock, turned by hand."""

    def __init__(self, day: str = "2026-08-01") -> None:
        self.ms = 0
        self.turn(day)

    def __call__(self) -> int:
        return self.ms

    def turn(self, day: str) -> None:
        """Be at ten o'clock of a day."""
        self.ms = int(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC).timestamp() * 1000)


class Network:
    """Three shops over three months."""

    def __init__(self, portal: Portal, calendar: Calendar) -> None:
        self.portal, self.calendar = portal, calendar
        issuer = msgspec.json.encode(CHAMBER).decode()
        portal.ledger.decide_rule(decided.ISSUER, issuer, "Comité du 14.01.2026", "")
        portal.ledger.decide_rule(decided.RUNNING_COSTS, "100", "Comité du 14.01.2026", "")
        portal.advance.pay_out(2_000_000, "2026-08-01", "Comité du 14.01.2026", "")
        self.shops = [self._shop(name) for name in SHOPS]
        for month, closed_on in MONTHS:
            for shop in self.shops:
                self._sell(shop, month)
            calendar.turn(closed_on)
            portal.closing.close(month, "")
            first = next(each for each in portal.closing.all(month=month) if each.currency == "CHF")
            portal.ledger.pay(first.member, "CHF", first.closing_minor, closed_on, first.number, "")
        calendar.turn("2026-11-24")
        self._sell(self.shops[0], "2026-11")
        self.sessions = {email: account(portal, email, role) for email, role in PEOPLE.items()}
        self.sessions[NADIA] = account(portal, NADIA, MemberRole.OWNER, self.shops[0].id)
        self.sessions[PAUL] = account(portal, PAUL, MemberRole.OWNER, self.shops[1].id)
        self.proposed = portal.signing.propose(
            Kind.SPENDING, "CHF", 200, "Dépliant commun", "somebody", document=INVOICE
        )

    def _shop(self, name: str) -> Shop:
        shop = Shop(self.portal, name)
        profile = ShopProfile(name=name, address=("Rue des Tanneurs 8", "1227 Carouge"))
        shop.arrive(facts.SettingsChanged(id=named("settings", name), at=STAMP, version=1, profile=profile))
        return shop

    def _sell(self, shop: Shop, month: str) -> None:
        for number, (minor, lem) in enumerate(((4_260, 0), (11_825, 2_000), (2_370, 0))):
            day = f"{month}-{5 + 6 * number:02}"
            self.calendar.turn(day)
            sale = ticket(f"{shop.id[:4]}{month}{number}", [Rung(minor), Rung(900, SECRET_ARTICLE)], day, lem_minor=lem)
            shop.ordered(sale)
            shop.arrive(sale, handed_out(sale))
            if number == 1:
                shop.arrive(refund(f"{shop.id[:4]}{month}", sale, {0: 1_000}, day))
