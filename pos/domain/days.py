"""Days and hours as people write them, kept as local ISO time."""

from __future__ import annotations

import re
from datetime import date, datetime

from pos.domain.errors import UserError

_MOMENT = re.compile(r"^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})[ T,]+(\d{1,2})\s*[:hH.]\s*(\d{2})?$")


def day(text: str) -> str:
    """Read `24.12.2026`, `24.12.26` or `2026-12-24` as an ISO date."""
    pieces = text.strip().replace("/", ".").replace("-", ".").split(".")
    try:
        numbers = [int(piece) for piece in pieces]
        first, month, year = numbers if len(pieces[0]) < 3 else numbers[::-1]
        return date(year + 2000 if year < 100 else year, month, first).isoformat()
    except ValueError as error:
        raise UserError("«{text}» is not a day. Write it like 24.12.2026.", text=text[:24]) from error


def moment(text: str) -> str:
    """Read a day and hour, `28.11.2026 19:30`, `28.11.2026 19h30` or ISO, as local ISO time to the minute."""
    plain = text.strip()
    if match := _MOMENT.match(plain):
        hour, minute = int(match[2]), int(match[3] or 0)
        if hour < 24 and minute < 60:
            return f"{day(match[1])}T{hour:02d}:{minute:02d}"
    try:
        datetime.fromisoformat(plain)
    except ValueError as error:
        raise UserError("«{text}» is not a day and hour. Write it like 28.11.2026 19:30.", text=text[:24]) from error
    return plain
