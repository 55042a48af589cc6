"""An event as calendars read it (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.portal.agenda.happening import Happening

MEDIA = "text/calendar"
OCTETS = 75
"""A line is at most so long without its end (§3.1)."""


def written(event: Happening, address: str, about: str) -> str:
    """Give a calendar with one event; `address` is that of its page, `about` what a calendar shows of it."""
    host = address.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
    changed = max(event.changed_ms, 0)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Comptoir//Agenda//FR",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{event.id}@{host}",
        f"DTSTAMP:{_utc(changed)}",
        f"DTSTART:{_utc(event.begins_ms)}",
        f"DTEND:{_utc(event.ends_ms)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(about)}",
        f"LOCATION:{_text(', '.join(filter(None, (event.venue, event.street, event.town))))}",
        f"URL:{address}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines if not line.endswith(":"))


def _utc(ms: int) -> str:
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """Escape a text (§3.3.11)."""
    plain = "\n".join(text.splitlines())
    plain = "".join(letter for letter in plain if letter == "\n" or letter.isprintable())
    for letter in "\\;,":
        plain = plain.replace(letter, "\\" + letter)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line between letters, never inside one (§3.1)."""
    parts: list[str] = []
    part = ""
    for letter in line:
        if len((part + letter).encode()) > OCTETS - (1 if parts else 0):
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
