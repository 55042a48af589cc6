"""A portal for the demo day: SQLite on loopback, which can be unplugged and plugged in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sync.portal.rebuilding import compare
from sync.portal.serving import PortalThread
from sync.portal.storage import tables

if TYPE_CHECKING:
    from pathlib import Path


class DemoPortal:
    """Opened by main.py for the demo; the till knows its address only."""

    def __init__(self, folder: Path) -> None:
        self._url = f"sqlite:///{folder / 'portal.db'}"
        self._running = PortalThread(self._url).__enter__()
        self._port = self._running.port
        self.address = self._running.address

    def approve(self, code: str, member: str) -> None:
        """Let a waiting till in."""
        self._running.portal.members.approve(code, member)

    def unplug(self) -> None:
        """Be out of reach."""
        self._running.__exit__()

    def plug_in(self) -> None:
        """Be back at the same address with the same database."""
        self._running = PortalThread(self._url, port=self._port).__enter__()

    def figures(self) -> dict[str, int | bool]:
        """Count what was received, what took effect, and what is odd; rebuild everything and compare."""
        with self._running.portal.database.read() as connection:

            def number(table: object) -> int:
                return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]

            received, held_back = number(tables.entry), number(tables.waiting)
            effective, odd = number(tables.event), number(tables.anomaly)
        return {
            "received": received,
            "projected": effective - held_back,
            "anomalies": odd,
            "rebuilt": compare(self._running.portal).ok,
        }

    def levels(self) -> dict[str, int]:
        """Give the stock as the portal has it: article to thousandths."""
        s = tables.stock.c
        with self._running.portal.database.read() as connection:
            return {row.product: row.level_milli for row in connection.execute(select(s.product, s.level_milli))}

    def close(self) -> None:
        """Stop."""
        self._running.__exit__()
