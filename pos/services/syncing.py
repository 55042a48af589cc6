"""What the till knows of the portal: a state to show and a few requests. Who answers them is introduced by main.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from pos.domain import facts
from pos.shopfile import outbox, pulled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile

OFF, ASKING, SENDING, CURRENT, OFFLINE, REFUSED, ALARM = (
    "off", "asking", "sending", "current", "offline", "refused", "alarm",
)  # fmt: skip


SILENT_MS = 300_000
"""A till not heard for so long may have sold what the stock does not know."""


class SyncState(NamedTuple):
    """How things stand with the portal; times are wall milliseconds, `reason` a word of the agent."""

    state: str = OFF
    reason: str = ""
    waiting: int = 0
    waiting_sales: int = 0
    since_ms: int | None = None
    offline_since_ms: int | None = None
    acked_seq: int = 0
    acked_ms: int = 0
    next_try_s: float = 0.0
    address: str = ""
    till_name: str = ""
    member_name: str = ""
    code: str = ""
    code_address: str = ""
    fingerprint: str = ""
    """Of this till's key, to be compared with what the portal shows before the till is let in."""
    anomalies: int = 0
    sent: int = 0


class Oddity(NamedTuple):
    """Something odd that the portal noticed about this member's tills."""

    id: int
    kind: str
    at_ms: int
    detail: dict[str, object]


class Sync(Protocol):
    """The agent beside the till; every method returns at once."""

    def start(self) -> None:
        """Begin; the first contact comes after a random delay."""

    def stop(self) -> None:
        """End within a moment, whatever is under way: it goes on at the next start."""

    def wake(self) -> None:
        """Try now."""

    def state(self) -> SyncState:
        """Give how things stand."""

    def join(self, address: str, shop_name: str, till_name: str, till_code: str) -> None:
        """Ask a portal for a code; the state shows it."""

    def leave(self) -> None:
        """Stop sending to the portal; the journal stays."""

    def oddities(self) -> list[Oddity]:
        """Give what the portal found odd, as last heard."""

    def resolve(self, oddity: int) -> None:
        """Say that a person has seen to it."""


class SyncMaker(Protocol):
    """Makes the agent of a shop file; `report` is called from its thread."""

    def __call__(self, shop: ShopFile, report: Callable[[SyncState], None], /, *, quick: bool = False) -> Sync:
        """Make it, not started yet; `quick` leaves out the delay that keeps tills from calling all at once."""


class PortalBeside(Protocol):
    """A portal that the demo runs beside the till."""

    address: str

    def approve(self, code: str, member: str) -> None:
        """Let a waiting till in."""

    def sign_ins(self) -> list[tuple[str, str, str]]:
        """Give (who, e-mail, password) of people who may sign in."""

    def unplug(self) -> None:
        """Be out of reach."""

    def plug_in(self) -> None:
        """Be back."""

    def figures(self) -> dict[str, int | bool]:
        """Count what was received, what took effect, and what is odd."""

    def levels(self) -> dict[str, int]:
        """Give the stock as the portal has it."""

    def order(self, product: str, pieces: int, name: str) -> str:
        """Let a visitor order an article on the portal's pages; give the code to say at the counter."""

    def orders(self) -> dict[str, int]:
        """Count the orders placed, collected, and short of something."""

    def photograph(self, folder: Path) -> int:
        """Take pictures of the pages as visitors see them; give how many."""

    def close(self) -> None:
        """Stop."""


class Silent(NamedTuple):
    """Another till of the shop, and since when what it sells is not known here, as this machine's wall clock shows."""

    name: str
    since_ms: int


def silent_tills(shop: ShopFile) -> list[Silent]:
    """Give the shop's other tills whose sales of the last minutes are missing in the stock here.

    Either the portal has not heard such a till, or this one has not reached the portal.
    """
    with shop.read() as connection:
        told = pulled.neighbours(connection)
    if told is None or shop.heard is None:
        return []
    now = shop.heard.now(shop.clock)
    wall = int(shop.clock.now().timestamp() * 1000)
    known = [
        (till.name, till.seen_ms if told.told_ms - till.seen_ms >= SILENT_MS else told.told_ms) for till in told.tills
    ]
    return [Silent(name, wall - (now - until)) for name, until in known if now - until >= SILENT_MS]


class Outgoing(NamedTuple):
    """An entry that waits, as a list shows it."""

    inc: str
    seq: int
    kind: str
    wall_ms: int
    what: str
    amount_minor: int | None
    size: int


def outgoing(shop: ShopFile, limit: int = 200) -> list[Outgoing]:
    """Give the newest entries that the portal has not acknowledged, newest first."""
    made: list[Outgoing] = []
    with shop.read() as connection:
        for line in reversed(outbox.lines(connection)):
            rows = connection.exec_driver_sql(
                "SELECT seq, type, payload FROM entry WHERE inc = ? AND seq > ? AND seq <= ? ORDER BY seq DESC LIMIT ?",
                (line.inc, line.acked_seq, line.send_to, limit - len(made)),
            ).all()
            made += [_shown(line.inc.hex(), row.seq, row.type, row.payload) for row in rows]
    return made


def _shown(inc: str, seq: int, kind: str, payload: bytes) -> Outgoing:
    what, amount, wall_ms = "", None, 0
    try:
        fact = facts.decode(payload)
    except msgspec.MsgspecError:
        return Outgoing(inc, seq, kind, 0, "", None, len(payload))
    wall_ms = fact.at.wall_ms
    if isinstance(fact, facts.SaleCompleted | facts.RefundCompleted):
        what, amount = fact.sale.receipt, fact.sale.total_minor
    elif isinstance(fact, facts.ProductChanged):
        what, amount = fact.product.name, fact.product.price_minor
    elif isinstance(fact, facts.CashMoved):
        what = fact.currency
    return Outgoing(inc, seq, kind, wall_ms, what, amount, len(payload))


def exact_text(shop: ShopFile, inc: str, seq: int) -> str:
    """Give exactly what is sent of an entry, as text."""
    with shop.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT payload FROM entry WHERE inc = ? AND seq = ?", (bytes.fromhex(inc), seq)
        ).one_or_none()
    return "" if row is None else bytes(row.payload).decode()


def statistics_consent(shop: ShopFile) -> bool:
    """Tell whether the shop lets the chamber count its sales."""
    with shop.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT payload FROM entry WHERE type = 'consent.changed' ORDER BY n DESC LIMIT 1"
        ).one_or_none()
    if row is None:
        return False
    fact = facts.decode(row.payload)
    return isinstance(fact, facts.ConsentChanged) and fact.statistics


def set_statistics_consent(shop: ShopFile, *, statistics: bool, cashier: str = "") -> None:
    """Journal that the shop lets the chamber count its sales, or no longer."""
    with shop.write() as journal:
        journal.append(facts.ConsentChanged(id=journal.new_id(), at=journal.stamp(), by=cashier, statistics=statistics))
