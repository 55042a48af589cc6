"""Each public page in four languages under addresses of their own: French at /…, the others at /de/…, /it/…, /en/….

The language is taken off the address before the page is looked for, so that no page is declared four times; links
that go through `wording.to` keep it. Nobody is sent to a language by what the browser says: one address is one page,
for people, caches and crawlers alike.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from litestar import Litestar
from litestar.enums import ScopeType

from sync.portal import wording
from sync.portal.wording import FRENCH, LANGUAGES, ONLY_FRENCH

if TYPE_CHECKING:
    from jinja2 import Environment
    from litestar.types import LifeSpanReceive, LifeSpanScope, LifeSpanSend, Message, Receive, Scope, Send

_page: ContextVar[str] = ContextVar("page", default="/")


class Choice(NamedTuple):
    """The page that is read, in one of the languages: its code, its own name, the path there."""

    code: str
    name: str
    path: str
    is_current: bool


HEAD_ONLY = "comptoir.head_only"
"""Mark in a request's scope: only the head of the answer was asked for."""


class ManyTongued(Litestar):
    """The application, with the language taken off the address; HEAD is answered as GET without its body."""

    async def __call__(
        self, scope: Scope | LifeSpanScope, receive: Receive | LifeSpanReceive, send: Send | LifeSpanSend
    ) -> None:
        """Answer a request in the language of its address."""
        language = _taken_off(scope) if scope["type"] == ScopeType.HTTP else FRENCH  # type: ignore[arg-type]
        if scope["type"] == ScopeType.HTTP and scope["method"] == "HEAD":  # type: ignore[typeddict-item]
            send = _head_of(scope, send)  # type: ignore[arg-type]
        with wording.speaking(language):
            await super().__call__(scope, receive, send)


def _head_of(scope: Scope, send: Send) -> Send:
    """Let a request for the head be routed as one for the whole (RFC 9110 §9.3.2), and keep its body back."""
    scope["method"] = "GET"  # type: ignore[typeddict-unknown-key]
    scope[HEAD_ONLY] = True  # type: ignore[literal-required]

    async def without_body(message: Message) -> None:
        # The server around this application counts the body's bytes by the method that was asked for.
        scope["method"] = "HEAD"  # type: ignore[typeddict-unknown-key]
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return without_body


def _taken_off(scope: Scope) -> str:
    """Take the language off a request's address, and remember the page that it asks for."""
    language, path = parted(scope["path"])
    if path != scope["path"]:
        # In place: what stands around the application reads the route from this same scope.
        scope["path"], scope["raw_path"] = path, quote(path).encode()
    query = scope["query_string"].decode("latin-1")
    # One slash at its beginning: two of them would lead to another site.
    _page.set(quote("/" + path.lstrip("/")) + (f"?{query}" if query else ""))
    return language


def parted(path: str) -> tuple[str, str]:
    """Part a path into its language and the page's own path; what exists in French only has no other address."""
    _, code, rest = f"{path}/".split("/", 2)
    if code == FRENCH or code not in LANGUAGES:
        return FRENCH, path
    if rest.partition("/")[0] in ONLY_FRENCH:
        return code, path
    return code, "/" + rest.strip("/")


def page() -> str:
    """Give the page that is read, with what it was asked: its address without the language."""
    return _page.get()


def choices() -> list[Choice]:
    """Give the page that is read in each language; of what exists in French only, nothing."""
    page, current = _page.get(), wording.language()
    if wording.first_part(page) in {*ONLY_FRENCH, *LANGUAGES}:
        return []
    return [Choice(code, name, wording.path_in(code, page), code == current) for code, name in LANGUAGES.items()]


def alternates(base: str, path: str) -> list[tuple[str, str]]:
    """Give (hreflang, address) of a page in each language, French again for everybody else (x-default)."""
    made = [(code, base + wording.path_in(code, path)) for code in LANGUAGES]
    return [*made, ("x-default", made[0][1])]


def locale_tag() -> str:
    """Give the language as the page's element says it, in its Swiss form."""
    return f"{wording.language()}-CH"


def speak_in(environment: Environment) -> None:
    """Teach templates to translate and to link within the reader's language."""
    wording.translating(environment)
    environment.globals |= {
        "to": wording.to,
        "choices": choices,
        "alternates": alternates,
        "locale_tag": locale_tag,
    }
