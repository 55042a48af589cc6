"""Announce events: a member its own, the chamber those of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.agenda.happening import CHAMBER, KINDS, TICKETS, Draft, as_typed
from sync.portal.web import event_pages
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form
from sync.portal.web.refusals import Note
from sync.portal.web.rules import ADMIN, STAFF, require_chamber, require_member
from sync.portal.web.spaces.shared import audited, done, tried

if TYPE_CHECKING:
    from sync.portal.agenda.happening import Happening

AnyRequest = Request[Any, Any, Any]
_DONE = {
    "oui": Note("Enregistré.", "L’agenda est à jour.", kind="ok"),
    "annuler": Note("Annulé.", "L’agenda et la page le disent.", kind="ok"),
    "retablir": Note("Rétabli.", "La date est de nouveau annoncée.", kind="ok"),
}


class MemberAgenda(Controller):
    """What a member announces."""

    path = "/espace/{member:str}/agenda"
    guards = (require_member(STAFF),)

    @get()
    async def events(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """All of them."""
        return await _list(request, state, member)

    @get("/nouveau")
    async def new(
        self, request: AnyRequest, state: State, member: FromPath[str], billets: FromQuery[str] = ""
    ) -> Response[Any]:
        """An empty form, or what is known of tickets."""
        return await _new(request, state, member, billets)

    @post()
    async def announce(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Announce one."""
        return await _keep(request, state, member, "")

    @get("/{event:str}")
    async def event(
        self, request: AnyRequest, state: State, member: FromPath[str], event: FromPath[str], fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """One, as it stands."""
        return await _one(request, state, member, event, fait)

    @post("/{event:str}")
    async def keep(
        self, request: AnyRequest, state: State, member: FromPath[str], event: FromPath[str]
    ) -> Response[Any]:
        """Change one."""
        return await _keep(request, state, member, event)

    @post("/{event:str}/annuler")
    async def cancel(
        self, request: AnyRequest, state: State, member: FromPath[str], event: FromPath[str]
    ) -> Response[Any]:
        """Call one off, or not."""
        return await _cancel(request, state, member, event)


class ChamberAgenda(Controller):
    """What the chamber announces."""

    path = "/chambre/agenda"
    guards = (require_chamber(ADMIN),)

    @get()
    async def events(self, request: AnyRequest, state: State) -> Response[Any]:
        """All of them."""
        return await _list(request, state, CHAMBER)

    @get("/nouveau")
    async def new(self, request: AnyRequest, state: State) -> Response[Any]:
        """An empty form."""
        return await _new(request, state, CHAMBER, "")

    @post()
    async def announce(self, request: AnyRequest, state: State) -> Response[Any]:
        """Announce one."""
        return await _keep(request, state, CHAMBER, "")

    @get("/{event:str}")
    async def event(
        self, request: AnyRequest, state: State, event: FromPath[str], fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """One, as it stands."""
        return await _one(request, state, CHAMBER, event, fait)

    @post("/{event:str}")
    async def keep(self, request: AnyRequest, state: State, event: FromPath[str]) -> Response[Any]:
        """Change one."""
        return await _keep(request, state, CHAMBER, event)

    @post("/{event:str}/annuler")
    async def cancel(self, request: AnyRequest, state: State, event: FromPath[str]) -> Response[Any]:
        """Call one off, or not."""
        return await _cancel(request, state, CHAMBER, event)


def _path(member: str) -> str:
    return f"/espace/{member}/agenda" if member else "/chambre/agenda"


async def _list(request: AnyRequest, state: State, member: str) -> Response[Any]:
    events = await run_sync(state.portal.agenda.of_member, member)
    sold, now_ms = await run_sync(state.portal.agenda.sold, member), state.portal.hub.now_ms()
    said = {each.tickets for each in events}
    return space_page(
        request,
        "space/agenda.html",
        here="agenda",
        base_path=_path(member),
        events=events,
        sold=[each for each in sold if each.tickets not in said and each.ends_ms > now_ms],
        now_ms=now_ms,
        when=event_pages.when,
    )


async def _new(request: AnyRequest, state: State, member: str, tickets: str) -> Response[Any]:
    sold = await run_sync(state.portal.agenda.sold, member)
    known = next((as_typed(each) for each in sold if str(each.tickets) == tickets), Draft())
    return await _form(request, state, member, known)


async def _one(request: AnyRequest, state: State, member: str, event: str, fait: str) -> Response[Any]:
    found = await _found(state, member, event)
    return await _form(request, state, member, as_typed(found), found, _DONE.get(fait))


async def _keep(request: AnyRequest, state: State, member: str, event: str) -> Response[Any]:
    found = await _found(state, member, event) if event else None
    said = await read_form(request)
    draft = Draft(**{name: said.get(name, "") for name in Draft._fields})
    audit = audited(request, "event.kept", event, draft.entry, member=member or None)
    kept: list[str] = []
    note = await tried(lambda: kept.append(state.portal.agenda.keep(member, event, draft, audit)))
    if note is not None:
        return await _form(request, state, member, draft, found, note, status=422)
    return done(f"{_path(member)}/{kept[0]}?fait=oui")


async def _cancel(request: AnyRequest, state: State, member: str, event: str) -> Response[Any]:
    found = await _found(state, member, event)
    said = await read_form(request)
    off = said.get("geste", "") != "retablir"
    what = "annuler" if off else "retablir"
    audit = audited(request, f"event.{what}", event, member=member or None)
    note = await tried(lambda: state.portal.agenda.cancel(member, event, audit, is_cancelled=off))
    if note is not None:
        return await _form(request, state, member, as_typed(found), found, note, status=422)
    return done(f"{_path(member)}/{event}?fait={what}")


async def _found(state: State, member: str, event: str) -> Happening:
    found: Happening | None = await run_sync(state.portal.agenda.own, member, event)
    if found is None:
        raise NotFoundException
    return found


async def _form(
    request: AnyRequest,
    state: State,
    member: str,
    draft: Draft,
    event: Happening | None = None,
    note: Note | None = None,
    *,
    status: int = 200,
) -> Response[Any]:
    sold = await run_sync(state.portal.agenda.sold, member)
    known = [each for each in sold if each.ends_ms > state.portal.hub.now_ms() or str(each.tickets) == draft.tickets]
    if draft.entry == TICKETS and not known:
        draft = draft._replace(entry="")
    return space_page(
        request,
        "space/event.html",
        status=status,
        here="agenda",
        note=note,
        base_path=_path(member),
        draft=draft,
        event=event,
        sold=known,
        kinds=KINDS,
        when=event_pages.when,
    )
