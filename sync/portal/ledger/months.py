"""Months of the calendar, written 2026-11, and their days."""

from __future__ import annotations

from datetime import date, timedelta


def month_of(day: str) -> str:
    """Give the month of a day (ISO date)."""
    return day[:7]


def last_day(month: str) -> str:
    """Give the last day of a month."""
    first = date.fromisoformat(f"{month}-01")
    return ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).isoformat()


def after(month: str, months: int = 1) -> str:
    """Give the month so many months later, or earlier where negative."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + months, 12)
    return f"{year:04}-{number + 1:02}"


def has_ended(month: str, today: str) -> bool:
    """Tell whether all of a month is past."""
    return last_day(month) < today
