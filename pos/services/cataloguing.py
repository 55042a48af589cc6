"""Create and change articles and categories; an article is archived, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from pos.domain import facts
from pos.domain.barcode import normalise
from pos.domain.errors import UserError
from pos.domain.folding import fold
from pos.domain.gaps import gaps
from pos.domain.product import Category, checked, priced_on
from pos.domain.stock import Movement
from pos.shopfile import catalogue, local, pulled, reading, search, tickets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pos.documents.article_picture import ArticlePicture
    from pos.domain.product import Product
    from pos.shopfile.catalogue import Shelf
    from pos.shopfile.journal import Journal
    from pos.shopfile.search import Found
    from pos.shopfile.shopfile import ShopFile

TONES = ("bread", "bulk", "fresh", "produce", "grocery", "drinks", "home", "services")
"""Colours a category may have; the theme knows their ink and tint."""


class DuePrices(NamedTuple):
    """How many articles took their dated price; `waits` when a basket is being rung up and it was put off."""

    changed: int
    waits: bool = False


class Carrier(NamedTuple):
    """Another article with the same code; duplicates are shown, not refused."""

    code: str
    product_id: str
    name: str
    archived: bool


def save_product(
    shop: ShopFile,
    product: Product,
    *,
    base: int = 0,
    cashier: str = "",
    picture: ArticlePicture | None = None,
    opening_milli: int = 0,
) -> Product:
    """Journal an article as it is from now on; `base` is the version that was edited (0 for a new one).

    In the same transaction a new `picture` is kept and named by the article, its stock begins with `opening_milli`,
    and the other tickets of its event follow where and when it is.
    """
    with shop.write() as journal:
        if picture is not None:
            _keep_picture(journal, picture, cashier)
            product = replace(product, picture=picture.sha256)
        saved = add_product(shop, journal, product, base=base, cashier=cashier)
        for other in _to_follow(journal, saved):
            add_product(shop, journal, other, cashier=cashier)
        if opening_milli:
            moves = (Movement(saved.id, opening_milli),)
            journal.append(
                facts.StockReceived(
                    id=journal.new_id(), at=journal.stamp(), by=cashier, reason="opening stock", moves=moves
                )
            )
        return saved


def _to_follow(journal: Journal, saved: Product) -> list[Product]:
    """Give the other tickets of an article's event that say something else of it, as they should be."""
    event = saved.admission
    if event is None:
        return []
    made = []
    for other in tickets.of_event(journal.connection, event.event):
        assert other.admission is not None
        same = replace(event, ticket_class=other.admission.ticket_class)
        if other.id != saved.id and other.admission != same:
            made.append(replace(other, admission=same))
    return made


def save_variant(
    shop: ShopFile, variant: Product, of: str, *, cashier: str = "", picture: ArticlePicture | None = None
) -> Product:
    """Journal a new variant of the article `of`, which joins the same family when it was in none."""
    if not variant.family.strip() or not variant.variant.strip():
        raise UserError("A variant needs the name of its family and what tells it apart, like «L, blue».")
    with shop.write() as journal:
        first = search.by_id(journal.connection, of)
        if first is not None and not first.product.family:
            add_product(shop, journal, replace(first.product, family=variant.family), cashier=cashier)
        if picture is not None:
            _keep_picture(journal, picture, cashier)
            variant = replace(variant, picture=picture.sha256)
        return add_product(shop, journal, variant, cashier=cashier)


def variant_of(shop: ShopFile, product: Product) -> Product:
    """Give a new article like this one, of the same family, without codes; it is not saved yet."""
    return replace(
        product,
        id=shop.identities.new(),
        plu="",
        barcodes=(),
        packs=(),
        favourite=None,
        supplier_ref="",
        archived=False,
        family=product.family or product.name,
        variant="",
    )


def add_product(
    shop: ShopFile, journal: Journal, product: Product, *, base: int = 0, cashier: str = "", valid_from: str = ""
) -> Product:
    """Journal an article inside a transaction that does more; `valid_from` (ISO day) dates its price, else today."""
    good = checked(product)
    found = search.by_id(journal.connection, good.id)
    if found is not None and base and found.version != base:
        raise UserError("{name} was changed meanwhile. Look at it again before you save.", name=good.name)
    journal.append(
        facts.ProductChanged(
            id=journal.new_id(),
            at=journal.stamp(),
            by=cashier,
            product=good,
            base=base,
            base_id=search.state_of(journal.connection, good.id),
            valid_from=valid_from or shop.clock.now().date().isoformat(),
        )
    )
    return good


def article(shop: ShopFile, product_id: str) -> Found | None:
    """Give an article as it stands now, archived or not."""
    with shop.read() as connection:
        return search.by_id(connection, product_id)


def articles(shop: ShopFile, numbers: Sequence[int]) -> dict[int, Found]:
    """Give a page of the catalogue by the articles' numbers."""
    with shop.read() as connection:
        return catalogue.page(connection, numbers)


def in_order(
    shop: ShopFile, shelf: Shelf, order: str = catalogue.NAME, *, descending: bool = False, text: str = ""
) -> list[int]:
    """Give the numbers of a shelf's articles in an order; what is searched comes in the order of the search."""
    with shop.read() as connection:
        if not text.strip():
            return catalogue.in_order(connection, shelf, order, descending=descending)
        if shelf.archived:
            words = fold(text).split()
            kept = catalogue.walk(connection, catalogue.in_order(connection, shelf))
            return [f.n for f in kept if all(word in search.searched_words(f.product) for word in words)]
        hits = search.find(connection, text, limit=500)
        return [f.n for f in hits if shelf.category is None or f.product.category == shelf.category]


def incomplete(shop: ShopFile, shelf: Shelf) -> list[int]:
    """Give the numbers of the articles that lack something (`gaps`), by name."""
    with shop.read() as connection:
        keys = {category.key for category in reading.categories(connection)}
        rows = catalogue.walk(connection, catalogue.in_order(connection, shelf))
        return [found.n for found in rows if gaps(found.product, found.stock_milli, keys)]


def same_codes(shop: ShopFile, product: Product) -> list[Carrier]:
    """Give the other articles that carry one of this one's codes, so that a person sees them."""
    made = []
    with shop.read() as connection:
        codes = dict.fromkeys(
            normalise(code) for code in (*product.barcodes, *(pack.code for pack in product.packs)) if code.strip()
        )
        for code in codes:
            made += [Carrier(code, *row) for row in catalogue.carriers(connection, code)]
        if product.plu:
            made += [Carrier(product.plu, *row) for row in catalogue.of_plu(connection, product.plu)]
    return [carrier for carrier in made if carrier.product_id != product.id]


def baskets_with(shop: ShopFile, product_id: str) -> int:
    """Count the open and parked baskets that hold an article."""
    with shop.read() as connection:
        drafts = [*local.drafts(connection, "open"), *local.drafts(connection, "parked")]
    return sum(any(line.product_id == product_id for line in draft.basket.lines) for draft in drafts)


def set_archived(shop: ShopFile, product_id: str, *, archived: bool, cashier: str = "") -> int:
    """Archive an article or bring it back; give in how many baskets it still sells."""
    with shop.write() as journal:
        found = search.by_id(journal.connection, product_id)
        if found is None:
            raise UserError("This article is not in the shop file.")
        if found.product.archived != archived:
            add_product(shop, journal, replace(found.product, archived=archived), base=found.version, cashier=cashier)
    return baskets_with(shop, product_id) if archived else 0


def apply_due_prices(shop: ShopFile, day: str, *, cashier: str = "") -> DuePrices:
    """Journal the articles whose dated price begins on or before a business day (ISO); again changes nothing.

    Put off while a basket is being rung up: prices change between sales, never inside one. Two tills that do it
    write the same values, which the portal merges without a conflict.
    """
    with shop.read() as connection:
        if not any(priced_on(found.product, day) != found.product for found in catalogue.dated(connection)):
            return DuePrices(0)
        if pulled.is_selling(connection):
            return DuePrices(0, waits=True)
    changed = 0
    with shop.write() as journal:
        for found in catalogue.dated(journal.connection):
            due = priced_on(found.product, day)
            if due != found.product:
                since = max(price.valid_from for price in found.product.next_prices if price.valid_from <= day)
                add_product(shop, journal, due, base=found.version, cashier=cashier, valid_from=since)
                changed += 1
    return DuePrices(changed)


def save_category(shop: ShopFile, category: Category, *, cashier: str = "") -> None:
    """Journal a category as it is from now on."""
    with shop.write() as journal:
        journal.append(facts.CategoryChanged(id=journal.new_id(), at=journal.stamp(), by=cashier, category=category))


def add_category(shop: ShopFile, name: str, tone: str, *, cashier: str = "") -> Category:
    """Journal a new category, last in order; its key comes from its name, so that two tills make the same one."""
    name = " ".join(name.split())
    with shop.read() as connection:
        known = reading.categories(connection)
    if not name:
        raise UserError("A category needs a name.")
    if any(fold(category.name) == fold(name) for category in known):
        raise UserError("There is a category {name} already.", name=name)
    slug = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split()) or "c"
    keys = {category.key for category in known}
    key = next(key for key in (slug, *(f"{slug}-{n}" for n in range(2, 9999))) if key not in keys)
    made = Category(key, name, max((category.rank for category in known), default=0) + 1, tone)
    save_category(shop, made, cashier=cashier)
    return made


def move_category(shop: ShopFile, key: str, by: int, *, cashier: str = "") -> None:
    """Move a category up (-1) or down (1); those whose place changes are journalled together."""
    with shop.write() as journal:
        before = reading.categories(journal.connection)
        places = [category.key for category in before]
        at = places.index(key)
        to = min(max(at + by, 0), len(places) - 1)
        moved = list(before)
        moved.insert(to, moved.pop(at))
        for rank, category in enumerate(moved, 1):
            if category.rank != rank:
                changed = replace(category, rank=rank)
                journal.append(
                    facts.CategoryChanged(id=journal.new_id(), at=journal.stamp(), by=cashier, category=changed)
                )


def matches(text: str, typed: str) -> bool:
    """Tell whether every word typed is in a text, accents and case aside."""
    folded = fold(text)
    return all(word in folded for word in fold(typed).split())


def suppliers(shop: ShopFile) -> list[str]:
    """Give the names of the suppliers."""
    with shop.read() as connection:
        return catalogue.suppliers(connection)


def picture(shop: ShopFile, sha256: str) -> bytes | None:
    """Give the picture of an article, None when this till does not have it."""
    with shop.read() as connection:
        return catalogue.picture(connection, sha256)


def receive_stock(
    shop: ShopFile, moves: Iterable[Movement], *, reason: str = "goods receipt", cashier: str = ""
) -> None:
    """Journal goods that came in."""
    with shop.write() as journal:
        journal.append(
            facts.StockReceived(id=journal.new_id(), at=journal.stamp(), by=cashier, reason=reason, moves=tuple(moves))
        )


def _keep_picture(journal: Journal, picture: ArticlePicture, cashier: str) -> None:
    if catalogue.picture(journal.connection, picture.sha256) is None:
        journal.append(
            facts.PictureKept(
                id=journal.new_id(),
                at=journal.stamp(),
                by=cashier,
                sha256=picture.sha256,
                media_type=picture.media_type,
                body=picture.body,
            )
        )
