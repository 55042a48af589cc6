"""Connect members' own web shops, and visit them in turn."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from pos.domain.errors import UserError
from sync.connectors.calling import checked_address, refuse_private
from sync.connectors.contract import AwayError, ShutError
from sync.connectors.kinds import opened
from sync.connectors.running import Visit, visit
from sync.portal.storage import tables
from sync.portal.webshops import store
from sync.portal.webshops.ledger import ShopLedger
from sync.portal.webshops.sealing import Seal
from sync.portal.webshops.store import Webshop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from sync.portal.storage.engine import Database
    from sync.portal.webshops.store import Stuck

    Audit = Callable[[Connection], object]

log = logging.getLogger(__name__)
FROM_WEB = "from_web"
"""Option of web shops whose address was typed into a page."""
PAUSE_MS = 30_000
LEASE_MS = 900_000
"""A process that died during a visit gives the web shop back after this time."""
_AWAY_MS = tuple(minutes * 60_000 for minutes in (1, 2, 5, 15, 30, 60))
"""Pauses while a shop does not answer; the first is longer than a call may be on its way."""
_SHUT_MS = 900_000


class Asked(NamedTuple):
    """A web shop to connect; `secret` is kept sealed and shown to nobody."""

    kind: str
    url: str
    account: str
    secret: str
    options: Mapping[str, str]
    writes_articles: bool = False

    def __repr__(self) -> str:
        return f"Asked({self.kind})"


class Standing(NamedTuple):
    """How a web shop stands: articles linked and waiting, orders taken, and what is wrong."""

    shop: Webshop
    member_name: str
    linked: int
    waiting: int
    orders: int


class Webshops:
    """The web shops of one portal."""

    def __init__(self, database: Database, now_ms: Callable[[], int], *, private: bool = False) -> None:
        """`private` lets members name addresses of this network; the office may always."""
        self._database, self._now_ms, self._private = database, now_ms, private

    def connect_from_web(self, member: str, asked: Asked, audit: Audit | None = None) -> str:
        """Connect a web shop whose address somebody typed into a page: what only this network reaches is refused."""
        address = checked_address(asked.url)
        if not self._private:
            refuse_private(address)
        options = {**asked.options, FROM_WEB: "1"}
        return self.connect(member, asked._replace(url=address, options=options), audit)

    def visit_soon(self, member: str, shop: str, audit: Audit | None = None) -> None:
        """Let a member's web shop be visited at the next round."""
        with self._database.write() as connection:
            self._own(connection, member, shop)
            store.note(connection, shop, due_ms=self._now_ms())
            if audit is not None:
                audit(connection)

    def forget(self, member: str, shop: str, audit: Audit | None = None) -> None:
        """Forget a member's web shop."""
        with self._database.write() as connection:
            self._own(connection, member, shop)
            store.remove_shop(connection, shop)
            if audit is not None:
                audit(connection)

    def standing_of(self, member: str) -> list[Standing]:
        """Give how a member's web shops stand."""
        return [each for each in self.standing() if each.shop.member == member]

    def _own(self, connection: Connection, member: str, shop: str) -> None:
        known = store.shop(connection, shop)
        if known is None or known.member != member:
            raise UserError("No web shop is connected under this name.")

    def connect(self, member: str, asked: Asked, audit: Audit | None = None) -> str:
        """Connect a member's web shop once it answers to these keys; the same address again replaces them."""
        name, now, known = secrets.token_hex(16), self._now_ms(), self._by_address(member, asked.url)
        shop = Webshop(
            id=known.id if known is not None else name,
            member=member,
            kind=asked.kind,
            url=checked_address(asked.url, is_signed=asked.kind == "woocommerce"),
            account=asked.account,
            sealed="",
            options={key: value for key, value in asked.options.items() if value},
            writes_articles=asked.writes_articles,
            connected_ms=known.connected_ms if known is not None else now,
            change_seq=0,
            is_fresh=False,
            sweep_ms=0,
            pulled_ms=known.pulled_ms if known is not None else now,
            due_ms=now,
            attempts=0,
            trouble="",
        )
        connector = opened(shop.kind, shop.url, shop.account, asked.secret, shop.options)
        try:
            # A look-up that finds nothing: it fails where the address or the keys are wrong.
            connector.find(["comptoir"])
            next(iter(connector.pull_orders(now)), None)
        finally:
            connector.close()
        shop = shop._replace(sealed=Seal(self._database).closed(asked.secret, shop.id))
        with self._database.write() as connection:
            if known is None:
                store.add_shop(connection, shop)
            else:
                kept = {key: value for key, value in shop._asdict().items() if key in _ENTERED}
                store.note(connection, shop.id, **kept, options=store.encoded(shop.options))
            if audit is not None:
                audit(connection)
        return shop.id

    def disconnect(self, shop: str) -> None:
        """Forget a web shop, its keys and links; goods held for its orders stay held."""
        with self._database.write() as connection:
            if not store.remove_shop(connection, shop):
                raise UserError("No web shop is connected under this name.")

    def standing(self) -> list[Standing]:
        """Give how all web shops stand."""
        m = tables.member.c
        with self._database.read() as connection:
            known = store.shops(connection)
            names = {row.id: row.name for row in connection.execute(select(m.id, m.name))}
            return [Standing(shop, names.get(shop.member, ""), *store.counts(connection, shop.id)) for shop in known]

    def stuck(self, shop: str) -> list[Stuck]:
        """Give the articles of a web shop that wait for a reason."""
        with self._database.read() as connection:
            known = store.shop(connection, shop)
            if known is None:
                raise UserError("No web shop is connected under this name.")
            return store.stuck(connection, known)

    def visit_due(self, is_over: Callable[[], bool] = lambda: False) -> int:
        """Visit every web shop whose turn it is; give how many answered."""
        done, answered = set[str](), 0
        while not is_over():
            now = self._now_ms()
            with self._database.read() as connection:
                due = store.due_shop(connection, now)
            if due is None or due in done:
                return answered
            done.add(due)
            with self._database.write() as connection:
                taken = store.take_shop(connection, due, now, now + LEASE_MS)
                shop = store.shop(connection, due)
            if taken and shop is not None:
                answered += self._visit(shop, is_over)
        return answered

    def _visit(self, shop: Webshop, is_over: Callable[[], bool]) -> bool:
        try:
            result = self._call_at(shop, is_over)
        except AwayError as error:
            pause = max(error.after_ms or 0, _AWAY_MS[min(shop.attempts, len(_AWAY_MS) - 1)])
            self._note(shop, pause, shop.attempts + 1, str(error))
        except ShutError as error:
            if error.__cause__ is not None:
                log.warning("web shop %s answers oddly", shop.id, exc_info=error.__cause__)
            self._note(shop, _SHUT_MS, shop.attempts + 1, str(error))
        else:
            self._note(shop, 0 if result.more else PAUSE_MS, 0, "")
            return True
        return False

    def _call_at(self, shop: Webshop, is_over: Callable[[], bool]) -> Visit:
        if shop.options.get(FROM_WEB) and not self._private:
            refuse_private(shop.url)
        secret = Seal(self._database).opened(shop.sealed, shop.id)
        connector = opened(shop.kind, shop.url, shop.account, secret, shop.options)
        try:
            ledger = ShopLedger(self._database, shop, self._now_ms)
            return visit(connector, ledger, writes_articles=shop.writes_articles, is_over=is_over)
        finally:
            connector.close()

    def _note(self, shop: Webshop, pause_ms: int, attempts: int, trouble: str) -> None:
        if trouble:
            log.warning("web shop %s not visited (attempt %d): %s", shop.id, attempts, trouble)
        with self._database.write() as connection:
            store.note(connection, shop.id, due_ms=self._now_ms() + pause_ms, attempts=attempts, trouble=trouble)

    def _by_address(self, member: str, url: str) -> Webshop | None:
        wanted = url.strip().rstrip("/")
        with self._database.read() as connection:
            found = [shop for shop in store.shops(connection) if (shop.member, shop.url) == (member, wanted)]
        return found[0] if found else None


_ENTERED = frozenset({"kind", "account", "sealed", "writes_articles", "due_ms", "sweep_ms", "attempts", "trouble"})
"""What is entered anew when a web shop is connected again."""
