"""The codes that this shop writes itself: own article numbers, weighed goods, containers.

GS1 General Specifications §2.1.11: numbers from 20 to 29 mean what the shop decides. A pattern is data:
`21IIIIIWWWWWC` holds an article under I, grams under W, minor units under P, a tare in grams under T.
"""

from __future__ import annotations

from pos.domain.barcode import check_digit
from pos.domain.errors import UserError

OWN = "20"
WEIGHT = "21IIIIIWWWWWC"
PRICE = "23IIIIIPPPPPC"
TARE = "26IIIIITTTTTC"
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


def filled(pattern: str, item: str, amount: int, name: str) -> str:
    """Write a number (a PLU) and an amount into a pattern; `name` tells a person what does not fit."""
    items, amounts = pattern.count("I"), sum(pattern.count(letter) for letter in "WPT")
    if not (item.isascii() and item.isdigit() and len(item) <= items):
        raise UserError("{name} needs a PLU of at most {n} figures for this label.", name=name, n=items)
    if not 0 < amount < 10**amounts:
        raise UserError("The label of {name} cannot hold this weight or price.", name=name)
    body = f"{pattern[:2]}{item.zfill(items)}{str(amount).zfill(amounts)}"
    return body + check_digit(body)
