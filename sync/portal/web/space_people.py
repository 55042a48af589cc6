"""Who has a role: a shop's team, which its owners invite, and the chamber's people and members."""

from __future__ import annotations

from typing import Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from sync.portal.accounts.principal import ChamberRole, MemberRole, TurnedDownError
from sync.portal.web.frame import ROLE_WORDS, space_page
from sync.portal.web.guarding import read_form, see_other
from sync.portal.web.refusals import Note, refusal
from sync.portal.web.rules import ADMIN, OWNER, person_of, require_chamber, require_member

AnyRequest = Request[Any, Any, Any]
_DONE = {
    "retire": Note("Rôle retiré.", "Cette personne ne voit plus rien d’ici.", kind="ok"),
    "annule": Note("Invitation retirée.", "Son lien ne vaut plus.", kind="ok"),
}


class TeamPages(Controller):
    """A shop's team."""

    path = "/espace/{member:str}/equipe"
    guards = (require_member(OWNER),)

    @get()
    async def team(
        self, request: AnyRequest, state: State, member: FromPath[str], fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """Who has a role, and who is invited."""
        return await _team(request, state, member, note=_DONE.get(fait))

    @post("/inviter", status_code=200)
    async def invite(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Offer a role; the link is shown this once."""
        said = await read_form(request)
        role = MemberRole.OWNER if said.get("role") == MemberRole.OWNER else MemberRole.STAFF
        invite, person = state.portal.inviting.invite, person_of(request)
        try:
            link = await run_sync(lambda: invite(said.get("email", ""), role, member=member, by=person))
        except TurnedDownError as error:
            return await _team(request, state, member, note=refusal(error), email=said.get("email", ""))
        return await _team(request, state, member, link=link)

    @post("/retirer")
    async def take_role(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Take a role away."""
        said = await read_form(request)
        role = MemberRole.OWNER if said.get("role") == MemberRole.OWNER else MemberRole.STAFF
        take, person = state.portal.inviting.take_role, person_of(request)
        try:
            await run_sync(take, said.get("person", ""), role, member, person)
        except TurnedDownError as error:
            return await _team(request, state, member, note=refusal(error))
        gone = said.get("person") == person.id
        return see_other("/espace" if gone else f"/espace/{member}/equipe?fait=retire")

    @post("/annuler")
    async def withdraw(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Withdraw an invitation."""
        said = await read_form(request)
        await run_sync(state.portal.inviting.withdraw, said.get("invitation", ""), member, person_of(request))
        return see_other(f"/espace/{member}/equipe?fait=annule")


class ChamberPeople(Controller):
    """The chamber's people, and the members it invites."""

    path = "/chambre/personnes"
    guards = (require_chamber(ADMIN),)

    @get()
    async def people(self, request: AnyRequest, state: State, fait: FromQuery[str] = "") -> Response[Any]:
        """Who has a role in the chamber, and the form to invite a member."""
        return await _chamber(request, state, note=_DONE.get(fait))

    @post("/inviter", status_code=200)
    async def invite(self, request: AnyRequest, state: State) -> Response[Any]:
        """Offer a role in the chamber; the link is shown this once."""
        said = await read_form(request)
        role = said.get("role", "")
        invite, person = state.portal.inviting.invite, person_of(request)
        wanted = ChamberRole(role) if role in set(ChamberRole) else ChamberRole.AUDITOR
        try:
            link = await run_sync(lambda: invite(said.get("email", ""), wanted, by=person))
        except TurnedDownError as error:
            return await _chamber(request, state, note=refusal(error), email=said.get("email", ""))
        return await _chamber(request, state, link=link)

    @post("/inviter-membre", status_code=200)
    async def invite_member(self, request: AnyRequest, state: State) -> Response[Any]:
        """Offer the ownership of a shop; the link is shown this once."""
        said = await read_form(request)
        invite, person = state.portal.inviting.invite_new_member, person_of(request)
        try:
            link = await run_sync(invite, said.get("shop", ""), said.get("email", ""), person)
        except TurnedDownError as error:
            return await _chamber(request, state, note=refusal(error), shop=said.get("shop", ""))
        return await _chamber(request, state, link=link)

    @post("/retirer")
    async def take_role(self, request: AnyRequest, state: State) -> Response[Any]:
        """Take a role in the chamber away."""
        said = await read_form(request)
        role, person = said.get("role", ""), person_of(request)
        if role not in set(ChamberRole):
            return see_other("/chambre/personnes")
        try:
            await run_sync(state.portal.inviting.take_role, said.get("person", ""), ChamberRole(role), None, person)
        except TurnedDownError as error:
            return await _chamber(request, state, note=refusal(error))
        return see_other("/chambre/personnes?fait=retire")

    @post("/annuler")
    async def withdraw(self, request: AnyRequest, state: State) -> Response[Any]:
        """Withdraw an invitation to the chamber."""
        said = await read_form(request)
        await run_sync(state.portal.inviting.withdraw, said.get("invitation", ""), None, person_of(request))
        return see_other("/chambre/personnes?fait=annule")


async def _team(request: AnyRequest, state: State, member: str, *, note: Note | None = None, email: str = "",
                link: str = "") -> Response[Any]:  # fmt: skip
    people, invitations = await run_sync(state.portal.inviting.colleagues, member)
    return space_page(
        request,
        "space_team.html",
        status=_status(note),
        here="equipe",
        people=people,
        invitations=invitations,
        words=ROLE_WORDS,
        note=note,
        link=link,
        email=email[:254],
    )


async def _chamber(request: AnyRequest, state: State, *, note: Note | None = None, email: str = "", shop: str = "",
                   link: str = "") -> Response[Any]:  # fmt: skip
    people, invitations = await run_sync(state.portal.inviting.colleagues, None)
    return space_page(
        request,
        "chamber_people.html",
        status=_status(note),
        here="personnes",
        people=people,
        invitations=invitations,
        words=ROLE_WORDS,
        roles=tuple(ChamberRole),
        members=await run_sync(state.portal.inviting.members_and_owners),
        note=note,
        link=link,
        email=email[:254],
        shop=shop[:80],
    )


def _status(note: Note | None) -> int:
    return 422 if note is not None and note.kind == "bad" else 200
