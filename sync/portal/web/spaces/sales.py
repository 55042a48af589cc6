"""A member's own sales: a year by month, a month in every respect, as a page and as a CSV file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.exceptions import NotFoundException
from litestar.params import FromPath  # noqa: TC002  # same

from sync.portal.members.sectors import SECTORS
from sync.portal.web.frame import space_page
from sync.portal.web.rules import STAFF, require_member
from sync.portal.web.spaces import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.portal.sales.figures import Period

AnyRequest = Request[Any, Any, Any]


class SalesPages(Controller):
    """Own sales."""

    path = "/espace/{member:str}/ventes"
    guards = (require_member(STAFF),)

    @get()
    async def year(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """The present month, and those before it."""
        return await self._month(request, state, member, state.portal.figures.day()[:7])

    @get("/{month:str}")
    async def month(
        self, request: AnyRequest, state: State, member: FromPath[str], month: FromPath[str]
    ) -> Response[Any]:
        """A month."""
        return await self._month(request, state, member, _checked(month))

    @get("/{month:str}/csv")
    async def table(self, state: State, member: FromPath[str], month: FromPath[str]) -> Response[Any]:
        """A month as a file for a spreadsheet: UTF-8 with its mark, amounts in francs."""
        found = await run_sync(state.portal.figures.month, member, _checked(month))
        head = {"Content-Disposition": f'attachment; filename="ventes-{month}.csv"', "Cache-Control": "no-store"}
        return Response(_csv(found), media_type="text/csv; charset=utf-8", headers=head)

    async def _month(self, request: AnyRequest, state: State, member: str, month: str) -> Response[Any]:
        figures = state.portal.figures
        found = await run_sync(figures.month, member, month)
        year = await run_sync(figures.year, member, int(month[:4]))
        months = await run_sync(figures.months, member)
        median = await run_sync(state.portal.statistics.median_of, member, month)
        return space_page(
            request,
            "space/sales.html",
            median=median,
            sectors=SECTORS,
            here="ventes",
            words=words,
            period=found,
            year=year,
            months=months,
            month=month,
        )


def _checked(month: str) -> str:
    year, dash, number = month.partition("-")
    digits = year.isascii() and year.isdigit() and number.isascii() and number.isdigit()
    if not (dash and digits and len(year) == 4 and len(number) == 2 and 1 <= int(number) <= 12 and int(year) > 0):
        raise NotFoundException
    return month


def _csv(period: Period) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    rows: list[Iterable[object]] = [("Genre", "Quoi", "Monnaie", "Tickets", "Montant")]
    rows += [("jour", day.key, "CHF", day.tickets, _plain(day.total_minor)) for day in period.days]
    rows += [("catégorie", each.category, "CHF", "", _plain(each.total_minor)) for each in period.categories]
    rows += [("paiement", words.tender(each.code), each.currency, "", _plain(each.minor)) for each in period.tenders]
    rows += [
        ("TVA comprise", f"{words.rate(each.vat_code)} {each.rate_bp / 100:.1f} %", "CHF", "", _plain(each.total_minor))
        for each in period.rates
    ]
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: object) -> object:
    from pos.domain.article_rows import guarded  # noqa: PLC0415  # only files need it

    return guarded(cell) if isinstance(cell, str) and not cell.lstrip("-").replace(".", "").isdigit() else cell


def _plain(minor: int) -> str:
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"
