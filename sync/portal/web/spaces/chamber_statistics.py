"""What the chamber's statistician sees: the months that are out, and how much of them is protected."""

from __future__ import annotations

from typing import Any

from anyio.to_thread import run_sync
from litestar import Controller, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time

from sync.portal.statistics.measures import DEFINITIONS
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import AnyRequest  # noqa: TC001  # read by Litestar at run time
from sync.portal.web.rules import ADMIN, AUDITOR, STATISTICIAN, require_chamber
from sync.portal.web.spaces import words


class ChamberStatistics(Controller):
    """The same protected tables as everybody's; nobody at the chamber sees more of a shop."""

    path = "/chambre/statistiques"
    guards = (require_chamber(ADMIN, STATISTICIAN, AUDITOR),)

    @get()
    async def months(self, request: AnyRequest, state: State) -> Response[Any]:
        """Every month, and when the next one comes out."""
        statistics = state.portal.statistics
        months = await run_sync(statistics.between, "0000-00", "9999-99")
        return space_page(
            request,
            "space/statistics.html",
            here="statistiques",
            words=words,
            months=months[::-1],
            sharing=await run_sync(statistics.sharing),
            next_day=await run_sync(statistics.next_day),
            definitions=DEFINITIONS,
        )
