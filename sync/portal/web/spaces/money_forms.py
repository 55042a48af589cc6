"""Amounts and decisions as people type them into the forms of the chamber."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.domain.money import parse_amount
from sync.portal.ledger import decided, previewing
from sync.portal.ledger.rates import Rate, Settle, Tier
from sync.portal.ledger.statement import Address, Issuer, check_account

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.portal.gathered import Portal

_PERCENT = re.compile(r"^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$")
_TIER = re.compile(r"^\s*([\d'’.,]+)\s*[:=]\s*(.+?)\s*$")


def amount_read(text: str) -> int:
    """Read an amount in minor units; raises `UserError`."""
    return parse_amount(text.replace("’", "'").strip())


def percent_read(text: str) -> int:
    """Read a share as basis points: «5», «2,5 %»; empty is zero."""
    if not text.strip():
        return 0
    found = _PERCENT.match(text.strip().replace("\u00a0", ""))
    if not found:
        raise UserError("«{text}» is not a percentage. Write it like 2.5.", text=text.strip()[:20])
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def tiers_read(text: str) -> tuple[Tier, ...]:
    """Read steps of the month's turnover, one a line: «5000: 2.5» is 2.5 % from CHF 5000 on."""
    made = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = _TIER.match(line)
        if not found:
            raise UserError("«{text}» is not a step. Write the turnover and the rate like 5000: 2.5.", text=line[:30])
        made.append(Tier(amount_read(found[1]), percent_read(found[2])))
    return tuple(made)


def deciding(portal: Portal, said: Mapping[str, str], by: str, *, tries: bool = False) -> Callable[[], object]:
    """Give what a form of the page of rates asks for: a decision on a rate or a rule, or a trial of a rate."""
    ledger, what = portal.ledger, said.get("geste", "")
    day, reference = said.get("jour", "") or ledger.today, said.get("reference", "")
    if tries:
        return lambda: previewing.preview(portal, _rate(said, day, reference or "essai"))
    if what == "taux":
        return lambda: ledger.decide(_rate(said, day, reference), by)
    if what == "emetteur":
        return lambda: ledger.decide_rule(
            decided.ISSUER, msgspec.json.encode(_issuer(said)).decode(), reference, by, day=day
        )
    if what == "lien":
        return lambda: ledger.decide_rule(decided.PAY_LINK, _link(said.get("lien", "")), reference, by, day=day)
    if what == "central":
        return lambda: ledger.decide_rule(decided.CENTRAL, "1" if said.get("central") else "0", reference, by, day=day)

    def repaying() -> None:
        share, costs = str(percent_read(said.get("part", ""))), str(amount_read(said.get("frais", "") or "0"))
        if int(share) > 10_000:  # all of it
            raise UserError("The part of the pot commun is between 0 and 100 %.")
        ledger.decide_rule(decided.REPAYMENT, share, reference, by, day=day)
        ledger.decide_rule(decided.RUNNING_COSTS, costs, reference, by, day=day)

    return repaying


def _rate(said: Mapping[str, str], day: str, reference: str) -> Rate:
    def bound(name: str) -> int | None:
        return amount_read(said[name]) if said.get(name, "").strip() else None

    names = ("canal", "categorie", "membre", "monnaie", "jour", "taux", "nom", "reference", "regle")
    seed = "|".join(said.get(name, "") for name in names)
    return Rate(
        id=hashlib.sha256(f"{seed}|{day}".encode()).hexdigest()[:32], valid_from=day,
        name=" ".join(said.get("nom", "").split())[:80] or "Commission", channel=said.get("canal", "")[:8],
        category=said.get("categorie", "")[:60], member=said.get("membre", "")[:32],
        currency=said.get("monnaie", "")[:8], rate_bp=percent_read(said.get("taux", "")),
        fixed_minor=bound("fixe") or 0, floor_minor=bound("minimum"), cap_minor=bound("maximum"),
        tiers=tiers_read(said.get("paliers", "")), pot_bp=percent_read(said.get("pot", "")),
        settle=Settle(said["regle"]) if said.get("regle") in set(Settle) else Settle.SAME,
        net_of_vat=bool(said.get("hors_tva")), exempt=bool(said.get("exempte")), ends=bool(said.get("fin")),
        reason=said.get("raison", "")[:200], decided_on=day, reference=reference.strip()[:200],
    )  # fmt: skip


def _link(text: str) -> str:
    link = text.strip()[:500]
    if link and not (link.startswith("https://") and "{montant}" in link):
        raise UserError("A payment link begins with https:// and says {place} where the amount stands.",
                        place="{montant}")  # fmt: skip
    return link


def _issuer(said: Mapping[str, str]) -> Issuer:
    address = Address(
        said.get("rue", "").strip()[:70], said.get("numero", "").strip()[:16], said.get("npa", "").strip()[:16],
        said.get("localite", "").strip()[:35],
    )  # fmt: skip
    name = " ".join(said.get("nom", "").split())[:70]
    if not name or not address.complete:
        raise UserError("Enter the chamber's name, address and account number first: they stand on every statement.")
    check_account(said.get("iban", ""))
    return Issuer(name, address, said.get("iban", "").strip(), said.get("email", "").strip()[:254],
                  said.get("ide", "").strip()[:20])  # fmt: skip
