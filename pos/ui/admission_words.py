"""What the door says of a scan: colour and shape, words, and what is known beside them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.ticket import Verdict, shown_number
from pos.services import syncing
from pos.ui.widgets.verdict import GO, STOP, WAIT
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.services.admission import Scan
    from pos.services.syncing import SyncState
    from pos.shopfile.tickets import Twice

_TONES = {
    Verdict.VALID: GO,
    Verdict.EARLY: WAIT,
    Verdict.LATE: WAIT,
    Verdict.UNKNOWN_TILL: WAIT,
    Verdict.UNKNOWN_NUMBER: WAIT,
}


class Said(NamedTuple):
    """A verdict as the screen shows it."""

    tone: str
    words: str
    details: tuple[str, ...]


def said(scan: Scan, now: datetime) -> Said:
    """Put a scan into words; times of today without their day."""
    words = {
        Verdict.VALID: tr("Valid"),
        Verdict.USED: tr("Already used at {time}", time=_moment(scan.used_ms, now)),
        Verdict.WRONG_EVENT: tr("For another event"),
        Verdict.EARLY: tr("Not yet: from {time}", time=_wall(scan.opens, now)),
        Verdict.LATE: tr("Too late: it was until {time}", time=_wall(scan.closes, now)),
        Verdict.REFUNDED: tr("Refunded: not valid"),
        Verdict.PRACTISED: tr("Training ticket: not valid"),
        Verdict.FORGED: tr("Forged or damaged"),
        Verdict.UNKNOWN_TILL: tr("Of a till not known here"),
        Verdict.UNKNOWN_NUMBER: tr("Number not known here"),
    }[scan.verdict]
    return Said(_TONES.get(scan.verdict, STOP), words, _details(scan))


def short_number(number: str) -> str:
    """Give the last digits of a ticket's number, as lists show it."""
    return shown_number(number)[-9:] if number else ""


def portal_words(state: SyncState | None) -> str:
    """Warn of what this door does not hear; empty when it hears the other tills."""
    if state is None or not state.address:
        return tr("Only what this till let in is known here. Use one door, or join the portal.")
    if state.state == syncing.CURRENT:
        return ""
    return tr("The portal is not up to date: what another door let in since may be missing here.")


def twice_words(twice: Sequence[Twice], now: datetime) -> str:
    """Say which ticket two doors let in, the last one in full; empty when none was."""
    if not twice:
        return ""
    last = twice[0]
    said = tr(
        "Ticket {number} was let in twice: at {first} and at {last}.",
        number=short_number(last.ticket),
        first=_moment(last.first_ms, now),
        last=_moment(last.last_ms, now),
    )
    more = len(twice) - 1
    return said + (" " + tr("{n} others too.", n=more) if more else "")


def _details(scan: Scan) -> tuple[str, ...]:
    number = tr("Ticket {number}", number=short_number(scan.number)) if scan.number else ""
    todo = {
        Verdict.WRONG_EVENT: tr("This ticket is for {event}.", event=_event(scan)),
        Verdict.FORGED: tr("Nothing was let in. Clean the scanner's window and scan again, or type the number."),
        Verdict.UNKNOWN_TILL: tr("It may be forged, or this till has not heard of the till that sold it."),
        Verdict.UNKNOWN_NUMBER: tr("Type all the digits under the code, or scan it."),
    }.get(scan.verdict, scan.class_name)
    return (todo, number)


def _event(scan: Scan) -> str:
    day = f"{scan.opens:%d.%m.%Y}" if scan.opens else ""
    return " · ".join(part for part in (scan.event_name, day) if part)


def _moment(at_ms: int | None, now: datetime) -> str:
    return _wall(datetime.fromtimestamp((at_ms or 0) / 1000, now.tzinfo), now)


def _wall(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%d.%m. %H:%M}"
