"""Say where this till stands: its head, and every incarnation that its file knows, made here or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.shopfile import outbox, recovered
from pos.shopfile.incarnation import APP_VERSION
from pos.shopfile.tables import SCHEMA_VERSION
from sync.protocol.messages import Hello, Lineage, Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from pos.shopfile.outbox import Line
    from pos.shopfile.shopfile import ShopFile


def standing(shop: ShopFile) -> tuple[Hello, list[Line]]:
    """Give the words of greeting, still without a challenge, and the incarnations that they speak of."""
    with shop.read() as connection:
        lines, back = outbox.lines(connection), recovered.lines(connection)
        head = shop.head
        acked = outbox.value(connection, f"acked_seq:{head.inc.hex()}")
        hello = Hello(
            inc=head.inc.hex(),
            head=Mark(head.seq, head.hash.hex()),
            marks=_marks(connection, head.inc, head.seq, outbox.hash_at),
            lineage=_lineage(connection, [line for line in lines if line.inc != head.inc], back),
            app=APP_VERSION,
            schema=SCHEMA_VERSION,
            wall_ms=int(shop.clock.now().timestamp() * 1000),
            hub_gen=int(outbox.value(connection, "hub_gen") or b"0"),
            acked=Mark(int(acked), "") if acked is not None else None,
        )
    return hello, [*lines, *back]


def _marks(
    connection: Connection, inc: bytes, seq: int, known: Callable[[Connection, bytes, int], bytes | None]
) -> tuple[Mark, ...]:
    return tuple(Mark(number, digest.hex()) for number, digest in outbox.marks(connection, inc, seq, known))


def _lineage(connection: Connection, earlier: list[Line], back: list[Line]) -> tuple[Lineage, ...]:
    """Name the earlier incarnations; one that came back from the portal is named as the portal had it."""
    named = {line.inc: line for line in [*earlier, *back]}
    return tuple(
        Lineage(
            line.inc.hex(),
            line.public_key.hex(),
            line.seq,
            line.hash.hex(),
            _marks(connection, line.inc, line.send_to, recovered.hash_at if line.recovered else outbox.hash_at),
        )
        for line in named.values()
    )
