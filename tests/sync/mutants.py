"""The guards of the sync, each taken away for a while: a simulation that does not notice is worth nothing.

The names are those of the model (facts: sync §0.7). Each mutant patches the real code.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from sqlalchemy import text, update

from pos.domain import facts
from pos.shopfile import incarnation, outbox, projections, recovered
from pos.shopfile import shopfile as shopfiles
from sync.agent.courier import Courier
from sync.portal.catalogue import service as catalogue
from sync.portal.catalogue import sharing
from sync.portal.ingest import store
from sync.portal.ingest.service import Hub
from sync.portal.orders import store as orders
from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from pos.shopfile.fence import Fence
    from pos.shopfile.journal import Head
    from pos.shopfile.keys import SigningKey
    from pos.shopfile.projections.row import Row
    from sync.portal.ingest.projected import Source
    from sync.portal.ingest.store import Raw
    from sync.protocol.messages import Ack, BatchHeader, Welcome


def hash_at_seq(stack: ExitStack) -> None:
    """Neither side compares hashes: a number held is taken for the entry held."""
    stack.enter_context(mock.patch.object(Hub, "_compare", return_value=None))
    stack.enter_context(mock.patch("sync.portal.ingest.service._common", return_value=(0, False)))
    stack.enter_context(mock.patch.object(Courier, "_is_forked", return_value=False))
    genuine = outbox.hash_at

    def anything(connection: Connection, inc: bytes, seq: int) -> Any:
        return genuine(connection, inc, seq) or _Equal()

    stack.enter_context(mock.patch.object(outbox, "hash_at", anything))


class _Equal:
    """A hash that equals every other."""

    def hex(self) -> _Equal:
        return self

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def effects_by_id(stack: ExitStack) -> None:
    """A fact that arrives again takes effect again."""
    stack.enter_context(mock.patch.object(store, "known_events", side_effect=lambda *_: set()))
    add = store.add_events

    def add_again(connection: Connection, member: str, inc: str, entries: list[Raw]) -> None:
        query = text("SELECT id FROM event")
        there = set(connection.execute(query).scalars())
        add(connection, member, inc, [entry for entry in entries if entry.id not in there])

    stack.enter_context(mock.patch.object(store, "add_events", add_again))


def count_decides(stack: ExitStack) -> None:
    """A count moves by counted less expected, and nothing that comes late is looked at."""
    stack.enter_context(mock.patch("sync.portal.catalogue.stock._correct", return_value=None))


def new_inc_on_rollback(stack: ExitStack) -> None:
    """A restored till goes on with its old numbers, at its start and at the portal's word."""

    def only_for_keys(_c: Connection, _f: Fence, _h: Head, key: SigningKey | None) -> str | None:
        return "key missing on this machine" if key is None else None

    stack.enter_context(mock.patch.object(incarnation, "_reason_to_fork", only_for_keys))
    stack.enter_context(mock.patch.object(Courier, "_is_forked", return_value=False))


def atomic_project(stack: ExitStack) -> None:
    """The head moves in a transaction of its own, before the effects."""
    take, effects = Hub._take, Hub._effects

    def in_two(hub: Hub, header: BatchHeader, entries: list[Raw], *, one_by_one: bool = False) -> Ack:
        late: list[tuple[Source, list[Raw]]] = []

        def remember(_hub: Hub, _c: Connection, source: Source, fresh: list[Raw], **_: Any) -> None:
            late.append((source, fresh))

        with mock.patch.object(Hub, "_effects", remember):
            ack = take(hub, header, entries, one_by_one=one_by_one)
        for source, fresh in late:
            with hub.database.write() as connection:
                effects(hub, connection, source, fresh, one_by_one=one_by_one)
        return ack

    stack.enter_context(mock.patch.object(Hub, "_take", in_two))


def through_seq(stack: ExitStack) -> None:
    """A till does not ask which of its own sales the portal's stock contains."""
    genuine = outbox._moved_later
    stack.enter_context(mock.patch.object(outbox, "_moved_later", lambda connection, _: genuine(connection, {})))


def ask_head(stack: ExitStack) -> None:
    """A till believes its own memory of what was acknowledged."""
    connect = Courier.connect

    def from_memory(courier: Courier) -> Welcome:
        welcome = connect(courier)
        with courier.shop.read() as connection:
            for line in outbox.lines(connection):
                if line.acked_seq:
                    courier._heads[line.inc.hex()] = line.acked_seq
        return welcome

    stack.enter_context(mock.patch.object(Courier, "connect", from_memory))
    stack.enter_context(mock.patch.object(Courier, "_is_forked", return_value=False))


def post_once(stack: ExitStack) -> None:
    """An order is resolved however often somebody asks."""

    def resolve(connection: Connection, member: str, order: str, how: str, now_ms: int) -> bool:
        r = tables.reservation.c
        connection.execute(
            update(tables.reservation).where(r.member == member, r.order == order).values(state=how, resolved_ms=now_ms)
        )
        return True

    stack.enter_context(mock.patch.object(orders, "resolve", resolve))


def keep_after_ack(stack: ExitStack) -> None:
    """A till forgets what was acknowledged, but for its first and last entries."""
    acknowledged = Courier._acknowledged

    def forgetting(courier: Courier, line: outbox.Line, entries: list[outbox.Sealed], ack: Ack) -> None:
        acknowledged(courier, line, entries, ack)
        with courier.shop.keep() as connection:
            run = connection.exec_driver_sql
            run("DROP TRIGGER IF EXISTS entry_no_delete")
            run("DELETE FROM entry WHERE inc = ? AND seq > 1 AND seq < ?", (line.inc, ack.acked.seq))

    stack.enter_context(mock.patch.object(Courier, "_acknowledged", forgetting))


def hub_gen(stack: ExitStack) -> None:
    """Nobody notices that the portal was restored: a cursor of before is good for ever."""
    stack.enter_context(mock.patch.object(catalogue, "_number", lambda cursor, _: int(cursor.partition(".")[2] or 0)))
    stack.enter_context(mock.patch.object(Courier, "_note_generation", return_value=None))


def adopt_rivals(stack: ExitStack) -> None:
    """A new incarnation carries nothing over."""
    for module in (incarnation, shopfiles):
        stack.enter_context(mock.patch.object(module, "adopt_after", return_value=0))


def fence(stack: ExitStack) -> None:
    """A till does not remember beside its file how far it was."""

    def without_fence(_c: Connection, _f: Fence, _h: Head, key: SigningKey | None) -> str | None:
        return "key missing on this machine" if key is None else None

    stack.enter_context(mock.patch.object(incarnation, "_reason_to_fork", without_fence))


def send_again(stack: ExitStack) -> None:
    """A till does not offer again what a portal gave back to it and lost since."""
    stack.enter_context(mock.patch.object(recovered, "lines", return_value=[]))


def hear_in_order(stack: ExitStack) -> None:
    """A till hears only what it does not know, in whatever order it came to know it: its own edit stays the last."""
    stack.enter_context(mock.patch.object(facts, "IN_ORDER", frozenset()))


def hear_once(stack: ExitStack) -> None:
    """A till does not remember what it heard already."""
    stack.enter_context(mock.patch.dict(projections._PROJECTORS, {facts.Heard: (_hear_and_forget,)}))


def _hear_and_forget(row: Row, fact: facts.Heard) -> None:
    for payload in fact.payloads:
        projections.project(row, facts.decode(payload.encode()))


def own_by_till(stack: ExitStack) -> None:
    """The portal takes everything of the same till for known there, a cloned machine's and a lost disk's too."""
    genuine = sharing.held

    def everything(said: str) -> dict[str, int]:
        return dict.fromkeys(genuine(said), 10**9)

    stack.enter_context(mock.patch.object(sharing, "held", everything))


class Mutant(NamedTuple):
    """What is taken away, and the invariants that it guards: one of them at least is reported without it."""

    take_away: Callable[[ExitStack], None]
    breaks: frozenset[str]


_BREAKS = {
    hash_at_seq: {"I1", "I4"},
    effects_by_id: {"I2", "I3"},
    count_decides: {"I15"},
    new_inc_on_rollback: {"I1", "I7"},
    atomic_project: {"I1", "I5"},
    through_seq: {"I8"},
    ask_head: {"I1"},
    post_once: {"I6"},
    keep_after_ack: {"I1", "I10"},
    hub_gen: {"I8"},
    adopt_rivals: {"I1"},
    fence: {"I7"},
    send_again: {"I1"},
    hear_in_order: {"I8"},
    hear_once: {"I8"},
    own_by_till: {"I8"},
}
MUTANTS = {guard.__name__: Mutant(guard, frozenset(breaks)) for guard, breaks in _BREAKS.items()}


@contextmanager
def without(guard: str) -> Iterator[None]:
    """Take a guard away."""
    with ExitStack() as stack:
        MUTANTS[guard].take_away(stack)
        yield
