"""A shop's tills at the portal: let one in by its code, keep one out, put a new machine in place of a dead one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from pos.domain.errors import UserError
from sync.portal.accounts.principal import Reason, TurnedDownError
from sync.portal.catalogue.labels import NB
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form, see_other
from sync.portal.web.refusals import Note, in_french, refusal
from sync.portal.web.rules import OWNER, caller_of, person_of, require_member

if TYPE_CHECKING:
    from sync.portal.members.service import Asked

AnyRequest = Request[Any, Any, Any]
MOST_CODES = 20
"""Codes that somebody may look at in ten minutes: there are 20^8, of which few hundred wait (RFC 8628 §5.1)."""
SILENT_MS = 600_000
_DONE = {
    "oui": Note("Caisse approuvée.", "Elle s’en aperçoit en quelques secondes, et envoie son journal.", kind="ok"),
    "non": Note("Caisse refusée.", "Elle ne parlera pas au portail.", kind="ok"),
    "fin": Note("Caisse révoquée.", "Elle vend toujours sur place, mais ne parle plus au portail.", kind="ok"),
}
_NO_CODE = Note(
    "Aucune caisse n’attend avec ce code.",
    f"Un code vit 15 minutes{NB}; demandez-en un nouveau à la caisse.",
    "code",
)
_GONE = Note("Cette caisse n’est pas à cette boutique.", "Rien n’a changé.")
_NOT_YOU = "Mot de passe refusé."


class TillPages(Controller):
    """Only an owner lets tills in and out."""

    path = "/espace/{member:str}/caisses"
    guards = (require_member(OWNER),)

    @get()
    async def tills(
        self,
        request: AnyRequest,
        state: State,
        member: FromPath[str],
        code: FromQuery[str] = "",
        fait: FromQuery[str] = "",
    ) -> Response[Any]:
        """The tills, and the one that shows a code."""
        asked, note = None, _DONE.get(fait)
        if code:
            try:
                asked = await self._asked(request, state, code)
                note = None if asked else _NO_CODE
            except TurnedDownError as error:
                note = refusal(error)
        return await self._page(request, state, member, code=code, asked=asked, note=note)

    @post("/approuver")
    async def approve(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Let a till in, or put it in place of another, the password given once more."""
        said = await read_form(request)
        portal, person, caller = state.portal, person_of(request), caller_of(request)
        code, replaces = said.get("code", ""), said.get("replaces", "")

        def approve() -> None:
            portal.accounts.confirm(person, said.get("password", ""), caller)
            portal.members.approve(code, member, replaces=replaces, by=person.id)

        try:
            await run_sync(approve)
        except TurnedDownError as error:
            asked = await run_sync(portal.members.asked, code)
            return await self._page(request, state, member, code=code, asked=asked, note=refusal(error, of=_NOT_YOU))
        except UserError as error:
            return await self._page(request, state, member, code=code, note=in_french(error))
        return see_other(f"/espace/{member}/caisses?fait=oui")

    @post("/refuser")
    async def deny(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Keep a till out that is not this shop's."""
        code, person = (await read_form(request)).get("code", ""), person_of(request)
        try:
            await self._asked(request, state, code)
        except TurnedDownError as error:
            return await self._page(request, state, member, code=code, note=refusal(error))
        await run_sync(lambda: state.portal.members.deny(code, by=person.id, member=member))
        return see_other(f"/espace/{member}/caisses?fait=non")

    @get("/{till:str}/revoquer")
    async def about_to_revoke(
        self, request: AnyRequest, state: State, member: FromPath[str], till: FromPath[str]
    ) -> Response[Any]:
        """What revoking a till means, and the form that does it."""
        return await self._revoking(request, state, member, till)

    @post("/{till:str}/revoquer")
    async def revoke(
        self, request: AnyRequest, state: State, member: FromPath[str], till: FromPath[str]
    ) -> Response[Any]:
        """Take nothing more from a till, the password given once more."""
        password = (await read_form(request)).get("password", "")
        portal, person, caller = state.portal, person_of(request), caller_of(request)

        def revoke() -> None:
            portal.accounts.confirm(person, password, caller)
            if not portal.members.revoke(till, member=member, by=person.id):
                raise TurnedDownError(Reason.NOT_THERE)

        try:
            await run_sync(revoke)
        except TurnedDownError as error:
            return await self._revoking(request, state, member, till, note=refusal(error, of=_NOT_YOU))
        return see_other(f"/espace/{member}/caisses?fait=fin")

    async def _asked(self, request: AnyRequest, state: State, code: str) -> Asked | None:
        portal, person, caller = state.portal, person_of(request), caller_of(request)

        def look() -> Asked | None:
            portal.accounts.count("code", person, caller, most=MOST_CODES)
            found: Asked | None = portal.members.asked(code)
            return found

        return await run_sync(look)

    async def _page(
        self,
        request: AnyRequest,
        state: State,
        member: str,
        *,
        code: str = "",
        asked: Asked | None = None,
        note: Note | None = None,
    ) -> Response[Any]:
        tills = await run_sync(state.portal.members.tills, member)
        bad = note is not None and note.kind == "bad"
        return space_page(
            request,
            "space_tills.html",
            status=422 if bad else 200,
            here="caisses",
            tills=tills,
            code=code[:20],
            asked=asked,
            note=note,
            silent_ms=state.portal.hub.now_ms() - SILENT_MS,
            now_ms=state.portal.hub.now_ms(),
        )

    async def _revoking(
        self, request: AnyRequest, state: State, member: str, till: str, *, note: Note | None = None
    ) -> Response[Any]:
        tills = await run_sync(state.portal.members.tills, member)
        found = next((each for each in tills if each.id == till and not each.revoked), None)
        if found is None:
            return await self._page(request, state, member, note=_GONE)
        status = 422 if note else 200
        return space_page(request, "space_revoke.html", status=status, here="caisses", till=found, note=note)
