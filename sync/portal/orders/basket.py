"""What a visitor wants to order, as a cookie carries it: members, articles, quantities, the prices seen, the slots.

Nothing in it is personal, nothing in it is believed: prices and stock are read anew at each view. It is packed so that
the largest basket fits a cookie (4 kB): 16 bytes of id and 8 of numbers for a line.
"""

from __future__ import annotations

import base64
import binascii
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_LINES = 60
MOST_MEMBERS = 12
MOST_MILLI = 999_000
_VERSION = b"\x01"
_MEMBER, _LINE = struct.Struct(">16sQB"), struct.Struct(">16sII")


class Wish(NamedTuple):
    """An article that is wanted, thousandths, and its price in minor units when it was put in."""

    member: str
    product: str
    quantity_milli: int
    seen_minor: int


class Basket(NamedTuple):
    """Wishes in the order they came, and the chosen slot of each member (its end, 0 for none)."""

    wishes: tuple[Wish, ...] = ()
    slots: tuple[tuple[str, int], ...] = ()

    def with_wish(self, wish: Wish, *, more: bool = False) -> Basket:
        """Set a wish, or add to it; one of nothing is taken out."""
        before = next((each for each in self.wishes if _key(each) == _key(wish)), None)
        milli = wish.quantity_milli + (before.quantity_milli if before is not None and more else 0)
        fresh = wish._replace(quantity_milli=min(milli, MOST_MILLI))
        wishes = [fresh if _key(each) == _key(wish) else each for each in self.wishes]
        if before is None:
            wishes.append(fresh)
        return self._replace(wishes=tuple(each for each in wishes if each.quantity_milli > 0))

    def with_slots(self, chosen: Mapping[str, int]) -> Basket:
        """Choose slots."""
        return self._replace(slots=tuple({**dict(self.slots), **chosen}.items()))

    @property
    def is_full(self) -> bool:
        """Whether nothing else fits."""
        return len(self.wishes) >= MOST_LINES or len({wish.member for wish in self.wishes}) >= MOST_MEMBERS

    @property
    def members(self) -> tuple[str, ...]:
        """The members in the order they came."""
        return tuple(dict.fromkeys(wish.member for wish in self.wishes))


def packed(basket: Basket) -> str:
    """Give the basket as a cookie's value."""
    made, slots = [_VERSION], dict(basket.slots)
    for member in basket.members:
        wishes = [wish for wish in basket.wishes if wish.member == member]
        made.append(_MEMBER.pack(bytes.fromhex(member), slots.get(member, 0), len(wishes)))
        made += [_LINE.pack(bytes.fromhex(wish.product), wish.quantity_milli, wish.seen_minor) for wish in wishes]
    return base64.urlsafe_b64encode(b"".join(made)).decode().rstrip("=") if basket.wishes else ""


def unpacked(value: str) -> Basket:
    """Read a cookie's value; what is none gives an empty basket."""
    try:
        raw = base64.urlsafe_b64decode(value[:4096] + "=" * (-len(value[:4096]) % 4))
        return _read(raw[1:]) if raw[:1] == _VERSION else Basket()
    except (binascii.Error, struct.error, ValueError):
        return Basket()


def _read(raw: bytes) -> Basket:
    wishes: list[Wish] = []
    slots: dict[str, int] = {}
    place = 0
    while place < len(raw):
        member, slot, lines = _MEMBER.unpack_from(raw, place)
        place += _MEMBER.size
        slots[member.hex()] = slot
        for _ in range(lines):
            product, milli, seen = _LINE.unpack_from(raw, place)
            place += _LINE.size
            wishes.append(Wish(member.hex(), product.hex(), milli, seen))
    return Basket(tuple(_sane(wishes)), tuple(slots.items())[:MOST_MEMBERS])


def _sane(wishes: Iterable[Wish]) -> list[Wish]:
    """Each article once, quantities that somebody may want, not more than fits."""
    made = {_key(wish): wish for wish in wishes if 0 < wish.quantity_milli <= MOST_MILLI}
    members = list(dict.fromkeys(member for member, _ in made))[:MOST_MEMBERS]
    return [wish for wish in made.values() if wish.member in members][:MOST_LINES]


def _key(wish: Wish) -> tuple[str, str]:
    return wish.member, wish.product
