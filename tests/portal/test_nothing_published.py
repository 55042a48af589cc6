"""I16: no cell of a statistic is published that would tell of one shop; today none is published at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.portal.gathered import Portal
from sync.portal.storage import tables
from sync.portal.web.application import create_application

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = ("stat", "chiffre", "turnover", "sales", "ventes", "figures")


def test_no_route_gives_figures_over_members_before_cells_are_protected(tmp_path: Path) -> None:
    """I16: a page of figures needs the rules of facts: sync §4.11 first; this test is to be replaced by theirs."""
    portal = Portal(f"sqlite:///{tmp_path / 'portal.db'}")
    application = create_application(portal)

    paths = {route.path for route in application.routes}
    portal.close()

    assert "/catalogue" in paths
    # A shop's own figures are its own: their pages ask for a role in it.
    paths = {path for path in paths if not path.startswith("/espace/{member:str}/")}
    assert not [path for path in paths for word in FIGURES if word in path]
    assert not [name for name in tables.metadata.tables if name.startswith(("statistic", "published", "roll_"))]
