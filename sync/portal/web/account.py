"""Where people choose a space, and what they change about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.accounts.principal import TurnedDownError
from sync.portal.web.frame import ROLE_WORDS, space_page
from sync.portal.web.guarding import read_form, see_other
from sync.portal.web.refusals import Note, refusal
from sync.portal.web.rules import SignedIn, caller_of, person_of

if TYPE_CHECKING:
    from collections.abc import Callable

AnyRequest = Request[Any, Any, Any]
_DONE = {
    "nom": Note("Nom enregistré.", "", kind="ok"),
    "mot-de-passe": Note("Mot de passe changé.", "Vos autres sessions ont pris fin.", kind="ok"),
    "session": Note("Session terminée.", "Ce navigateur-là devra se connecter de nouveau.", kind="ok"),
    "cle": Note("Clé d’accès ajoutée.", "Vous pouvez vous connecter sans mot de passe.", kind="ok"),
    "sans-cle": Note("Clé d’accès retirée.", "Elle n’ouvre plus rien ici.", kind="ok"),
}
_TWICE = Note("Les deux ne sont pas pareils.", "Tapez le nouveau mot de passe deux fois de la même façon.", "again")


class AccountPages(Controller):
    """Pages of whoever is signed in."""

    guards = (SignedIn(),)

    @get("/espace")
    async def spaces(
        self, request: AnyRequest, code: FromQuery[str] = "", choisir: FromQuery[str] = ""
    ) -> Response[Any]:
        """The only space of a person, or the list of all; a till's code goes with it."""
        person = person_of(request)
        typed = "".join(letter for letter in code.upper() if letter.isalnum() and letter.isascii())[:8]
        places = [
            (f"/espace/{each.member}" + (f"/caisses?code={typed}" if typed else ""), each.name, ROLE_WORDS[each.role])
            for each in person.memberships
        ]
        if person.chamber and not typed:
            places.append(("/chambre", "Chambre", ", ".join(ROLE_WORDS[role] for role in sorted(person.chamber))))
        if len(places) == 1 and not choisir:
            return see_other(places[0][0])
        return space_page(request, "spaces.html", here="espaces", places=places, code=typed)

    @get("/compte")
    async def account(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """Name, password, passkeys, sessions."""
        return await self._page(request, state, note=_DONE.get(fait))

    @post("/compte/nom")
    async def rename(self, request: AnyRequest, state: State) -> Response[Any]:
        """Change the name."""
        said = await read_form(request)
        rename, person = state.portal.accounts.rename, person_of(request)
        return await self._done(request, state, "nom", lambda: rename(person, said.get("name", "")))

    @post("/compte/mot-de-passe")
    async def change_password(self, request: AnyRequest, state: State) -> Response[Any]:
        """Change the password."""
        said = await read_form(request)
        if said.get("password") != said.get("again"):
            return await self._page(request, state, status=422, note=_TWICE)
        change, person, caller = state.portal.accounts.change_password, person_of(request), caller_of(request)
        old, new = said.get("old", ""), said.get("password", "")
        return await self._done(request, state, "mot-de-passe", lambda: change(person, old, new, caller))

    @post("/compte/sessions/{session:str}/fin")
    async def end_session(self, request: AnyRequest, state: State, session: FromPath[str]) -> Response[Any]:
        """End a session."""
        end, person = state.portal.accounts.end_session, person_of(request)
        return await self._done(request, state, "session", lambda: end(person, session))

    @post("/compte/cles/demande", status_code=200)
    async def ask_key(self, request: AnyRequest, state: State) -> Response[Any]:
        """What the browser needs to make a passkey."""
        made = await run_sync(state.portal.passkeys.ask_to_add, person_of(request))
        return Response(made, media_type="application/json")

    @post("/compte/cles")
    async def add_key(self, request: AnyRequest, state: State) -> Response[Any]:
        """Keep a passkey, the password given once more."""
        said = await read_form(request)
        portal, person, caller = state.portal, person_of(request), caller_of(request)

        def add() -> None:
            portal.accounts.confirm(person, said.get("old", ""), caller)
            portal.passkeys.add(person, said.get("answer", ""), said.get("name", ""))

        return await self._done(request, state, "cle", add)

    @post("/compte/cles/retirer")
    async def remove_key(self, request: AnyRequest, state: State) -> Response[Any]:
        """Remove a passkey."""
        said = await read_form(request)
        remove, person = state.portal.passkeys.remove, person_of(request)
        return await self._done(request, state, "sans-cle", lambda: remove(person, said.get("credential", "")))

    async def _done(self, request: AnyRequest, state: State, what: str, do: Callable[[], None]) -> Response[Any]:
        try:
            await run_sync(do)
        except TurnedDownError as error:
            note = refusal(error, of="Mot de passe actuel refusé.")
            return await self._page(request, state, status=422, note=note)
        return see_other(f"/compte?fait={what}")

    async def _page(self, request: AnyRequest, state: State, *, status: int = 200, note: Note | None) -> Response[Any]:
        person, portal = person_of(request), state.portal
        sessions = await run_sync(portal.accounts.sessions, person)
        keys = await run_sync(portal.passkeys.of, person)
        return space_page(
            request, "account.html", status=status, here="compte", note=note, sessions=sessions, keys=keys
        )
