"""What pages with forms stand on: requests of other sites are refused, forms carry a token, nobody sends too many.

How a page has a form: its handler gives `form_token(request)` to the template, which writes
`{{ csrf_field(csrf) }}` (parts.html) inside `<form method="post">`. Only such pages set the cookie, and no cache keeps
them; all other public pages stay free of cookies. The handler of the POST reads `await read_form(request)`, does its
work, and answers `see_other(path)`, so that reloading sends nothing twice. The calls of tills under /v1/ are signed
and know no cookie: they are left alone.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from time import monotonic
from typing import TYPE_CHECKING, Any

from litestar import Request
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import FormMultiDict, MutableScopeHeaders
from litestar.datastructures.cookie import Cookie
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException, TooManyRequestsException
from litestar.middleware.csrf import CSRFMiddleware, generate_csrf_token
from litestar.response import Redirect

from sync.portal.storage.engine import secret_of
from sync.portal.wording import to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litestar.connection import ASGIConnection
    from litestar.types import ASGIApp, Message, Receive, Scope, Send

    from sync.portal.gathered import Portal

AnyRequest = Request[Any, Any, Any]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MACHINES = "/v1/"
FIELD = "_csrf_token"
MOST_FORMS = 120
"""Forms that one address may send in a minute."""
LONGEST_VALUE = 20_000
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
HSTS = "max-age=31536000"


class FormGuard(CSRFMiddleware):
    """Litestar's double submit, with its cookie only where a page has a form, behind a check of where it comes from."""

    def __init__(self, app: ASGIApp, config: CSRFConfig, address: str) -> None:
        super().__init__(app, config)
        self._address = address
        self._sent: dict[str, int] = {}
        self._minute = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != ScopeType.HTTP or scope["path"].startswith(MACHINES):
            await self.app(scope, receive, send)
            return
        request: AnyRequest = Request(scope, receive, send)
        cookie = request.cookies.get(self.config.cookie_name, "")
        # A cookie that this portal did not sign is replaced: kept, it would refuse every form for ever.
        known = self._csrf_tokens_match(cookie, cookie)
        token = cookie if known else generate_csrf_token(self.config.secret)
        scope["state"]["form_token"] = token
        if request.method not in SAFE:
            await self._check(request, cookie)
        await self.app(scope, receive, send if known else self._handing_out(scope, send, token))

    async def _check(self, request: AnyRequest, cookie: str) -> None:
        if not came_from_here(request.headers, self._address):
            raise PermissionDeniedException("cross-site")
        self._count(caller(request))
        if request.route_handler.opt.get(self.config.exclude_from_csrf_key):
            return
        form = await request.form() if request.headers.get(self.config.header_name) is None else FormMultiDict([])
        token = request.headers.get(self.config.header_name) or form.get(FIELD)
        if not isinstance(token, str) or not self._csrf_tokens_match(token, cookie):
            await form.close()
            raise PermissionDeniedException("form token")

    def _count(self, address: str) -> None:
        minute = int(monotonic() // 60)
        if minute != self._minute:
            self._minute, self._sent = minute, {}
        self._sent[address] = self._sent.get(address, 0) + 1
        if self._sent[address] > MOST_FORMS:
            raise TooManyRequestsException(headers={"Retry-After": "60"})

    def _handing_out(self, scope: Scope, send: Send, token: str) -> Send:
        cookie = Cookie(
            key=self.config.cookie_name, value=token, path="/", secure=self.config.cookie_secure, httponly=True
        )

        async def handing_out(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["state"].get("form_asked"):
                MutableScopeHeaders.from_message(message).add("set-cookie", cookie.to_header(header=""))
            await send(message)

        return handing_out


def form_guard(app: ASGIApp, portal: Portal) -> FormGuard:
    """Make the guard of a portal; its secret is in the database, so that all workers share it."""
    secure = portal.address.startswith("https:")
    config = CSRFConfig(
        secret=secret_of(portal.database, "form_key"),
        cookie_name=cookie_name("form", portal.address),
        cookie_secure=secure,
    )
    return FormGuard(app, config, portal.address)


def cookie_name(name: str, address: str) -> str:
    """Name a cookie of the portal at an address: bound to its host over https, plain on http (loopback)."""
    return f"__Host-{name}" if address.startswith("https:") else f"comptoir-{name}"


def form_token(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Give the token of a page's forms; the page then sets the cookie, and no cache keeps it."""
    request.scope["state"]["form_asked"] = True
    return str(request.scope["state"]["form_token"])


async def read_form(request: AnyRequest) -> dict[str, str]:
    """Give what a form says, a text for each name; files and what is absurdly long are left out."""
    fields = await request.form()
    return {
        name: value
        for name, value in fields.items()
        if isinstance(value, str) and len(value) <= LONGEST_VALUE and name != FIELD
    }


def see_other(path: str) -> Redirect:
    """Answer a form: go and look at a page of this portal, in the reader's language."""
    assert path.startswith("/")
    assert not path.startswith("//")
    return Redirect(to(path), status_code=303)


def came_from_here(headers: Mapping[str, str], address: str) -> bool:
    """Tell whether a request that changes something was made by a page of this portal.

    Browsers say so themselves (Fetch Metadata), older ones name the origin. What says neither is no browser, and has
    no cookies of anybody.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return True
    scheme, _, host = origin.partition("://")
    own_scheme, _, own = address.partition("://")
    return scheme == own_scheme and host != "" and host in {headers.get("host", ""), own}


def caller(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Give the address that limits count by: of IPv6 the network, because a subscriber has all of it."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or f"{IPv6Address(int(address) >> 64 << 64)}/64")
    return str(address)


async def harden(message: Message, scope: Scope) -> None:
    """Put the headers of security on every answer, also on those of errors."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if scope["litestar_app"].state.portal.address.startswith("https:"):
        headers.setdefault("Strict-Transport-Security", HSTS)
    if scope["state"].get("form_asked") or "set-cookie" in headers:
        headers["Cache-Control"] = "no-store"
