"""People at the portal's door: accounts made the way people make them, and a browser that fills in forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from litestar.testing import TestClient

from sync.portal.accounts.service import Caller
from sync.portal.members import store as members
from sync.portal.web.application import create_application

if TYPE_CHECKING:
    import httpx
    from litestar import Litestar

    from sync.portal.accounts.principal import ChamberRole, MemberRole, Person
    from sync.portal.gathered import Portal

ADDRESS = "https://portail.example"
PASSWORD = "trois cailloux dans l'eau"
HERE = Caller("198.51.100.7", "IPv4", "Firefox, Linux")
GRAIN, VELO = "a" * 32, "b" * 32


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.ms = 1_800_000_000_000

    def __call__(self) -> int:
        return self.ms


class Sent(NamedTuple):
    to: str
    subject: str
    text: str


class Postbox:
    """Keeps what would have been sent."""

    def __init__(self) -> None:
        self.letters: list[Sent] = []

    def __call__(self, _connection: Any, to: str, subject: str, text: str, _now_ms: int, /) -> None:
        self.letters.append(Sent(to, subject, text))


def shops(portal: Portal) -> None:
    """Make two members."""
    with portal.database.write() as connection:
        members.add_member(connection, GRAIN, "Le Grain", 1)
        members.add_member(connection, VELO, "Vélo & Co", 2)


def account(
    portal: Portal, email: str, role: MemberRole | ChamberRole, member: str | None = None, password: str = PASSWORD
) -> str:
    """Invite somebody who accepts; give the session's id."""
    link = portal.inviting.invite(email, role, member=member)
    return portal.inviting.accept(link.rpartition("/")[2], email.partition("@")[0].title(), password, HERE)


def person(portal: Portal, session: str) -> Person:
    found = portal.accounts.whose(session)
    assert found is not None
    return found


class Browser:
    """A browser over https without scripts: keeps cookies, takes the token from the page whose form it sends."""

    def __init__(self, portal: Portal, application: Litestar | None = None) -> None:
        self.client = TestClient(application or create_application(portal), base_url=ADDRESS)
        self.client.follow_redirects = False

    def __enter__(self) -> Browser:
        self.client.__enter__()
        return self

    def __exit__(self, *what: Any) -> None:
        self.client.__exit__(*what)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def send(self, page: str, action: str = "", /, **fields: str) -> httpx.Response:
        """Open a page, fill in its form and send it."""
        token = token_of(self.client.get(page).text)
        return self.client.post(action or page, data={"_csrf_token": token, **fields})

    def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        return self.send("/entrer", email=email, password=password)

    def use(self, session: str) -> None:
        """Go on with a session that was opened elsewhere."""
        self.client.cookies.set("__Host-session", session, domain="portail.example")

    @property
    def session(self) -> str:
        return str(self.client.cookies.get("__Host-session", ""))


def token_of(page: str) -> str:
    found = re.search(r'name="_csrf_token" value="([0-9a-f]{128})"', page)
    assert found is not None, page
    return found.group(1)
