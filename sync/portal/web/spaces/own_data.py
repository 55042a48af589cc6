"""What a member shares with the chamber and the switch for it; its data back; and leaving."""

from __future__ import annotations

from typing import Any

import msgspec
from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same
from litestar.response import Stream

from sync.portal.accounts import audit as auditing
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form
from sync.portal.web.refusals import Note
from sync.portal.web.rules import OWNER, person_of, require_member
from sync.portal.web.spaces import words
from sync.portal.web.spaces.shared import audited, done, tried

AnyRequest = Request[Any, Any, Any]
NOT_KEPT = {"Cache-Control": "no-store"}
_DONE = {
    "oui": Note("Vous partagez.", "C’est écrit dans votre journal, avec la date.", kind="ok"),
    "non": Note("Vous ne partagez plus.", "Vos chiffres n’entrent plus dans aucun tableau à venir.", kind="ok"),
    "parti": Note("Votre boutique a quitté le portail.", "Rien d’elle n’est plus montré.", kind="ok"),
}


class OwnDataPages(Controller):
    """Only an owner decides what goes where."""

    path = "/espace/{member:str}"
    guards = (require_member(OWNER),)

    @get("/partage")
    async def sharing(
        self, request: AnyRequest, state: State, member: FromPath[str], fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """What the chamber sees."""
        portal = state.portal
        consent = await run_sync(portal.sharing.of, member)
        shared = await run_sync(portal.statistics.shared, member)
        return space_page(
            request,
            "space/sharing.html",
            here="partage",
            note=_DONE.get(fait),
            words=words,
            now_ms=portal.hub.now_ms(),
            consent=consent,
            shared=shared,
        )

    @post("/partage")
    async def turn(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Turn the switch."""
        on = (await read_form(request)).get("partage") == "oui"
        audit = audited(request, "sharing.on" if on else "sharing.off", member, member=member)
        await run_sync(lambda: state.portal.sharing.turn(member, on=on, audit=audit))
        return done(f"/espace/{member}/partage?fait={'oui' if on else 'non'}")

    @get("/partage.json")
    async def data(self, state: State, member: FromPath[str]) -> Response[Any]:
        """Exactly what would be counted."""
        shared = await run_sync(state.portal.statistics.shared, member)
        body = msgspec.json.format(msgspec.json.encode(shared), indent=2)
        return Response(body, media_type="application/json", headers=NOT_KEPT)

    @get("/donnees")
    async def own_data(
        self, request: AnyRequest, state: State, member: FromPath[str], fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """Take everything along, or leave."""
        return await _page(request, state, member, _DONE.get(fait))

    @get("/donnees/export.zip")
    async def export(self, request: AnyRequest, state: State, member: FromPath[str]) -> Stream:
        """Everything, as it is written."""
        portal = state.portal
        person = person_of(request).id

        def noted() -> None:
            with portal.database.write() as connection:
                auditing.note(connection, portal.hub.now_ms(), person, "data.exported", member, member=member)

        await run_sync(noted)
        head = {**NOT_KEPT, "Content-Disposition": f'attachment; filename="comptoir-{portal.figures.day()}.zip"'}
        return Stream(portal.exports.all_of(member), media_type="application/zip", headers=head)

    @post("/donnees/quitter")
    async def leave(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Leave, the shop's name typed."""
        typed = (await read_form(request)).get("nom", "")
        place = person_of(request).membership(member)
        assert place is not None
        audit = audited(request, "member.left", member, member=member)
        note = await tried(lambda: state.portal.leaving.leave(member, place.name, typed, audit))
        if note is not None:
            return await _page(request, state, member, note, status=422)
        return done(f"/espace/{member}/donnees?fait=parti")


async def _page(
    request: AnyRequest, state: State, member: str, note: Note | None, *, status: int = 200
) -> Response[Any]:
    left = await run_sync(state.portal.leaving.has_left, member)
    waiting = await run_sync(state.portal.leaving.waiting, member)
    values = {"here": "donnees", "note": note, "left": left, "waiting": waiting}
    return space_page(request, "space/own_data.html", status=status, **values)
