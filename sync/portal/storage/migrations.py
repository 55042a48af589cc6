"""Bring an older portal database to the newest schema, one numbered step after the other, in one transaction.

Steps change what is kept. What is derived is not migrated: it is dropped, and projected anew from the raw journal
at the portal's next start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.storage import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alembic.operations import Operations
    from sqlalchemy import Connection


def _second(operations: Operations) -> None:
    """The latest count of an article alone decides; its table is derived, so nothing kept has to change."""
    del operations


def _third(operations: Operations) -> None:
    """Words, popularity, profiles and pictures of what is offered; all derived, and `outbound` is made empty."""
    del operations


def _fourth(operations: Operations) -> None:
    """What is new is only new tables, which are made empty; what tills answered to orders is derived."""
    for gone in ("acknowledged", "collected"):
        operations.drop_table(gone, if_exists=True)


def _fifth(operations: Operations) -> None:
    """The chamber's ledger: new tables only, which are made empty."""
    del operations


def _sixth(operations: Operations) -> None:
    """Statistics, and what members and the chamber keep at the portal since: new tables only, made empty."""
    del operations


def _seventh(operations: Operations) -> None:
    """What the chamber announces to tills: new tables only, made empty."""
    del operations


STEPS: Mapping[int, Callable[[Operations], None]] = {
    2: _second,
    3: _third,
    4: _fourth,
    5: _fifth,
    6: _sixth,
    7: _seventh,
}
"""Schema version reached to the step that reaches it; a released step is never edited."""


def migrate(
    connection: Connection,
    version: int,
    *,
    steps: Mapping[int, Callable[[Operations], None]] = STEPS,
    newest: int = tables.SCHEMA_VERSION,
) -> None:
    """Run every missing step, then put empty projections in place of the old ones."""
    from alembic.migration import MigrationContext  # noqa: PLC0415  # 300 ms that only an upgrade pays
    from alembic.operations import Operations  # noqa: PLC0415

    operations = Operations(MigrationContext.configure(connection))
    for reached in range(version + 1, newest + 1):
        steps[reached](operations)
    for table in tables.PROJECTIONS:
        operations.drop_table(table.name, if_exists=True)
    tables.metadata.create_all(connection, checkfirst=True)
