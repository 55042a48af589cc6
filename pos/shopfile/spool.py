"""Print jobs as rows of the shop file: queued, sending, sent, failed, unknown.

A job that was being sent when the till died is unknown: it may have printed, so it is never sent
again by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile


class SpooledJob(NamedTuple):
    """One job for a device; `payload` are the bytes to send."""

    id: int
    kind: str
    payload: bytes
    title: str
    reference: str
    queued_at: str = ""
    state: str = "queued"
    note: str = ""
    document: bytes = b""


_COLUMNS = "id, kind, payload, title, reference, queued_at, state, note, document"


LABELS = "zpl"
"""The kind of jobs that the label printer takes; all others are for the receipt printer and its drawer."""


class ShopSpool:
    """The queue between the counter and one device's thread; safe from any thread."""

    def __init__(self, shop: ShopFile, *, labels: bool = False) -> None:
        self._shop = shop
        self._ours = f"(kind {'=' if labels else '<>'} '{LABELS}')"

    def put(self, kind: str, payload: bytes, title: str, reference: str, document: bytes = b"") -> int:
        """Queue a job and give its number."""
        with self._shop.keep() as connection:
            row = connection.exec_driver_sql(
                "INSERT INTO print_job(kind, state, title, reference, payload, document, note, queued_at)"
                " VALUES (?, 'queued', ?, ?, ?, ?, '', ?)",
                (kind, title, reference, payload, document, self._shop.clock.now().isoformat(timespec="seconds")),
            )
            return int(row.lastrowid)

    def take(self) -> SpooledJob | None:
        """Give the next job, the drawer's first, marked as being sent."""
        with self._shop.keep() as connection:
            row = connection.exec_driver_sql(
                f"SELECT {_COLUMNS} FROM print_job WHERE state = 'queued' AND {self._ours}"  # noqa: S608
                " ORDER BY kind <> 'drawer', id LIMIT 1"
            ).one_or_none()
            if row is None:
                return None
            connection.exec_driver_sql("UPDATE print_job SET state = 'sending' WHERE id = ?", (row.id,))
            return SpooledJob(*row)

    def settle(self, job_id: int, state: str, note: str) -> None:
        """Say how sending went: queued (nothing left this machine), sent, failed or unknown."""
        with self._shop.keep() as connection:
            connection.exec_driver_sql(
                "UPDATE print_job SET state = ?, note = ?, settled_at = ?,"
                " payload = CASE WHEN ? IN ('sent', 'failed') THEN x'' ELSE payload END WHERE id = ?",
                (state, note, self._shop.clock.now().isoformat(timespec="seconds"), state, job_id),
            )

    def recover(self) -> list[SpooledJob]:
        """At start: what was being sent when the till died is unknown now."""
        with self._shop.keep() as connection:
            query = f"UPDATE print_job SET state = 'unknown' WHERE state = 'sending' AND {self._ours}"  # noqa: S608
            connection.exec_driver_sql(query)
        return self.waiting("unknown")

    def waiting(self, *states: str) -> list[SpooledJob]:
        """Give the jobs in these states, oldest first."""
        marks = ",".join("?" * len(states))
        with self._shop.read() as connection:
            query = f"SELECT {_COLUMNS} FROM print_job WHERE state IN ({marks}) AND {self._ours} ORDER BY id"  # noqa: S608
            return [SpooledJob(*row) for row in connection.exec_driver_sql(query, states)]

    def hold(self, job_id: int, payload: bytes) -> None:
        """Keep the bytes that were made for a job."""
        with self._shop.keep() as connection:
            connection.exec_driver_sql("UPDATE print_job SET payload = ? WHERE id = ?", (payload, job_id))

    def state_of(self, reference: str, kind: str = "receipt") -> str | None:
        """Give the state of the newest job of a kind for a sale or a ticket; None: it was never queued."""
        with self._shop.read() as connection:
            row = connection.exec_driver_sql(
                "SELECT state FROM print_job WHERE reference = ? AND kind = ? ORDER BY id DESC LIMIT 1",
                (reference, kind),
            ).one_or_none()
        return row.state if row else None
