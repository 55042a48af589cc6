"""Who did what at the portal: all of it for the chamber's administration and its auditor, its own for each member."""

from __future__ import annotations

from typing import Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.accounts import audit
from sync.portal.ledger import papers
from sync.portal.web.frame import space_page
from sync.portal.web.rules import ADMIN, AUDITOR, OWNER, require_chamber, require_member
from sync.portal.web.spaces import words

AnyRequest = Request[Any, Any, Any]
A_PAGE = 50


class OwnJournal(Controller):
    """What was done in one shop."""

    path = "/espace/{member:str}/journal"
    guards = (require_member(OWNER),)

    @get()
    async def journal(
        self, request: AnyRequest, state: State, member: FromPath[str], avant: FromQuery[str] = ""
    ) -> Response[Any]:
        """A page, the latest first; `avant` is the number of the last one shown before."""
        return await _page(request, state, member, avant, f"/espace/{member}/journal")


class ChamberJournal(Controller):
    """What was done at the portal."""

    path = "/chambre/journal"
    guards = (require_chamber(ADMIN, AUDITOR),)

    @get()
    async def journal(self, request: AnyRequest, state: State, avant: FromQuery[str] = "") -> Response[Any]:
        """A page, the latest first."""
        return await _page(request, state, None, avant, "/chambre/journal")


async def _page(request: AnyRequest, state: State, member: str | None, avant: str, path: str) -> Response[Any]:
    before = int(avant) if avant.isascii() and avant.isdigit() and len(avant) < 16 else None
    done, known, shops = await run_sync(_read, state, member, before)
    return space_page(
        request,
        "space/journal.html",
        here="journal",
        words=words,
        done=done[:A_PAGE],
        known=known,
        shops=shops,
        whole=member is None,
        path=path,
        older=done[A_PAGE - 1].id if len(done) > A_PAGE else None,
        first=before is None,
    )


def _read(
    state: State, member: str | None, before: int | None
) -> tuple[list[audit.Done], dict[str, str], dict[str, str]]:
    database = state.portal.database
    known, shops = papers.people(database), papers.names(database)
    with database.read() as connection:
        return audit.done(connection, member=member, before=before, most=A_PAGE + 1), dict(known), dict(shops)
