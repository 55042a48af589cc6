"""What commission a ticket asks for, and what a refund gives back of it. Pure: everything comes as an argument.

Per ticket and rate the amount is rounded half to even; its parts (currencies, lines, the pot commun) are shared with
the largest remainder, so that they always add up (facts: portal §4.3).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.money import divide_half_up, split
from pos.domain.vat import OUTSIDE, VatRate
from sync.portal.ledger.posting import Line
from sync.portal.ledger.rates import Channel, Settle, is_complementary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sync.portal.ledger.rates import Rate, Rates

FRANCS = "CHF"
E4 = 10_000
"""Ten thousand: what a rate in basis points is divided by."""


class Sold(NamedTuple):
    """A line of a ticket, as charged to the buyer (CHF minor units); `kind` is that of its article."""

    line: str
    category: str
    kind: str
    vat_code: str
    total_minor: int


class Ticket(NamedTuple):
    """A sale as the ledger sees it. `paid`: CHF value per currency given, change deducted, rounding left out."""

    member: str
    sale: str
    day: str
    channel: Channel
    lines: tuple[Sold, ...]
    paid: tuple[tuple[str, int], ...]
    central: bool = False


class _Share(NamedTuple):
    """What was paid in one currency of one line."""

    sold: Sold
    paid_in: str
    minor: int
    net_minor: int


def charged(ticket: Ticket, rates: Rates, turnover: Callable[[Rate], int]) -> list[Line]:
    """Give the commission lines of a ticket; `turnover(rate)` is what the month held under a rate with tiers before."""
    by_rate: dict[str, tuple[Rate, list[_Share]]] = {}
    legal = rates.legal if ticket.central or rates.any_net else ()
    for share in _shares(ticket, legal):
        rate = rates.asking(ticket.channel, share.sold.category, ticket.member, share.paid_in, ticket.day)
        if rate is not None:
            by_rate.setdefault(rate.id, (rate, []))[1].append(share)
    made: list[Line] = []
    for rate, shares in by_rate.values():
        made += _under(ticket, rate, shares, turnover)
    return made


def _under(ticket: Ticket, rate: Rate, shares: Sequence[_Share], turnover: Callable[[Rate], int]) -> list[Line]:
    bases = [share.net_minor if rate.net_of_vat else share.minor for share in shares]
    whole = sum(bases)
    if whole <= 0:
        return []
    before = turnover(rate) if rate.tiers else 0
    exact_e4 = _exact_e4(rate, before, whole)
    rounded = half_even(exact_e4)
    if rate.tiers:
        rounded = half_even(_upto_e4(rate, before + whole)) - half_even(_upto_e4(rate, before)) + rate.fixed_minor
    amount = max(rounded, rate.floor_minor or 0)
    amount = amount if rate.cap_minor is None else min(amount, rate.cap_minor)
    owed_in = [_owed_in(rate, share.paid_in) for share in shares]
    amounts, pots = _shared_out(amount, rate, bases, owed_in)
    plain = not rate.tiers and not rate.fixed_minor
    exact = [base * rate.rate_bp for base in bases] if plain else split(exact_e4, bases)
    bounded = split((amount - rounded) * E4, bases) if amount != rounded else [0] * len(bases)
    # In the order of the fields: by name costs six times as much, and this is done for every line that is ever sold.
    return [
        Line(
            ticket.sale, sold.line, ticket.day, ticket.channel, mode_of(ticket, sold), kind_of(sold), sold.category,
            paid_in, owed_in[i], rate.id, rate.rate_bp, bases[i], amounts[i], pots[i],
            minor - net_minor if mode_of(ticket, sold) == "central" else 0, exact[i], bounded[i],
        )
        for i, (sold, paid_in, minor, net_minor) in enumerate(shares)
    ]  # fmt: skip


def _shared_out(amount: int, rate: Rate, bases: Sequence[int], owed_in: Sequence[str]) -> tuple[list[int], list[int]]:
    """Share a ticket's commission over currencies, then lines, and the pot's part of it in the same way."""
    if len(set(owed_in)) == 1:
        own = split(amount, bases)
        return own, _pots(_pot_of(amount, rate), own)
    in_currency: dict[str, list[int]] = defaultdict(list)
    for place, currency in enumerate(owed_in):
        in_currency[currency].append(place)
    amounts, pots = [0] * len(bases), [0] * len(bases)
    per_currency = split(amount, [sum(bases[i] for i in places) for places in in_currency.values()])
    for places, part in zip(in_currency.values(), per_currency, strict=True):
        of_lines = split(part, [bases[i] for i in places])
        for i, own_part, pot_part in zip(places, of_lines, _pots(_pot_of(part, rate), of_lines), strict=True):
            amounts[i], pots[i] = own_part, pot_part
    return amounts, pots


def _pot_of(amount: int, rate: Rate) -> int:
    """Give the pot's part; of two shares the larger remainder is what rounding half up gives, and the pot is first."""
    return divide_half_up(amount * rate.pot_bp, E4)


def _pots(pot_minor: int, amounts: Sequence[int]) -> list[int]:
    return split(pot_minor, amounts) if sum(amounts) else [0] * len(amounts)


def given_back(
    original: Sequence[Line], before: Iterable[Line], refunded: Mapping[str, int], sold: Mapping[str, int], refund: str
) -> list[Line]:
    """Give what is taken back of a ticket's commission, as negative lines.

    `refunded` is what came back so far of each line, this refund included, `sold` what each was sold for, `before`
    what was taken back already. Rounded on the sum, so that parts end exactly at the whole and never beyond it.
    """
    back: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in before:
        back[line.line, line.paid_in].append(line)
    made = []
    for line in original:
        whole = sold.get(line.line, 0)
        part = min(refunded.get(line.line, 0), whole)
        if whole <= 0 or part <= 0:
            continue
        earlier = back[line.line, line.paid_in]

        def rest(name: str, line: Line = line, part: int = part, whole: int = whole, gone: list[Line] = earlier) -> int:
            upto = half_even_of(int(getattr(line, name)) * part, whole)
            return -upto - sum(int(getattr(each, name)) for each in gone)

        taken = {name: rest(name) for name in ("base_minor", "amount_minor", "pot_minor", "vat_minor")}
        taken |= {name: rest(name) for name in ("exact_e4", "bounded_e4")}
        if any(taken.values()):
            made.append(_changed(line, refund=refund, **taken))
    return made


def _changed(line: Line, *, refund: str, **values: int) -> Line:
    fields = {name: getattr(line, name) for name in line.__struct_fields__}
    return Line(**{**fields, **values, "refund": refund})


def _shares(ticket: Ticket, legal: Sequence[VatRate]) -> list[_Share]:
    """Share each line over the currencies given, so that both add up; without `legal` rates no tax is taken out."""
    counted = [sold for sold in ticket.lines if sold.total_minor > 0 and not _is_no_turnover(sold)]
    base = sum(sold.total_minor for sold in counted)
    given = [(currency, value) for currency, value in ticket.paid if value > 0]
    if not base or not given:
        return []
    if len(given) == 1 and not legal:
        return [_Share(sold, given[0][0], sold.total_minor, sold.total_minor) for sold in counted]
    left = split(base, [value for _, value in given])
    made = []
    for sold in counted:
        parts = split(sold.total_minor, left)
        left = [rest - part for rest, part in zip(left, parts, strict=True)]
        taxes = split(_tax_in(sold, ticket.day, legal), parts) if legal else [0] * len(parts)
        made += [
            _Share(sold, currency, part, part - tax)
            for (currency, _), part, tax in zip(given, parts, taxes, strict=True)
            if part
        ]
    return made


def _is_no_turnover(sold: Sold) -> bool:
    """Deposits, vouchers and donations: no consideration, and no commission."""
    return sold.vat_code == OUTSIDE or sold.kind == "deposit"


def _exact_e4(rate: Rate, before: int, base: int) -> int:
    if rate.tiers:
        return _upto_e4(rate, before + base) - _upto_e4(rate, before) + rate.fixed_minor * E4
    return base * rate.rate_bp + rate.fixed_minor * E4


def _upto_e4(rate: Rate, turnover: int) -> int:
    """Give what a month's turnover asks for under marginal rates, in ten thousandths."""
    steps = [(0, rate.rate_bp), *((tier.from_minor, tier.rate_bp) for tier in rate.tiers)]
    ends = [start for start, _ in steps[1:]] + [max(turnover, steps[-1][0])]
    return sum(
        max(0, min(turnover, end) - start) * share_bp for (start, share_bp), end in zip(steps, ends, strict=True)
    )


def half_even(amount_e4: int) -> int:
    """Round ten thousandths to whole minor units, half to even."""
    return half_even_of(amount_e4, E4)


def half_even_of(numerator: int, denominator: int) -> int:
    """Divide and round half to even."""
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2))


def _owed_in(rate: Rate, paid_in: str) -> str:
    return paid_in if is_complementary(paid_in) and rate.settle is Settle.SAME else FRANCS


def mode_of(ticket: Ticket, sold: Sold) -> str:
    """Say who sold the line: the portal in its own name (LTVA art. 20a: goods only), or the member."""
    return "central" if ticket.central and kind_of(sold) == "goods" else "agent"


def kind_of(sold: Sold) -> str:
    """Tell goods from services, to which LTVA art. 20a does not apply."""
    return "service" if sold.kind in {"service", "ticket"} else "goods"


def _tax_in(sold: Sold, day: str, rates: Sequence[VatRate]) -> int:
    """Give the tax in a gross amount at the legal rate of its code, whatever the member's own regime is."""
    legal = [
        rate.rate_bp
        for rate in rates
        if rate.code == sold.vat_code and rate.since <= day and (rate.until is None or day < rate.until)
    ]
    bp = legal[0] if legal else 0
    return half_even_of(sold.total_minor * bp, E4 + bp)
