"""A member's online orders: which are open or over, and one with its lines, its life and who ordered it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from pos.domain.online_order import OPEN, OrderState
from sync.portal.orders import spoken, standing
from sync.portal.web.frame import space_page
from sync.portal.web.order_pages import rows_of
from sync.portal.web.rules import STAFF, require_member
from sync.portal.web.spaces import words
from sync.portal.web.spaces.open_orders import WORDS
from sync.portal.web.spaces.order_history import history
from sync.portal.web.spaces.shared import audited, page_number

if TYPE_CHECKING:
    from sync.portal.orders.standing import Part

AnyRequest = Request[Any, Any, Any]
OVER = "terminees"
_TONES = {OrderState.COLLECTED: "ok", OrderState.REFUSED: "bad", OrderState.EXPIRED: "warn"}


class MemberOrders(Controller):
    """Orders are looked at here; what is done with them is done at the till."""

    path = "/espace/{member:str}/commandes"
    guards = (require_member(STAFF),)

    @get()
    async def orders(
        self,
        request: AnyRequest,
        state: State,
        member: FromPath[str],
        voir: FromQuery[str] = "",
        page: FromQuery[str] = "1",
    ) -> Response[Any]:
        """Open orders, or those that are over."""
        over, number = voir == OVER, page_number(page)
        found = await run_sync(lambda: state.portal.overview.page(member, number, over=over))
        return space_page(
            request,
            "space/orders.html",
            here="commandes",
            words=words,
            found=found,
            rows=[(part, *_said(part), standing.to_pay_minor(part)) for part in found.parts],
            over=over,
            now_ms=state.portal.hub.now_ms(),
            link=f"/espace/{member}/commandes?" + (f"voir={OVER}&" if over else "") + "page=",
        )

    @get("/{part:str}")
    async def order(
        self, request: AnyRequest, state: State, member: FromPath[str], part: FromPath[str]
    ) -> Response[Any]:
        """One order; looking at who ordered it is noted."""
        audit = audited(request, "buyer.seen", part, member=member)
        found = await run_sync(lambda: state.portal.overview.one(member, part, audit))
        if found is None:
            raise NotFoundException
        tone, said = _said(found.part)
        return space_page(
            request,
            "space/order.html",
            here="commandes",
            words=words,
            part=found.part,
            buyer=found.buyer,
            from_portal=found.from_portal,
            is_open=standing.state_of(found.part) in OPEN,
            tone=tone,
            said=said,
            lines=rows_of(found.part),
            prices=[spoken.amount(line.unit_price_minor) for line in found.part.lines],
            deposit_minor=_deposit_minor(found.part),
            total_minor=standing.to_pay_minor(found.part),
            history=history(found.part, from_portal=found.from_portal),
            now_ms=state.portal.hub.now_ms(),
        )


def _said(part: Part) -> tuple[str, str]:
    now = standing.state_of(part)
    return WORDS[now] if now in WORDS else (_TONES.get(now, ""), spoken.state(part, now))


def _deposit_minor(part: Part) -> int:
    pairs = zip(part.lines, standing.lacks(part), strict=True)
    return sum(standing.left_minor(line, short)[1] for line, short in pairs)
