"""Databases and portals that tests may use up."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sync.portal.serving import PortalThread
from sync.portal.storage.scratch_server import ScratchServer, find_binaries
from tests.portal import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def postgres() -> Iterator[ScratchServer]:
    """Give a PostgreSQL server for the whole run."""
    binaries = find_binaries()
    if binaries is None:
        reason = "no PostgreSQL here: apt-get install postgresql"
        if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
            pytest.fail(reason)
        pytest.skip(reason)
    server = ScratchServer(binaries)
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'portal.db'}"
    server: ScratchServer = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture
def server(database_url: str) -> Iterator[PortalThread]:
    """Give a portal that listens."""
    with PortalThread(database_url) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium for the whole run."""
    with chromium.started() as started:
        yield started
