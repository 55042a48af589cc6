"""Times, quantities and amounts as they are said in French, for pages and letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pos.domain.money import format_amount
from pos.domain.online_order import OrderState
from pos.domain.quantity import ONE
from sync.portal.orders.pickup import ZONE

if TYPE_CHECKING:
    from sync.portal.orders.standing import Part

NB = "\u00a0"
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre")
_PER = {"kg": "le kg", "100g": "les 100 g", "l": "le litre", "m": "le mètre"}
_MEASURED = {"kg": ("kg", ONE), "100g": ("g", 10), "l": ("l", ONE), "m": ("m", ONE)}
STATES = {
    OrderState.REQUESTED: "envoyée",
    OrderState.CONFIRMED: "confirmée",
    OrderState.READY: "prête",
    OrderState.SHORTAGE: "il manque un article",
    OrderState.COLLECTED: "retirée",
    OrderState.CANCELLED: "annulée",
    OrderState.REFUSED: "refusée par le membre",
    OrderState.EXPIRED: "libérée, non retirée",
}


def hour(moment_ms: int) -> str:
    """Say «16 h 30»."""
    at = _local(moment_ms)
    return f"{at.hour}{NB}h{NB}{at.minute:02d}" if at.minute else f"{at.hour}{NB}h"


def day(moment_ms: int, now_ms: int) -> str:
    """Say «aujourd’hui», «demain mercredi» or «jeudi 26 novembre»."""
    at, today = _local(moment_ms).date(), _local(now_ms).date()
    if at == today:
        return "aujourd’hui"
    if at == today + timedelta(days=1):
        return f"demain {_DAYS[at.weekday()]}"
    return full_day(moment_ms)


def full_day(moment_ms: int) -> str:
    """Say «jeudi 26 novembre», the first as «1er»."""
    at = _local(moment_ms)
    number = "1er" if at.day == 1 else str(at.day)
    return f"{_DAYS[at.weekday()]} {number} {(*_MONTHS, 'décembre')[at.month - 1]}"


def slot(from_ms: int, until_ms: int, now_ms: int) -> str:
    """Say «demain mercredi, 10 h – 18 h 30»."""
    return f"{day(from_ms, now_ms)}, {hours(from_ms, until_ms)}"


def hours(from_ms: int, until_ms: int) -> str:
    """Say «10 h – 18 h 30»."""
    return f"{hour(from_ms)} – {hour(until_ms)}"


def moment(moment_ms: int, now_ms: int) -> str:
    """Say when: the hour alone for today."""
    if _local(moment_ms).date() == _local(now_ms).date():
        return hour(moment_ms)
    return f"{full_day(moment_ms)} à {hour(moment_ms)}"


def quantity(milli: int, unit: str) -> str:
    """Say «2», «0,5 kg», «250 g»."""
    sign, divisor = _MEASURED.get(unit, ("", ONE))
    whole, rest = divmod(milli, divisor)
    decimals = f",{rest * ONE // divisor:03d}".rstrip("0") if rest else ""
    return f"{whole}{decimals}{NB}{sign}" if sign else f"{whole}{decimals}"


def per(unit: str) -> str:
    """Say «le kg» behind a price, «la pièce» for what is counted."""
    return _PER.get(unit, "la pièce").replace(" ", NB)


def number(milli: int, unit: str) -> str:
    """Say «0,5» for a field; what is priced per 100 g is entered in grams."""
    return quantity(milli, unit).partition(NB)[0]


def sign(unit: str) -> str:
    """Say in which unit a quantity is entered; nothing for pieces."""
    return _MEASURED.get(unit, ("", 0))[0]


def times(milli: int, unit: str) -> str:
    """Say «2 ×» before pieces, «0,5 kg ·» before what is measured."""
    return f"{quantity(milli, unit)}{NB}·" if unit in _MEASURED else f"{quantity(milli, unit)}{NB}×"


def chf(minor: int) -> str:
    """Say «CHF 26.50»."""
    return f"CHF{NB}{format_amount(minor, screen=True)}"


def amount(minor: int) -> str:
    """Say «26.50»."""
    return format_amount(minor, screen=True)


def state(part: Part, now: OrderState) -> str:
    """Say a state in a word or two."""
    if now is OrderState.SHORTAGE and len(part.lines) == 1:
        return "il en manque"
    return STATES[now]


def _local(moment_ms: int) -> datetime:
    return datetime.fromtimestamp(moment_ms / 1000, ZONE)
