"""Pages made with Jinja2; usable without JavaScript."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pos.domain.quantity import format_quantity
from pos.resources import RESOURCES
from sync.portal.catalogue.browsing import slug_of
from sync.portal.catalogue.filtering import Asked
from sync.portal.catalogue.labels import NB
from sync.portal.members.profile import CRITERIA, day_text
from sync.portal.orders import spoken
from sync.portal.orders.reading import orderable, step_of
from sync.portal.web import filters
from sync.portal.web.languages import speak_in
from sync.portal.web.linked_data import linked, product_data, shop_data
from sync.portal.web.troubles import trouble_of
from sync.portal.wording import say, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template

    from sync.portal.catalogue.browsing import Browsing, Found, Sheet, Shop
    from sync.portal.ledger.statement import Issuer
    from sync.portal.members.profile import Holiday, PublicProfile
    from sync.portal.web.event_pages import Row

TEMPLATES = RESOURCES / "portal" / "templates"
ASSETS = RESOURCES / "portal" / "assets"
_ICONS = {
    "search": '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4.3 4.3"/>',
    "basket": '<path d="M2.5 8h15l-1.6 8.5H4.1zM6 8l3-5M14 8l-3-5"/>',
    "warn": '<path d="M10 3 1.8 17h16.4zM10 8v4.5M10 14.6v.4"/>',
    "alert": '<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5v5.5M10 13.8v.4"/>',
    "down": '<path d="M10 3v10M5.5 9l4.5 4.5L14.5 9M4 17h12"/>',
    "clock": '<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2"/>',
    "key": '<circle cx="6.5" cy="13.5" r="3.5"/><path d="m9 11 8-8M14 6l2.5 2.5"/>',
    "filter": '<path d="M3 5h14M6 10h8M8.5 15h3"/>',
    "calendar": '<path d="M3 5h14v12H3zM3 9h14M7 3v4M13 3v4"/>',
    "out": '<path d="M8 4H4v12h12v-4M11.5 3.5h5v5M16.5 3.5 9 11"/>',
    "check": '<path d="m4 10.5 4 4 8-9"/>',
}


_SHORT = 155
_ADDRESSES = (
    (
        "/v1/openapi.json",
        sentence("Interface du catalogue"),
        sentence("Articles, prix, stock et membres en JSON, page par page, décrits en OpenAPI 3.1."),
    ),
    (
        "/feeds/merchant.tsv",
        sentence("Flux de produits, tableau"),
        sentence("Les colonnes des comparateurs de prix ; une caisse et un tableur les lisent aussi."),
    ),
    (
        "/feeds/merchant.xml",
        sentence("Flux de produits, RSS"),
        sentence("Le même flux pour les moteurs qui veulent du XML."),
    ),
    (
        "/feeds/nouveautes.atom",
        sentence("Nouveautés"),
        sentence("Ce que les membres ont mis en ligne ou changé en dernier, pour un lecteur de flux."),
    ),
    (
        "/dfc/enterprises",
        sentence("Data Food Consortium"),
        sentence("Les membres et leurs catalogues pour les plateformes de circuits courts."),
    ),
    (
        "/sitemap.xml",
        sentence("Plan du portail"),
        sentence("Chaque page, dans chaque langue, pour les moteurs de recherche."),
    ),
)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speak_in(made)
    made.globals["icon"] = _icon
    made.globals |= {"orderable": orderable, "spoken": spoken, "step_of": step_of, "asset": _asset}
    made.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    made.globals["css"] = _asset("portal.css")
    return made


def template(name: str) -> Template:
    """Give a template, for pages that are made elsewhere."""
    return _environment().get_template(name)


@cache
def _asset(name: str) -> str:
    """Give the address of a file; it changes with the file, so that a browser may keep it for ever."""
    return f"/assets/{name}?{hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]}"


def _icon(name: str) -> Markup:
    drawing = f'<svg class="ic" viewBox="0 0 20 20" aria-hidden="true">{_ICONS[name]}</svg>'
    return Markup(drawing)  # noqa: S704  # our own drawings


def rendered(name: str, base: str, **values: Any) -> str:
    """Give a public page from its template."""
    return _environment().get_template(name).render(base=base, **{"here": "", **values})


def home_page(browsing: Browsing, base: str, events: list[Row]) -> str:
    """Give the home: the promise, the search, the aisles, what sells best, what comes next."""
    found = browsing.find()
    return rendered(
        "home.html",
        base,
        cards=[card for card in found.cards if card.stock.state != "none"][:8],
        total=found.total,
        shops=len(browsing.members()),
        aisles=browsing.aisles(),
        events=events,
    )


def catalogue_page(browsing: Browsing, base: str, asked: Asked) -> str:
    """Give a page of the catalogue: what was asked for, in one aisle or all, filtered and sorted."""
    asked, found, aisles, about = browsing.sight(asked)
    here = asked._replace(page=1)
    name = next((each.name for each in aisles if each.slug == asked.aisle), "")
    heading = say("«\u00a0{asked}\u00a0»", asked=asked.text) if asked.text else name or say("Tout le catalogue")
    return rendered(
        "catalogue.html",
        base,
        here="catalogue",
        found=found,
        panel=filters.panel(asked, found, about),
        fields=filters.fields(asked),
        available=asked.available,
        aisles=[(each, filters.address(here._replace(aisle=each.slug))) for each in aisles],
        aisle=asked.aisle,
        asked=asked.text,
        heading=heading,
        title=heading,
        canonical=filters.address(_canonical(asked, found)),
        without_aisle=filters.address(here._replace(aisle="")),
        cleared=filters.address(asked.plain._replace(by=asked.by)),
        link=filters.paged(asked),
    )


def article_page(browsing: Browsing, base: str, sheet: Sheet, said: PublicProfile) -> str:
    """Give an article's page; `said` is what its member says of itself."""
    product = sheet.product
    facts = [
        (say("Origine"), product.origin),
        (say("Producteur"), product.producer),
        (say("Contenu"), _content(sheet)),
        (say("Variante"), product.variant),
        (say("Code-barres"), ", ".join(code for code in product.barcodes if not code.startswith("2"))),
    ]
    others = browsing.find(member=sheet.member.id).cards
    return rendered(
        "article.html",
        base,
        here="catalogue",
        sheet=sheet,
        said=said,
        aisle=slug_of(sheet.category),
        summary=say(
            "{price} chez {name}, {stock}.",
            price=sheet.card.price,
            name=sheet.member.name,
            stock=sheet.card.stock.words,
        ),
        paragraphs=[line.strip() for line in product.description.splitlines() if line.strip()],
        facts=[(name, value) for name, value in facts if value],
        others=[card for card in others if card.path != sheet.card.path][:4],
        linked=linked(product_data(sheet, base)),
    )


def members_page(browsing: Browsing, base: str, said: Callable[[str], PublicProfile]) -> str:
    """Give the list of members; `said` gives what one says of itself."""
    shops = browsing.members()
    hours = {shop.id: said(shop.id).open_days for shop in shops}
    return rendered("members.html", base, here="membres", shops=shops, hours=hours)


def member_page(browsing: Browsing, base: str, shop: Shop, page: int, said: PublicProfile, events: list[Row]) -> str:
    """Give a member's page; `said` is what it says of itself, `events` what comes next there."""
    found: Found = browsing.find(member=shop.id, page=page)
    return rendered(
        "member.html",
        base,
        here="membres",
        canonical=shop.path if found.page == 1 else f"{shop.path}?page={found.page}",
        shop=shop,
        found=found,
        said=said,
        events=events,
        summary=_in_short(said.about) or say("{name} vend au comptoir et en ligne.", name=shop.name),
        holidays=[_holiday(each) for each in said.holidays],
        linked=linked(shop_data(shop, said, base)),
    )


def mark_page(base: str) -> str:
    """Say what the mark ESS Made stands for."""
    return rendered("ess_made.html", base, here="ess-made", criteria=[say(words) for words in CRITERIA.values()])


def machines_page(base: str) -> str:
    """Say what programs can read, and where."""
    addresses = [(path, say(title), say(about)) for path, title, about in _ADDRESSES]
    return rendered("machines.html", base, here="programmes", addresses=addresses)


def conditions_page(base: str, issuer: Issuer | None, central: bool) -> str:  # noqa: FBT001  # said as it is known
    """Say who runs the portal and who sells, how an order comes about, and what is kept of a visitor."""
    return rendered("conditions.html", base, issuer=issuer, central=central)


def joining_page(base: str, code: str) -> str:
    """Say how a till's code is approved."""
    return rendered("joining.html", base, code=code)


def trouble_page(base: str, status: int, *, role: bool = False) -> str:
    """Say what happened, what is safe, what to do."""
    return rendered("trouble.html", base, **trouble_of(status, role=role))


def _canonical(asked: Asked, found: Found) -> Asked:
    """Give the list that search engines keep: each page of an aisle for itself, not what filters or sorting show."""
    whole = Asked(aisle=asked.aisle)
    return whole._replace(page=found.page) if asked._replace(page=1) == whole else whole


def _in_short(text: str) -> str:
    """Give the beginning of a text, as search engines show it."""
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else words[:_SHORT].rpartition(" ")[0] + "…"


def _holiday(each: Holiday) -> str:
    first, last = day_text(each.first), day_text(each.last)
    when = first if first == last else say("{first} au {last}", first=first, last=last)
    return f"{when} {each.label}".strip()


def _content(sheet: Sheet) -> str:
    product = sheet.product
    if not product.content_milli:
        return ""
    return f"{format_quantity(product.content_milli)}{NB}{product.content_unit}"
