"""How a part of an order stands: a pure function of what was ordered, what tills answered and what became of its goods.

Answers of tills may arrive late, twice and in any order, even after the end: the state follows from the set of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from pos.domain import order_standing
from pos.domain.online_order import OPEN, Missing, OnlineOrder, OrderedLine, OrderState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ACKNOWLEDGED, READY, SHORT, REFUSED, COLLECTED = "acknowledged", "ready", "short", "refused", "collected"
CANCELLED, KEPT = "cancelled", "kept"
ENDED = frozenset(OrderState) - OPEN
HALF_HOUR_MS, HOUR_MS = 1_800_000, 3_600_000
_ANSWER_MS = 4 * HOUR_MS


class Ordered(NamedTuple):
    """A line as it was ordered; `takes` is what all of it holds of the shelf: article to thousandths."""

    product: str
    name: str
    unit: str
    quantity_milli: int
    unit_price_minor: int
    total_minor: int
    deposit_minor: int
    takes: Mapping[str, int]

    def told(self, missing_milli: int) -> OrderedLine:
        """Give the line as tills know it, with what of it is missing."""
        return OrderedLine(
            product=self.product,
            name=self.name,
            quantity_milli=self.quantity_milli,
            unit_price_minor=self.unit_price_minor,
            total_minor=self.total_minor,
            deposit_minor=self.deposit_minor,
            missing_milli=missing_milli,
        )


class Told(NamedTuple):
    """What a till answered: a kind, when, when the portal heard it, and what the shop lacks of each article."""

    kind: str
    at_ms: int
    heard_ms: int
    missing: Mapping[str, int] = {}
    reason: str = ""


class Deed(NamedTuple):
    """What the buyer or the clock (`by`) did; for `kept`, what was missing when the rest was kept."""

    what: str
    at_ms: int
    by: str
    missing: Mapping[str, int] = {}


class Part(NamedTuple):
    """One member's part of an order with all that is known of it; `held` is how its reservation stands."""

    member: str
    id: str
    whole: str
    code: str
    place: str
    placed_ms: int
    pick_from_ms: int
    pick_until_ms: int
    expires_ms: int
    held: str
    resolved_ms: int | None
    lines: tuple[Ordered, ...] = ()
    told: tuple[Told, ...] = ()
    deeds: tuple[Deed, ...] = ()

    def deed(self, what: str) -> Deed | None:
        """Give what was done, None when it was not."""
        return next((deed for deed in self.deeds if deed.what == what), None)

    def first(self, kind: str) -> Told | None:
        """Give the earliest answer of a kind."""
        return min((told for told in self.told if told.kind == kind), key=lambda told: told.at_ms, default=None)


def missing_of(told: Iterable[Told]) -> dict[str, int]:
    """Give what the shop lacks: each answer says all that is missing, so of each article the most that was said."""
    made: dict[str, int] = {}
    for each in told:
        if each.kind == SHORT:
            for product, milli in each.missing.items():
                made[product] = max(made.get(product, 0), milli)
    return made


def spread(lines: tuple[Ordered, ...], missing: Mapping[str, int]) -> tuple[int, ...]:
    """Give what each line lacks, thousandths, as tills count it."""
    whole = OnlineOrder("", "", OrderState.REQUESTED, tuple(line.told(0) for line in lines), 0, 0, 0, 0, 0)
    lacking = [Missing(product, milli) for product, milli in missing.items()]
    return tuple(line.missing_milli for line in order_standing.with_missing(whole, lacking).lines)


def state_of(part: Part) -> OrderState:
    """Give the state: what was handed out always counts, then how the goods were resolved, then what tills answered."""
    kinds = {told.kind for told in part.told}
    if COLLECTED in kinds or part.held == "posted":
        return OrderState.COLLECTED
    if part.held == "expired":
        return OrderState.EXPIRED
    missing = missing_of(part.told)
    if part.held == "void":
        given_up = part.deed(CANCELLED) is not None or not (REFUSED in kinds or nothing_left(part.lines, missing))
        return OrderState.CANCELLED if given_up else OrderState.REFUSED
    if missing and not _is_agreed(part, missing):
        return OrderState.SHORTAGE
    if READY in kinds:
        return OrderState.READY
    return OrderState.CONFIRMED if kinds else OrderState.REQUESTED


def nothing_left(lines: tuple[Ordered, ...], missing: Mapping[str, int]) -> bool:
    """Tell whether all of the goods are missing."""
    return bool(lines) and all(
        short == line.quantity_milli for line, short in zip(lines, spread(lines, missing), strict=True)
    )


def ended_ms(part: Part) -> int | None:
    """Give when the part came to its end, None while it is open."""
    if state_of(part) not in ENDED:
        return None
    handed = part.first(COLLECTED)
    times = [moment for moment in (part.resolved_ms, handed.at_ms if handed else None) if moment is not None]
    return max(times, default=part.placed_ms)


def decide_by_ms(part: Part) -> int | None:
    """Give until when the buyer may choose what to do about a shortage; then the rest is kept.

    Four hours after the portal heard of it, at the latest an hour before the pick-up, but never less than half an hour.
    """
    if state_of(part) is not OrderState.SHORTAGE:
        return None
    said = max(told.heard_ms for told in part.told if told.kind == SHORT)
    return max(said + HALF_HOUR_MS, min(said + _ANSWER_MS, part.pick_from_ms - HOUR_MS))


def holds(part: Part) -> dict[str, int]:
    """Give what lies in the shop for the buyer: what was ordered without what is missing, kits as their parts."""
    made: dict[str, int] = {}
    for line, missing in zip(part.lines, lacks(part), strict=True):
        left = line.quantity_milli - missing
        for product, milli in line.takes.items():
            made[product] = made.get(product, 0) + milli * left // line.quantity_milli
    return made


def as_told_to_tills(part: Part) -> OnlineOrder:
    """Give the part as tills know it: no name and no address."""
    return OnlineOrder(
        id=part.id,
        code=part.code,
        state=state_of(part),
        lines=tuple(line.told(short) for line, short in zip(part.lines, lacks(part), strict=True)),
        total_minor=to_pay_minor(part),
        placed_ms=part.placed_ms,
        pick_from_ms=part.pick_from_ms,
        pick_until_ms=part.pick_until_ms,
        expires_ms=part.expires_ms,
        place=part.place,
    )


def to_pay_minor(part: Part) -> int:
    """Give CHF minor units to pay at the counter, deposits included, as it stands now."""
    return sum(sum(left_minor(line, short)) for line, short in zip(part.lines, lacks(part), strict=True))


def left_minor(line: Ordered, lacks_milli: int) -> tuple[int, int]:
    """Give (price, deposit) of what is left of a line."""
    told = line.told(lacks_milli)
    price = order_standing.left_minor(replace(told, deposit_minor=0))
    return price, order_standing.left_minor(told) - price


def _is_agreed(part: Part, missing: Mapping[str, int]) -> bool:
    kept = part.deed(KEPT)
    return kept is not None and all(milli <= kept.missing.get(product, 0) for product, milli in missing.items())


def lacks(part: Part) -> tuple[int, ...]:
    """Give what each line lacks now, thousandths."""
    return spread(part.lines, missing_of(part.told))


def reason(part: Part) -> str:
    """Give what the shop wrote when it refused the order."""
    refused = part.first(REFUSED)
    return refused.reason if refused is not None else ""
