"""A member's first page: the day, orders, stock to look at, tills, what is shared; and how tills are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.members import health
from sync.portal.web.frame import space_page
from sync.portal.web.rules import OWNER, STAFF, person_of, require_member
from sync.portal.web.spaces import words
from sync.portal.web.spaces.charts import week_chart
from sync.portal.web.spaces.open_orders import open_orders
from sync.portal.web.spaces.shared import page_number

if TYPE_CHECKING:
    from sync.portal.gathered import Portal
    from sync.portal.members.health import TillHealth

AnyRequest = Request[Any, Any, Any]
SHOWN_ORDERS, SHOWN_STOCK = 6, 8


class Dashboard(Controller):
    """What anybody of the shop sees first."""

    path = "/espace/{member:str}"
    guards = (require_member(STAFF),)

    @get()
    async def today(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """The day so far."""
        return space_page(
            request,
            "space/dashboard.html",
            here="tableau",
            words=words,
            owner=person_of(request).may_in(member, OWNER),
            **await run_sync(_board, state.portal, member),
        )

    @get("/stock")
    async def stock(
        self, request: AnyRequest, state: State, member: FromPath[str], page: FromQuery[str] = "1"
    ) -> Response[Any]:
        """Stock to look at, and all levels."""
        number = page_number(page)

        def read() -> dict[str, Any]:
            portal: Portal = state.portal
            rows, pages = portal.listings.stocked(member, number)
            return {"low": portal.listings.low(member), "rows": rows, "last_page": pages, "page": min(number, pages)}

        return space_page(request, "space/stock.html", here="stock", words=words, **await run_sync(read))


def _board(portal: Portal, member: str) -> dict[str, Any]:
    now_ms = portal.hub.now_ms()
    tills = [till for till in portal.health.of(member) if till.state != health.REVOKED]
    low, week = portal.listings.low(member), portal.figures.week(member)
    waiting = open_orders(portal.database, member)
    return {
        "now_ms": now_ms,
        "today": portal.figures.today(member),
        "week": week,
        "chart": week_chart(week),
        "low": low[:SHOWN_STOCK],
        "negative": sum(each.negative for each in low),
        "running_out": sum(not each.negative for each in low),
        "tills": tills,
        "read_words": _read_words(tills, now_ms),
        "orders": waiting[:SHOWN_ORDERS],
        "to_prepare": sum(each.to_prepare for each in waiting),
        "odd": portal.anomalies.count(member)[0],
        "numbers": portal.listings.numbers(member),
        "consent": portal.sharing.of(member),
        "pickup": portal.profiles.pickup(member),
        "left": portal.leaving.has_left(member),
    }


def _read_words(tills: list[TillHealth], now_ms: int) -> str:
    """Say what the figures are read from, and where they end."""
    if not tills:
        return f"Aucune caisse n’est reliée encore{words.NB}: reliez-en une, et ses ventes paraissent ici."
    latest = max(till.last_seen_ms for till in tills)
    silent = [till for till in tills if till.state != health.CURRENT and till.last_seen_ms]
    said = f"Lu dans {words.count(len(tills), 'caisse', 'caisses')}, {_when(latest, now_ms)}."
    for till in silent[:2]:
        said += f" «{words.NB}{till.name}{words.NB}» est hors ligne{words.NB}: ses chiffres s’arrêtent à "
        said += f"{words.clock(till.last_seen_ms, now_ms)}."
    return said


def _when(at_ms: int, now_ms: int) -> str:
    return f"à {words.clock(at_ms, now_ms)}" if at_ms else "pas encore entendues"
