"""Two tills of one shop with a portal between them: outages, sales, an edit; then all three hold the same stock."""

from __future__ import annotations

import json
import random
import tempfile
import time as real_time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.demo_shop import build_demo_shop
from pos.app.paths import places
from pos.clock import SetClock
from pos.domain.money import round_cash
from pos.domain.quantity import ONE
from pos.domain.tender import CASH, Given
from pos.services import closing_day, searching, selling, settings
from pos.services.syncing import ASKING, CURRENT
from pos.shopfile import outbox
from pos.shopfile.search import by_id
from pos.shopfile.shopfile import ShopFile, open_shop

if TYPE_CHECKING:
    import argparse

    from pos.services.syncing import PortalBeside, Sync, SyncState

PATIENCE_S = 60.0
MEMBER = "Le Grain des Grottes"


def run(args: argparse.Namespace) -> int:
    """Play it; 0 when both tills and the portal end with the same stock."""
    out = Path(args.out).expanduser().absolute()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="comptoir-demo-") as scratch:
        summary = play(Path(scratch), args)
    (out / "two-tills.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    print(f"{summary['sales']} sales on two tills; stock equal on both and on the portal: {summary['equal']}")
    print(f"Look at {out / 'two-tills.json'}")
    return 0 if summary["equal"] else 1


def play(folder: Path, args: argparse.Namespace) -> dict[str, object]:
    """Sell on two tills, apart and together; give what came out."""
    chance = random.Random(5)  # noqa: S311  # a demo, not a secret
    clock = SetClock(datetime.now().astimezone().replace(hour=8, minute=0, second=0, microsecond=0))
    portal: PortalBeside = args.open_portal(folder)
    first_place, second_place = places(str(folder / "one")), places(str(folder / "two"))
    build_demo_shop(first_place.shop, first_place.machine, clock)
    first = open_shop(first_place.shop, first_place.machine, clock, system_keys=False)
    second = open_shop(second_place.shop, second_place.machine, clock, create=True, system_keys=False)
    settings.change_profile(second, settings.profile(first))
    agents = [join(shop, portal, args, f"Caisse {number}") for number, shop in enumerate((first, second), 1)]
    for shop, agent in zip((first, second), agents, strict=True):
        settle(shop, agent)
        closing_day.open_session(shop, {"CHF": 20000})
    sold = sell_some(first, clock, chance, 12) + sell_some(second, clock, chance, 12)
    portal.unplug()
    sold += sell_some(first, clock, chance, 8) + sell_some(second, clock, chance, 8)
    portal.plug_in()
    for _ in range(2):
        for shop, agent in zip((first, second), agents, strict=True):
            settle(shop, agent)
    levels = portal.levels()
    equal = all(level_of(shop, product) == level for product, level in levels.items() for shop in (first, second))
    figures = portal.figures()
    for shop, agent in zip((first, second), agents, strict=True):
        agent.stop()
        shop.close()
    portal.close()
    return {"sales": sold, "articles": len(levels), "equal": equal, **figures}


def join(shop: ShopFile, portal: PortalBeside, args: argparse.Namespace, name: str) -> Sync:
    """Enrol a till."""

    def heard(_state: SyncState) -> None:
        return None

    agent: Sync = args.make_sync(shop, heard, quick=True)
    agent.start()
    agent.join(portal.address, MEMBER, name, name[-1])
    until = real_time.monotonic() + PATIENCE_S
    while agent.state().state != ASKING and real_time.monotonic() < until:
        real_time.sleep(0.02)
    portal.approve(agent.state().code, MEMBER)
    return agent


def settle(shop: ShopFile, agent: Sync) -> None:
    """Wait until everything was sent and what is new was taken."""
    seen = -1
    until = real_time.monotonic() + PATIENCE_S
    while real_time.monotonic() < until:
        agent.wake()
        real_time.sleep(0.2)
        with shop.read() as connection:
            left = outbox.waiting(connection).entries
        if agent.state().state == CURRENT and not left:
            if seen == shop.changes:
                return
            seen = shop.changes


def sell_some(shop: ShopFile, clock: SetClock, chance: random.Random, number: int) -> int:
    """Ring up ordinary sales in cash."""
    stocked = [
        found.product
        for key in ("bread", "grocery", "drinks")
        for found in searching.of_category(shop, key)
        if found.product.stocked and found.product.price_minor and found.product.unit == "piece"
    ]
    for _ in range(number):
        clock.pass_seconds(90)
        basket = selling.new_basket(shop)
        for product in chance.sample(stocked, 2):
            basket = selling.ring_up(shop, basket, product, ONE)
        selling.complete_sale(shop, basket, [Given(CASH, round_cash(basket.total_minor))])
    return number


def level_of(shop: ShopFile, product: str) -> int | None:
    """Give what a till shows of an article."""
    with shop.read() as connection:
        found = by_id(connection, product)
    return None if found is None else found.stock_milli
