"""Codes 20 to 29, whose meaning is the shop's own: weight labels, price labels, containers, own articles.

A pattern is data: `21IIIIIWWWWWC` reads the digits under I as the PLU of an article, W as grams, P as
minor units, T as the tare of a container in grams, C as the check digit. GS1 General Specifications §2.1.11.
"""

from __future__ import annotations

from typing import NamedTuple

from pos.domain.barcode import is_gtin
from pos.domain.errors import UserError

DEFAULT_PATTERNS = ("20IIIIIIIIIIC", "21IIIIIWWWWWC", "23IIIIIPPPPPC", "26IIIIITTTTTC")
MEASURES = "WPT"
LENGTH = 13


class PatternCode(NamedTuple):
    """What a code says: the PLU without its leading zeros, and one of weight, price or tare."""

    plu: str
    grams: int | None = None
    price_minor: int | None = None
    tare_grams: int | None = None


def checked_pattern(text: str) -> str:
    """Give a pattern in stored form, or say what is wrong with it."""
    pattern = text.strip().upper()
    kinds = {letter for letter in pattern[2:] if letter in MEASURES}
    runs = sum(1 for letter, before in zip(pattern[2:], pattern[1:], strict=False) if letter != before)
    right = (
        len(pattern) == LENGTH
        and pattern[0] == "2"
        and pattern[1:2].isdigit()
        and pattern.endswith("C")
        and set(pattern[2:-1]) <= set("I" + MEASURES)
        and "I" in pattern[2:-1]
        and len(kinds) <= 1
        and runs == len(set(pattern[2:]))
    )
    if not right:
        raise UserError(
            "«{pattern}» is not a pattern. Write 13 signs like 21IIIIIWWWWWC: 20 to 29, I for the article,"
            " W for grams, P for the price, T for a tare, C at the end.",
            pattern=text.strip()[:24],
        )
    return pattern


def checked_patterns(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Give patterns in stored form; each prefix means one thing."""
    patterns = tuple(checked_pattern(text) for text in texts if text.strip())
    prefixes = [pattern[:2] for pattern in patterns]
    for prefix in prefixes:
        if prefixes.count(prefix) > 1:
            raise UserError("Two patterns begin with {prefix}: a code would mean two things.", prefix=prefix)
    return patterns


def read_pattern(code: str, patterns: tuple[str, ...]) -> PatternCode | None:
    """Give what a code of ours says; None when no pattern fits it or when it is a whole article's own code."""
    if len(code) != LENGTH or code[0] != "2" or not is_gtin(code):
        return None
    pattern = next((known for known in patterns if known[:2] == code[:2]), None)
    if pattern is None or not set(pattern) & set(MEASURES):
        return None
    digits = {letter: "" for letter in "I" + MEASURES}
    for letter, digit in zip(pattern[2:-1], code[2:-1], strict=True):
        digits[letter] += digit
    amounts = {letter: int(digits[letter]) if digits[letter] else None for letter in MEASURES}
    return PatternCode(digits["I"].lstrip("0"), amounts["W"], amounts["P"], amounts["T"])


def is_own_number(code: str) -> bool:
    """Tell whether the meaning of a code is the shop's own."""
    return len(code) == LENGTH and code[0] == "2" and is_gtin(code)
