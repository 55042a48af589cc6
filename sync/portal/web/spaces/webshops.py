"""A member connects its own web shop: where it is, which keys, how the last visit went, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from litestar import Controller, Response, get, post
from litestar.datastructures import State  # noqa: TC002  # read by Litestar at run time
from litestar.params import FromPath, FromQuery  # noqa: TC002  # same

from pos.domain.errors import UserError
from sync.portal.web.frame import space_page
from sync.portal.web.guarding import AnyRequest, read_form
from sync.portal.web.refusals import Note, in_french
from sync.portal.web.rules import OWNER, require_member
from sync.portal.web.spaces import words
from sync.portal.web.spaces.shared import audited, done, tried
from sync.portal.webshops.service import Asked

if TYPE_CHECKING:
    from sync.portal.webshops.service import Standing

KINDS = {"woocommerce": "WooCommerce", "drupal": "Drupal Commerce", "oscar": "django-oscar"}
MOST_STUCK = 20
_TYPED = ("genre", "adresse", "compte", "champ", "partenaire", "articles")
_DONE = {
    "relie": Note("Boutique reliée.", "Elle a répondu. La première visite est en route.", kind="ok"),
    "visite": Note("Visite demandée.", "Le portail y va dans les secondes qui viennent.", kind="ok"),
    "oubliee": Note("Boutique oubliée.", "Ses clés sont effacées ; ce qui est réservé pour ses commandes le reste.",
                    kind="ok"),
}  # fmt: skip


class WebshopPages(Controller):
    """Only an owner gives keys away."""

    path = "/espace/{member:str}/boutique"
    guards = (require_member(OWNER),)

    @get()
    async def shops(
        self, request: AnyRequest, state: State, member: FromPath[str], fait: FromQuery[str] = ""
    ) -> Response[Any]:
        """The web shops of this member, and the form for one more."""
        return await _page(request, state, member, {}, _DONE.get(fait))

    @post()
    async def act(self, request: AnyRequest, state: State, member: FromPath[str]) -> Response[Any]:
        """Connect, visit now, or forget."""
        said = await read_form(request)
        act, shops = said.get("geste", ""), state.portal.webshops
        if act == "relier":
            note = await tried(lambda: shops.connect_from_web(member, _asked(said), audited(
                request, "webshop.connected", said.get("adresse", "")[:80], member=member)))  # fmt: skip
            what = "relie"
        elif act == "visiter":
            note = await tried(lambda: shops.visit_soon(member, said.get("boutique", ""), audited(
                request, "webshop.visited", said.get("boutique", "")[:32], member=member)))  # fmt: skip
            what = "visite"
        else:
            note = await tried(lambda: shops.forget(member, said.get("boutique", ""), audited(
                request, "webshop.forgotten", said.get("boutique", "")[:32], member=member)))  # fmt: skip
            what = "oubliee"
        if note is not None:
            return await _page(request, state, member, said, note, status=422)
        return done(f"/espace/{member}/boutique?fait={what}")


def _asked(said: dict[str, str]) -> Asked:
    secret = said.get("secret", "").strip()
    if not (said.get("compte", "").strip() and secret):
        raise UserError("The web shop's key and its secret are both needed.")
    said = {name: text.strip()[:300] for name, text in said.items()}
    options = {"stock_field": said.get("champ", ""), "partner": said.get("partenaire", "")}
    every = said.get("articles") == "1"
    return Asked(said.get("genre", ""), said.get("adresse", ""), said["compte"], secret, options, writes_articles=every)


async def _page(
    request: AnyRequest, state: State, member: str, typed: dict[str, str], note: Note | None, status: int = 200
) -> Response[Any]:
    shops = state.portal.webshops
    found: list[Standing] = await run_sync(shops.standing_of, member)
    stuck = {each.shop.id: await run_sync(shops.stuck, each.shop.id) for each in found}
    return space_page(
        request,
        "space/webshop.html",
        status=status,
        here="boutique",
        note=note,
        words=words,
        found=found,
        stuck={shop: [(one.name or one.product, _in_french(one.trouble)) for one in waiting[:MOST_STUCK]]
               for shop, waiting in stuck.items()},
        troubles={each.shop.id: _in_french(each.shop.trouble) for each in found},
        kinds=KINDS,
        # What is secret is never sent back into a form.
        typed={name: typed.get(name, "") for name in _TYPED},
    )  # fmt: skip


def _in_french(trouble: str) -> str:
    """Say a trouble that was noted; what a web shop called it stays as it is."""
    if not trouble:
        return ""
    note = in_french(UserError(trouble.replace("{", "(").replace("}", ")")))
    return f"{note.strong} {note.words}".strip()
