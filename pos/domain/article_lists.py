"""Several things in one cell of an articles file: packs, parts of a kit, prices decided for later.

    7610000000011*6=27.00 "Case of 6"        a pack: code, pieces, price if it has its own, name if it has one
    101*2 205*0.25                           parts of a kit: code or name of the article, how much of it
    2026-12-24=4.50/4.20                     from that day on this price, and this one for members

What holds spaces or signs stands in double quotes; a double quote inside is written twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos.domain import article_cells as cells
from pos.domain.barcode import normalise
from pos.domain.days import day
from pos.domain.errors import UserError
from pos.domain.product import DatedPrice, Pack, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUOTED = r'"((?:[^"]|"")*)"(?!")'
_TIMES = r"\s*[*×x]\s*(\d+(?:[.,]\d{1,3})?)"
_NEXT = r"(?:[,;]?\s+|;|$)"
_PACK = re.compile(rf'(?:{_QUOTED}|([^\s"*×=]+)){_TIMES}(?:=([^\s";]+?))?(?:\s+{_QUOTED}(?!\s*[*×x]\s*\d))?{_NEXT}')
_PART = re.compile(rf'(?:{_QUOTED}|([^\s"*×=]+)){_TIMES}{_NEXT}')
_DATED = re.compile(rf"([0-9./-]+)\s*[=:]\s*([^\s;/]+?)(?:/([^\s;/]+?))?{_NEXT}")
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")


def quoted(text: str) -> str:
    """Write a text as one piece of a cell: in quotes when it holds more than letters and digits."""
    return text if _PLAIN.fullmatch(text) else f'"{text.replace(chr(34), chr(34) * 2)}"'


def packs(text: str, known: tuple[Pack, ...] = ()) -> tuple[Pack, ...]:
    """Read packs written `CODE*6`, `CODE*6=27.00` or `CODE*6 "Case"`; without a name a known pack keeps its own."""
    names = {pack.code: pack.name for pack in known}
    made = []
    for match in _pieces(text, _PACK, _no_pack):
        code = normalise(_either(match))
        name = names.get(code, "") if match[5] is None else match[5].replace('""', '"')
        made.append(Pack(code, cells.milli(match[3]), name, cells.price(match[4]) if match[4] else None))
    return tuple(made)


def write_packs(some: tuple[Pack, ...], amount: Callable[[int], str], milli: Callable[[int], str]) -> str:
    """Write packs so that `packs` reads them."""
    return " ".join(
        f"{quoted(pack.code)}*{milli(pack.quantity_milli)}"
        + (f"={amount(pack.price_minor)}" if pack.price_minor is not None else "")
        + (f' "{pack.name.replace(chr(34), chr(34) * 2)}"' if pack.name else "")
        for pack in some
    )


def parts(text: str, article_id: Callable[[str], str]) -> tuple[Part, ...]:
    """Read the parts of a kit written `CODE*2`; raises `UserError` for a code of no article."""
    return tuple(Part(article_id(_either(match)), cells.milli(match[3])) for match in _pieces(text, _PART, _no_part))


def dated_prices(text: str) -> tuple[DatedPrice, ...]:
    """Read prices decided for later, written `2026-12-24=4.50` or `24.12.2026=4.50/4.20`."""
    return tuple(
        DatedPrice(day(match[1]), cells.price(match[2]), cells.price(match[3]) if match[3] else None)
        for match in _pieces(text, _DATED, _no_dated)
    )


def write_dated(some: tuple[DatedPrice, ...], amount: Callable[[int], str]) -> str:
    """Write dated prices so that `dated_prices` reads them."""
    return " ".join(
        f"{it.valid_from}={amount(it.price_minor)}"
        + (f"/{amount(it.member_price_minor)}" if it.member_price_minor is not None else "")
        for it in some
    )


def _no_pack(text: str) -> UserError:
    return UserError("«{text}» is not a pack. Write it like 7610000000011*6=27.00.", text=text)


def _no_part(text: str) -> UserError:
    return UserError("«{text}» is not a part of a kit. Write the code and how many, like 101*2.", text=text)


def _no_dated(text: str) -> UserError:
    return UserError("«{text}» is not a price from a day on. Write it like 2026-12-24=4.50.", text=text)


def _pieces(text: str, pattern: re.Pattern[str], refusal: Callable[[str], UserError]) -> Iterator[re.Match[str]]:
    """Give the pieces of a cell; raises `UserError` at the first that cannot be read."""
    cells.refuse_odd(text)
    at, whole = 0, text.strip()
    while at < len(whole):
        match = pattern.match(whole, at)
        if match is None:
            raise refusal(whole[at : at + 40])
        yield match
        at = match.end()


def _either(match: re.Match[str]) -> str:
    """Give the code of a piece, quoted or not."""
    return match[2] if match[1] is None else match[1].replace('""', '"')
