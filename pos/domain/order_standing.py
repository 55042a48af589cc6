"""How an online order stands at a till: what the portal said of it last, and what the shop itself answered.

A till answers at once, the portal hears of it later. Until then its older word does not take the answer back; ends
that the portal decided do, except that what was handed out stays handed out (facts: sync §4.6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.money import divide_half_up
from pos.domain.online_order import OPEN, Missing, OnlineOrder, OrderedLine, OrderState
from pos.domain.quantity import line_amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

replace = msgspec.structs.replace


def standing(told: OrderState, answer: OrderState | None, *, heard: bool) -> OrderState:
    """Give the state of an order that the portal `told`, and the till answered by bringing it to `answer`.

    `heard`: the portal knew that answer when it told.
    """
    if OrderState.COLLECTED in (told, answer):
        return OrderState.COLLECTED
    if told not in OPEN or answer is None:
        return told
    if told is OrderState.REQUESTED:
        return answer  # nothing leads back to it: whoever told this had not taken the answer in
    if heard or answer is OrderState.CONFIRMED:
        return told
    return answer


def left_milli(line: OrderedLine) -> int:
    """Give how much of a line can be handed out, thousandths."""
    return max(0, line.quantity_milli - line.missing_milli)


def left_minor(line: OrderedLine) -> int:
    """Give what the rest of a line costs as it was agreed, its deposit included."""
    left = left_milli(line)
    if left == line.quantity_milli:
        return line.total_minor + line.deposit_minor
    if not line.quantity_milli:
        return 0
    deposit = divide_half_up(line.deposit_minor * left, line.quantity_milli)
    return line_amount(line.unit_price_minor, left) + deposit


def with_missing(order: OnlineOrder, missing: Iterable[Missing]) -> OnlineOrder:
    """Give the order with what the shop lacks of each article, and what is left to pay; later lines lack first."""
    lacking: dict[str, int] = {}
    for each in missing:
        lacking[each.product] = lacking.get(each.product, 0) + each.quantity_milli
    made: list[OrderedLine] = []
    for line in reversed(order.lines):
        lacks = min(lacking.get(line.product, 0), line.quantity_milli)
        lacking[line.product] = lacking.get(line.product, 0) - lacks
        made.append(replace(line, missing_milli=lacks))
    lines = tuple(reversed(made))
    return replace(order, lines=lines, total_minor=sum(left_minor(line) for line in lines))


def wanted(order: OnlineOrder) -> dict[str, int]:
    """Give what is to be handed out: article to thousandths."""
    made: dict[str, int] = {}
    for line in order.lines:
        made[line.product] = made.get(line.product, 0) + left_milli(line)
    return {product: milli for product, milli in made.items() if milli}


def shortage(order: OnlineOrder, free: Mapping[str, int]) -> dict[str, int]:
    """Give what an order wants above what is `free`: article to thousandths; an article not named is not limited."""
    lacking = {product: milli - max(0, free.get(product, milli)) for product, milli in wanted(order).items()}
    return {product: milli for product, milli in lacking.items() if milli > 0}


def spoken(code: str) -> str:
    """Give a code as it is compared: people and scanners leave the dash out, or write small letters."""
    return "".join(char for char in code.upper() if char.isalnum())
