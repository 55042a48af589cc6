"""Bring own entries back that only the portal holds, after this file was restored or began anew.

What comes back is believed when it continues what lies here, hash by hash, and carries the signatures of the till
that made it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from pos.domain import facts
from pos.domain.chain import entry_hash, is_signed_by
from pos.shopfile import outbox, recovered
from pos.shopfile.outbox import Sealed
from sync.agent.transport import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from pos.shopfile.shopfile import ShopFile
    from sync.protocol.messages import HistoryPage

log = logging.getLogger(__name__)


class Recovery:
    """What came back so far, and what is left to fetch; `ask(incarnation, first)` gives a page."""

    def __init__(self, shop: ShopFile, ask: Callable[[str, int], HistoryPage | None]) -> None:
        self._shop, self._ask = shop, ask
        self._fetched: dict[str, int] = {}
        self._ended: set[str] = set()

    def begin(self) -> None:
        """Look at everything again: the portal may hold more than last time."""
        self._fetched.clear()
        self._ended.clear()

    def fetch(self, heads: Mapping[str, int]) -> int:
        """Fetch one page of what the portal holds up to `heads` and this file lacks; give how many entries."""
        own = self._shop.head.inc.hex()
        for inc in sorted(heads):
            if inc == own or inc in self._ended:
                continue
            held = self._fetched.get(inc)
            if held is None:
                held = self._held_here(bytes.fromhex(inc))
            if heads[inc] > held and (found := self._page(inc, held)):
                return found
            self._ended.add(inc)
        return 0

    def _held_here(self, inc: bytes) -> int:
        with self._shop.read() as connection:
            back = recovered.held_to(connection, inc)
            if back is not None:
                return back
            return next((line.send_to for line in outbox.lines(connection) if line.inc == inc), 0)

    def _page(self, inc: str, held: int) -> int:
        page = self._ask(inc, held + 1)
        if page is None or not page.payloads:
            return 0
        line = bytes.fromhex(inc)
        with self._shop.read() as connection:
            before = recovered.hash_at(connection, line, held)
            key = next((each.public_key for each in _lines(connection) if each.inc == line), None)
        if before is None or before.hex() != page.prev:
            # The portal holds another branch from here on: what lies here of it is carried over, not continued.
            log.warning("the portal's history of %s does not continue ours", inc[:8])
            return 0
        rows = _sealed(line, page, before)
        _check(rows, key or _opening_key(rows[0]), page)
        tickets = recovered.take(self._shop, line, rows)
        self._fetched[inc] = rows[-1].seq
        log.info("%s entries came back from the portal, %s tickets among them", len(rows), tickets)
        return len(rows)


def _lines(connection: Connection) -> list[outbox.Line]:
    return [*outbox.lines(connection), *recovered.lines(connection)]


def _sealed(inc: bytes, page: HistoryPage, before: bytes) -> list[Sealed]:
    rows: list[Sealed] = []
    for place, text in enumerate(page.payloads):
        seq, payload = page.first + place, text.encode()
        digest = entry_hash(inc, seq, before, payload)
        sig = bytes.fromhex(page.sigs.get(str(place), ""))
        rows.append(Sealed(seq, payload, before, digest, sig, page.adopted.get(str(place))))
        before = digest
    return rows


def _check(rows: list[Sealed], key: bytes | None, page: HistoryPage) -> None:
    forged = key is None or any(row.sig and not is_signed_by(key, row.hash, row.sig) for row in rows)
    if forged or (rows[-1].seq == page.head.seq and rows[-1].hash.hex() != page.head.hash):
        raise UnreachableError("forged")


def _opening_key(first: Sealed) -> bytes | None:
    try:
        opened = facts.decode(first.payload)
    except msgspec.MsgspecError:
        return None
    return bytes.fromhex(opened.pubkey) if isinstance(opened, facts.JournalOpened) else None
