"""The chamber's pages: how members and tills are, listings taken off the portal, aisles. Never what was sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromQuery  # noqa: TC002  # same

from pos.domain.currency import CURRENCIES, LEM
from pos.domain.tender import Rules
from pos.domain.vat import rates_with
from sync.portal.members import health
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form
from sync.portal.web.refusals import Note
from sync.portal.web.rules import ADMIN, AUDITOR, person_of, require_chamber
from sync.portal.web.spaces import words
from sync.portal.web.spaces.money_forms import amount_read
from sync.portal.web.spaces.shared import audited, done, tried

if TYPE_CHECKING:
    from collections.abc import Callable

AnyRequest = Request[Any, Any, Any]
_DONE = {
    "retire": Note("Annonce retirée.", "Le membre lit la raison chez lui.", kind="ok"),
    "remis": Note("Annonce remise.", "Elle est visible tout de suite.", kind="ok"),
    "revenu": Note(
        "Le membre est de retour.", "Ses articles sont visibles ; ses caisses sont reliées à neuf.", kind="ok"
    ),
    "rayon": Note("Rayons enregistrés.", "Le catalogue les montre tout de suite.", kind="ok"),
    "taux": Note("Taux enregistrés.", "Chaque caisse les apprend dans l’heure où elle est en ligne.", kind="ok"),
    "billet": Note("Billets enregistrés.", "Chaque caisse les apprend dans l’heure où elle est en ligne.", kind="ok"),
}
MOST_FOUND = 30


class ChamberPages(Controller):
    """What the administration of the chamber sees to."""

    path = "/chambre"

    @post(guards=[require_chamber(ADMIN)])
    async def take_in_again(self, request: AnyRequest, state: State) -> Response[Any]:
        """Take a member that left in again."""
        member = (await read_form(request)).get("member", "")
        audit = audited(request, "member.returned", member, member=member)
        note = await tried(lambda: state.portal.leaving.come_back(member, audit))
        return done("/chambre?fait=revenu") if note is None else await _network(request, state, note, status=422)

    @get(guards=[require_chamber()])
    async def network(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """Members and their tills."""
        return await _network(request, state, _DONE.get(fait))

    @get("/moderation", guards=[require_chamber(ADMIN)])
    async def moderation(
        self, request: AnyRequest, state: State, q: FromQuery[str] = "", fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """What is hidden, and listings to hide."""
        return await _moderation(request, state, " ".join(q[:80].split()), _DONE.get(fait))

    @post("/moderation", guards=[require_chamber(ADMIN)])
    async def moderate(self, request: AnyRequest, state: State) -> Response[Any]:
        """Hide a listing, or show it again."""
        said = await read_form(request)
        member, product = said.get("member", ""), said.get("product", "")
        if said.get("geste") == "remettre":
            audit = audited(request, "listing.shown", product, member=member)
            await run_sync(lambda: state.portal.moderation.show(member, product, audit))
            return done("/chambre/moderation?fait=remis")
        audit = audited(request, "listing.hidden", product, said.get("raison", ""), member=member)
        hide = state.portal.moderation.hide
        note = await tried(lambda: hide(member, product, said.get("raison", ""), audit))
        if note is not None:
            return await _moderation(request, state, said.get("q", ""), note, status=422)
        return done("/chambre/moderation?fait=retire")

    @get("/rayons", guards=[require_chamber(ADMIN)])
    async def aisles(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """The portal's aisles and what stands in them."""
        return await _aisles(request, state, _DONE.get(fait))

    @post("/rayons", guards=[require_chamber(ADMIN)])
    async def arrange(self, request: AnyRequest, state: State) -> Response[Any]:
        """Make, drop or fill an aisle."""
        said = await read_form(request)
        note = await tried(_arranging(request, state, said))
        if note is not None:
            return await _aisles(request, state, note, status=422)
        return done("/chambre/rayons?fait=rayon")

    @get("/reperes", guards=[require_chamber(ADMIN, AUDITOR)])
    async def marks(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """The rates of VAT and the currencies that tills know, and what is announced to them."""
        return await _marks(request, state, _DONE.get(fait))

    @post("/reperes", guards=[require_chamber(ADMIN)])
    async def mark(self, request: AnyRequest, state: State) -> Response[Any]:
        """Announce a rate or take it back; put a note into circulation or take it out."""
        said = await read_form(request)
        note = await tried(_marking(request, state, said))
        if note is not None:
            return await _marks(request, state, note, status=422)
        return done("/chambre/reperes?fait=" + ("taux" if "taux" in said.get("geste", "") else "billet"))


def _marking(request: AnyRequest, state: State, said: dict[str, str]) -> Callable[[], object]:
    marks, what, code, day = state.portal.marks, said.get("geste", ""), said.get("code", ""), said.get("des", "")
    audit = audited(request, f"mark.{what}"[:40], code or said.get("billet", ""), f"{said.get('taux', '')} {day}")
    if what == "annoncer-taux":
        return lambda: marks.announce_rate(code, said.get("taux", ""), day, audit)
    if what == "retirer-taux":
        return lambda: marks.withdraw_rate(code, day, audit)
    if what == "retirer-billet":
        return lambda: marks.withdraw_note(amount_read(said.get("billet", "")), audit)
    return lambda: marks.put_note(said.get("billet", ""), audit)


async def _marks(request: AnyRequest, state: State, note: Note | None, *, status: int = 200) -> Response[Any]:
    marks = state.portal.marks
    announced = await run_sync(marks.now)
    rules = Rules(lem_notes=announced.lem_notes)
    return space_page(
        request,
        "space/marks.html",
        status=status,
        here="reperes",
        note=note,
        words=words,
        may_act=person_of(request).may_in_chamber(ADMIN),
        today=marks.today,
        currencies=[msgspec.structs.replace(each, notes=announced.lem_notes) if each.code == LEM.code else each
                    for each in CURRENCIES.values()],
        withdrawn=[minor for minor in rules.in_drawer(LEM.code).notes if minor not in announced.lem_notes],
        lem_notes=announced.lem_notes,
        rates=sorted(rates_with(announced.rates), key=lambda rate: (rate.since, rate.code), reverse=True),
        announced=announced.rates,
    )  # fmt: skip


def _arranging(request: AnyRequest, state: State, said: dict[str, str]) -> Callable[[], object]:
    aisles = state.portal.aisles
    what, slug = said.get("geste", ""), said.get("rayon", "")
    audit = audited(request, f"aisle.{what}"[:40], slug or said.get("nom", ""), said.get("categorie", ""))
    if what == "creer":
        return lambda: aisles.add(said.get("nom", ""), audit)
    if what == "supprimer":
        return lambda: aisles.remove(slug, audit)
    return lambda: aisles.place(said.get("member", ""), said.get("categorie", ""), slug, audit)


async def _network(request: AnyRequest, state: State, note: Note | None, *, status: int = 200) -> Response[Any]:
    members = await run_sync(state.portal.health.all)
    tills = [till for member in members for till in member.tills if till.state != health.REVOKED]
    issuer, _ = await run_sync(state.portal.ledger.imprint)
    may_act = person_of(request).may_in_chamber(ADMIN)
    return space_page(
        request,
        "space/network.html",
        status=status,
        here="reseau",
        note=note,
        may_act=may_act,
        is_unsigned=may_act and issuer is None,
        words=words,
        now_ms=state.portal.hub.now_ms(),
        members=members,
        tills=tills,
        quiet=sum(till.state in {health.QUIET, health.SILENT} for till in tills),
        odd=sum(member.anomalies for member in members),
        versions=sorted({till.app for till in tills if till.app}),
    )


async def _moderation(
    request: AnyRequest, state: State, asked: str, note: Note | None, *, status: int = 200
) -> Response[Any]:
    hidden = await run_sync(state.portal.moderation.hidden)
    found = await run_sync(state.portal.browsing.find, asked) if asked else None
    cards = [(card, *card.path.split("/")[2:4]) for card in found.cards[:MOST_FOUND]] if found else []
    return space_page(
        request,
        "space/moderation.html",
        status=status,
        here="moderation",
        note=note,
        words=words,
        now_ms=state.portal.hub.now_ms(),
        hidden=hidden,
        asked=asked,
        cards=cards,
    )


async def _aisles(request: AnyRequest, state: State, note: Note | None, *, status: int = 200) -> Response[Any]:
    aisles = await run_sync(state.portal.aisles.all)
    placed = await run_sync(state.portal.aisles.placed)
    return space_page(
        request, "space/aisles.html", status=status, here="rayons", note=note, aisles=aisles, placed=placed
    )
