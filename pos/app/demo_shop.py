"""The demo shop: articles, team, stock and a week of past sales, all made by the real services."""

from __future__ import annotations

import csv
import json
import random
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from pos.clock import SetClock
from pos.domain.currency import ChangePolicy
from pos.domain.drawer import checked_count
from pos.domain.money import parse_amount, round_cash
from pos.domain.product import Admission, Category, Product
from pos.domain.quantity import ONE, parse_quantity
from pos.domain.shop import ShopProfile
from pos.domain.stock import Movement
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT, Given, Rules, likely_cash, notes
from pos.domain.vat import VatRegime
from pos.resources import RESOURCES
from pos.services import cataloguing, closing_day, people, selling, settings, stocking
from pos.shopfile import search
from pos.shopfile.shopfile import ShopFile, open_shop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pos.clock import Clock

DEMO = RESOURCES / "demo"
CONCERT = "701"
"""Till code of the ticket article."""
DAYS = 7
WEEKLY = 200 * ONE
"""What comes in of each article at the start of the week: more than is sold."""
_WEIGHTS = (120, 250, 350, 486, 500, 750, 1000)


def build_demo_shop(path: Path, machine: Path, clock: Clock, *, seed: int = 7) -> None:
    """Create the demo shop at `path`, its week ending the day before the clock's today."""
    today = clock.now()
    past = SetClock(datetime.combine(today.date() - timedelta(days=DAYS), time(7, 0), today.tzinfo))
    shop = open_shop(path, machine, past, create=True, system_keys=False)
    try:
        products = fill(shop, today.date())
        _sell_a_week(shop, past, products, random.Random(seed), today)  # noqa: S311  # a demo, not a secret
    finally:
        shop.close()


def fill(shop: ShopFile, concert_on: date | None = None) -> dict[str, Product]:
    """Write profile, team, categories, articles and stock; give the articles by PLU.

    `concert_on` is the day of the concert whose tickets the shop sells; else it is the clock's today.
    """
    about = json.loads((DEMO / "shop.json").read_text(encoding="utf-8"))
    rules = Rules(
        accepted=tuple(about["accepted"]),
        eur_rate=about["eur_rate"],
        eur_rate_on=shop.clock.now().date().isoformat(),
        lem_change=ChangePolicy(about["lem_change"]),
        lem_limit_minor=about["lem_limit_minor"],
    )
    settings.change_profile(
        shop,
        ShopProfile(
            name=about["name"],
            address=tuple(about["address"]),
            uid=about["uid"],
            vat_regime=VatRegime(about["vat_regime"]),
            till_code=about["till_code"],
            till_name=about["till_name"],
            language=about["language"],
            footer=about["footer"],
            rules=rules,
        ),
    )
    for category in about["categories"]:
        cataloguing.save_category(shop, msgspec.convert(category, Category))
    for person in about["team"]:
        people.add_person(shop, person["name"], person["pin"], person["role"])
    return _fill_articles(shop, concert_on or shop.clock.now().date())


def opening_counts() -> dict[str, dict[int, int]]:
    """Give the demo's float: currency to denomination (minor units) to number of pieces."""
    about = json.loads((DEMO / "shop.json").read_text(encoding="utf-8"))
    return {
        code: {int(piece): int(number) for piece, number in pieces.items()} for code, pieces in about["floats"].items()
    }


def _concert(on: date) -> dict[str, Any]:
    """The concert of one evening, whose tickets are sold at the till and read at the door."""
    opens = f"{on.isoformat()}T12:00"
    return {"kind": "ticket", "admission": Admission(7, "Concert du jeudi", opens, 720, "Salle des Grottes")}


def _fill_articles(shop: ShopFile, concert_on: date) -> dict[str, Product]:
    with (DEMO / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = {row["plu"]: shop.identities.new() for row in rows}
    made: dict[str, Product] = {}
    moves: list[Movement] = []
    with shop.write() as journal:
        for row in rows:
            product = Product(
                id=ids[row["plu"]],
                name=row["name"],
                price_minor=parse_amount(row["price"]) if row["price"] else None,
                vat_code=row["vat"],
                unit=row["unit"],
                plu=row["plu"],
                barcodes=tuple(row["barcode"].split()),
                category=row["category"],
                supplier=row["supplier"],
                supplier_ref=row["supplier_ref"],
                deposit_id=ids.get(row["deposit_plu"]),
                icon=row["icon"],
                origin=row["origin"],
                favourite=int(row["favourite"]) if row["favourite"] else None,
                stocked=bool(row["stock"]),
                online=bool(row["favourite"]) and bool(row["price"]) and row["vat"] != "D",
                **(_concert(concert_on) if row["plu"] == CONCERT else {}),
            )
            made[row["plu"]] = cataloguing.add_product(shop, journal, product)
            if row["stock"] and row["stock"] != "0":
                moves.append(Movement(product.id, parse_quantity(row["stock"])))
    cataloguing.receive_stock(shop, moves)
    return made


def _sell_a_week(
    shop: ShopFile, clock: SetClock, products: dict[str, Product], chance: random.Random, today: datetime
) -> None:
    week: dict[str, Any] = json.loads((DEMO / "week.json").read_text(encoding="utf-8"))
    days = {day["weekday"]: day for day in week["days"]}
    team = [person for person in people.everybody(shop)]
    shelf = _shelf(shop, products.values())
    cataloguing.receive_stock(shop, [Movement(product_id, WEEKLY) for product_id in shelf])
    for back in range(DAYS, 0, -1):
        date = today.date() - timedelta(days=back)
        plan = days.get(date.weekday())
        if plan is None:
            continue
        opens, closes = time.fromisoformat(plan["opens"]), time.fromisoformat(plan["closes"])
        person = chance.choice(team)
        clock.set(datetime.combine(date, opens, today.tzinfo) - timedelta(minutes=20))
        people.log_in(shop, person, _pin_of(person.name))
        floats = {code: sum(piece * n for piece, n in pieces.items()) for code, pieces in opening_counts().items()}
        closing_day.open_session(shop, floats, cashier=person.id)
        for moment in _moments(week, opens, closes, plan["tickets"], chance):
            clock.set(datetime.combine(date, moment, today.tzinfo))
            _sell(shop, products, week, chance, person.id)
        clock.set(datetime.combine(date, closes, today.tzinfo) + timedelta(minutes=25))
        _close(shop, floats, person.id)
    # On Sunday the shelves are counted: they hold what the design shows in the morning.
    stocking.count(shop, shelf)


def _shelf(shop: ShopFile, products: Iterable[Product]) -> dict[str, int]:
    """Give the stock of every article that is counted, in thousandths."""
    made = {}
    with shop.read() as connection:
        for product in products:
            found = search.by_id(connection, product.id)
            if product.stocked and found is not None:
                made[product.id] = found.stock_milli or 0
    return made


def _pin_of(name: str) -> str:
    about = json.loads((DEMO / "shop.json").read_text(encoding="utf-8"))
    return next(str(person["pin"]) for person in about["team"] if person["name"] == name)


def _moments(week: dict[str, Any], opens: time, closes: time, count: int, chance: random.Random) -> list[time]:
    hours = {int(hour): weight for hour, weight in week["hours"].items() if opens.hour <= int(hour) <= closes.hour}
    made: list[time] = []
    while len(made) < count:
        hour = chance.choices(list(hours), list(hours.values()))[0]
        moment = time(hour, chance.randrange(60), chance.randrange(60))
        if opens <= moment <= closes:
            made.append(moment)
    return sorted(made)


def _sell(
    shop: ShopFile,
    products: dict[str, Product],
    week: dict[str, Any],
    chance: random.Random,
    cashier: str,
) -> None:
    basket = selling.new_basket(shop)
    popular, sizes = week["popular"], week["basket_sizes"]
    size = int(chance.choices(list(sizes), list(sizes.values()))[0])
    for plu in chance.choices(list(popular), list(popular.values()), k=size):
        product = products[plu]
        milli = chance.choice(_WEIGHTS) if product.weighed else ONE * chance.choices((1, 2, 3), (80, 16, 4))[0]
        basket = selling.ring_up(shop, basket, product, milli)
    tenders = week["tenders"]
    given = _given(chance.choices(list(tenders), list(tenders.values()))[0], basket.total_minor, chance)
    selling.complete_sale(shop, basket, given, cashier=cashier)


def _given(kind: str, total: int, chance: random.Random) -> list[Given]:
    due = round_cash(total)
    if kind == "card":
        return [Given(CARD, total)]
    if kind == "twint":
        return [Given(TWINT, total)]
    if kind == "eur":
        return [Given(CASH_EUR, max(500, -(-int(total / 0.9412) // 500) * 500))]
    if kind == "lem" and total >= 500:
        note = chance.choice([n for n in (500, 1000, 2000) if n <= total])
        rest = round_cash(total - note)
        return [notes({note: 1}), *([Given(CASH, rest)] if rest > 0 else [])]
    return [Given(CASH, chance.choice([due, *likely_cash(due)[:3]]))] if due else [Given(CARD, total)]


def _close(shop: ShopFile, floats: dict[str, int], cashier: str) -> None:
    report = closing_day.read_x(shop)
    counts = []
    for code in ("CHF", "EUR", "LEM"):
        left, pieces = report.expected(code), dict[int, int]()
        # Counted with coins down to the smallest; 3.14 notes stay out of the change of the demo.
        smallest = {"CHF": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5), "EUR": (2000, 1000, 500)}
        for piece in smallest.get(code, (2000, 1000, 500, 100)):
            pieces[piece], left = divmod(left, piece)
        counts.append(checked_count(code, pieces))
    kept = {count.currency: min(floats.get(count.currency, 0), count.total_minor) for count in counts}
    closing_day.close_session(shop, counts, kept=kept, cashier=cashier)


ALL_TENDERS = (CASH, CARD, TWINT, NOTES_LEM, CASH_EUR)
"""What the market day of the demo takes."""
