"""What the public interface says, version 1: msgspec structs, from which its OpenAPI description is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sync.portal.feeds.reading import moment

if TYPE_CHECKING:
    from sync.portal.catalogue.browsing import Shop
    from sync.portal.feeds.reading import Item


class Amount(msgspec.Struct, frozen=True):
    """CHF in centimes, VAT included."""

    minor: int
    currency: str = "CHF"


class UnitAmount(msgspec.Struct, frozen=True):
    """A price in centimes for one `per`: kg, 100 g, l, 100 ml, m."""

    minor: int
    per: str


class Stock(msgspec.Struct, frozen=True):
    """`state`: in_stock, few, out_of_stock, on_request. `left` in units; `confirmed`: when the shop was heard last."""

    state: str
    left: float | None = None
    confirmed: str = ""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a member offers it."""

    id: str
    member: str
    member_name: str
    name: str
    variant: str
    description: str
    kind: str
    category: str
    price: Amount | None
    """None: a free price, at least `least` where that is not None."""
    least: Amount | None
    unit: str
    unit_price: UnitAmount | None
    mode: str
    """`here`: ordered on the portal. `redirect`: sold in the member's own shop, at `link`."""
    link: str
    picture: str
    origin: str
    producer: str
    ess_made: bool
    barcodes: tuple[str, ...]
    availability: Stock
    changed: str


class Catalog(msgspec.Struct, frozen=True):
    """A page of offers; `next` is the cursor of the following page, empty on the last."""

    items: tuple[Offer, ...]
    next: str = ""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member with what it takes as payment."""

    id: str
    name: str
    address: tuple[str, ...]
    locality: str
    uid: str
    tenders: tuple[str, ...]
    leman: bool
    offers: int
    link: str


class Members(msgspec.Struct, frozen=True):
    """All members, by id."""

    items: tuple[Member, ...]


class Trouble(msgspec.Struct, frozen=True):
    """Why a request was not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""


def offer_of(item: Item) -> Offer:
    """Say an offer."""
    article = item.article
    per = item.unit_price_minor
    least = article.floor_minor if article.price_minor is None else None
    return Offer(
        id=item.id,
        member=item.shop.id,
        member_name=item.shop.name,
        name=article.name,
        variant=article.variant,
        description=article.description,
        kind=str(article.kind),
        category=item.category,
        price=None if article.price_minor is None else Amount(article.price_minor),
        least=None if least is None else Amount(least),
        unit=item.unit,
        unit_price=None if per is None else UnitAmount(*per),
        mode="redirect" if article.online_url else "here",
        link=item.link,
        picture=item.picture,
        origin=article.origin,
        producer=article.producer,
        ess_made=article.ess_made,
        barcodes=tuple(code for code in article.barcodes if not code.startswith("2")),
        availability=Stock(*item.availability),
        changed=moment(item.changed_ms),
    )


def member_of(shop: Shop, address: str) -> Member:
    """Say a member."""
    return Member(
        id=shop.id,
        name=shop.name,
        address=shop.address,
        locality=shop.locality,
        uid=shop.uid,
        tenders=shop.tenders,
        leman=shop.leman,
        offers=shop.offers,
        link=address + shop.path,
    )
