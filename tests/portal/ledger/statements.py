"""Statements to test with: invented chamber, member and amounts; the account is from public documentation."""

from __future__ import annotations

from typing import Any

from sync.portal.ledger.statement import Address, Issuer, Line, Member, Statement, What, checked

IBAN = "CH93 0076 2011 6238 5295 7"
CHAMBER = Issuer(
    "Chambre genevoise de l’ESS",
    Address("Rue des Artisans", "12", "1205", "Genève"),
    IBAN,
    "comptes@chambre.example",
    "CHE-100.000.029 TVA",
)
GRAINS = Member("m-17", "Les Grains Libres, coopérative", Address("Rue des Tanneurs", "8", "1227", "Carouge"))


def commission(number: int, base_minor: int = 3_840, amount_minor: int = 192, **more: Any) -> Line:
    """Give the commission of one online order."""
    return Line(
        f"E-{10_000 + number}",
        f"2026-10-{1 + number % 31:02}T10:15:00+02:00",
        "portail",
        f"1-{46_810 + 73 * number}",
        What.COMMISSION,
        amount_minor,
        text=f"Commande 5A{number}X",
        channel="vendu ici",
        base_minor=base_minor,
        rate="5,00 %",
        pot_share_minor=amount_minor // 5,
        **more,
    )


def statement(lines: tuple[Line, ...] = (), *, opening: int = 0, currency: str = "CHF", **more: Any) -> Statement:
    """Give a statement that adds up."""
    closing = opening + sum(line.amount_minor for line in lines)
    fields: dict[str, Any] = {
        "number": "2026-000231",
        "issuer": CHAMBER,
        "member": GRAINS,
        "month": "2026-10",
        "issued_on": "2026-11-02",
        "due_on": "2026-11-30",
        "previous": "2026-000174",
    }
    return checked(
        Statement(**{**fields, **more}, currency=currency, opening_minor=opening, closing_minor=closing, lines=lines)
    )


def october() -> Statement:
    """Give a usual month: the balance of September, its payment, sales, a refund."""
    payment = Line("E-9990", "2026-10-08T00:00:00+02:00", "banque", "camt.054", What.PAYMENT, -7_415)
    back = Line(
        "E-9991", "2026-10-17T16:40:00+02:00", "portail", "1-47624", What.REVERSAL, -109,
        base_minor=-2_180, rate="5,00 %", pot_share_minor=-22, reverses="1-47175",
    )  # fmt: skip
    sold = [commission(number) for number in range(18)]
    return statement(tuple(sorted((payment, back, *sold), key=lambda line: line.occurred_at)), opening=7_415)
