"""Times, quantities and amounts as they are said in the reader's language, for pages and letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pos.domain.money import format_amount
from pos.domain.online_order import OrderState
from pos.domain.quantity import ONE
from sync.portal.orders.pickup import ZONE
from sync.portal.wording import say, sentence

if TYPE_CHECKING:
    from sync.portal.orders.standing import Part

NB = "\u00a0"
_DAYS = (
    sentence("lundi"),
    sentence("mardi"),
    sentence("mercredi"),
    sentence("jeudi"),
    sentence("vendredi"),
    sentence("samedi"),
    sentence("dimanche"),
)
_MONTHS = (
    sentence("janvier"),
    sentence("février"),
    sentence("mars"),
    sentence("avril"),
    sentence("mai"),
    sentence("juin"),
    sentence("juillet"),
    sentence("août"),
    sentence("septembre"),
    sentence("octobre"),
    sentence("novembre"),
    sentence("décembre"),
)
_PER = {
    "kg": sentence("le kg"),
    "100g": sentence("les 100 g"),
    "l": sentence("le litre"),
    "m": sentence("le mètre"),
}
_PIECE = sentence("la pièce")
_MEASURED = {"kg": ("kg", ONE), "100g": ("g", 10), "l": ("l", ONE), "m": ("m", ONE)}
STATES = {
    OrderState.REQUESTED: sentence("envoyée"),
    OrderState.CONFIRMED: sentence("confirmée"),
    OrderState.READY: sentence("prête"),
    OrderState.SHORTAGE: sentence("il manque un article"),
    OrderState.COLLECTED: sentence("retirée"),
    OrderState.CANCELLED: sentence("annulée"),
    OrderState.REFUSED: sentence("refusée par le membre"),
    OrderState.EXPIRED: sentence("libérée, non retirée"),
}


def hour(moment_ms: int) -> str:
    """Say «16 h 30», in German «16.30 Uhr»."""
    return say("{clock}", clock=_clock(moment_ms))


def day(moment_ms: int, now_ms: int) -> str:
    """Say «aujourd’hui», «demain mercredi» or «jeudi 26 novembre»."""
    at, today = _local(moment_ms).date(), _local(now_ms).date()
    if at == today:
        return say("aujourd’hui")
    if at == today + timedelta(days=1):
        return say("demain {weekday}", weekday=say(_DAYS[at.weekday()]))
    return full_day(moment_ms)


def full_day(moment_ms: int) -> str:
    """Say «jeudi 26 novembre», the first as «1er»."""
    at = _local(moment_ms)
    number = say("1er") if at.day == 1 else str(at.day)
    weekday, month = say(_DAYS[at.weekday()]), say(_MONTHS[at.month - 1])
    return say("{weekday} {number} {month}", weekday=weekday, number=number, month=month)


def month(number: int) -> str:
    """Say «novembre» for 11."""
    return say(_MONTHS[number - 1])


def day_and_hour(moment_ms: int) -> str:
    """Say «jeudi 26 novembre à 16 h 30»."""
    return say("{day} à {hour}", day=full_day(moment_ms), hour=hour(moment_ms))


def slot(from_ms: int, until_ms: int, now_ms: int) -> str:
    """Say «demain mercredi, 10 h – 18 h 30»."""
    return f"{day(from_ms, now_ms)}, {hours(from_ms, until_ms)}"


def hours(from_ms: int, until_ms: int) -> str:
    """Say «10 h – 18 h 30», in German «10–18.30 Uhr»."""
    return say("{begin} – {end}", begin=_clock(from_ms), end=_clock(until_ms))


def moment(moment_ms: int, now_ms: int) -> str:
    """Say when: the hour alone for today."""
    if _local(moment_ms).date() == _local(now_ms).date():
        return hour(moment_ms)
    return day_and_hour(moment_ms)


def quantity(milli: int, unit: str) -> str:
    """Say «2», «0,5 kg», «250 g»."""
    sign, divisor = _MEASURED.get(unit, ("", ONE))
    whole, rest = divmod(milli, divisor)
    number = decimal(whole, f"{rest * ONE // divisor:03d}".rstrip("0"))
    return f"{number}{NB}{sign}" if sign else number


def decimal(whole: int, decimals: str) -> str:
    """Say «0,5», in the other languages of Switzerland «0.5»; nothing behind it where there are no decimals."""
    return say("{whole},{decimals}", whole=whole, decimals=decimals) if decimals else str(whole)


def per(unit: str) -> str:
    """Say «le kg» behind a price, «la pièce» for what is counted."""
    return say(_PER.get(unit, _PIECE)).replace(" ", NB)


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
        return say("il en manque")
    return say(STATES[now])


def _clock(moment_ms: int) -> str:
    at = _local(moment_ms)
    if not at.minute:
        return say("{hour}\u00a0h", hour=at.hour)
    return say("{hour}\u00a0h\u00a0{minute}", hour=at.hour, minute=f"{at.minute:02d}")


def _local(moment_ms: int) -> datetime:
    return datetime.fromtimestamp(moment_ms / 1000, ZONE)
