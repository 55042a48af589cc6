"""A member's articles: found, looked at, shown online or not, with text, quota and picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State, UploadFile
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery  # noqa: TC002  # read by Litestar at run time

from sync.portal.catalogue import listing_store
from sync.portal.catalogue.listing import Wish
from sync.portal.catalogue.pictures import LARGEST_FILE
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import read_form
from sync.portal.web.refusals import Note
from sync.portal.web.rules import OWNER, STAFF, person_of, require_member
from sync.portal.web.spaces import words
from sync.portal.web.spaces.shared import audited, done, page_number, tried

if TYPE_CHECKING:
    from sync.portal.catalogue.listing import Listing

AnyRequest = Request[Any, Any, Any]
SHOWN_WORDS = {
    listing_store.ALL: "Tous",
    listing_store.ONLINE: "En ligne",
    listing_store.OFFLINE: "Hors ligne",
    listing_store.HIDDEN: "Retirés par la Chambre",
}
_DONE = {
    "change": Note("Enregistré.", "Les caisses le reçoivent à leur prochaine synchronisation.", kind="ok"),
    "pareil": Note("Rien à changer.", "L’article était déjà ainsi.", kind="ok"),
    "image": Note("Image enregistrée.", "Elle est en ligne tout de suite, et descend aux caisses.", kind="ok"),
    "sans-image": Note("Image retirée.", "Le dessin de la catégorie prend sa place.", kind="ok"),
}


class ListingPages(Controller):
    """Articles and how they are shown."""

    path = "/espace/{member:str}/articles"
    guards = (require_member(STAFF),)

    @get()
    async def listings(
        self,
        request: AnyRequest,
        state: State,
        member: FromPath[str],
        q: FromQuery[str] = "",
        voir: FromQuery[str] = listing_store.ALL,
        page: FromQuery[str] = "1",
    ) -> Response[Any]:
        """All articles, or those that match."""
        shown = voir if voir in SHOWN_WORDS else listing_store.ALL
        asked, number = " ".join(q[:80].split()), page_number(page)
        found = await run_sync(state.portal.listings.find, member, asked, shown, number)
        numbers = await run_sync(state.portal.listings.numbers, member)
        link = f"/espace/{member}/articles?" + urlencode({"q": asked, "voir": shown}) + "&page="
        return space_page(
            request,
            "space/listings.html",
            here="articles",
            words=words,
            found=found,
            asked=asked,
            shown=shown,
            kinds=SHOWN_WORDS,
            numbers=numbers,
            pickup=await run_sync(state.portal.profiles.pickup, member),
            owner=person_of(request).may_in(member, OWNER),
            link=link,
        )

    @get("/{product:str}")
    async def listing(
        self,
        request: AnyRequest,
        state: State,
        member: FromPath[str],
        product: FromPath[str],
        fait: FromQuery[str] = "",
    ) -> Response[Any]:
        """One article."""
        return await self._page(request, state, member, product, _DONE.get(fait))

    @post("/{product:str}")
    async def change(
        self, request: AnyRequest, state: State, member: FromPath[str], product: FromPath[str]
    ) -> Response[Any]:
        """Change how it is shown."""
        said = await read_form(request)
        wish = Wish(
            said.get("state", ""),
            said.get("mode", ""),
            said.get("url", ""),
            said.get("quota", ""),
            said.get("description", ""),
        )
        audit = audited(request, "listing.changed", product, wish.mode, member=member)
        changed: list[bool] = []
        note = await tried(lambda: changed.append(state.portal.listings.change(member, product, wish, audit)))
        if note is not None:
            return await self._page(request, state, member, product, note, status=422, wish=wish)
        return done(f"/espace/{member}/articles/{product}?fait={'change' if changed[0] else 'pareil'}")

    @post("/{product:str}/image", request_max_body_size=LARGEST_FILE + 100_000)
    async def picture(
        self, request: AnyRequest, state: State, member: FromPath[str], product: FromPath[str]
    ) -> Response[Any]:
        """Take an uploaded picture, or drop the present one."""
        form = await request.form()
        if form.get("retirer"):
            audit = audited(request, "picture.dropped", product, member=member)
            note = await tried(lambda: state.portal.listings.drop_picture(member, product, audit))
            what = "sans-image"
        else:
            file = form.get("image")
            content = await file.read() if isinstance(file, UploadFile) else b""
            audit = audited(request, "picture.kept", product, member=member)
            note = await tried(lambda: state.portal.listings.set_picture(member, product, content, audit))
            what = "image"
        if note is not None:
            return await self._page(request, state, member, product, note, status=422)
        return done(f"/espace/{member}/articles/{product}?fait={what}")

    async def _page(
        self,
        request: AnyRequest,
        state: State,
        member: str,
        product: str,
        note: Note | None,
        *,
        status: int = 200,
        wish: Wish | None = None,
    ) -> Response[Any]:
        found: Listing | None = await run_sync(state.portal.listings.one, member, product)
        if found is None:
            raise NotFoundException
        return space_page(
            request,
            "space/listing.html",
            status=status,
            here="articles",
            words=words,
            note=note,
            listing=found,
            wish=wish or _as_it_stands(found),
            visits=await run_sync(state.portal.browsing.visits, member, product),
        )


def _as_it_stands(listing: Listing) -> Wish:
    article = listing.product
    quota = "" if article.web_quota_milli is None else words.quantity(article.web_quota_milli)
    return Wish(listing.state, listing.mode, article.online_url, quota, article.description)
