"""Ordering for visitors, without an account and without a script: basket, check, sending, and following by a secret."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.datastructures.cookie import Cookie
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from pos.domain.errors import UserError
from pos.domain.quantity import parse_quantity
from sync.portal.orders.basket import Basket, Wish, packed, unpacked
from sync.portal.orders.contact import Contact, contact_of
from sync.portal.orders.placing import Placed, TooOften
from sync.portal.orders.reading import step_of
from sync.portal.web import order_pages
from sync.portal.web.guarding import caller, cookie_name, form_token, read_form, see_other
from sync.portal.web.public import HTML, trouble
from sync.portal.web.rules import Anybody

if TYPE_CHECKING:
    from pos.domain.product import Product
    from sync.portal.gathered import Portal

AnyRequest = Request[Any, Any, Any]
BASKET = "panier"
KEPT_S = 7 * 24 * 3600
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_ID = re.compile(r"[0-9a-f]{32}")
_ZERO = re.compile(r"\s*0+([.,]0*)?\s*")


class OrderPages(Controller):
    """A basket is a cookie that knows articles and no person; an order's page is known by its secret address alone."""

    guards = (Anybody(),)

    @get("/panier")
    async def basket(self, request: AnyRequest, state: State, erreur: FromQuery[str] = "") -> Response[str]:
        """The basket as it stands now."""
        wanted, portal = _basket(request), state.portal
        reading = await run_sync(portal.placing.read, wanted)
        made = order_pages.basket_page(
            portal.address,
            reading,
            wishes=len(wanted.wishes),
            csrf=form_token(request),
            now_ms=portal.hub.now_ms(),
            wrong=erreur,
        )
        return Response(made, media_type=HTML)

    # The article's page has no token, so that caches may keep it; this only fills the sender's own basket.
    @post("/panier/ajouter", opt={"exclude_from_csrf": True}, status_code=303)
    async def put_in(self, request: AnyRequest, state: State) -> Response[Any]:
        """Put an article in, or more of it."""
        form = await read_form(request)
        return await _changed(request, state.portal, form, more=True)

    @post("/panier/changer", status_code=303)
    async def change(self, request: AnyRequest, state: State) -> Response[Any]:
        """Change a quantity, or take an article out."""
        form = await read_form(request)
        if "retirer" in form and all(_ID.fullmatch(form.get(name, "")) for name in ("membre", "article")):
            wish = Wish(form["membre"], form["article"], 0, 0)
            return _to_basket(state.portal, _basket(request).with_wish(wish))
        return await _changed(request, state.portal, form, more=False)

    @post("/panier/continuer", status_code=303)
    async def go_on(self, request: AnyRequest, state: State) -> Response[Any]:
        """Keep the chosen slots, and go to the last check."""
        form = await read_form(request)
        basket = _basket(request)
        chosen = {member: form.get(f"creneau-{member}", "") for member in basket.members}
        slots = {member: int(text) for member, text in chosen.items() if text.isascii() and text.isdigit()}
        kept = basket.with_slots({member: slot for member, slot in slots.items() if slot < 1 << 48})
        return _to_basket(state.portal, kept, path="/commander")

    @get("/commander")
    async def check(self, request: AnyRequest, state: State) -> Response[Any]:
        """What is going to be sent, and to whom."""
        portal = state.portal
        reading = await run_sync(portal.placing.read, _basket(request))
        if not reading.is_orderable:
            return see_other("/panier")
        made = order_pages.check_page(
            portal.address,
            reading,
            {},
            key=secrets.token_hex(16),
            csrf=form_token(request),
            now_ms=portal.hub.now_ms(),
        )
        return Response(made, media_type=HTML)

    @post("/commander")
    async def send(self, request: AnyRequest, state: State) -> Response[Any]:
        """Send the order; the same form again leads to the same order."""
        form = await read_form(request)
        portal, basket = state.portal, _basket(request)
        key = form.get("cle", "")
        if not _ID.fullmatch(key):
            key = secrets.token_hex(16)
        contact = contact_of(form.get("nom", ""), form.get("contact", ""))
        wrong = {} if isinstance(contact, Contact) else contact
        if form.get("accord") != "1":
            wrong = {**wrong, "accord": "absent"}
        if wrong or not isinstance(contact, Contact):
            return await _again(request, portal, form, key, wrong=wrong)
        place = portal.placing.place
        seal, sender = form.get("sceau", ""), caller(request)
        done = await run_sync(lambda: place(basket, contact, form=key, seal=seal, sender=sender))
        if isinstance(done, TooOften):
            return await _again(request, portal, form, key, wrong={"envoi": "souvent"}, status=429)
        return _sent(portal, done) if isinstance(done, Placed) else await _again(request, portal, form, key)

    @get("/commande/{secret:str}")
    async def follow(
        self, request: AnyRequest, state: State, secret: FromPath[str], tard: FromQuery[str] = ""
    ) -> Response[str]:
        """An order as its buyer follows it."""
        portal = state.portal
        found = await run_sync(portal.following.see, secret) if _ID.fullmatch(secret) else None
        if found is None:
            return trouble(portal.address, 404, headers=PRIVATE)
        made = order_pages.order_page(
            portal.address,
            found,
            link=f"/commande/{secret}",
            csrf=form_token(request),
            now_ms=portal.hub.now_ms(),
            too_late=tard == "1",
        )
        return Response(made, media_type=HTML, headers=PRIVATE)

    @post("/commande/{secret:str}/annuler", status_code=303)
    async def cancel(self, request: AnyRequest, state: State, secret: FromPath[str]) -> Response[Any]:
        """Cancel a part."""
        form = await read_form(request)
        done = await run_sync(state.portal.following.cancel, secret, form.get("part", ""))
        return _followed(state.portal, secret, done=done)

    @post("/commande/{secret:str}/garder", status_code=303)
    async def keep(self, request: AnyRequest, state: State, secret: FromPath[str]) -> Response[Any]:
        """Keep what is left of a part."""
        form = await read_form(request)
        done = await run_sync(state.portal.following.keep_rest, secret, form.get("part", ""))
        return _followed(state.portal, secret, done=done)


async def _changed(request: AnyRequest, portal: Portal, form: dict[str, str], *, more: bool) -> Response[Any]:
    member, product = form.get("membre", ""), form.get("article", "")
    basket = _basket(request)
    article = None
    if _ID.fullmatch(member) and _ID.fullmatch(product):
        article = await run_sync(portal.placing.article, member, product)
    if article is None:
        return see_other("/panier?erreur=article")
    milli = _quantity(form.get("quantite", ""), article)
    if milli is None:
        return see_other("/panier?erreur=quantite")
    known = any((wish.member, wish.product) == (member, product) for wish in basket.wishes)
    if basket.is_full and not known:
        return see_other("/panier?erreur=plein")
    return _to_basket(portal, basket.with_wish(Wish(member, product, milli, article.price_minor or 0), more=more))


def _quantity(text: str, article: Product) -> int | None:
    """Read a quantity in whole steps, nothing for zero; None for what is no quantity."""
    if _ZERO.fullmatch(text):
        return 0
    try:
        milli = parse_quantity(text[:16], article.unit)
    except UserError:
        return None
    step = step_of(article)
    return -(-milli // step) * step if milli > 0 else None


async def _again(
    request: AnyRequest,
    portal: Portal,
    form: dict[str, str],
    key: str,
    *,
    wrong: dict[str, str] | None = None,
    status: int = 422,
) -> Response[Any]:
    """Show the check page once more with what was typed: something is wrong with it, or what can be had changed."""
    reading = await run_sync(portal.placing.read, _basket(request))
    if not reading.is_orderable:
        return see_other("/panier")
    made = order_pages.check_page(
        portal.address,
        reading,
        form,
        key=key,
        csrf=form_token(request),
        now_ms=portal.hub.now_ms(),
        wrong=wrong or {},
        changed=not wrong,
    )
    return Response(made, media_type=HTML, status_code=status if wrong else 409)


def _sent(portal: Portal, done: Placed) -> Response[Any]:
    answer = see_other(f"/commande/{done.secret}")
    answer.headers |= PRIVATE
    answer.set_cookie(_cookie(portal, ""))
    return answer


def _followed(portal: Portal, secret: str, *, done: bool) -> Response[Any]:
    if not _ID.fullmatch(secret):
        return trouble(portal.address, 404, headers=PRIVATE)
    answer = see_other(f"/commande/{secret}" + ("" if done else "?tard=1"))
    answer.headers |= PRIVATE
    return answer


def _to_basket(portal: Portal, basket: Basket, *, path: str = "/panier") -> Response[Any]:
    answer = see_other(path)
    answer.set_cookie(_cookie(portal, packed(basket)))
    return answer


def _basket(request: AnyRequest) -> Basket:
    return unpacked(request.cookies.get(cookie_name(BASKET, request.app.state.portal.address), ""))


def _cookie(portal: Portal, value: str) -> Cookie:
    return Cookie(
        key=cookie_name(BASKET, portal.address),
        value=value,
        path="/",
        max_age=KEPT_S if value else 0,
        secure=portal.address.startswith("https:"),
        httponly=True,
        samesite="lax",
    )
