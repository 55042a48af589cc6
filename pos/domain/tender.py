"""How a total is settled: several tenders, part payment, change, cash rounding, paying out.

sum of tender values - change values - rounding = total, in CHF minor units, whatever was given.
Only the cash part is rounded to 0.05 (facts: smallest coin); everything else is exact to the centime.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pos.domain.currency import (
    CHF,
    LEM,
    ChangePolicy,
    Currency,
    break_down,
    currency,
    from_chf,
    largest_payable,
    to_chf,
)
from pos.domain.errors import UserError
from pos.domain.money import check_limit, format_amount, round_cash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CASH, CASH_EUR, CARD, TWINT, NOTES_LEM = "cash.CHF", "cash.EUR", "card", "twint", "note.LEM"
"""The tenders of this release; electronic currencies and vouchers will add codes of their own."""

CURRENCY_OF = {CASH: "CHF", CASH_EUR: "EUR", CARD: "CHF", TWINT: "CHF", NOTES_LEM: "LEM"}
DECLARED = (CARD, TWINT)
"""Paid on a device of their own; the cashier declares the result."""
IN_DRAWER = (CASH, CASH_EUR, NOTES_LEM)


class Rules(msgspec.Struct, frozen=True, omit_defaults=True):
    """What this shop takes today: tenders, the dated EUR rate, the Léman's change and limit."""

    accepted: tuple[str, ...] = (CASH, CARD, TWINT, NOTES_LEM)
    eur_rate: str | None = None
    eur_rate_on: str | None = None
    lem_change: ChangePolicy = ChangePolicy.CHF
    lem_limit_minor: int | None = None
    lem_notes: tuple[int, ...] = LEM.notes
    """Notes that are taken and given, largest first; see `pos.domain.marks`."""

    def in_drawer(self, code: str) -> Currency:
        """Give a currency with every piece that may lie in the drawer: notes withdrawn since are still counted."""
        known = currency(code)
        if code != LEM.code or self.lem_notes == LEM.notes:
            return known
        return msgspec.structs.replace(known, notes=tuple(sorted({*known.notes, *self.lem_notes}, reverse=True)))

    def rate(self, code: str) -> Decimal:
        """Give the CHF value of one unit of the tender's currency; a complementary one is at parity."""
        if code != CASH_EUR:
            return Decimal(1)
        if self.eur_rate is None:
            raise UserError("There is no EUR rate yet. Enter today's rate in the settings.")
        return Decimal(self.eur_rate)


class Given(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the customer hands over, in minor units of the tender's own currency."""

    code: str
    minor: int
    notes: tuple[int, ...] = ()
    reference: str = ""


class TenderTaken(msgspec.Struct, frozen=True, omit_defaults=True):
    """A tender as booked: its own amount, its CHF value, and the rate frozen with it."""

    code: str
    currency: str
    minor: int
    value_minor: int
    rate: str | None = None
    rate_on: str | None = None
    notes: tuple[int, ...] = ()
    reference: str = ""


class GivenChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """Change handed back: from which drawer, and in which notes and coins."""

    code: str
    currency: str
    minor: int
    value_minor: int
    pieces: tuple[int, ...] = ()


class Settlement(msgspec.Struct, frozen=True):
    """A total that is settled to the centime."""

    tenders: tuple[TenderTaken, ...]
    change: tuple[GivenChange, ...]
    rounding_minor: int


def notes(counts: Mapping[int, int]) -> Given:
    """Léman notes given: denomination in minor units to number of notes."""
    pieces = tuple(note for note in sorted(counts, reverse=True) for _ in range(counts[note]))
    return Given(NOTES_LEM, sum(pieces), pieces)


def written_notes(minors: Sequence[int], between: str = ", ") -> str:
    """Write notes as people say them, the whole ones first: «1, 5, 10, 20, 3.14»."""
    ordered = sorted(minors, key=lambda minor: (minor % 100 != 0, minor))
    return between.join(str(minor // 100) if minor % 100 == 0 else format_amount(minor) for minor in ordered)


def value_of(given: Given, rules: Rules) -> int:
    """Give the CHF value of what was given."""
    return to_chf(given.minor, rules.rate(given.code))


def remaining(total_minor: int, given: Sequence[Given], rules: Rules) -> int:
    """What is still owed, exact; negative when too much was given."""
    return total_minor - sum(value_of(item, rules) for item in given)


def cash_due(total_minor: int, given: Sequence[Given], rules: Rules) -> int:
    """What is still owed if cash pays it: rounded to the smallest coin."""
    return round_cash(remaining(total_minor, given, rules), CHF.step_minor)


def euro_due(total_minor: int, given: Sequence[Given], rules: Rules) -> int:
    """What is still owed in EUR minor units at the rate of the day."""
    return from_chf(remaining(total_minor, given, rules), rules.rate(CASH_EUR))


def check_given(total_minor: int, given: Sequence[Given], new: Given, rules: Rules) -> Given:
    """Give the new tender back, or say why it cannot be taken on top of what was given."""
    if new.code not in rules.accepted:
        raise UserError("This shop does not take this means of payment.")
    if new.minor <= 0:
        raise UserError("What is received is an amount above zero.")
    check_limit(new.minor)
    if total_minor <= 0:
        raise UserError(
            "There is nothing to receive: this ticket pays out {amount}.", amount=format_amount(-total_minor)
        )
    owed = remaining(total_minor, given, rules)
    if new.code in DECLARED and new.minor > owed:
        raise UserError(
            "By card or TWINT no more than the rest can be taken: {rest}.", rest=format_amount(max(owed, 0))
        )
    if new.code == CASH and new.minor % CHF.step_minor:
        raise UserError(
            "There are no coins under 5 centimes: enter an amount like {like}.",
            like=format_amount(round_cash(new.minor)),
        )
    if new.code == NOTES_LEM:
        _check_notes(total_minor, given, new, rules)
    return new


def settle(total_minor: int, given: Sequence[Given], rules: Rules, change_in: ChangePolicy | None = None) -> Settlement:
    """Settle a total, or say what is missing.

    `change_in` is the cashier's choice where the policy leaves it to them (CHF when not said).
    """
    for index, item in enumerate(given):
        check_given(total_minor, given[:index], item, rules)
    if total_minor < 0:
        return pay_out(total_minor, [(CASH, -total_minor)], rules)
    tenders = tuple(_taken(item, rules) for item in given)
    owed = total_minor - sum(tender.value_minor for tender in tenders)
    if round_cash(owed, CHF.step_minor) > 0:
        raise UserError("{rest} is still to be paid.", rest=format_amount(owed))
    if owed >= 0:
        # Up to 2 centimes no coin can pay: they are rounding (5-centime practice on the cash part).
        return Settlement(tenders, (), -owed)
    return _with_change(tenders, -owed, rules, change_in)


def pay_out(total_minor: int, parts: Sequence[tuple[str, int]], rules: Rules, *, rounded_minor: int = 0) -> Settlement:
    """Settle a negative total by handing out `parts`: (tender code, CHF value to give back) in turn.

    Léman notes are handed out as far as notes can make the amount; the rest, and what EUR paid, is CHF cash.
    `rounded_minor` is not handed out: cash rounding of the sale and of earlier refunds already took it.
    """
    assert total_minor < 0
    if sum(value for _, value in parts) + rounded_minor != -total_minor:
        raise UserError("What is handed out must be {amount} in all.", amount=format_amount(-total_minor))
    out: Counter[str] = Counter()
    pieces: tuple[int, ...] = ()
    for code, value in parts:
        if code == NOTES_LEM:
            pieces = largest_payable(value, rules.lem_notes)
            out[NOTES_LEM] += sum(pieces)
            out[CASH] += value - sum(pieces)
        elif code in DECLARED:
            out[code] += value
        else:
            out[CASH] += value
    tenders: list[TenderTaken] = []
    rounding = rounded_minor
    for code, value in out.items():
        if value == 0:
            continue
        paid = round_cash(value, CHF.step_minor) if code == CASH else value
        rounding -= paid - value
        if paid:
            kept = tuple(pieces) if code == NOTES_LEM else ()
            tenders.append(TenderTaken(code, CURRENCY_OF[code], -paid, -paid, notes=kept))
    assert all(code in (*rules.accepted, CASH, CARD, TWINT, NOTES_LEM) for code in out)
    return Settlement(tuple(tenders), (), rounding)


def _check_notes(total_minor: int, given: Sequence[Given], new: Given, rules: Rules) -> None:
    if new.notes and (sum(new.notes) != new.minor or any(note not in rules.lem_notes for note in new.notes)):
        raise UserError("There is no such Léman note. The notes are {notes}.", notes=written_notes(rules.lem_notes))
    taken = sum(item.minor for item in given if item.code == NOTES_LEM)
    if rules.lem_limit_minor is not None and taken + new.minor > rules.lem_limit_minor:
        raise UserError(
            "This shop takes at most {limit} LEM per sale; {rest} LEM can still be taken.",
            limit=format_amount(rules.lem_limit_minor),
            rest=format_amount(rules.lem_limit_minor - taken),
        )
    if rules.lem_change is ChangePolicy.NONE and new.minor > remaining(total_minor, given, rules):
        raise UserError(
            "No change is given on Léman notes: take at most {rest} LEM.",
            rest=format_amount(max(remaining(total_minor, given, rules), 0)),
        )


def _taken(item: Given, rules: Rules) -> TenderTaken:
    foreign = item.code == CASH_EUR
    return TenderTaken(
        code=item.code,
        currency=CURRENCY_OF[item.code],
        minor=item.minor,
        value_minor=value_of(item, rules),
        rate=rules.eur_rate if foreign else None,
        rate_on=rules.eur_rate_on if foreign else None,
        notes=item.notes,
        reference=item.reference,
    )


def _with_change(
    tenders: tuple[TenderTaken, ...], over_minor: int, rules: Rules, choice: ChangePolicy | None
) -> Settlement:
    """Hand back what was given too much: in CHF, or in Léman notes what exceeds without the cash."""
    cash_value = sum(tender.value_minor for tender in tenders if tender.code in (CASH, CASH_EUR))
    lem_value = sum(tender.value_minor for tender in tenders if tender.code == NOTES_LEM)
    change: list[GivenChange] = []
    rest = over_minor
    over_notes = over_minor - cash_value
    if lem_value and over_notes > 0:
        policy = rules.lem_change if rules.lem_change is not ChangePolicy.CASHIER else choice or ChangePolicy.CHF
        if policy is ChangePolicy.NONE:
            raise UserError("No change is given on Léman notes: take {over} less.", over=format_amount(over_notes))
        if policy is ChangePolicy.SAME:
            pieces = largest_payable(over_notes, rules.lem_notes)
            if pieces:
                change.append(GivenChange(NOTES_LEM, "LEM", sum(pieces), sum(pieces), pieces))
            rest -= sum(pieces)
    coins = round_cash(rest, CHF.step_minor)
    if coins:
        change.append(GivenChange(CASH, "CHF", coins, coins, tuple(break_down(coins, CHF.denominations))))
    return Settlement(tenders, tuple(change), rest - coins)


def refund_parts(
    amount_minor: int, paid: Mapping[str, int], preferred: str | None = None
) -> tuple[tuple[str, int], ...]:
    """Share what is given back over the tenders that paid, never more than each still holds.

    `paid` is tender code to CHF value still refundable, in the order taken; EUR cash comes back as CHF, and
    francs given as change on Léman notes count below zero. The parts fall short of the amount only by what
    cash rounding took on the sale and its refunds: in all, no more is handed out than was paid.
    """
    left = min(amount_minor, max(sum(paid.values()), 0))
    parts: list[tuple[str, int]] = []
    for code in sorted(paid, key=lambda code: code != preferred):
        part = min(left, max(paid[code], 0))
        if part:
            parts.append((code, part))
            left -= part
    return tuple(parts)


def likely_cash(due_minor: int) -> list[int]:
    """Amounts a customer is likely to hand over for what is due: round sums and single notes."""
    if due_minor <= 0:
        return []
    steps = (100, 500, 1000, 2000, 5000, 10000, 20000, 100000)
    sums = {-(-due_minor // step) * step for step in steps}
    sums |= {note for note in CHF.notes if note >= due_minor}
    return sorted(amount for amount in sums if amount > due_minor)[:6]
