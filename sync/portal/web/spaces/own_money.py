"""A member's own account with the chamber, its statements, who looked at it, and the pot commun of all."""

from __future__ import annotations

import re
from typing import Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.ledger import papers
from sync.portal.web.frame import space_page
from sync.portal.web.rules import OWNER, STAFF, require_member
from sync.portal.web.spaces import words
from sync.portal.web.spaces.money_pages import document, paper, pot_values

AnyRequest = Request[Any, Any, Any]
_MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


class OwnMoneyPages(Controller):
    """What a member sees of the ledger: all of its own, and what is common."""

    path = "/espace/{member:str}"

    @get("/commission", guards=[require_member(OWNER)])
    async def account(
        self,
        request: AnyRequest,
        state: State,
        member: FromPath[str],
        monnaie: FromQuery[str] = "CHF",
        mois: FromQuery[str] = "",
        ouvert: FromQuery[str] = "",
    ) -> Response[Any]:
        """A month of the member's account, a posting opened to its tickets."""
        portal, currency = state.portal, monnaie[:8]
        month = mois if _MONTH.match(mois) else portal.ledger.today[:7]
        book = await run_sync(portal.member_accounts.account, member, currency, month)
        row = next((each for each in book.rows if each.number == ouvert), None)
        lines = await run_sync(portal.member_accounts.detail, member, row.txn) if row else []
        statements = await run_sync(papers.of_member, portal.closing, member)
        seen = await run_sync(papers.looks, portal.database, member)
        return space_page(
            request, "space/own_commission.html", here="commission", words=words, book=book, currency=currency,
            month=month, opened=ouvert, lines=lines, articles=True, link=f"/espace/{member}/commission",
            statements=statements, seen=seen,
        )  # fmt: skip

    @get("/commission/releves/{statement:str}/{form:str}", guards=[require_member(OWNER)])
    async def statement(
        self, state: State, member: FromPath[str], statement: FromPath[str], form: FromPath[str]
    ) -> Response[Any]:
        """One of the member's statements as PDF, CSV or JSON."""
        if await run_sync(papers.owner_of, state.portal.closing, statement) != member:
            raise NotFoundException
        return await paper(state.portal, statement, form)

    @get("/pot", guards=[require_member(STAFF)])
    async def common(self, request: AnyRequest, state: State) -> Response[Any]:
        """The pot commun and the advance: the same for all members."""
        member = request.path_params["member"]
        values = await run_sync(pot_values, state.portal)
        return space_page(
            request, "space/own_pot.html", here="pot", words=words, pieces=f"/espace/{member}/pot/pieces/", **values
        )

    @get("/pot/pieces/{proposal:str}", guards=[require_member(STAFF)])
    async def receipt(self, state: State, proposal: FromPath[str]) -> Response[Any]:
        """The receipt behind what the pot spent."""
        if not await run_sync(papers.is_common, state.portal.signing, proposal):
            raise NotFoundException
        return await document(state.portal, proposal)
