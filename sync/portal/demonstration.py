"""A portal for the demo day: SQLite on loopback, which can be unplugged and plugged in again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace
from sqlalchemy import func, select

from pos.domain.errors import UserError
from pos.domain.online_order import OrderState
from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.accounts.service import Caller
from sync.portal.buyer import Buyer, words
from sync.portal.members.profile import Opening
from sync.portal.orders import store
from sync.portal.orders.standing import state_of
from sync.portal.photographs import photograph
from sync.portal.rebuilding import compare
from sync.portal.serving import PortalThread
from sync.portal.storage import tables

if TYPE_CHECKING:
    from pathlib import Path


MOST_ORDERS = 100
OPENINGS = tuple(Opening(weekday, 8 * 60, 20 * 60) for weekday in range(7))
PASSWORD = "trois comptoirs au lac"  # noqa: S105  # told to whoever plays the demo
"""Of the demo's people; its portal listens on this machine alone."""
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9]\b")


class DemoPortal:
    """Opened by main.py for the demo; the till knows its address only."""

    def __init__(self, folder: Path) -> None:
        self._url = f"sqlite:///{folder / 'portal.db'}"
        self._running = _at_its_port(self._url, folder / "portal-port").__enter__()
        self._port = self._running.port
        self.address = self._running.address
        self.followed: list[str] = []
        """The secret addresses at which buyers follow their orders."""

    def sign_ins(self) -> list[tuple[str, str, str]]:
        """Give (who, e-mail, password) of the demo's people: the chamber, and the owner of each shop."""
        portal = self._running.portal
        self._say_hours()
        made = [("La Chambre", "chambre@demo.example", PASSWORD)]
        invitations: list[tuple[tuple[str, str, str], MemberRole | ChamberRole, str | None]]
        invitations = [(made[0], ChamberRole.ADMIN, None)]
        for number, shop in enumerate(portal.browsing.members(), 1):
            made.append((shop.name, f"membre{number}@demo.example", PASSWORD))
            invitations.append((made[-1], MemberRole.OWNER, shop.id))
        for (who, email, password), role, member in invitations:
            if not portal.inviting.is_known(email):
                link = portal.inviting.invite(email, role, member=member)
                portal.inviting.accept(link.rpartition("/")[2], who, password, Caller("127.0.0.1"))
        return made

    def approve(self, code: str, member: str) -> None:
        """Let a waiting till in."""
        self._running.portal.members.approve(code, member)
        self._say_hours()

    def _say_hours(self) -> None:
        """Say for shops that did not when they are open and where to write: nothing is ordered without."""
        profiles = self._running.portal.profiles
        for number, shop in enumerate(self._running.portal.browsing.members(), 1):
            if not profiles.pickup(shop.id).takes_orders:
                said = replace(profiles.of(shop.id), openings=OPENINGS, email=f"membre{number}@demo.example")
                profiles.keep(shop.id, said, orders=profiles.pickup(shop.id))

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

    def order(self, product: str, pieces: int, name: str) -> str:
        """Let a visitor order an article through the portal's pages; give the code to say at the counter."""
        self._say_hours()
        buyer = Buyer(self.address)
        member = self._running.portal.browsing.members()[0].id
        contact = f"{name.lower()}@exemple.example"
        self.followed.append(buyer.order((member, product, str(pieces)), name=name, contact=contact))
        found = _CODE.search(buyer.page.text.replace("\u2011", "-"))
        if found is None:
            raise RuntimeError(f"no order was taken: {words(buyer.page.text)[:300]}")
        return found[0]

    def orders(self) -> dict[str, int]:
        """Count the orders that visitors placed, were handed out, and lacked something."""
        member = self._running.portal.browsing.members()[0].id
        with self._running.portal.database.read() as connection:
            states = [state_of(part) for part in store.latest(connection, member, MOST_ORDERS)]
        return {
            "placed": len(states),
            "collected": states.count(OrderState.COLLECTED),
            "shortage": states.count(OrderState.SHORTAGE),
        }

    def photograph(self, folder: Path) -> int:
        """Take pictures of the pages as visitors see them, where there is a browser; give how many."""
        home = self._running.portal.browsing
        member = home.members()[0]
        card = home.find(member=member.id).cards[0]
        paths = {"home": "/", "catalogue": "/catalogue", "article": card.path, "member": f"/membres/{member.id}"}
        orders = {f"order-{number}": address for number, address in enumerate(self.followed, 1)}
        return photograph({name: self.address + path for name, path in paths.items()} | orders, folder)

    def close(self) -> None:
        """Stop."""
        self._running.__exit__()


def _at_its_port(url: str, kept: Path) -> PortalThread:
    """Open the portal where it was the last time, so that what was noted of its address still holds."""
    port = int(kept.read_text(encoding="ascii")) if kept.is_file() else 0
    try:
        made = PortalThread(url, port=port)
    except UserError:
        made = PortalThread(url)
    kept.write_text(str(made.port), encoding="ascii")
    return made
