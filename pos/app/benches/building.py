"""A large shop file made by the services that a shopkeeper uses; built once and kept in the cache folder."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from pos.clock import SetClock
from pos.domain.barcode import check_digit
from pos.domain.drawer import Count
from pos.domain.product import Category, Product
from pos.domain.shop import ShopProfile
from pos.domain.tender import CARD, CASH, Given, cash_due
from pos.domain.vat import VatRegime
from pos.services import cataloguing, closing_day, searching, selling, settings
from pos.shopfile import tables
from pos.shopfile.incarnation import APP_VERSION
from pos.shopfile.shopfile import ShopFile, open_shop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST_DAY = datetime(2025, 1, 6, 8, 0, tzinfo=timezone(timedelta(hours=1)))
SALES_A_DAY = 400
PRODUCTS_AT_ONCE = 2000
_WHAT = (
    "Pain", "Tomme", "Confiture", "Sirop", "Savon", "Miel", "Farine", "Lentilles", "Œufs", "Yogourt", "Jus", "Thé",
    "Café", "Biscuits", "Chocolat", "Huile", "Vinaigre", "Pâtes", "Riz", "Pommes", "Poires", "Carottes", "Bière",
    "Vin", "Fromage frais", "Saucisson", "Crème", "Beurre", "Moutarde", "Tisane",
)  # fmt: skip
_HOW = (
    "de seigle", "de chèvre", "à la framboise", "au citron", "bio", "complet", "nature", "aux herbes", "du jardin",
    "d’alpage", "fumé", "à l’ancienne", "extra", "doux", "corsé", "épicé", "au miel", "de montagne", "du lac",
    "sans sucre",
)  # fmt: skip
_WHO = (
    "Ferme du Lac", "Moulin de Versoix", "Les Vergers", "La Ruche", "Grain de Sel", "Cave de Genève", "Le Rouge-Gorge",
    "Domaine des Abeilles", "L’Affinage", "Brasserie du Léman",
)  # fmt: skip


class Built(NamedTuple):
    """A shop file of that size, closed; copy it before writing."""

    path: Path
    products: int
    sales: int


def built(cache: Path, products: int, sales: int, tell: Callable[[str, int, int], None]) -> Built:
    """Give the file of that size from the cache, or build it; `tell` hears what is done of how many."""
    folder = cache / f"{products}-products-{sales}-sales-{APP_VERSION}-schema-{tables.SCHEMA_VERSION}"
    path = folder / "shop.comptoir"
    if path.exists():
        return Built(path, products, sales)
    unfinished = folder.with_name(folder.name + "-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    clock = SetClock(FIRST_DAY)
    shop = open_shop(unfinished / path.name, unfinished / "machine", clock, create=True, system_keys=False)
    try:
        _fill(shop, clock, products, sales, tell)
    finally:
        shop.close()
    unfinished.rename(folder)
    return Built(path, products, sales)


def copied(source: Built, folder: Path, name: str, clock: SetClock) -> ShopFile:
    """Open a copy that may be written to."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    shutil.copyfile(source.path, path)
    return open_shop(path, folder / "machine", clock, system_keys=False)


def article(shop: ShopFile, number: int) -> Product:
    """Make the article of that number; names repeat like those of a real catalogue."""
    what, rest = _WHAT[number % len(_WHAT)], number // len(_WHAT)
    how, rest = _HOW[rest % len(_HOW)], rest // len(_HOW)
    code = f"761{number:09d}"
    return Product(
        id=shop.identities.new(),
        name=f"{what} {how} {100 + rest % 900} g",
        price_minor=150 + number * 37 % 4000,
        vat_code="N" if number % 5 == 0 else "R",
        plu=str(1000 + number),
        barcodes=(code + check_digit(code),),
        category=f"c{number % 8}",
        supplier=_WHO[number % len(_WHO)],
        favourite=number if number < 24 else None,
        stocked=True,
    )


def profile() -> ShopProfile:
    """Give the profile of the measured shop."""
    return ShopProfile("Le Grand Comptoir", ("Rue de la Mesure 1",), "CHE-123.456.788", VatRegime.EFFECTIVE)


def _fill(shop: ShopFile, clock: SetClock, products: int, sales: int, tell: Callable[[str, int, int], None]) -> None:
    settings.change_profile(shop, profile())
    for number in range(8):
        cataloguing.save_category(shop, Category(f"c{number}", f"Rayon {number + 1}", number, "green"))
    articles: list[Product] = []
    while len(articles) < products:
        with shop.together():
            for number in range(len(articles), min(len(articles) + PRODUCTS_AT_ONCE, products)):
                articles.append(cataloguing.save_product(shop, article(shop, number)))
        shop.checkpoint()
        tell("articles", len(articles), products)
    done = day = 0
    while done < sales:
        clock.set(FIRST_DAY + timedelta(days=day))
        with shop.together():
            closing_day.open_session(shop, {"CHF": 0})
            for number in range(done, min(done + SALES_A_DAY, sales)):
                clock.pass_seconds(60)
                sell(shop, articles, number)
            close(shop)
        done, day = min(done + SALES_A_DAY, sales), day + 1
        if day % 10 == 0:
            shop.checkpoint()
        tell("sales", done, sales)
    searching.rank_by_popularity(shop, FIRST_DAY.date().isoformat())


def sell(shop: ShopFile, articles: list[Product], number: int) -> None:
    """Sell one to six articles; popular ones more often."""
    basket = selling.new_basket(shop)
    for line in range(1 + number % 6):
        spread = len(articles) if (number + line) % 3 else max(1, len(articles) // 50)
        basket = selling.ring_up(shop, basket, articles[(number * 7919 + line * 104_729) % spread])
    due = cash_due(basket.total_minor, (), settings.profile(shop).rules) if number % 2 else basket.total_minor
    selling.complete_sale(shop, basket, [Given(CASH if number % 2 else CARD, due)])


def close(shop: ShopFile) -> None:
    """Close the day counted as expected, in the smallest coin."""
    report = closing_day.read_x(shop)
    closing_day.close_session(shop, [Count("CHF", ((5, report.expected("CHF") // 5),))])
