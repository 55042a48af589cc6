"""What anybody may read: the pages of the catalogue and of the members, pictures, the sitemap."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Response, get
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same
from litestar.response import Redirect

from sync.portal.catalogue.browsing import Gone
from sync.portal.web import event_pages, pages, sitemaps
from sync.portal.web.filters import asked_of
from sync.portal.web.guarding import AnyRequest  # noqa: TC001  # read by Litestar at run time
from sync.portal.web.kept import SQUEEZED_HERE, kept_page
from sync.portal.web.languages import HEAD_ONLY
from sync.portal.web.rules import Anybody
from sync.portal.wording import LANGUAGES, path_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.gathered import Portal

HTML = "text/html"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
PICTURES = frozenset({"image/jpeg", "image/webp", "image/png"})
NEXT_EVENTS, SHOWN_EVENTS = 3, 12
_ROBOT = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor", re.IGNORECASE)
"""Programs that say of themselves that they are no visitor."""
KEPT = {SQUEEZED_HERE: True}


class PublicPages(Controller):
    """Pages without any cookie; each is made on a thread, so that a slow one does not hold the others."""

    guards = (Anybody(),)

    @get("/", opt=KEPT)
    async def home(self, request: AnyRequest, state: State) -> Response[Any]:
        """The home."""
        return await page_or_trouble(request, partial(_home, state.portal))

    @get("/catalogue", opt=KEPT)
    async def catalogue(self, request: AnyRequest, state: State) -> Response[Any]:
        """What was asked for, in one aisle or all, filtered and sorted."""
        portal, asked = state.portal, asked_of(request.query_params)
        return await page_or_trouble(request, lambda: pages.catalogue_page(portal.browsing, portal.address, asked))

    @get("/membres", opt=KEPT)
    async def members(self, request: AnyRequest, state: State) -> Response[Any]:
        """All members."""
        portal = state.portal
        of = portal.profiles.of
        return await page_or_trouble(request, lambda: pages.members_page(portal.browsing, portal.address, of))

    @get("/membres/{member:str}", opt=KEPT)
    async def member(
        self, request: AnyRequest, state: State, member: FromPath[str], page: FromQuery[str] = "1"
    ) -> Response[Any]:
        """A member with its articles."""
        portal = state.portal

        def made() -> str:
            shop = portal.browsing.member(member)
            if shop is None:
                raise AbsentError(404)
            said = portal.profiles.of(member)
            events = event_pages.next_rows(portal, SHOWN_EVENTS, member)
            return pages.member_page(portal.browsing, portal.address, shop, _number(page), said, events)

        return await page_or_trouble(request, made)

    @get("/membres/{member:str}/{product:str}", opt=KEPT)
    async def article(
        self, request: AnyRequest, state: State, member: FromPath[str], product: FromPath[str]
    ) -> Response[Any]:
        """An article; 410 for one that was withdrawn."""
        portal = state.portal

        def made() -> str:
            found = portal.browsing.article(member, product)
            if isinstance(found, Gone):
                raise AbsentError(410 if found.was_known else 404)
            return pages.article_page(portal.browsing, portal.address, found, portal.profiles.of(member))

        return await page_or_trouble(request, made)

    @get("/vers/{member:str}/{product:str}")
    async def onwards(
        self, request: AnyRequest, state: State, member: FromPath[str], product: FromPath[str]
    ) -> Response[Any]:
        """Send a visitor on to the member's own shop, counted."""
        counted = not request.scope.get(HEAD_ONLY) and not _ROBOT.search(request.headers.get("user-agent", ""))
        sent_on = partial(state.portal.browsing.sent_on, counted=counted)
        address = await run_sync(sent_on, member, product)
        if address is None:
            return trouble(state.portal.address, 404)
        return Redirect(address, headers={"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "origin"})

    @get("/images/{member:str}/{sha256:str}")
    async def picture(self, state: State, member: FromPath[str], sha256: FromPath[str]) -> Response[Any]:
        """A picture; its address is that of its bytes."""
        found = await run_sync(state.portal.browsing.picture, member, sha256)
        if found is None or found[0] not in PICTURES:
            return trouble(state.portal.address, 404)
        return Response(found[1], media_type=found[0], headers=FOR_EVER)

    @get("/ess-made", opt=KEPT)
    async def mark(self, request: AnyRequest, state: State) -> Response[Any]:
        """What the mark stands for."""
        return await page_or_trouble(request, lambda: pages.mark_page(state.portal.address))

    @get("/programmes", opt=KEPT)
    async def machines(self, request: AnyRequest, state: State) -> Response[Any]:
        """What programs can read."""
        return await page_or_trouble(request, lambda: pages.machines_page(state.portal.address))

    @get("/conditions")
    async def conditions(self, state: State) -> Response[Any]:
        """Who runs the portal, how an order comes about, what is kept of a visitor (LCD art. 3 let. s, LPD art. 19)."""
        ledger = state.portal.ledger
        page = await run_sync(lambda: pages.conditions_page(state.portal.address, *ledger.imprint()))
        return Response(page, media_type=HTML, headers={"Cache-Control": "no-cache"})

    @get("/images/{member:str}/{sha256:str}/petite")
    async def small_picture(self, state: State, member: FromPath[str], sha256: FromPath[str]) -> Response[Any]:
        """A picture in the size for cards."""
        found = await run_sync(state.portal.pictures.card, member, sha256)
        if found is None or found[0] not in PICTURES:
            return trouble(state.portal.address, 404)
        return Response(found[1], media_type=found[0], headers=FOR_EVER)

    @get("/caisse", opt=KEPT)
    async def joining(self, request: AnyRequest, state: State, code: FromQuery[str] = "") -> Response[Any]:
        """How a till is let in; its QR code brings the code along."""
        typed = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())[:8]
        return await page_or_trouble(request, lambda: pages.joining_page(state.portal.address, typed))

    @get("/sitemap.xml")
    async def sitemap(self, state: State) -> Response[str]:
        """Where every page worth finding is listed."""
        return Response(await run_sync(sitemaps.index, state.portal), media_type="application/xml")

    @get("/sitemaps/{name:str}")
    async def sitemap_file(self, state: State, name: FromPath[str]) -> Response[str]:
        """Some of them."""
        number = name.removesuffix(".xml")
        known = name.endswith(".xml") and number.isascii() and number.isdigit() and len(number) < 6
        made = await run_sync(sitemaps.file, state.portal, int(number)) if known else None
        return trouble(state.portal.address, 404) if made is None else Response(made, media_type="application/xml")

    @get("/robots.txt")
    async def robots(self, state: State) -> Response[str]:
        """What crawlers leave alone."""
        # The beginning of /commander and /commande/…
        paths = ("/vers/", "/panier", "/command", "/espace", "/chambre")
        closed = "".join(
            f"Disallow: {each}\n" for path in paths for each in dict.fromkeys(path_in(code, path) for code in LANGUAGES)
        )
        text = f"User-agent: *\n{closed}Sitemap: {state.portal.address}/sitemap.xml\n"
        return Response(text, media_type="text/plain")


def trouble(base: str, status: int, *, role: bool = False, headers: dict[str, str] | None = None) -> Response[str]:
    """Give the page that says what happened, what is safe, what to do."""
    page = pages.trouble_page(base, status, role=role)
    return Response(page, status_code=status, media_type=HTML, headers=headers or {})


class AbsentError(Exception):
    """What was asked for is not shown."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def page_or_trouble(request: AnyRequest, make: Callable[[], str]) -> Response[Any]:
    """Give a page that is kept, or the one that says why there is none."""
    try:
        return await run_sync(kept_page, request, make)
    except AbsentError as error:
        return trouble(request.app.state.portal.address, error.status)


def _home(portal: Portal) -> str:
    return pages.home_page(portal.browsing, portal.address, event_pages.next_rows(portal, NEXT_EVENTS))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
