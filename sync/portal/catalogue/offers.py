"""The SQL of what visitors may see: articles that members put online, found by words, category and member.

Words are found as at the till: all of them, each as the beginning of a word of the article, what sells most first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import and_, false, func, or_, select, tuple_

from pos.domain.product import Part  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.quantity import ONE
from sync.portal.catalogue import narrowing
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

LAST = "\U0010ffff"


class _Said(msgspec.Struct):
    """What is read here of a member's public profile."""

    leman_percent: int | None = None


class _Kit(msgspec.Struct):
    """What is read here of an article that is made of others."""

    parts: tuple[Part, ...] = ()


_said = msgspec.json.Decoder(_Said)
_kit = msgspec.json.Decoder(_Kit)
_PARTS = b'"parts":['


class Offer(NamedTuple):
    """An article as it is offered, with what is on the shelf, held for orders, and when its tills were heard.

    Of a kit, `level_milli` is how many its parts still make; None where none of them is counted.
    """

    member: str
    member_name: str
    id: str
    body: bytes
    level_milli: int | None
    held_milli: int
    heard_ms: int


class Wanted(NamedTuple):
    """What a visitor looks for: folded words, (member, category) pairs (None: all), one member (empty: all), filters.

    `members` are those left by filters on members; None, empty and False leave everything. With `heard_since_ms` only
    what can be had now: the shelf of a till heard since then is believed to the last piece.
    """

    words: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] | None = None
    member: str = ""
    members: tuple[str, ...] | None = None
    kinds: tuple[str, ...] = ()
    ess_made: bool = False
    local: bool = False
    least_minor: int | None = None
    most_minor: int | None = None
    heard_since_ms: int | None = None


class Tally(NamedTuple):
    """How many offers of a member and category are alike in what filters ask for."""

    member: str
    category: str
    kind: str
    ess_made: bool
    local: bool
    number: int


def find(
    connection: Connection, wanted: Wanted, limit: int, offset: int = 0, *, by: str = narrowing.BEST
) -> list[Offer]:
    """Give offers in one of the orders of `narrowing`."""
    return _read(connection, _by_words(wanted), limit, offset, by)


def find_fragments(connection: Connection, wanted: Wanted, alike: Sequence[Sequence[str]], limit: int) -> list[Offer]:
    """Give offers that have one of the words of each list."""
    w = tables.product_word.c
    hits = [_having(w.word.in_(words)) for words in alike]
    return _read(connection, [*_narrowed(wanted), *hits], limit, 0)


def tallies(connection: Connection, wanted: Wanted) -> list[Tally]:
    """Count what `find` gives by all that filters may ask for at once."""
    o = tables.offer.c
    alike = (o.member, o.category, o.kind, o.ess_made, o.local)
    query = select(*alike, func.count()).where(*_by_words(wanted)).group_by(*alike)
    return [Tally(*row) for row in connection.execute(query)]


def words(connection: Connection) -> list[str]:
    """Give every word that an article has, or had."""
    return list(connection.execute(select(tables.product_word.c.word).distinct()).scalars())


def one(connection: Connection, member: str, product: str) -> Offer | None:
    """Give an offer, None for what is not online (any more)."""
    return several(connection, [(member, product)]).get((member, product))


def several(connection: Connection, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Offer]:
    """Give the offers among (member, article) pairs; those not online (any more) are left out."""
    o = tables.offer.c
    pairs = [and_(o.member == member, o.product == product) for member, product in wanted]
    found = _read(connection, [*_shown(), or_(false(), *pairs)], len(pairs), 0)
    return {(offer.member, offer.id): offer for offer in found}


def bodies(connection: Connection, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    """Give articles, online or not: what a basket calls them, and what deposits cost."""
    p = tables.product.c
    pairs = [and_(p.member == member, p.id == product) for member, product in wanted]
    query = select(p.member, p.id, p.body).where(or_(false(), *pairs))
    return {(row.member, row.id): row.body for row in connection.execute(query)}


def profiles(connection: Connection, wanted: Sequence[str]) -> list[tuple[str, str, bytes | None, int, int | None]]:
    """Give (id, name, profile, 0, lémans in percent) of some members, without counting what they offer."""
    m, s = tables.member.c, tables.shop_profile.c
    query = select(m.id, m.name, s.body).outerjoin(tables.shop_profile, s.member == m.id).where(m.id.in_(wanted))
    percents = leman_percents(connection)
    return [(row.id, row.name, row.body, 0, percents.get(row.id)) for row in connection.execute(query)]


def was_known(connection: Connection, member: str, product: str) -> bool:
    """Tell whether a member has, or had, such an article, online or not."""
    p = tables.product.c
    query = select(p.id).where(p.member == member, p.id == product)
    return connection.execute(query).first() is not None


def categories(connection: Connection, counted: Sequence[Tally] | None = None) -> list[tuple[str, str, str, int]]:
    """Give (member, key, name, offers) of every category with something in it; the name is that of its aisle.

    `counted` are the tallies of all offers, where they are known.
    """
    c, shared, of = tables.category.c, tables.aisle.c, tables.aisle_of.c
    numbers: dict[tuple[str, str], int] = {}
    for each in tallies(connection, Wanted()) if counted is None else counted:
        pair = each.member, each.category
        numbers[pair] = numbers.get(pair, 0) + each.number
    own = connection.execute(select(c.member, c.key, c.name)).all()
    in_aisle = select(of.member, of.category, shared.name).join(tables.aisle, shared.slug == of.aisle)
    names = {(row[0], row[1]): row[2] for row in (*own, *connection.execute(in_aisle))}
    return [(*pair, names.get(pair, pair[1]), numbers[pair]) for pair in sorted(numbers)]


def profiled(connection: Connection) -> list[tuple[str, str, bytes | None]]:
    """Give (id, name, profile) of every member who is there."""
    m, s = tables.member.c, tables.shop_profile.c
    query = (
        select(m.id, m.name, s.body)
        .outerjoin(tables.shop_profile, s.member == m.id)
        .where(m.id.not_in(select(tables.departed.c.member)))
        .order_by(m.name, m.id)
    )
    return [tuple(row) for row in connection.execute(query)]


def leman_percents(connection: Connection) -> dict[str, int]:
    """Give which part of a price each member takes in lémans, of those who say it."""
    c = tables.member_profile.c
    rows = connection.execute(select(c.member, c.body)).all()
    said = {row.member: _said.decode(row.body).leman_percent for row in rows}
    return {member: percent for member, percent in said.items() if percent is not None}


def members(connection: Connection, member: str = "") -> list[tuple[str, str, bytes | None, int, int | None]]:
    """Give (id, name, profile, offers, lémans in percent) of every member, or of one."""
    o = tables.offer.c
    number = select(o.member, func.count()).where(*_shown()).group_by(o.member)
    if member:
        number = number.where(o.member == member)
    offered = {row[0]: row[1] for row in connection.execute(number)}
    percents, known = leman_percents(connection), profiled(connection)
    return [(*row, offered.get(row[0], 0), percents.get(row[0])) for row in known if member in {"", row[0]}]


def number(connection: Connection) -> int:
    """Give how many articles are shown."""
    return int(connection.execute(select(func.count()).select_from(tables.offer).where(*_shown())).scalar_one())


def places(connection: Connection, first: int, most: int) -> list[tuple[str, str]]:
    """Give (member, product) of some articles that are shown, counted from `first`, in an order of their own."""
    o = tables.offer.c
    query = select(o.member, o.product).where(*_shown()).order_by(o.member, o.product).offset(first).limit(most)
    return [(row.member, row.product) for row in connection.execute(query)]


def picture(connection: Connection, member: str, sha256: str) -> tuple[str, bytes] | None:
    """Give (media type, bytes) of a picture of a member's; none of a member that left."""
    c = tables.picture.c
    here = c.member.not_in(select(tables.departed.c.member))
    query = select(c.media_type, c.body).where(c.member == member, c.sha256 == sha256, here)
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.media_type, row.body)


def _shown() -> list[ColumnElement[bool]]:
    o, hidden = tables.offer.c, tables.moderation.c
    its_own = select(hidden.product).where(hidden.member == o.member, hidden.product == o.product)
    return [
        o.member.not_in(select(tables.departed.c.member)),
        # The list is read once for all rows; whose article it is matters for the few that are on it (measured: pairs
        # compared row by row took SQLite 25 times as long).
        or_(o.product.not_in(select(hidden.product)), ~its_own.exists()),
    ]


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    o = tables.offer.c
    made = _shown()
    if wanted.member:
        made.append(o.member == wanted.member)
    if wanted.categories is not None:
        pairs = [and_(o.member == member, o.category == key) for member, key in wanted.categories]
        made.append(or_(*pairs) if pairs else false())
    return made + narrowing.conditions(wanted)


def _by_words(wanted: Wanted) -> list[ColumnElement[bool]]:
    w = tables.product_word.c
    beginnings = (_having(and_(w.word >= word, w.word < word + LAST)) for word in wanted.words)
    return [*_narrowed(wanted), *beginnings]


def _having(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell which offers have such a word. The hits are listed once: asked offer by offer, they took a hundred times."""
    o, w = tables.offer.c, tables.product_word.c
    return tuple_(o.member, o.product, o.state).in_(select(w.member, w.product, w.state).where(condition))


def _read(
    connection: Connection, where: Sequence[ColumnElement[bool]], limit: int, offset: int, by: str = narrowing.BEST
) -> list[Offer]:
    # The page is chosen among narrow rows, and only its own are joined to articles, and to what changes every minute.
    o, p = tables.offer.c, tables.product.c
    page = (
        select(o.member, o.product, o.sold, o.name, o.least_minor, o.since_ms)
        .where(*where)
        .order_by(*narrowing.order(by, o))
        .limit(limit)
        .offset(offset)
        .subquery("page")
    )
    query = (
        select(page.c.member, page.c.product.label("id"), p.body)
        .join(tables.product, and_(p.member == page.c.member, p.id == page.c.product))
        .order_by(*narrowing.order(by, page.c))
    )
    return _whole(connection, connection.execute(query).all())


def _whole(connection: Connection, chosen: Sequence[Any]) -> list[Offer]:
    if not chosen:
        return []
    shops = sorted({row.member for row in chosen})
    kits = {(row.member, row.id): _kit.decode(row.body).parts for row in chosen if _PARTS in row.body}
    ids = [row.id for row in chosen] + [part.product_id for parts in kits.values() for part in parts]
    names, heard = _shops(connection, shops)
    levels, held = _levels(connection, shops, list(dict.fromkeys(ids)))
    for (member, kit), parts in kits.items():
        levels.pop((member, kit), None)
        if whole := _kits_left(member, parts, levels, held):
            levels[member, kit], held[member, kit] = min(whole), 0
    return [
        Offer(
            row.member,
            names[row.member],
            row.id,
            row.body,
            levels.get((row.member, row.id)),
            held.get((row.member, row.id), 0),
            heard.get(row.member, 0),
        )
        for row in chosen
    ]


def _kits_left(
    member: str, parts: Sequence[Part], levels: Mapping[tuple[str, str], int], held: Mapping[tuple[str, str], int]
) -> list[int]:
    """Give for how many kits each part that is counted is enough, thousandths."""
    places = [((member, part.product_id), part.quantity_milli) for part in parts]
    return [max(0, levels[place] - held.get(place, 0)) // takes * ONE for place, takes in places if place in levels]


def in_order(
    connection: Connection, *, after: tuple[str, str], member: str = "", since_ms: int = 0, limit: int
) -> list[tuple[Offer, int]]:
    """Give offers behind a (member, article) pair in the order of their ids, with when they changed last (ms).

    Where two tills changed an article at once nobody wrote what came of it: its time is not known, 0, and it is
    given whatever `since_ms` says.
    """
    o = tables.offer.c
    where = _narrowed(Wanted(member=member))
    if after != ("", ""):
        where.append(tuple_(o.member, o.product) > tuple_(*after))
    query = _with_time(where)
    if since_ms:
        query = query.where(func.coalesce(tables.entry.c.received_ms, since_ms) >= since_ms)
    return _dated(connection, connection.execute(query.order_by(o.member, o.product).limit(limit)).all())


def newest(connection: Connection, *, member: str, limit: int) -> list[tuple[Offer, int]]:
    """Give the offers that changed last, the newest first."""
    o, received = tables.offer.c, tables.entry.c.received_ms
    query = _with_time(_narrowed(Wanted(member=member))).where(received.is_not(None))
    return _dated(
        connection, connection.execute(query.order_by(received.desc(), o.member, o.product).limit(limit)).all()
    )


def dated(connection: Connection, member: str, product: str) -> tuple[Offer, int] | None:
    """Give an offer with when it changed last."""
    o = tables.offer.c
    query = _with_time([*_shown(), o.member == member, o.product == product])
    return next(iter(_dated(connection, connection.execute(query).all())), None)


def _with_time(where: Sequence[ColumnElement[bool]]) -> Select[Any]:
    o, p, v, e = tables.offer.c, tables.product.c, tables.event.c, tables.entry.c
    return (
        select(p.member, p.id, p.body, e.received_ms)
        .select_from(tables.offer)
        .join(tables.product, and_(p.member == o.member, p.id == o.product))
        .outerjoin(tables.event, and_(v.member == p.member, v.id == p.state))
        .outerjoin(tables.entry, and_(e.inc == v.inc, e.seq == v.seq))
        .where(*where)
    )


def _dated(connection: Connection, chosen: Sequence[Any]) -> list[tuple[Offer, int]]:
    return list(zip(_whole(connection, chosen), (row.received_ms or 0 for row in chosen), strict=True))


def _shops(connection: Connection, shops: list[str]) -> tuple[dict[str, str], dict[str, int]]:
    m, t = tables.member.c, tables.till.c
    names = {row.id: row.name for row in connection.execute(select(m.id, m.name).where(m.id.in_(shops)))}
    query = select(t.member, func.min(t.last_seen_ms).label("heard")).where(t.member.in_(shops)).group_by(t.member)
    return names, {row.member: row.heard for row in connection.execute(query)}


def _levels(
    connection: Connection, shops: list[str], ids: list[str]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    s, r, line = tables.stock.c, tables.reservation.c, tables.reservation_line.c
    levels = select(s.member, s.product, s.level_milli).where(s.member.in_(shops), s.product.in_(ids))
    held = (
        select(line.member, line.product, func.sum(line.quantity_milli).label("held"))
        .join(tables.reservation, and_(r.member == line.member, r.order == line.order))
        .where(r.state == "pending", line.member.in_(shops), line.product.in_(ids))
        .group_by(line.member, line.product)
    )
    return (
        {(row.member, row.product): row.level_milli for row in connection.execute(levels)},
        {(row.member, row.product): int(row.held) for row in connection.execute(held)},
    )
