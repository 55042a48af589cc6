"""Take what others changed into the shop file: articles and orders as entries, stock as offsets."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain import facts
from pos.shopfile import orders as kept_orders
from pos.shopfile import outbox, tickets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from pos.domain.online_order import OnlineOrder
    from pos.domain.product import Category
    from pos.shopfile.shopfile import ShopFile

PER_ENTRY = 100
TILLS = "tills"
TOLD_EVERY_MS = 60_000
_encoder = msgspec.json.Encoder()


class Neighbour(NamedTuple):
    """Another till of the shop, and when the portal heard it last."""

    name: str
    seen_ms: int


class Neighbours(NamedTuple):
    """The shop's other tills as the portal told at `told_ms`; all times are the portal's."""

    told_ms: int
    tills: tuple[Neighbour, ...]


def is_selling(connection: Connection) -> bool:
    """Tell whether a basket is being rung up: prices change between sales, never inside one."""
    row = connection.exec_driver_sql(
        "SELECT 1 FROM draft WHERE state = 'open' AND json_array_length(body, '$.lines') > 0 LIMIT 1"
    )
    return row.first() is not None


def take_catalogue(
    shop: ShopFile,
    cursor: str,
    products: Sequence[facts.PulledProduct],
    categories: Sequence[Category],
    through: dict[str, int],
) -> int:
    """Journal the articles and categories that differ from ours; give how many.

    An article that was edited here since `through` is left alone: the portal has not seen that edit yet, and
    will send the article again once it has.
    """
    with shop.write() as journal:
        edited = outbox.unacknowledged_edits(journal.connection, through)
        known = _states(journal.connection, [change.product.id for change in products])
        fresh = [
            change
            for change in products
            if change.product.id not in edited and known.get(change.product.id) != change.state
        ]
        groups = _categories(journal.connection)
        changed = [category for category in categories if groups.get(category.key) != category]
        for start in range(0, max(len(fresh), 1 if changed else 0), PER_ENTRY):
            journal.append(
                facts.CataloguePulled(
                    id=journal.new_id(),
                    at=journal.stamp(),
                    cursor=cursor,
                    products=tuple(fresh[start : start + PER_ENTRY]),
                    categories=() if start else tuple(changed),
                )
            )
    return len(fresh) + len(changed)


def take_facts(shop: ShopFile, cursor: str, payloads: Sequence[str]) -> int:
    """Journal what other tills recorded and this file has not heard yet, in the portal's order; give how many.

    Of a kind whose last one stands, own facts are heard too, and all of them again once the portal was put back to a
    backup: every till then ends with the same one.
    """
    generation = int(cursor.partition(".")[0])
    with shop.write() as journal:
        run = journal.connection.exec_driver_sql
        own = [inc for (inc,) in run("SELECT inc FROM entry WHERE seq = 1").all()]
        fresh: dict[str, str] = {}
        for payload in payloads:
            known = facts.header(payload.encode())
            if known.type not in facts.SHARED or not _is_readable(payload):
                continue
            row = run("SELECT generation FROM heard WHERE id = ?", (known.id,)).one_or_none()
            if known.type in facts.IN_ORDER:
                is_new = row is None or row.generation < generation
            else:
                is_new = row is None and not _is_own(journal.connection, own, known.id)
            if is_new:
                fresh[known.id] = payload
        if fresh:
            journal.append(
                facts.Heard(id=journal.new_id(), at=journal.stamp(), cursor=cursor, payloads=tuple(fresh.values()))
            )
    return len(fresh)


def take_orders(shop: ShopFile, cursor: str, orders: Sequence[OnlineOrder], through: dict[str, int]) -> int:
    """Journal the orders that differ from what the portal told before; give how many.

    An answer of this till that the portal did not hold yet at `through` stands.
    """
    with shop.write() as journal:
        known = kept_orders.told(journal.connection, [order.id for order in orders])
        fresh = [order for order in orders if known.get(order.id) != order]
        for start in range(0, len(fresh), PER_ENTRY):
            part = tuple(fresh[start : start + PER_ENTRY])
            stands = kept_orders.unheard(journal.connection, [order.id for order in part], through)
            journal.append(
                facts.OrdersPulled(
                    id=journal.new_id(), at=journal.stamp(), cursor=cursor, orders=part, unheard=tuple(stands)
                )
            )
    return len(fresh)


def keep_keys(shop: ShopFile, keys: Sequence[str]) -> None:
    """Keep the public keys of the shop's tills: its doors believe what they signed."""
    said = _encoder.encode(tuple(keys))
    with shop.read() as connection:
        same = outbox.value(connection, tickets.KEYS) == said
    if keys and not same:
        with shop.keep() as connection:
            outbox.set_value(connection, tickets.KEYS, said)


def keep_tills(shop: ShopFile, tills: Sequence[tuple[str, int]]) -> None:
    """Keep the shop's other tills (name, heard last by the portal, in its time), and when we were told."""
    if shop.heard is None:
        return
    said = Neighbours(shop.heard.now(shop.clock), tuple(Neighbour(*till) for till in tills))
    with shop.read() as connection:
        known = neighbours(connection)
    if known is None or said.told_ms - known.told_ms >= TOLD_EVERY_MS or _names(known) != _names(said):
        with shop.keep() as connection:
            outbox.set_value(connection, TILLS, _encoder.encode(said))


def _names(known: Neighbours) -> list[str]:
    return [till.name for till in known.tills]


def neighbours(connection: Connection) -> Neighbours | None:
    """Give the shop's other tills as last told, None before."""
    said = outbox.value(connection, TILLS)
    return None if said is None else msgspec.json.decode(said, type=Neighbours)


def _is_own(connection: Connection, own: Sequence[bytes], fact: str) -> bool:
    query = "SELECT 1 FROM entry WHERE inc = ? AND id = ?"
    return any(connection.exec_driver_sql(query, (inc, bytes.fromhex(fact))).first() is not None for inc in own)


def _is_readable(payload: str) -> bool:
    """Tell whether this version can let a fact take effect; what it cannot read it does not keep either."""
    try:
        facts.decode(payload.encode())
    except msgspec.MsgspecError:
        return False
    return True


def keep_page(
    shop: ShopFile, cursor: str, levels: dict[str, int], through: dict[str, int], *, more: bool = False
) -> None:
    """Keep the stock of a page, and that it was taken; between two pages nobody can say what the stock contains."""
    with shop.keep() as connection:
        outbox.set_value(connection, "through", None if more else _encoder.encode(through))
        outbox.put_stock(connection, levels, through)
        outbox.set_value(connection, "cursor", cursor.encode())


def digest(connection: Connection) -> str:
    """Give the fingerprint of all articles and their versions, as the portal makes it."""
    made = hashlib.sha256()
    for row in connection.exec_driver_sql(
        "SELECT lower(hex(id)) AS id, lower(hex(state)) AS state FROM product ORDER BY 1"
    ):
        made.update(f"{row.id}:{row.state}\n".encode())
    return made.hexdigest()


def _states(connection: Connection, ids: list[str]) -> dict[str, str]:
    made = {}
    for product in ids:
        row = connection.exec_driver_sql("SELECT state FROM product WHERE id = ?", (bytes.fromhex(product),))
        if (known := row.one_or_none()) is not None:
            made[product] = known.state.hex()
    return made


def _categories(connection: Connection) -> dict[str, Category]:
    from pos.shopfile.reading import categories  # noqa: PLC0415  # reading decodes what this module does not need

    return {category.key: category for category in categories(connection)}
