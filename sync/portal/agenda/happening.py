"""An event of the agenda: what is said of it, and the rules that it keeps."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError
from sync.portal.orders.pickup import ZONE
from sync.portal.wording import sentence

if TYPE_CHECKING:
    from pos.domain.product import Product

CHAMBER = ""
"""Stands for the member where the chamber itself invites."""
TICKETS, LINK, FREE, AT_THE_DOOR = "billets", "lien", "libre", "sur-place"
ENTRIES = (TICKETS, LINK, FREE, AT_THE_DOOR)
KINDS = {
    "foire": (sentence("Foire ou marché"), "Event"),
    "bal": (sentence("Bal"), "DanceEvent"),
    "concert": (sentence("Concert"), "MusicEvent"),
    "portes-ouvertes": (sentence("Portes ouvertes"), "Event"),
    "atelier": (sentence("Atelier ou cours"), "EducationEvent"),
    "autre": (sentence("Rencontre"), "Event"),
}
"""Kinds of events, with their type at schema.org."""
OTHER = "autre"
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINE = 120, 4000, 120
LONGEST_DAYS = 31
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_HOUR = re.compile(r"(\d{1,2})(?:\s*[:hH.]\s*(\d{2})?)?")
_WEB = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?(/[^\s<>\"]{0,400})?")


class Happening(NamedTuple):
    """An event; `begins` and `ends` are local ISO times to the minute, `tickets` the till's number of it."""

    id: str
    member: str
    kind: str
    title: str
    about: str
    venue: str
    street: str
    town: str
    begins: str
    ends: str
    begins_ms: int
    ends_ms: int
    entry: str
    tickets: int | None
    price: str
    link: str
    is_cancelled: bool
    sequence: int
    changed_ms: int

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/agenda/{self.id}"


class Draft(NamedTuple):
    """An event as it was typed; `last_day` empty: it ends on the day on which it begins, or in the night after."""

    kind: str = OTHER
    title: str = ""
    about: str = ""
    venue: str = ""
    street: str = ""
    town: str = ""
    day: str = ""
    opens: str = ""
    last_day: str = ""
    closes: str = ""
    entry: str = FREE
    tickets: str = ""
    price: str = ""
    link: str = ""


def checked(draft: Draft, identity: str, member: str, now_ms: int) -> Happening:
    """Give the event that was typed; raises `UserError` for what cannot be one."""
    title, link = _line(draft.title), draft.link.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise UserError("An event needs a title of at most 120 characters.")
    if draft.kind not in KINDS or draft.entry not in ENTRIES:
        raise UserError("Choose what kind of event it is, and how one gets in.")
    if len(draft.about) > LONGEST_TEXT:
        raise UserError("The description is too long: at most 4000 characters.")
    if draft.entry == TICKETS and not (draft.tickets.isascii() and draft.tickets.isdigit() and len(draft.tickets) < 11):
        raise UserError("Choose the tickets that the till sells for this event, or another way to get in.")
    if draft.entry == LINK and not _WEB.fullmatch(link):
        raise UserError("«{web}» is no address of a site. Write it like https://exemple.ch.", web=link[:60])
    begins, ends = _times(draft)
    return Happening(
        identity,
        member,
        draft.kind,
        title,
        draft.about.strip(),
        _line(draft.venue)[:LONGEST_LINE],
        _line(draft.street)[:LONGEST_LINE],
        _line(draft.town)[:LONGEST_LINE],
        _written(begins),
        _written(ends),
        at_ms(begins),
        at_ms(ends),
        draft.entry,
        int(draft.tickets) if draft.entry == TICKETS else None,
        _line(draft.price)[:LONGEST_LINE],
        link if draft.entry == LINK else "",
        is_cancelled=False,
        sequence=0,
        changed_ms=now_ms,
    )


def as_typed(of: Happening) -> Draft:
    """Give an event as its form shows it."""
    night = datetime.fromisoformat(of.ends) - datetime.fromisoformat(of.begins) < timedelta(days=1)
    return Draft(
        of.kind,
        of.title,
        of.about,
        of.venue,
        of.street,
        of.town,
        of.begins[:10],
        of.begins[11:],
        "" if night else of.ends[:10],
        of.ends[11:],
        of.entry,
        "" if of.tickets is None else str(of.tickets),
        of.price,
        of.link,
    )


def of_tickets(member: str, article: Product) -> Happening | None:
    """Give the event that a ticket article lets in to, where nothing else was said of it."""
    admission = article.admission
    if admission is None:
        return None
    begins = datetime.fromisoformat(admission.opens_at).replace(tzinfo=None)
    ends = begins + timedelta(minutes=admission.minutes)
    return Happening(
        f"{member}-{admission.event}",
        member,
        OTHER,
        admission.event_name,
        article.description,
        admission.place,
        "",
        "",
        _written(begins),
        _written(ends),
        at_ms(begins),
        at_ms(ends),
        TICKETS,
        admission.event,
        "",
        "",
        is_cancelled=False,
        sequence=0,
        changed_ms=0,
    )


def at_ms(moment: datetime) -> int:
    """Give when a wall time of Geneva is."""
    return int(moment.replace(tzinfo=ZONE).timestamp() * 1000)


def _times(draft: Draft) -> tuple[datetime, datetime]:
    begins = datetime.combine(_day(draft.day), datetime.min.time()) + _hour(draft.opens)
    closes = _hour(draft.closes)
    if draft.last_day.strip():
        ends = datetime.combine(_day(draft.last_day), datetime.min.time()) + closes
    else:
        ends = begins.replace(hour=0, minute=0) + closes
        # A ball ends in the night after.
        ends += timedelta(days=1) if ends <= begins else timedelta()
    if not timedelta() < ends - begins <= timedelta(days=LONGEST_DAYS):
        raise UserError("An event ends after it begins, and within 31 days.")
    return begins, ends


def _day(text: str) -> date:
    match = _DAY.fullmatch(text.strip())
    parts = () if match is None else match.groups()[:3] if match[1] else match.groups()[:2:-1]
    try:
        return date(*(int(part) for part in parts))
    except (TypeError, ValueError) as error:
        raise UserError("Write the day like 24.12.2026 and the hours like 19:30.") from error


def _hour(text: str) -> timedelta:
    match = _HOUR.fullmatch(text.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise UserError("Write the day like 24.12.2026 and the hours like 19:30.")
    return timedelta(hours=int(match[1]), minutes=int(match[2] or 0))


def _line(text: str) -> str:
    return " ".join(text.split())


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")
