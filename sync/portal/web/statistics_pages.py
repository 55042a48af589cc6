"""The chamber's statistics for everybody: a month, a year, their files. Protected tables and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.statistics import open_data
from sync.portal.statistics.year_report import year_report
from sync.portal.web import statistics_view
from sync.portal.web.guarding import AnyRequest  # noqa: TC001  # read by Litestar at run time
from sync.portal.web.kept import SQUEEZED_HERE
from sync.portal.web.public import AbsentError, page_or_trouble, trouble
from sync.portal.web.rules import Anybody

if TYPE_CHECKING:
    from sync.portal.gathered import Portal

KEPT = {SQUEEZED_HERE: True}
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}
_MONTH, _YEAR = re.compile(r"\d{4}-(0[1-9]|1[0-2])"), re.compile(r"\d{4}")


class StatisticsPages(Controller):
    """Fixed tables: no free query, so that none can be taken from another."""

    path = "/statistiques"
    guards = (Anybody(),)

    @get(opt=KEPT)
    async def month(self, request: AnyRequest, state: State, mois: FromQuery[str] = "") -> Response[Any]:
        """A month; the latest where none is asked for."""
        portal = state.portal
        if mois and not _MONTH.fullmatch(mois):
            return trouble(portal.address, 404)
        return await page_or_trouble(
            request, lambda: _there(statistics_view.month_page(portal.statistics, portal.address, mois))
        )

    @get("/annee/{year:str}", opt=KEPT)
    async def year(self, request: AnyRequest, state: State, year: FromPath[str]) -> Response[Any]:
        """A year."""
        portal = state.portal
        if not _YEAR.fullmatch(year):
            return trouble(portal.address, 404)
        return await page_or_trouble(
            request, lambda: _there(statistics_view.year_page(portal.statistics, portal.address, year))
        )

    @get("/{month:str}/{form:str}")
    async def month_file(self, state: State, month: FromPath[str], form: FromPath[str]) -> Response[Any]:
        """A month as a file."""
        if not _MONTH.fullmatch(month) or form not in {"csv", "json"}:
            return trouble(state.portal.address, 404)
        return await run_sync(_file, state.portal, month, month, form)

    @get("/annee/{year:str}/{form:str}")
    async def year_file(self, state: State, year: FromPath[str], form: FromPath[str]) -> Response[Any]:
        """A year as a file, or as a report to print."""
        if not _YEAR.fullmatch(year) or form not in TYPES:
            return trouble(state.portal.address, 404)
        return await run_sync(_file, state.portal, f"{year}-01", f"{year}-12", form)


def _there(made: str | None) -> str:
    if made is None:
        raise AbsentError(404)
    return made


def _file(portal: Portal, first: str, last: str, form: str) -> Response[Any]:
    months = portal.statistics.between(first, last)
    if not months:
        return trouble(portal.address, 404)
    if form == "pdf":
        body = year_report(months, portal.ledger.imprint()[0])
    else:
        body = open_data.as_csv(months) if form == "csv" else open_data.as_json(months)
    name = f"statistiques-{first if first == last else first[:4]}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(body, media_type=TYPES[form], headers=headers)
