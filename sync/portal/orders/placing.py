"""Send an order: all of it is held or nothing, one form is one order, what changed since it was read is shown again."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import exc

from pos.domain.product import Product
from sync.portal.accounts import store as accounts
from sync.portal.catalogue import offers
from sync.portal.ingest.store import lock_member, touch
from sync.portal.mail import outbox
from sync.portal.mail.letters import RECEIVED
from sync.portal.orders import pickup, reading, store
from sync.portal.orders.standing import Ordered
from sync.portal.storage.engine import said
from sync.portal.storage.engine import secret_of as keyed
from sync.portal.wording import language, path_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from sync.portal.orders.basket import Basket
    from sync.portal.orders.contact import Contact
    from sync.portal.orders.reading import Line, Reading, Share
    from sync.portal.storage.engine import Database

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What is not mistaken for something else when it is said or read at a counter."""
WINDOW_MS, MOST_IN_A_WINDOW = 600_000, 5
"""Orders that one network address may send in ten minutes."""
DAY_MS, MOST_IN_A_DAY = 24 * 3_600_000, 20
"""Orders that one e-mail address or telephone number may send in a day."""
_TRIES = 8
_products = msgspec.json.Decoder(Product)


class Changed(NamedTuple):
    """Nothing was sent: what can be had is not what the buyer had read."""

    reading: Reading


class Placed(NamedTuple):
    """The order is sent; `secret` is that of its follow page."""

    secret: str


class TooOften(NamedTuple):
    """Nothing was sent: too many orders came from this connection or this contact lately."""


class _TooOftenError(Exception):
    """Undoes what was begun, the counting of this try included."""


class Placing:
    """Baskets read and sent."""

    def __init__(self, database: Database, now_ms: Callable[[], int], address: str) -> None:
        self._database, self._now_ms, self._address = database, now_ms, address
        self._key = bytes.fromhex(keyed(database, "attempt_key"))

    def read(self, basket: Basket) -> Reading:
        """Read a basket as it stands now."""
        with self._database.read() as connection:
            return reading.read(connection, basket, self._now_ms())

    def article(self, member: str, product: str) -> Product | None:
        """Give an article that can be put in a basket."""
        with self._database.read() as connection:
            found = offers.several(connection, [(member, product)])
            if not pickup.load(connection, member).takes_orders:
                return None
        article = _products.decode(found[member, product].body) if found else None
        return article if article is not None and reading.orderable(article) else None

    def known(self, form: str) -> Placed | None:
        """Give the order that a form made already."""
        with self._database.read() as connection:
            whole = store.by_form(connection, hashed(form))
            return None if whole is None else Placed(secret_of(connection, whole.id))

    def place(
        self, basket: Basket, contact: Contact, *, form: str, seal: str, sender: str = ""
    ) -> Placed | Changed | TooOften:
        """Send a basket that the buyer read under `seal`; the same `form` again gives the same order.

        `sender` is the network address by which orders are counted; empty for who is no visitor.
        """
        form_hash = hashed(form)
        try:
            with self._database.write() as connection:
                return self._place(connection, basket, contact, form_hash, seal, sender)
        except _TooOftenError:
            return TooOften()
        except exc.IntegrityError:
            # The same form twice at the same instant, with other members in it: the first one counts.
            known = self.known(form)
            if known is None:
                raise
            return known

    def _place(
        self, connection: Connection, basket: Basket, contact: Contact, form_hash: str, seal: str, sender: str
    ) -> Placed | Changed:
        now = self._now_ms()
        found = reading.read(connection, basket, now)
        # In one order, whoever locks: two buyers with the same two members must not wait for each other.
        for member in sorted(share.shop.id for share in found.shares):
            lock_member(connection, member)
        known = store.by_form(connection, form_hash)
        if known is not None:
            return Placed(secret_of(connection, known.id))
        found = reading.read(connection, basket, now)
        if found.seal != seal or not found.is_orderable or self._lacks(connection, found, now):
            return Changed(found)
        if sender:
            self._count(connection, sender, contact, now)
        return self._keep(connection, found, contact, form_hash, now)

    def _count(self, connection: Connection, sender: str, contact: Contact, now: int) -> None:
        """Count an order; goods that one visitor holds for days are goods that nobody else can buy."""
        key = hmac.new(self._key, f"order\0{sender}".encode(), hashlib.sha256).hexdigest()
        if accounts.tries(connection, key, now, WINDOW_MS) > MOST_IN_A_WINDOW:
            raise _TooOftenError
        if store.sent_by(connection, contact.shown, now - DAY_MS) >= MOST_IN_A_DAY:
            raise _TooOftenError

    def _keep(self, connection: Connection, found: Reading, contact: Contact, form_hash: str, now: int) -> Placed:
        order = secrets.token_hex(16)
        secret = secret_of(connection, order)
        code = _code(connection, found)
        whole = store.Whole(
            order, hashed(secret), form_hash, code, now, contact.name, contact.email, contact.phone, language()
        )
        store.add_whole(connection, whole)
        for number, share in enumerate(found.shares, 1):
            assert share.slot is not None
            part, member = secrets.token_hex(16), share.shop.id
            store.hold(connection, member, part, _takes(share), now, share.slot.expires_ms)
            store.add_part(connection, member, part, whole, f"{code}-{number}", share.place, share.slot)
            store.add_lines(connection, member, part, [_ordered(line) for line in share.lines])
            touch(connection, member, [("order", part)])
        parts = store.parts_of(connection, order)
        outbox.write(connection, RECEIVED, whole, parts, follow_page(self._address, secret, whole.language), now)
        return Placed(secret)

    def _lacks(self, connection: Connection, found: Reading, now: int) -> bool:
        return any(reading.lacking(connection, share.shop.id, _takes(share), now) for share in found.shares)


def secret_of(connection: Connection, order: str) -> str:
    """Give the secret of an order's follow page: made from the portal's own key, so that it need not be kept."""
    key = said(connection, "token_key") or ""
    return hmac.new(bytes.fromhex(key), f"order.{order}".encode(), hashlib.sha256).hexdigest()[:32]


def follow_page(base: str, secret: str, language: str) -> str:
    """Give the address of an order's follow page, in its buyer's language."""
    return base + path_in(language, f"/commande/{secret}")


def hashed(secret: str) -> str:
    """Give what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _code(connection: Connection, found: Reading) -> str:
    members = [share.shop.id for share in found.shares]
    for attempt in range(_TRIES):
        code = "".join(secrets.choice(ALPHABET) for _ in range(4 if attempt < _TRIES - 2 else 6))
        if not store.is_code_taken(connection, members, [f"{code}-{n}" for n in range(1, len(members) + 1)]):
            return code
    raise RuntimeError("no free code for an order")


def _ordered(line: Line) -> Ordered:
    article = line.article
    return Ordered(
        article.id,
        line.name,
        article.unit,
        line.quantity_milli,
        line.price_minor,
        line.total_minor,
        line.deposit_minor,
        line.takes,
    )


def _takes(share: Share) -> dict[str, int]:
    made: dict[str, int] = {}
    for line in share.lines:
        for product, milli in line.takes.items():
            made[product] = made.get(product, 0) + milli
    return made
