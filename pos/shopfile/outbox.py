"""What the portal lacks of this journal, and what the portal said about it.

There is no «sent» flag: what is to be sent is what the portal's head lacks (facts: sync §4.2). The agent reads
and writes here; the till itself does not know what lies behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from pos.shopfile.shopfile import ShopFile


class Line(NamedTuple):
    """One incarnation of this file: its head, its key, how far the portal acknowledged it.

    `send_to` is the last entry to send: the head, or what stands before the part that was carried over or that
    the portal holds otherwise.
    """

    inc: bytes
    seq: int
    hash: bytes
    public_key: bytes
    acked_seq: int
    send_to: int
    recovered: bool = False
    """What the portal gave back of an incarnation: `pos.shopfile.recovered` reads it."""


class Sealed(NamedTuple):
    """An entry as it is sent: the exact bytes, and where it stood first if it was carried over."""

    seq: int
    payload: bytes
    prev: bytes
    hash: bytes
    sig: bytes
    adopted: str | None


class Waiting(NamedTuple):
    """What the portal has not acknowledged: entries, sales and refunds among them, and since when (wall ms)."""

    entries: int
    sales: int
    since_ms: int | None


def lines(connection: Connection) -> list[Line]:
    """Give every incarnation of this file, oldest first."""
    run = connection.exec_driver_sql
    acked = {row.k: int(row.val) for row in run("SELECT k, val FROM sync WHERE k LIKE 'acked_seq:%'")}
    given_up = {row.k[9:]: int(row.val) for row in run("SELECT k, val FROM sync WHERE k LIKE 'given_up:%'")}
    carried = {
        row.inc: row.first
        for row in run(
            "SELECT substr(adopted, 1, 32) AS inc, min(CAST(substr(adopted, 34) AS INTEGER)) AS first FROM entry"
            " WHERE adopted IS NOT NULL GROUP BY 1"
        )
    }
    made = []
    for inc, payload in run("SELECT inc, payload FROM entry WHERE seq = 1 ORDER BY n").all():
        head = run("SELECT seq, hash FROM entry WHERE inc = ? ORDER BY seq DESC LIMIT 1", (inc,)).one()
        opened = facts.decode(payload)
        assert isinstance(opened, facts.JournalOpened)
        seq = acked.get(f"acked_seq:{inc.hex()}", 0)
        last = min(carried.get(inc.hex(), head.seq + 1) - 1, given_up.get(inc.hex(), head.seq))
        made.append(Line(inc, head.seq, head.hash, bytes.fromhex(opened.pubkey), seq, last))
    return made


def shared_with_portal(connection: Connection) -> list[tuple[str, int]]:
    """Give how far the portal holds each incarnation exactly as this file does, as it acknowledged."""
    held = ((line.inc.hex(), min(line.acked_seq, line.send_to)) for line in lines(connection))
    return [(inc, seq) for inc, seq in held if seq > 0]


def sealed_after(connection: Connection, line: Line, seq: int, *, limit: int, max_bytes: int) -> list[Sealed]:
    """Give the next entries of an incarnation, at most `limit` and about `max_bytes`, but at least one."""
    rows = connection.exec_driver_sql(
        "SELECT seq, payload, prev, hash, sig, adopted FROM entry WHERE inc = ? AND seq > ? AND seq <= ?"
        " ORDER BY seq LIMIT ?",
        (line.inc, seq, line.send_to, limit),
    )
    made: list[Sealed] = []
    size = 0
    for row in rows:
        size += len(row.payload) + 1
        if made and size > max_bytes:
            break
        made.append(Sealed(*row))
    return made


def hash_at(connection: Connection, inc: bytes, seq: int) -> bytes | None:
    """Give the hash of an entry, zeros before the first, None for one that is not here."""
    if seq == 0:
        return bytes(32)
    row = connection.exec_driver_sql("SELECT hash FROM entry WHERE inc = ? AND seq = ?", (inc, seq)).one_or_none()
    return None if row is None else bytes(row.hash)


def marks(
    connection: Connection,
    inc: bytes,
    head_seq: int,
    known: Callable[[Connection, bytes, int], bytes | None],
) -> list[tuple[int, bytes]]:
    """Give hashes at the head and ever further back, so that a common point is found in one question.

    `known` gives the hash at a number.
    """
    wanted, step = [], 1
    at = head_seq
    while at > 0:
        wanted.append(at)
        at, step = at - step, step * 2
    if wanted and wanted[-1] > 1:
        wanted.append(1)
    return [(seq, digest) for seq in wanted if (digest := known(connection, inc, seq)) is not None]


def waiting(connection: Connection) -> Waiting:
    """Count what the portal has not acknowledged yet."""
    entries = sales = 0
    since: int | None = None
    for line in lines(connection):
        if line.send_to <= line.acked_seq:
            continue
        row = connection.exec_driver_sql(
            "SELECT count(*) AS n, sum(type IN ('sale', 'refund')) AS sales, min(seq) AS first FROM entry"
            " WHERE inc = ? AND seq > ? AND seq <= ?",
            (line.inc, line.acked_seq, line.send_to),
        ).one()
        entries, sales = entries + row.n, sales + int(row.sales or 0)
        if since is None and row.n:
            since = _recorded_ms(connection, line.inc, row.first)
    return Waiting(entries, sales, since)


def _recorded_ms(connection: Connection, inc: bytes, seq: int) -> int:
    row = connection.exec_driver_sql(
        "SELECT json_extract(payload, '$.at.wall_ms') FROM entry WHERE inc = ? AND seq = ?", (inc, seq)
    )
    return int(row.scalar_one() or 0)


def value(connection: Connection, key: str) -> bytes | None:
    """Read what the portal said last under a key."""
    row = connection.exec_driver_sql("SELECT val FROM sync WHERE k = ?", (key,)).one_or_none()
    if row is None or row.val is None:
        return None
    return row.val if isinstance(row.val, bytes) else str(row.val).encode()


def set_value(connection: Connection, key: str, said: bytes | None) -> None:
    """Keep what the portal said under a key; None forgets it."""
    if said is None:
        connection.exec_driver_sql("DELETE FROM sync WHERE k = ?", (key,))
        return
    connection.exec_driver_sql(
        "INSERT INTO sync(k, val) VALUES (?, ?) ON CONFLICT(k) DO UPDATE SET val = excluded.val", (key, said)
    )


def keep_ack(shop: ShopFile, inc: bytes, seq: int, proof: bytes) -> None:
    """Keep how far the portal acknowledged an incarnation, with its signed words as a proof."""
    with shop.keep() as connection:
        set_value(connection, f"acked_seq:{inc.hex()}", str(seq).encode())
        set_value(connection, f"ack:{inc.hex()}", proof)


def put_stock(connection: Connection, levels: dict[str, int], through: dict[str, int]) -> None:
    """Keep the portal's absolute levels as offsets to our own movements.

    `through` maps an incarnation to the last of its entries that the levels contain: own movements up to there
    are in them already, later ones are not. Without it an own sale would count twice.
    """
    if not levels:
        return
    run = connection.exec_driver_sql
    later = _moved_later(connection, through)
    for product, level in levels.items():
        key = bytes.fromhex(product)
        own = run("SELECT coalesce(sum(quantity_milli), 0) FROM stock_level WHERE product = ?", (key,)).scalar_one()
        run(
            "INSERT INTO stock_remote(product, offset_milli) VALUES (?, ?)"
            " ON CONFLICT(product) DO UPDATE SET offset_milli = excluded.offset_milli",
            (key, level - (int(own) - later.get(product, 0))),
        )


def contained(connection: Connection) -> dict[str, int] | None:
    """Give the last entry of each incarnation that the stock shown here contains, for a count.

    None while that cannot be said: in the middle of a long list of changes, or before the portal was ever heard.
    """
    said = value(connection, "through")
    if said is None:
        return None
    through = msgspec.json.decode(said, type=dict[str, int])
    own = {line.inc.hex(): line.seq for line in lines(connection)}
    return {inc: max(through.get(inc, 0), own.get(inc, 0)) for inc in through.keys() | own.keys()}


def _moved_later(connection: Connection, through: dict[str, int]) -> dict[str, int]:
    """Give what our own entries moved that the portal did not hold when it said `through`, by article."""
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE IF NOT EXISTS held(inc BLOB PRIMARY KEY, seq INTEGER) WITHOUT ROWID")
    run("DELETE FROM held")
    if through:
        run("INSERT INTO held VALUES (?, ?)", [(bytes.fromhex(inc), seq) for inc, seq in through.items()])
    made: dict[str, int] = {}
    for line in lines(connection):
        rows = run(
            "SELECT lower(hex(m.product)) AS product, sum(m.quantity_milli) AS moved FROM entry e"
            " JOIN stock_move m ON m.entry = e.id WHERE e.inc = ? AND e.seq > ? AND e.seq <= ? AND NOT EXISTS"
            " (SELECT 1 FROM held h JOIN entry o ON o.inc = h.inc AND o.id = e.id AND o.seq <= h.seq) GROUP BY 1",
            (line.inc, through.get(line.inc.hex(), 0), line.send_to),
        )
        for row in rows:
            made[row.product] = made.get(row.product, 0) + int(row.moved)
    return made


def unacknowledged_edits(connection: Connection, through: dict[str, int]) -> set[str]:
    """Give the ids of articles with own edits that the portal did not know when it said `through`."""
    edited: set[str] = set()
    for line in lines(connection):
        rows = connection.exec_driver_sql(
            "SELECT json_extract(payload, '$.product.id') AS product FROM entry"
            " WHERE inc = ? AND seq > ? AND seq <= ? AND type = 'product.changed'",
            (line.inc, through.get(line.inc.hex(), 0), line.send_to),
        )
        edited |= {row.product for row in rows}
    return edited
