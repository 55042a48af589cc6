"""Who may open a page: one rule for each route, as a Litestar guard. A test fails on a route without a rule.

    @get("/espace/{member:str}/caisses", guards=[InMember(OWNER)])

`person_of(request)` gives who asks once a rule let the request in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from litestar.exceptions import NotAuthorizedException, NotFoundException, PermissionDeniedException

from sync.portal.accounts.principal import ChamberRole, MemberRole, Person
from sync.portal.accounts.service import Caller
from sync.portal.web.guarding import SAFE, caller, cookie_name

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection
    from litestar.handlers import BaseRouteHandler

OWNER, STAFF = MemberRole.OWNER, MemberRole.STAFF
ADMIN, ACCOUNTANT = ChamberRole.ADMIN, ChamberRole.ACCOUNTANT
STATISTICIAN, AUDITOR = ChamberRole.STATISTICIAN, ChamberRole.AUDITOR
ROLE = "role"
"""Why somebody who signed in is refused, where a form is refused for other reasons."""
_KNOWN = "person"
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """What a route asks of who opens it."""

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        """Let in, or raise."""
        raise NotImplementedError


@dataclass(frozen=True)
class Anybody(Rule):
    """Visitors and machines: no person is looked up."""

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        """Let in."""


@dataclass(frozen=True)
class SignedIn(Rule):
    """Anybody with a session."""

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        """Let a person in."""
        await _somebody(connection)


@dataclass(frozen=True)
class InMember(Rule):
    """Who has a role in the shop that the address names; to others the shop does not exist."""

    role: MemberRole

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        """Let in who has the role, or more."""
        person = await _somebody(connection)
        member = str(connection.path_params["member"])
        if person.membership(member) is None:
            raise NotFoundException
        if not person.may_in(member, self.role):
            raise PermissionDeniedException(ROLE)


@dataclass(frozen=True)
class InChamber(Rule):
    """Who has one of the roles in the chamber, any where none is named; to others the chamber's pages do not exist."""

    roles: tuple[ChamberRole, ...] = ()

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        """Let in who has a role."""
        person = await _somebody(connection)
        if not person.may_in_chamber():
            raise NotFoundException
        if not person.may_in_chamber(*self.roles):
            raise PermissionDeniedException(ROLE)


def require_member(role: MemberRole) -> InMember:
    """Ask for a role in the shop that the address names."""
    return InMember(role)


def require_chamber(*roles: ChamberRole) -> InChamber:
    """Ask for one of some roles in the chamber."""
    return InChamber(roles)


async def person_or_none(connection: ASGIConnection[Any, Any, Any, Any]) -> Person | None:
    """Give who asks, None for a visitor; looked up once for each request."""
    state = connection.scope["state"]
    if _KNOWN not in state:
        portal = connection.app.state.portal
        token = session_id(connection)
        state[_KNOWN] = await run_sync(portal.accounts.whose, token) if token else None
    person: Person | None = state[_KNOWN]
    return person


def person_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Person:
    """Give who asks, on a route whose rule asks for a person."""
    person = connection.scope["state"][_KNOWN]
    assert isinstance(person, Person)
    return person


def session_id(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Give the session's id that a browser sent, empty where there is none."""
    return connection.cookies.get(cookie_name("session", connection.app.state.portal.address), "")[:100]


def caller_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller:
    """Give where somebody comes from: the address for limits, what is no secret for the list of sessions."""
    address, agent = caller(connection), connection.headers.get("user-agent", "")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Navigateur")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return Caller(address, "IPv6" if ":" in address else "IPv4", f"{browser}, {system}" if system else browser)


async def _somebody(connection: ASGIConnection[Any, Any, Any, Any]) -> Person:
    person = await person_or_none(connection)
    if person is not None:
        return person
    asked = connection.scope["path"] if connection.scope.get("method") in SAFE else ""
    query = connection.scope.get("query_string", b"").decode("ascii", "replace")
    back = asked + (f"?{query}" if asked and query else "")
    raise NotAuthorizedException(extra={"door": f"/entrer?vers={quote(back, safe='')}" if back else "/entrer"})


def own_path(text: str) -> str:
    """Give where to go on after signing in: a page of the spaces, nothing else."""
    first = text.split("?", 1)[0].split("/")[1] if text.startswith("/") and not text.startswith("//") else ""
    plain = text.isascii() and text.isprintable() and "\\" not in text and len(text) < 300
    return text if plain and first in {"espace", "chambre", "compte"} else "/espace"
