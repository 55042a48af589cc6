"""The codes that this shop writes itself: own article numbers, weighed goods, containers.

Numbers from 20 to 29 mean what the shop decides: `pos.domain.patterns` reads what is written here.
"""

from __future__ import annotations

from pos.domain.barcode import check_digit
from pos.domain.errors import UserError
from pos.domain.patterns import MEASURES

OWN = "20"
BLOCKS = 100_000
IN_A_BLOCK = 100_000


def own_code(block: int, number: int) -> str:
    """Give an article code of the shop: a block of numbers, the number in it, the check digit."""
    if not (0 <= block < BLOCKS and 0 < number < IN_A_BLOCK):
        raise UserError("No article code is left to give. Give the article a PLU instead.")
    body = f"{OWN}{block:05d}{number:05d}"
    return body + check_digit(body)


def block_of(incarnation: bytes) -> int:
    """Give the block in which one run of one till's journal numbers its codes: the figure of its three letters.

    A till beside it, or the same till after a restore, has other letters and another block: a code that already
    sticks on goods is not given to another article.
    """
    return int.from_bytes(incarnation[:2]) >> 1


def pattern_of(patterns: tuple[str, ...], measure: str) -> str:
    """Give the shop's pattern for a measure: W for grams, P for a price, T for a tare; empty without one."""
    return next((pattern for pattern in patterns if measure in pattern), "")


def holds(pattern: str, amount: int) -> bool:
    """Tell whether an amount fits into a pattern."""
    return amount > 0 and len(str(amount)) <= sum(pattern.count(letter) for letter in MEASURES)


def filled(pattern: str, item: str, amount: int, name: str) -> str:
    """Write a number (a PLU) and an amount into a pattern; `name` tells a person what does not fit."""
    if not pattern:
        raise UserError("The shop has no pattern for such codes. Add one in the settings, like 23IIIIIPPPPPC.")
    items, amounts = pattern.count("I"), sum(pattern.count(letter) for letter in MEASURES)
    if not (item.isascii() and item.isdigit() and len(item) <= items):
        raise UserError("{name} needs a PLU of at most {n} figures for this label.", name=name, n=items)
    # The reader drops leading zeros and would look for another PLU; a container's number is nothing's PLU.
    if item.startswith("0") and "T" not in pattern:
        raise UserError("{name} needs a PLU that does not begin with 0 for this label.", name=name)
    if not holds(pattern, amount):
        raise UserError("The label of {name} cannot hold this weight or price.", name=name)
    figures = {"I": iter(item.zfill(items)), "": iter(str(amount).zfill(amounts))}
    body = pattern[:2] + "".join(next(figures["I" if letter == "I" else ""]) for letter in pattern[2:-1])
    return body + check_digit(body)
