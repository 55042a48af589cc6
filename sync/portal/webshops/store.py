"""The SQL of web shops: the shops, links, the outbox, their orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import and_, delete, exists, func, or_, select, update

from pos.domain.product import Product
from sync.connectors.linking import KINDS, article_of
from sync.connectors.outbox import Waiting
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_new, put
from sync.portal.storage.webshop_tables import ALL, webshop, webshop_link, webshop_order, webshop_outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Table

    from sync.connectors.contract import Article

_products = msgspec.json.Decoder(Product)
_options = msgspec.json.Decoder(dict[str, str])


class Webshop(NamedTuple):
    """A member's web shop; `change_seq`, `pulled_ms`: how far it was told, and asked."""

    id: str
    member: str
    kind: str
    url: str
    account: str
    sealed: str
    options: dict[str, str]
    writes_articles: bool
    connected_ms: int
    change_seq: int
    is_fresh: bool
    sweep_ms: int
    pulled_ms: int
    due_ms: int
    attempts: int
    trouble: str

    def __repr__(self) -> str:
        return f"Webshop({self.id}, {self.kind})"


class Kept(NamedTuple):
    """An order of a web shop as it is kept here."""

    part: str
    code: str
    turn: str
    attempt: int
    digest: str


class Stuck(NamedTuple):
    """An article that waits for a reason."""

    product: str
    name: str
    trouble: str


def add_shop(connection: Connection, shop: Webshop) -> None:
    """Keep a new web shop."""
    insert_new(connection, webshop, [{**shop._asdict(), "options": encoded(shop.options)}])


def encoded(options: Mapping[str, str]) -> str:
    """Give options as they are kept."""
    return msgspec.json.encode(dict(options)).decode()


def shops(connection: Connection) -> list[Webshop]:
    """Give all web shops, the oldest first."""
    query = select(*(webshop.c[name] for name in Webshop._fields)).order_by(webshop.c.connected_ms, webshop.c.id)
    return [Webshop(*row)._replace(options=_options.decode(row.options)) for row in connection.execute(query)]


def shop(connection: Connection, known: str) -> Webshop | None:
    """Give a web shop as it is now."""
    return next((each for each in shops(connection) if each.id == known), None)


def remove_shop(connection: Connection, known: str) -> bool:
    """Forget a web shop with its keys; False when there is none."""
    for table in ALL[1:]:
        connection.execute(delete(table).where(table.c.webshop == known))
    return connection.execute(delete(webshop).where(webshop.c.id == known)).rowcount == 1


def remove_shops_of(connection: Connection, member: str) -> int:
    """Forget every web shop of a member with its keys; give how many there were."""
    mine = connection.execute(select(webshop.c.id).where(webshop.c.member == member)).scalars().all()
    return sum(remove_shop(connection, known) for known in mine)


def due_shop(connection: Connection, now_ms: int) -> str | None:
    """Give the web shop that has waited longest for a visit; who left is not visited."""
    c = webshop.c
    gone = select(tables.departed.c.member)
    query = select(c.id).where(c.due_ms <= now_ms, c.member.not_in(gone)).order_by(c.due_ms, c.id).limit(1)
    return connection.execute(query).scalar_one_or_none()


def take_shop(connection: Connection, known: str, now_ms: int, until_ms: int) -> bool:
    """Take a web shop in hand, so that no other process visits it; False when one was faster."""
    c = webshop.c
    taken = update(webshop).where(c.id == known, c.due_ms <= now_ms).values(due_ms=until_ms)
    return connection.execute(taken).rowcount == 1


def note(connection: Connection, known: str, **values: object) -> None:
    """Keep how far a web shop is, or why it is not."""
    connection.execute(update(webshop).where(webshop.c.id == known).values(**values))


def link(connection: Connection, known: str, product: str, remote: str, sku: str) -> bool:
    """Link an article; False when the one there belongs to another."""
    c = webshop_link.c
    held = select(c.product).where(c.webshop == known, c.remote == remote, c.product != product)
    if connection.execute(held).first() is not None:
        return False
    row = {"webshop": known, "product": product, "remote": remote, "sku": sku}
    put(connection, webshop_link, [{**row, "written": "", "pieces": None, "sent_ms": None}])
    return True


def unlink(connection: Connection, known: str, product: str) -> None:
    """Forget which article there is ours."""
    c = webshop_link.c
    connection.execute(delete(webshop_link).where(c.webshop == known, c.product == product))


def note_link(connection: Connection, known: str, product: str, **values: object) -> None:
    """Keep what was written or read of a linked article."""
    c = webshop_link.c
    connection.execute(update(webshop_link).where(c.webshop == known, c.product == product).values(**values))


def linked_product(connection: Connection, known: str, remote: str, sku: str) -> str | None:
    """Give the article that a line of an order means: by its id there, else by the code it was linked with."""
    c = webshop_link.c
    for condition in (c.remote == remote, and_(c.sku == sku, c.sku != "")):
        found = connection.execute(select(c.product).where(c.webshop == known, condition)).scalars().first()
        if found is not None:
            return str(found)
    return None


def concerned(connection: Connection, shop: Webshop, products: Iterable[str] | None = None) -> list[str]:
    """Give articles that go to a web shop or are there: of some, or of all."""
    p, c = tables.product.c, webshop_link.c
    there = exists().where(c.webshop == shop.id, c.product == p.id)
    query = select(p.id).where(p.member == shop.member, or_(and_(p.online, ~p.archived), there))
    if products is not None:
        query = query.where(p.id.in_(list(products)))
    return list(connection.execute(query.order_by(p.id)).scalars())


def held_in(connection: Connection, member: str, orders: Iterable[str]) -> set[str]:
    """Give the articles that orders hold or held."""
    c = tables.reservation_line.c
    query = select(c.product).where(c.member == member, c.order.in_(list(orders)))
    return set(connection.execute(query).scalars())


def enqueue(connection: Connection, known: str, products: Iterable[str], seq: int, now_ms: int) -> None:
    """Put articles in the outbox, due now."""
    row = {"webshop": known, "seq": seq, "due_ms": now_ms, "attempts": 0, "trouble": ""}
    put(connection, webshop_outbox, [{**row, "product": product} for product in products])


def waiting(connection: Connection, shop: Webshop, now_ms: int, limit: int) -> list[Waiting]:
    """Give what is due, what waited longest first."""
    o, c, p = webshop_outbox.c, webshop_link.c, tables.product.c
    query = (
        select(o.product, o.seq, c.remote, c.written, p.body)
        .outerjoin(webshop_link, and_(c.webshop == o.webshop, c.product == o.product))
        .outerjoin(tables.product, and_(p.member == shop.member, p.id == o.product))
        .where(o.webshop == shop.id, o.due_ms <= now_ms)
        .order_by(o.due_ms, o.product)
        .limit(limit)
    )
    return [
        Waiting(row.product, row.seq, _offered(row.body), row.remote or "", row.written or "")
        for row in connection.execute(query)
    ]


def is_offered(product: Product) -> bool:
    """Tell whether an article goes to web shops."""
    return product.online and not product.archived and product.kind in KINDS


def strike_off(connection: Connection, known: str, product: str, seq: int) -> None:
    """Take an article out of the outbox, unless it was put there again since."""
    o = webshop_outbox.c
    gone = delete(webshop_outbox).where(o.webshop == known, o.product == product, o.seq == seq)
    connection.execute(gone)


def attempts(connection: Connection, known: str, product: str) -> int:
    """Give how often an article was tried."""
    o = webshop_outbox.c
    query = select(o.attempts).where(o.webshop == known, o.product == product)
    return int(connection.execute(query).scalar_one_or_none() or 0)


def delay(connection: Connection, known: str, product: str, seq: int, due_ms: int, trouble: str) -> None:
    """Let an article wait, unless it was put in the outbox again since."""
    o = webshop_outbox.c
    connection.execute(
        update(webshop_outbox)
        .where(o.webshop == known, o.product == product, o.seq == seq)
        .values(due_ms=due_ms, attempts=o.attempts + 1, trouble=trouble[:200])
    )


def stuck(connection: Connection, shop: Webshop) -> list[Stuck]:
    """Give articles that wait for a reason."""
    o, p = webshop_outbox.c, tables.product.c
    query = (
        select(o.product, p.name, o.trouble)
        .outerjoin(tables.product, and_(p.member == shop.member, p.id == o.product))
        .where(o.webshop == shop.id, o.trouble != "")
        .order_by(p.name, o.product)
    )
    return [Stuck(row.product, row.name or "", row.trouble) for row in connection.execute(query)]


def counts(connection: Connection, known: str) -> tuple[int, int, int]:
    """Count links, articles that wait, and orders taken."""
    return (
        _count(connection, known, webshop_link),
        _count(connection, known, webshop_outbox),
        _count(connection, known, webshop_order),
    )


def order(connection: Connection, known: str, remote: str) -> Kept | None:
    """Give an order as it is kept, None for a new one."""
    c = webshop_order.c
    columns = (c[name] for name in Kept._fields)
    row = connection.execute(select(*columns).where(c.webshop == known, c.remote == remote)).one_or_none()
    return None if row is None else Kept(*row)


def keep_order(connection: Connection, known: str, remote: str, kept: Kept) -> None:
    """Keep an order; one that is taken anew is to be marked there anew."""
    row = {"webshop": known, "remote": remote, "acknowledged_ms": None}
    put(connection, webshop_order, [{**row, **kept._asdict()}])


def turn_order(connection: Connection, known: str, remote: str, **values: object) -> None:
    """Keep what became of an order."""
    c = webshop_order.c
    connection.execute(update(webshop_order).where(c.webshop == known, c.remote == remote).values(**values))


def unacknowledged(connection: Connection, known: str) -> list[tuple[str, str]]:
    """Give orders that are not marked there yet, with our code."""
    c = webshop_order.c
    query = select(c.remote, c.code).where(c.webshop == known, c.acknowledged_ms.is_(None), c.part != "")
    return [(row.remote, row.code) for row in connection.execute(query.order_by(c.remote))]


def _offered(body: bytes | None) -> Article | None:
    product = _products.decode(body) if body is not None else None
    return article_of(product) if product is not None and is_offered(product) else None


def _count(connection: Connection, known: str, table: Table) -> int:
    query = select(func.count()).select_from(table).where(table.c.webshop == known)
    return int(connection.execute(query).scalar_one())
