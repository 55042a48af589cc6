"""What a member says of itself to the public: who it is, how to reach it, when it is open."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from pos.domain.errors import UserError
from sync.portal.catalogue import freshness
from sync.portal.members.sectors import SECTORS
from sync.portal.orders import pickup
from sync.portal.storage import tables
from sync.portal.storage.engine import put
from sync.portal.wording import say, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.orders.pickup import Pickup
    from sync.portal.storage.engine import Database

LEGAL_FORMS = (
    sentence("Association"),
    sentence("Coopérative"),
    sentence("Fondation"),
    sentence("Entreprise individuelle"),
    sentence("Sàrl à but non lucratif"),
    sentence("Sàrl"),
    sentence("SA à but non lucratif"),
    sentence("SA"),
    sentence("Société en nom collectif"),
)
CRITERIA = {
    "but": sentence("Une activité au service de ses membres ou de la collectivité"),
    "profit": sentence("Un bénéfice réinvesti ou à distribution limitée"),
    "ecologie": sentence("Le souci de l’environnement dans chaque choix"),
    "gestion": sentence("Une gestion démocratique ou participative"),
    "salaires": sentence("Des conditions de travail justes et transparentes"),
    "autonomie": sentence("Une direction indépendante de l’État"),
    "insertion": sentence("Une place pour chacune et chacun"),
}
"""Criteria of the charter by which a member is recognised, as the public page says them."""
DAYS = (
    sentence("Lundi"),
    sentence("Mardi"),
    sentence("Mercredi"),
    sentence("Jeudi"),
    sentence("Vendredi"),
    sentence("Samedi"),
    sentence("Dimanche"),
)
MOST_TEXT, MOST_HOLIDAYS, MOST_CLOSED = 2000, 20, 400
_MAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]+\.[^@\s<>\"]{2,}")
_WEB = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?(/[^\s<>\"]{0,200})?")
_PHONE = re.compile(r"\+?[0-9 ()./-]{6,24}")
_SPAN = re.compile(r"(\d{1,2})(?:[:hH.](\d{2})?)?\s*[-–]\s*(\d{1,2})(?:[:hH.](\d{2})?)?")
_DATE = r"(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})"
_HOLIDAY = re.compile(rf"{_DATE}(?:\s+(?:au|-|–)?\s*{_DATE})?\s*(.*)")
_DAY_MINUTES = 24 * 60


class Opening(msgspec.Struct, frozen=True):
    """One opening on a weekday (0 is Monday), in minutes since midnight."""

    weekday: int
    opens: int
    closes: int


class Holiday(msgspec.Struct, frozen=True, omit_defaults=True):
    """Days on which the shop is closed, both ends included (ISO dates)."""

    first: str
    last: str
    label: str = ""


class PublicProfile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A member's public profile; what is empty is not shown. `leman_percent` None: nothing is said."""

    about: str = ""
    legal_form: str = ""
    sector: str = ""
    """Key of its main activity, for the chamber's statistics."""
    email: str = ""
    phone: str = ""
    web: str = ""
    commune: str = ""
    criteria: tuple[str, ...] = ()
    leman_percent: int | None = None
    openings: tuple[Opening, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    @property
    def form(self) -> str:
        """The legal form in words."""
        return say(self.legal_form)

    @property
    def charter(self) -> tuple[str, ...]:
        """The criteria in words."""
        return tuple(say(words) for key, words in CRITERIA.items() if key in self.criteria)

    @property
    def open_days(self) -> tuple[tuple[str, str], ...]:
        """The days on which it is open, with their hours in words."""
        hours = ((say(day), hours_text(self.openings, place)) for place, day in enumerate(DAYS))
        return tuple(each for each in hours if each[1])

    @property
    def week(self) -> tuple[tuple[str, str], ...]:
        """Each day with its hours in words, when any are said."""
        return tuple((say(day), hours_text(self.openings, place) or say("fermé")) for place, day in enumerate(DAYS))


_decoder = msgspec.json.Decoder(PublicProfile)


class Profiles:
    """Read and keep public profiles."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self._database, self._now_ms = database, now_ms

    def of(self, member: str) -> PublicProfile:
        """Give a member's profile; an empty one when nothing was said."""
        with self._database.read() as connection:
            return load(connection, member)

    def pickup(self, member: str) -> Pickup:
        """Give when and where a member hands orders out."""
        with self._database.read() as connection:
            return pickup.load(connection, member)

    def keep(
        self,
        member: str,
        profile: PublicProfile,
        audit: Callable[[Connection], object] | None = None,
        *,
        orders: Pickup | None = None,
    ) -> PublicProfile:
        """Keep a profile in stored form; raises `UserError` for what is no address, number or hour.

        `orders` says how orders are handed out; its hours and closed days follow from the profile.
        """
        made, now_ms = checked_public(profile), self._now_ms()
        with self._database.write() as connection:
            row = {"member": member, "body": msgspec.json.encode(made), "changed_ms": now_ms}
            put(connection, tables.member_profile, [row])
            freshness.offers_changed(connection, member)
            if orders is not None:
                pickup.save(connection, member, _at_opening_hours(orders, made), now_ms)
            if audit is not None:
                audit(connection)
        return made


def _at_opening_hours(orders: Pickup, profile: PublicProfile) -> Pickup:
    """Orders are handed out while the shop is open, and buyers write where the public does: as said last."""
    weekly = tuple(pickup.Hours(each.weekday, each.opens, each.closes) for each in profile.openings)
    closed: list[str] = []
    for holiday in profile.holidays:
        day, last = date.fromisoformat(holiday.first), date.fromisoformat(holiday.last)
        while day <= last and len(closed) < MOST_CLOSED:
            closed.append(day.isoformat())
            day += timedelta(days=1)
    return msgspec.structs.replace(orders, weekly=weekly, closed=tuple(closed), email=profile.email)


def load(connection: Connection, member: str) -> PublicProfile:
    """Read a member's profile."""
    c = tables.member_profile.c
    body = connection.execute(select(c.body).where(c.member == member)).scalar_one_or_none()
    return PublicProfile() if body is None else _decoder.decode(body)


def checked_public(profile: PublicProfile) -> PublicProfile:
    """Give the profile in stored form, or say what is wrong with it."""
    email, phone, web = profile.email.strip(), " ".join(profile.phone.split()), profile.web.strip()
    if email and not _MAIL.fullmatch(email):
        raise UserError("«{email}» is no e-mail address. Write it like nom@exemple.ch.", email=email[:60])
    if phone and not _PHONE.fullmatch(phone):
        raise UserError("«{phone}» is no telephone number. Write it like 022 123 45 67.", phone=phone[:40])
    if web and "://" not in web:
        web = f"https://{web}"
    if web and not _WEB.fullmatch(web):
        raise UserError("«{web}» is no address of a site. Write it like https://exemple.ch.", web=web[:60])
    if profile.legal_form and profile.legal_form not in LEGAL_FORMS:
        raise UserError("Choose the legal form from the list.")
    if profile.sector and profile.sector not in SECTORS:
        raise UserError("Choose the main activity from the list.")
    if len(profile.about) > MOST_TEXT:
        raise UserError("The presentation is too long: at most 2000 characters.")
    if profile.leman_percent is not None and not 0 <= profile.leman_percent <= 100:
        raise UserError("The part accepted in lémans is between 0 and 100 %.")
    return msgspec.structs.replace(
        profile,
        about=profile.about.strip(),
        email=email,
        phone=phone,
        web=web,
        commune=" ".join(profile.commune.split())[:80],
        criteria=tuple(key for key in CRITERIA if key in profile.criteria),
        openings=checked_openings(profile.openings),
        holidays=_checked_holidays(profile.holidays),
    )


def checked_openings(openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """Give openings in order; raises `UserError` where two of a day overlap or one ends before it begins."""
    for each in openings:
        if not (0 <= each.weekday <= 6 and 0 <= each.opens < each.closes <= _DAY_MINUTES):
            raise UserError("An opening needs two times of one day, the earlier one first: 9:00-12:30.")
    made = tuple(sorted(set(openings), key=lambda each: (each.weekday, each.opens)))
    for one, other in pairwise(made):
        if one.weekday == other.weekday and other.opens < one.closes:
            raise UserError("Two openings of one day overlap. Make one of them.")
    return made


def openings_of(weekday: int, text: str) -> tuple[Opening, ...]:
    """Read the hours of a day as people write them («9-12, 14h-18h30»); raises `UserError`."""
    made = []
    for part in re.split(r"[,;]| et ", text):
        if not part.strip() or part.strip().lower() in {"fermé", "ferme", "-", "–"}:
            continue
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise UserError("«{text}» are no hours. Write them like 9:00-12:30, 14:00-18:30.", text=part.strip()[:40])
        hours = [int(each or 0) for each in match.groups()]
        if hours[1] > 59 or hours[3] > 59:
            raise UserError("«{text}» are no hours. Write them like 9:00-12:30, 14:00-18:30.", text=part.strip()[:40])
        made.append(Opening(weekday, hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]))
    return tuple(made)


def hours_text(openings: tuple[Opening, ...], weekday: int) -> str:
    """Write the hours of a day as they can be read again."""
    spans = ((each.opens, each.closes) for each in openings if each.weekday == weekday)
    return ", ".join(f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in spans)


def holidays_of(text: str) -> tuple[Holiday, ...]:
    """Read holidays, one a line: «24.12.2026 au 3.1.2027 Fêtes»; raises `UserError`."""
    made = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        match = _HOLIDAY.fullmatch(line)
        first = _date(match[1]) if match else ""
        last = _date(match[2]) if match and match[2] else first
        if match is None or not first or not last:
            raise UserError("«{line}» is no holiday. Write it like 24.12.2026 au 3.1.2027 Fêtes.", line=line[:40])
        made.append(Holiday(first, last, " ".join(match[3].split())[:60]))
    return tuple(made)


def holidays_text(holidays: tuple[Holiday, ...]) -> str:
    """Write holidays as they can be read again."""
    return "\n".join(
        " ".join(filter(None, (day_text(each.first), f"au {day_text(each.last)}", each.label))) for each in holidays
    )


def day_text(day: str) -> str:
    """Write an ISO date as people here do."""
    return f"{int(day[8:])}.{int(day[5:7])}.{day[:4]}"


def _checked_holidays(holidays: tuple[Holiday, ...]) -> tuple[Holiday, ...]:
    for each in holidays:
        if not (_is_date(each.first) and _is_date(each.last) and each.first <= each.last):
            raise UserError("A holiday needs two dates like 2026-12-24, the earlier one first.")
    if len(holidays) > MOST_HOLIDAYS:
        raise UserError("At most 20 holidays are kept. Take out those that are past.")
    return tuple(sorted(holidays, key=lambda each: each.first))


def _date(text: str) -> str:
    """Give an ISO date from «2026-12-24» or «24.12.2026»; empty for a day that does not exist."""
    if "." in text:
        day, month, year = text.split(".")
        text = f"{year}-{int(month):02}-{int(day):02}"
    return text if _is_date(text) else ""


def _is_date(word: str) -> bool:
    try:
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False
