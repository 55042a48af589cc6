"""The SQL of orders and of goods held for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import and_, delete, false, func, or_, select, update

from pos.domain.online_order import OPEN, OrderState
from sync.portal.orders.standing import SHORT, Deed, Ordered, Part, Told, as_told_to_tills
from sync.portal.storage import order_tables, tables
from sync.portal.storage.engine import insert_new, insert_once, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Join

    from pos.domain.online_order import OnlineOrder
    from sync.portal.orders.pickup import Slot

ERASED = ""


class Whole(NamedTuple):
    """A buyer's order and how to reach this person; name and contact are empty once they are erased."""

    id: str
    secret_hash: str
    form_hash: str
    code: str
    placed_ms: int
    name: str
    email: str
    phone: str
    language: str


def rows(connection: Connection, member: str, ids: list[str]) -> list[OnlineOrder]:
    """Give orders as tills see them."""
    return [as_told_to_tills(part) for part in parts(connection, member, ids)]


def parts(connection: Connection, member: str, ids: Iterable[str]) -> list[Part]:
    """Give parts of orders of a member, by id; goods held without an order count as one."""
    r = tables.reservation.c
    wanted = list(ids)
    return _load(connection, and_(r.member == member, r.order.in_(wanted))) if wanted else []


def parts_of(connection: Connection, whole: str) -> list[Part]:
    """Give the parts of a buyer's order, as they were numbered."""
    p = order_tables.order_part.c
    found = _load(connection, _these(connection.execute(select(p.member, p.id).where(p.whole == whole)).all()))
    return sorted(found, key=lambda part: (int(part.code.rpartition("-")[2]), part.member))


def latest(connection: Connection, member: str, limit: int) -> list[Part]:
    """Give a member's orders, the last placed first."""
    r, p = tables.reservation.c, order_tables.order_part.c
    query = (
        select(p.id)
        .join(tables.reservation, and_(r.member == p.member, r.order == p.id))
        .where(p.member == member)
        .order_by(r.created_ms.desc(), p.id)
        .limit(limit)
    )
    found = parts(connection, member, connection.execute(query).scalars().all())
    return sorted(found, key=lambda part: (-part.placed_ms, part.id))


def numbers(connection: Connection, member: str) -> tuple[int, int]:
    """Count a member's orders: (open, over)."""
    r = tables.reservation.c
    query = select(func.count().filter(r.state == "pending"), func.count().filter(r.state != "pending"))
    is_open, over = connection.execute(query.select_from(_ordered()).where(r.member == member)).one()
    return int(is_open), int(over)


def listed(connection: Connection, member: str, limit: int, offset: int, *, over: bool) -> list[Part]:
    """Give some of a member's orders: open ones by their pick-up, those that are over the last ended first."""
    r, p = tables.reservation.c, order_tables.order_part.c
    mine = (r.member == member, r.state != "pending" if over else r.state == "pending")
    order = (r.resolved_ms.desc(), r.order) if over else (p.pick_from_ms, r.order)
    query = select(r.order).select_from(_ordered()).where(*mine).order_by(*order).limit(limit).offset(offset)
    ids = list(connection.execute(query).scalars())
    places = {part: place for place, part in enumerate(ids)}
    return sorted(parts(connection, member, ids), key=lambda part: places[part.id])


def _ordered() -> Join:
    r, p = tables.reservation.c, order_tables.order_part.c
    return tables.reservation.join(order_tables.order_part, and_(p.member == r.member, p.id == r.order))


def waiting(connection: Connection, member: str) -> int:
    """Count a member's orders of the portal that are not at an end; those of its web shop are not ours to count."""
    r, p, o = tables.reservation.c, order_tables.order_part.c, order_tables.buyer_order.c
    query = (
        select(func.count())
        .select_from(tables.reservation)
        .join(order_tables.order_part, and_(p.member == r.member, p.id == r.order))
        .join(order_tables.buyer_order, o.id == p.whole)
        .where(r.member == member, r.state == "pending")
    )
    return int(connection.execute(query).scalar_one())


def sent_by(connection: Connection, contact: str, since_ms: int) -> int:
    """Count the orders that an e-mail address or a telephone number sent since then."""
    o = order_tables.buyer_order.c
    mine = or_(o.email == contact, o.phone == contact)
    query = select(func.count()).where(o.erased_ms.is_(None), o.placed_ms > since_ms, mine)
    return int(connection.execute(query.select_from(order_tables.buyer_order)).scalar_one())


def unsettled(connection: Connection) -> list[tuple[Part, str]]:
    """Give parts whose end the buyer was not written of yet, with the state that was told last."""
    p = order_tables.order_part.c
    query = select(p.member, p.id, p.told).where(p.told.in_(sorted(OPEN)))
    told = {(row.member, row.id): row.told for row in connection.execute(query)}
    found = _load(connection, _these(told))
    return [(part, told[part.member, part.id]) for part in found if (part.member, part.id) in told]


def short(connection: Connection) -> list[Part]:
    """Give open parts of which tills said that something is missing."""
    r, f = tables.reservation.c, tables.order_fact.c
    said = select(f.event).where(f.member == r.member, f.order == r.order, f.kind == SHORT)
    return _load(connection, and_(r.state == "pending", said.exists()))


def whole(connection: Connection, condition: ColumnElement[bool]) -> Whole | None:
    """Give a buyer's order."""
    o = order_tables.buyer_order.c
    columns = [o[name] for name in Whole._fields]
    row = connection.execute(select(*columns).where(condition)).one_or_none()
    return None if row is None else Whole(*row)


def by_secret(connection: Connection, secret_hash: str) -> Whole | None:
    """Give the order whose follow page has this secret."""
    return whole(connection, order_tables.buyer_order.c.secret_hash == secret_hash)


def by_form(connection: Connection, form_hash: str) -> Whole | None:
    """Give the order that a form made already."""
    return whole(connection, order_tables.buyer_order.c.form_hash == form_hash)


def by_id(connection: Connection, order: str) -> Whole | None:
    """Give an order by its id."""
    return whole(connection, order_tables.buyer_order.c.id == order)


def is_code_taken(connection: Connection, members: Iterable[str], codes: Iterable[str]) -> bool:
    """Tell whether one of these members has an order of one of these codes, open or ended."""
    p = order_tables.order_part.c
    query = select(p.code).where(p.member.in_(list(members)), p.code.in_(list(codes)))
    return connection.execute(query).first() is not None


def add_whole(connection: Connection, order: Whole) -> None:
    """Keep a new order; one whose form came before is an error of the database."""
    insert_new(connection, order_tables.buyer_order, [{**order._asdict(), "erased_ms": None}])


def add_part(connection: Connection, member: str, part: str, order: Whole, code: str, place: str, slot: Slot) -> None:
    """Keep a member's part of a new order."""
    row = {
        "member": member,
        "id": part,
        "whole": order.id,
        "code": code,
        "place": place,
        "pick_from_ms": slot.from_ms,
        "pick_until_ms": slot.until_ms,
        "expires_ms": slot.expires_ms,
        "told": OrderState.REQUESTED.value,
    }
    insert_new(connection, order_tables.order_part, [row])


def add_lines(connection: Connection, member: str, part: str, lines: Iterable[Ordered]) -> None:
    """Keep what was ordered."""
    made = [
        {"member": member, "part": part, "position": place, **line._asdict(), "takes": _json(line.takes)}
        for place, line in enumerate(lines)
    ]
    insert_new(connection, order_tables.order_line, made)


def do(connection: Connection, member: str, part: str, deed: Deed) -> None:
    """Keep what the buyer or the clock did; of a kind, the last one stands."""
    row = {"member": member, "part": part, "what": deed.what, "at_ms": deed.at_ms, "by": deed.by}
    put(connection, order_tables.order_event, [{**row, "detail": _json(deed.missing)}])


def tell(connection: Connection, part: Part, before: str, now: str) -> bool:
    """Note the state that a buyer is written of; False when somebody else did meanwhile."""
    p = order_tables.order_part.c
    done = connection.execute(
        update(order_tables.order_part)
        .where(p.member == part.member, p.id == part.id, p.told == before)
        .values(told=now)
    )
    return done.rowcount == 1


def not_erased(connection: Connection, placed_before_ms: int) -> list[str]:
    """Give orders of some age whose buyer can still be reached."""
    o = order_tables.buyer_order.c
    query = select(o.id).where(o.erased_ms.is_(None), o.placed_ms < placed_before_ms).order_by(o.placed_ms)
    return list(connection.execute(query).scalars())


def erase(connection: Connection, order: str, now_ms: int) -> None:
    """Forget who the buyer was, also in what was written to this person."""
    o, m = order_tables.buyer_order.c, order_tables.mail.c
    gone = {"name": ERASED, "email": ERASED, "phone": ERASED}
    connection.execute(update(order_tables.buyer_order).where(o.id == order).values(**gone, erased_ms=now_ms))
    connection.execute(delete(order_tables.mail).where(m.whole == order))


def hold(connection: Connection, member: str, order: str, lines: dict[str, int], now_ms: int, expires_ms: int) -> None:
    """Hold goods for an order; the same order again changes nothing."""
    row = {"member": member, "order": order, "state": "pending", "created_ms": now_ms, "expires_ms": expires_ms}
    insert_once(connection, tables.reservation, [{**row, "resolved_ms": None}])
    held = [
        {"member": member, "order": order, "product": product, "quantity_milli": quantity}
        for product, quantity in lines.items()
    ]
    insert_once(connection, tables.reservation_line, held)


def hold_less(connection: Connection, member: str, order: str, lines: Mapping[str, int]) -> None:
    """Hold only what is left of an order: what tills said to be missing only grows."""
    line = tables.reservation_line.c
    for product, milli in lines.items():
        connection.execute(
            update(tables.reservation_line)
            .where(line.member == member, line.order == order, line.product == product)
            .values(quantity_milli=milli)
        )


def state(connection: Connection, member: str, order: str) -> str | None:
    """Give how the goods of an order are held: pending, posted, void, expired; None for none."""
    r = tables.reservation.c
    query = select(r.state).where(r.member == member, r.order == order)
    return connection.execute(query).scalar_one_or_none()


def resolve(connection: Connection, member: str, order: str, how: str, now_ms: int) -> bool:
    """Resolve a pending order once: posted, void or expired; False when it was resolved already."""
    r = tables.reservation.c
    done = connection.execute(
        update(tables.reservation)
        .where(r.member == member, r.order == order, r.state == "pending")
        .values(state=how, resolved_ms=now_ms)
    )
    return done.rowcount == 1


def overdue(connection: Connection, now_ms: int) -> list[tuple[str, str]]:
    """Give pending orders whose time is over."""
    r = tables.reservation.c
    query = select(r.member, r.order).where(r.state == "pending", r.expires_ms <= now_ms)
    return [(row.member, row.order) for row in connection.execute(query)]


def held(connection: Connection, member: str, products: list[str]) -> dict[str, int]:
    """Give what is held of articles by pending orders, thousandths."""
    r, line = tables.reservation.c, tables.reservation_line.c
    query = (
        select(line.product, line.quantity_milli)
        .join(tables.reservation, (r.member == line.member) & (r.order == line.order))
        .where(line.member == member, line.product.in_(products), r.state == "pending")
    )
    made: dict[str, int] = {}
    for product, quantity in connection.execute(query):
        made[product] = made.get(product, 0) + quantity
    return made


def heard_ms(connection: Connection, member: str) -> int:
    """Give when the till of a member that has been silent longest was heard; 0 without a till."""
    c = tables.till.c
    return int(connection.execute(select(func.min(c.last_seen_ms)).where(c.member == member)).scalar_one() or 0)


def _these(keys: Iterable[Sequence[str]]) -> ColumnElement[bool]:
    """Name orders by (member, order): asked for by what joins them, every order there ever was is looked at."""
    r, wanted = tables.reservation.c, list(keys)
    members, ids = sorted({key[0] for key in wanted}), [key[1] for key in wanted]
    return and_(r.member.in_(members), r.order.in_(ids)) if wanted else false()


def _load(connection: Connection, condition: ColumnElement[bool]) -> list[Part]:
    r, p = tables.reservation.c, order_tables.order_part.c
    query = (
        select(r.member, r.order, r.state, r.created_ms, r.expires_ms, r.resolved_ms, p.whole, p.code, p.place)
        .add_columns(p.pick_from_ms, p.pick_until_ms)
        .outerjoin(order_tables.order_part, and_(p.member == r.member, p.id == r.order))
        .where(condition)
        .order_by(r.order)
    )
    found = connection.execute(query).all()
    if not found:
        return []
    # By member too: keys begin with it, and without it every line that was ever ordered is looked at.
    wanted = sorted({row.member for row in found}), [row.order for row in found]
    lines, told, deeds = _lines(connection, *wanted), _told(connection, *wanted), _deeds(connection, *wanted)
    return [
        Part(
            member=row.member,
            id=row.order,
            whole=row.whole or "",
            code=row.code or row.order[-6:].upper(),
            place=row.place or "",
            placed_ms=row.created_ms,
            pick_from_ms=row.pick_from_ms or row.created_ms,
            pick_until_ms=row.pick_until_ms or row.expires_ms,
            expires_ms=row.expires_ms,
            held=row.state,
            resolved_ms=row.resolved_ms,
            lines=tuple(lines.get((row.member, row.order), ())),
            told=tuple(told.get((row.member, row.order), ())),
            deeds=tuple(deeds.get((row.member, row.order), ())),
        )
        for row in found
    ]


def _lines(connection: Connection, members: list[str], ids: list[str]) -> dict[tuple[str, str], list[Ordered]]:
    c, held_ = order_tables.order_line.c, tables.reservation_line.c
    made: dict[tuple[str, str], list[Ordered]] = {}
    asked = select(order_tables.order_line).where(c.member.in_(members), c.part.in_(ids))
    query = asked.order_by(c.part, c.position)
    for row in connection.execute(query).mappings():
        known = {name: row[name] for name in Ordered._fields if name != "takes"}
        takes = msgspec.json.decode(row["takes"], type=dict[str, int])
        made.setdefault((row["member"], row["part"]), []).append(Ordered(**known, takes=takes))
    bare = [part for part in ids if part not in {key[1] for key in made}]
    wanted = select(tables.reservation_line).where(held_.member.in_(members), held_.order.in_(bare))
    query = wanted.order_by(held_.order, held_.product)
    for row in connection.execute(query).mappings() if bare else ():
        milli = row["quantity_milli"]
        line = Ordered(row["product"], "", "piece", milli, 0, 0, 0, {row["product"]: milli})
        made.setdefault((row["member"], row["order"]), []).append(line)
    return made


def _told(connection: Connection, members: list[str], ids: list[str]) -> dict[tuple[str, str], list[Told]]:
    c = tables.order_fact.c
    made: dict[tuple[str, str], list[Told]] = {}
    query = select(tables.order_fact).where(c.member.in_(members), c.order.in_(ids)).order_by(c.at_ms, c.event)
    for row in connection.execute(query):
        detail: dict[str, Any] = msgspec.json.decode(row.detail)
        told = Told(row.kind, row.at_ms, row.heard_ms, detail.get("missing", {}), detail.get("reason", ""))
        made.setdefault((row.member, row.order), []).append(told)
    return made


def _deeds(connection: Connection, members: list[str], ids: list[str]) -> dict[tuple[str, str], list[Deed]]:
    c = order_tables.order_event.c
    made: dict[tuple[str, str], list[Deed]] = {}
    wanted = select(order_tables.order_event).where(c.member.in_(members), c.part.in_(ids))
    for row in connection.execute(wanted.order_by(c.at_ms, c.what)):
        missing = msgspec.json.decode(row.detail, type=dict[str, int])
        made.setdefault((row.member, row.part), []).append(Deed(row.what, row.at_ms, row.by, missing))
    return made


def _json(value: Mapping[str, int]) -> str:
    return msgspec.json.encode(dict(value)).decode()
