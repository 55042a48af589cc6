"""A member's anomalies: looked at, and seen to with a word of what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.ingest.desk import desk_of
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form
from sync.portal.web.refusals import Note
from sync.portal.web.rules import STAFF, person_of, require_member
from sync.portal.web.spaces import words
from sync.portal.web.spaces.oddities import Told, told
from sync.portal.web.spaces.shared import audited, done

if TYPE_CHECKING:
    from sync.portal.gathered import Portal
    from sync.portal.ingest.inbox import Waiting

AnyRequest = Request[Any, Any, Any]
OPEN, SETTLED = "a-traiter", "reglees"
_DONE = {"regle": Note("C’est noté.", "L’anomalie est réglée, avec votre mot.", kind="ok")}
_NAMED = {"negative_stock", "count"}


class Item(NamedTuple):
    """An anomaly with its words, and where it comes from."""

    odd: Waiting
    told: Told
    place: str
    by: str


class AnomalyPages(Controller):
    """What is odd."""

    path = "/espace/{member:str}/anomalies"
    guards = (require_member(STAFF),)

    @get()
    async def waiting(
        self,
        request: AnyRequest,
        state: State,
        member: FromPath[str],
        voir: FromQuery[str] = OPEN,
        fait: FromQuery[str] = "",
    ) -> Response[Any]:
        """What waits, or what was seen to."""
        return await _page(request, state, member, settled=voir == SETTLED, note=_DONE.get(fait))

    @post("/{odd:str}")
    async def settle(
        self, request: AnyRequest, state: State, member: FromPath[str], odd: FromPath[str]
    ) -> Response[Any]:
        """Note that somebody has seen to it, and what it was."""
        if not (odd.isascii() and odd.isdigit() and len(odd) < 16):
            raise NotFoundException
        said = (await read_form(request)).get("note", "")
        audit = audited(request, "anomaly.settled", odd, member=member)
        person = person_of(request).id
        await run_sync(lambda: state.portal.anomalies.settle(member, int(odd), person, said, audit))
        return done(f"/espace/{member}/anomalies?fait=regle")


async def _page(request: AnyRequest, state: State, member: str, *, settled: bool, note: Note | None) -> Response[Any]:
    portal = state.portal
    items = await run_sync(lambda: _items(portal, member, settled=settled))
    waiting, seen = await run_sync(portal.anomalies.count, member)
    return space_page(
        request,
        "space/anomalies.html",
        here="anomalies",
        note=note,
        words=words,
        now_ms=portal.hub.now_ms(),
        items=items,
        settled=settled,
        waiting=waiting,
        seen=seen,
    )


def _items(portal: Portal, member: str, *, settled: bool) -> list[Item]:
    found = portal.anomalies.of(member, resolved=settled)
    products = [odd.key for odd in found if odd.kind in _NAMED]
    products += [str(odd.detail.get("product", "")) for odd in found]
    names = portal.listings.names(member, list(dict.fromkeys(products)))
    tills = {till.id: till.name for till in portal.health.of(member)}
    tills[desk_of(member)] = "au portail"
    people = {each.id: each.name for each in portal.inviting.colleagues(member)[0]}
    people.update({till: f"à la caisse {name}" for till, name in tills.items()})
    people["chamber"] = "la Chambre"
    return [
        Item(odd, told(odd, names), tills.get(odd.till, ""), people.get(odd.resolved_by, "une personne partie depuis"))
        for odd in found
    ]
