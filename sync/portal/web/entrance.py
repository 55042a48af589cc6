"""The door: sign in and out, take up an invitation, choose a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import (
    Cookie,
    State,  # read by Litestar at run time
)
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.accounts.principal import TurnedDownError
from sync.portal.accounts.service import LONGEST_MS
from sync.portal.web.frame import ROLE_WORDS, form_page
from sync.portal.web.guarding import cookie_name, read_form, see_other
from sync.portal.web.refusals import Note, refusal, said
from sync.portal.web.rules import Anybody, caller_of, own_path, person_or_none, session_id
from sync.portal.wording import say, sentence

if TYPE_CHECKING:
    from litestar.response import Redirect

AnyRequest = Request[Any, Any, Any]
JSON = "application/json"
_NO_PASSWORD = Note(
    sentence("Mot de passe changé."), sentence("Toutes vos sessions ont pris fin. Connectez-vous."), kind="ok"
)
_SENT = Note(
    sentence("Demande reçue."),
    sentence(
        "Si cette adresse a un compte, un lien part maintenant. Il vaut une heure. "
        "Regardez aussi dans les indésirables."
    ),
    kind="ok",
)
_OTHER_PASSWORD = sentence("Ce n’est pas le mot de passe de ce compte.")
_TWICE = Note(
    sentence("Les deux ne sont pas pareils."),
    sentence("Tapez le nouveau mot de passe deux fois de la même façon."),
    "again",
)


class Entrance(Controller):
    """Pages for people who are not signed in yet."""

    guards = (Anybody(),)

    @get("/entrer")
    async def door(self, request: AnyRequest, vers: FromQuery[str] = "", change: FromQuery[str] = "") -> Response[Any]:
        """The form to sign in."""
        onwards = own_path(vers)
        if await person_or_none(request) is not None:
            return see_other(onwards)
        return form_page(request, "sign_in.html", email="", vers=onwards, note=said(_NO_PASSWORD) if change else None)

    @post("/entrer")
    async def enter(self, request: AnyRequest, state: State) -> Response[Any]:
        """Sign in by password."""
        typed = await read_form(request)
        email, onwards = typed.get("email", ""), own_path(typed.get("vers", ""))
        password, old = typed.get("password", ""), session_id(request)
        accounts, caller = state.portal.accounts, caller_of(request)
        try:
            token = await run_sync(lambda: accounts.sign_in(email, password, caller, instead_of=old))
        except TurnedDownError as error:
            values = {"email": email[:254], "vers": onwards, "note": refusal(error)}
            return form_page(request, "sign_in.html", status=_status(error), **values)
        return let_in(request, onwards, token)

    @post("/entrer/cle/demande", status_code=200)
    async def ask_key(self, state: State) -> Response[Any]:
        """What the browser needs to sign in by a passkey."""
        return Response(await run_sync(state.portal.passkeys.ask_to_sign_in), media_type=JSON)

    @post("/entrer/cle")
    async def enter_by_key(self, request: AnyRequest, state: State) -> Response[Any]:
        """Sign in by a passkey."""
        typed = await read_form(request)
        answer, onwards, old = typed.get("answer", ""), own_path(typed.get("vers", "")), session_id(request)
        caller, passkeys = caller_of(request), state.portal.passkeys
        try:
            token = await run_sync(lambda: passkeys.sign_in(answer, caller, instead_of=old))
        except TurnedDownError as error:
            values = {"email": "", "vers": onwards, "note": refusal(error)}
            return form_page(request, "sign_in.html", status=_status(error), **values)
        return let_in(request, onwards, token)

    @post("/sortir")
    async def leave(self, request: AnyRequest, state: State) -> Response[Any]:
        """Sign out."""
        await run_sync(state.portal.accounts.sign_out, session_id(request))
        answer = see_other("/")
        secure = state.portal.address.startswith("https:")
        # A browser takes no cookie named __Host- without these, not even to forget it.
        answer.cookies = [_cookie(state.portal.address, "", max_age=0, secure=secure)]
        return answer

    @get("/invitation/{token:str}")
    async def invited(self, request: AnyRequest, state: State, token: FromPath[str]) -> Response[Any]:
        """What is offered, and the form to take it up."""
        return await self._invitation(request, state, token)

    @post("/invitation/{token:str}")
    async def accept(self, request: AnyRequest, state: State, token: FromPath[str]) -> Response[Any]:
        """Take up a role, signed in or with a new account."""
        typed = await read_form(request)
        inviting, person, caller = state.portal.inviting, await person_or_none(request), caller_of(request)
        name, password = typed.get("name", ""), typed.get("password", "")
        try:
            if person is not None:
                await run_sync(inviting.accept_as, person, token)
                return see_other("/espace")
            session = await run_sync(inviting.accept, token, name, password, caller)
        except TurnedDownError as error:
            return await self._invitation(request, state, token, name=name[:80], error=error)
        return let_in(request, "/espace", session)

    async def _invitation(
        self, request: AnyRequest, state: State, token: str, *, name: str = "", error: TurnedDownError | None = None
    ) -> Response[Any]:
        offer = await run_sync(state.portal.inviting.offer, token)
        values = {
            "offer": offer,
            "role": say(ROLE_WORDS[offer.role]) if offer else "",
            "person": await person_or_none(request),
            "name": name,
            "token": token,
            "note": refusal(error, of=_OTHER_PASSWORD) if error else None,
        }
        status = 404 if offer is None else _status(error) if error else 200
        return form_page(request, "invitation.html", status=status, **values)

    @get("/mot-de-passe/oublie")
    async def forgotten(self, request: AnyRequest) -> Response[Any]:
        """The form to ask for a link."""
        return form_page(request, "forgotten.html", email="")

    @post("/mot-de-passe/oublie")
    async def send_link(self, request: AnyRequest, state: State) -> Response[Any]:
        """Send a link, if there is such a person; the answer is the same."""
        email, caller = (await read_form(request)).get("email", ""), caller_of(request)
        try:
            await run_sync(state.portal.accounts.forgot, email, caller)
        except TurnedDownError as error:
            return form_page(request, "forgotten.html", status=_status(error), email=email[:254], note=refusal(error))
        return form_page(request, "forgotten.html", email="", note=said(_SENT))

    @get("/mot-de-passe/{token:str}")
    async def choose(self, request: AnyRequest, state: State, token: FromPath[str]) -> Response[Any]:
        """The form for a new password."""
        holds = await run_sync(state.portal.accounts.link_holds, token)
        return form_page(request, "new_password.html", status=200 if holds else 404, holds=holds, token=token)

    @post("/mot-de-passe/{token:str}")
    async def chosen(self, request: AnyRequest, state: State, token: FromPath[str]) -> Response[Any]:
        """Choose a new password."""
        typed = await read_form(request)
        new = typed.get("password", "")
        values = {"holds": True, "token": token}
        if new != typed.get("again", ""):
            return form_page(request, "new_password.html", status=422, note=said(_TWICE), **values)
        try:
            await run_sync(state.portal.accounts.reset, token, new)
        except TurnedDownError as error:
            return form_page(request, "new_password.html", status=_status(error), note=refusal(error), **values)
        return see_other("/entrer?change=1")


def let_in(request: AnyRequest, path: str, token: str) -> Redirect:
    """Answer who signed in: go on, with a session of that person only."""
    address = request.app.state.portal.address
    answer = see_other(path)
    answer.cookies = [_cookie(address, token, max_age=LONGEST_MS // 1000, secure=address.startswith("https:"))]
    return answer


def _cookie(address: str, value: str, *, max_age: int, secure: bool) -> Cookie:
    return Cookie(
        key=cookie_name("session", address),
        value=value,
        path="/",
        max_age=max_age,
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def _status(error: TurnedDownError) -> int:
    return 429 if error.reason == "paused" else 422
