"""Weighing: what a scale says, and the net weight that is sold.

Bulk goods are sold by net weight: gross less the container, refused while the scale moves. Weights are
whole grams (thousandths of a kilogram).
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from pos.domain.errors import UserError
from pos.domain.quantity import PER_100_G

LIMIT_GRAMS = 500_000
"""No counter scale weighs more than half a tonne."""
_TYPED = re.compile(r"^(\d{0,9}\.?\d{0,6})\s*(kg|g|)$", re.IGNORECASE | re.ASCII)


class ScaleState(StrEnum):
    """How the scale is."""

    STABLE = "stable"
    MOTION = "motion"
    UNDER_ZERO = "under_zero"
    OVER_CAPACITY = "over_capacity"
    SILENT = "silent"
    """It does not answer."""
    NONE = "none"
    """No scale is set up."""


class Reading(NamedTuple):
    """What the scale said last; `grams` counts only while stable, `own_tare`: a tare is set on the scale itself."""

    state: ScaleState
    grams: int = 0
    own_tare: bool = False


NO_SCALE = Reading(ScaleState.NONE)


def grams_of(kilograms: str) -> int:
    """Read a weight as a scale writes it (`01.250`) into grams, exactly: never through a float."""
    try:
        grams = Decimal(kilograms.strip()) * 1000
    except InvalidOperation:
        raise ValueError(kilograms) from None
    if not grams.is_finite() or grams != grams.to_integral_value() or abs(grams) > LIMIT_GRAMS:
        raise ValueError(kilograms)
    return int(grams)


def gross_of(reading: Reading) -> int:
    """Give the weight in grams that lies on the scale, or say why it cannot be taken."""
    match reading.state:
        case ScaleState.STABLE:
            return reading.grams
        case ScaleState.MOTION:
            raise UserError("The scale is still moving. Wait until the weight stands still, then press Enter.")
        case ScaleState.UNDER_ZERO:
            raise UserError("The scale is under zero. Empty it, set it to zero, then weigh again.")
        case ScaleState.OVER_CAPACITY:
            raise UserError("The load is too heavy for the scale. Weigh it in parts, or type the weight.")
        case ScaleState.SILENT:
            raise UserError("The scale does not answer. Look at its cable, or type the weight.")
    raise UserError("No scale is set up: type the weight.")


def net_weight(gross_grams: int, tare_grams: int, *, own_tare: bool = False) -> int:
    """Give gross less tare in grams; nothing negative and nothing empty is sold."""
    if tare_grams < 0:
        raise UserError("A tare is not negative.")
    if own_tare and tare_grams:
        raise UserError("A tare is set on the scale and another one here. Take one of them away.")
    net = gross_grams - tare_grams
    if net < 0:
        raise UserError("The container weighs more than what lies on the scale. Check the tare.")
    if net == 0 and tare_grams:
        raise UserError("There is nothing on the scale but the container.")
    if net == 0:
        raise UserError("There is nothing on the scale.")
    return net


def parse_weight(text: str, unit: str = "kg") -> int:
    """Read a weight as a person types it into grams: `0.486`, `0.486 kg` or `486 g`; per 100 g, `486` is grams."""
    match = _TYPED.match(text.strip().replace(",", ".").replace("'", "").replace("’", ""))
    if match is None or not match[1].strip("."):
        raise UserError("«{text}» is not a weight. Write it like 0.486 or 486 g.", text=text.strip()[:24])
    in_grams = match[2].lower() == "g" or (not match[2] and unit == PER_100_G)
    try:
        grams = grams_of(str(Decimal(match[1]).scaleb(-3)) if in_grams else match[1])
    except ValueError:
        raise UserError("«{text}» is not a weight in whole grams.", text=text.strip()[:24]) from None
    return grams


def format_kilograms(grams: int) -> str:
    """Write a weight in kilograms with three decimals."""
    sign = "-" if grams < 0 else ""
    whole, rest = divmod(abs(grams), 1000)
    return f"{sign}{whole}.{rest:03d}"
