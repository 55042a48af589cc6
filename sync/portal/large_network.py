"""A network as large as it may get, for measuring: listings of twenty members, as their tills' facts make them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from pos.domain import facts
from pos.domain.product import Category, Product
from pos.domain.quantity import ONE
from pos.domain.shop import ShopProfile
from pos.domain.stock import Movement
from sync.portal.ingest import store as ingest
from sync.portal.ingest.projected import Gathered, Source
from sync.portal.ingest.projectors import project
from sync.portal.members import store as members

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.portal.gathered import Portal

MEMBERS = 20
BATCH = 500
LONG_AGO_MS = 1_780_000_000_000
AISLES = (
    "Pain", "Légumes", "Miel", "Livres", "Vélos", "Vin", "Savons", "Concerts", "Jouets", "Meubles", "Fromages", "Thés",
)  # fmt: skip
_KINDS = ("Pain", "Miel", "Savon", "Livre", "Panier", "Vélo", "Table", "Lampe", "Bière", "Vin", "Thé", "Café",
          "Carnet", "Sac", "Bol", "Fromage", "Sirop", "Lentilles", "Atelier", "Jouet")  # fmt: skip
_OF = ("de seigle", "de printemps", "au levain", "de la Jonction", "en chêne", "d’épices", "de montagne", "du lac",
       "de récup", "des Grottes", "en lin", "artisanal", "de saison", "du jardin", "de Carouge", "bleu")  # fmt: skip


def fill(portal: Portal, listings: int) -> list[str]:
    """Put listings on a portal, with stock, and let some of them sell; give the members."""
    dice = random.Random(5)  # noqa: S311  # the same network each time
    ids = [f"{number:032x}" for number in range(1, MEMBERS + 1)]
    for place, member in enumerate(ids):
        with portal.database.write() as connection:
            members.add_member(connection, member, f"Membre {place + 1}", portal.ledger.now_ms())
            members.add_till(connection, till_of(member), member, "Caisse 1", "C1", portal.ledger.now_ms())
        mine = listings // MEMBERS
        for first in range(0, mine, BATCH):
            told = list(_told(dice, place, range(first, min(first + BATCH, mine))))
            arrive(portal, member, [*_about(place), *told] if not first else told)
    return ids


def till_of(member: str) -> str:
    """Give the id of a member's till."""
    return "f" + member[1:]


def arrive(portal: Portal, member: str, told: Iterable[facts.AnyFact]) -> None:
    """Let facts take effect as one batch; the till was heard just now."""
    now_ms = portal.ledger.now_ms()
    with portal.database.write() as connection:
        ingest.lock_member(connection, member)
        members.seen(connection, till_of(member), now_ms)
        gathered = Gathered(connection)
        for place, fact in enumerate(told):
            gathered.begin()
            project(gathered, Source(member, till_of(member), member, place, now_ms), fact)
        ingest.write_gathered(connection, member, till_of(member), gathered, now_ms)


def moved(portal: Portal, dice: random.Random, product: str, milli: int) -> facts.StockReceived:
    """Say that goods came, or went."""
    return _came(dice, product, milli, portal.ledger.now_ms())


def article_id(place: int, number: int) -> str:
    """Give the id of a member's listing."""
    return f"{place + 1:016x}{number:016x}"


def _about(place: int) -> list[facts.AnyFact]:
    profile = ShopProfile(name=f"Membre {place + 1}", address=("Rue des Artisans 1", "1205 Genève"))
    dice = random.Random(place)  # noqa: S311  # ids only
    said: list[facts.AnyFact] = [facts.SettingsChanged(id=_id(dice), at=_stamp(), version=1, profile=profile)]
    shelves = (Category(f"k{number}", name, number, "") for number, name in enumerate(AISLES))
    return [*said, *(facts.CategoryChanged(id=_id(dice), at=_stamp(), category=shelf) for shelf in shelves)]


def _told(dice: random.Random, place: int, numbers: range) -> Iterable[facts.AnyFact]:
    for number in numbers:
        article = Product(
            article_id(place, number),
            f"{dice.choice(_KINDS)} {dice.choice(_OF)} {number}",
            dice.randrange(100, 9000, 5),
            online=True,
            stocked=True,
            category=f"k{dice.randrange(len(AISLES))}",
            producer=f"Ferme {dice.choice(_OF)}",
            description="Fait ici, vendu ici. " * 5,
            ess_made=number % 3 == 0,
        )
        yield facts.ProductChanged(id=_id(dice), at=_stamp(), product=article, base=0, valid_from="2026-01-01")
        yield _came(dice, article.id, dice.randrange(20) * ONE)


def _came(dice: random.Random, product: str, milli: int, at_ms: int = LONG_AGO_MS) -> facts.StockReceived:
    moves = (Movement(product, milli),)
    return facts.StockReceived(id=_id(dice), at=_stamp(at_ms), reason="delivery", moves=moves)


def _stamp(at_ms: int = LONG_AGO_MS) -> facts.Stamp:
    return facts.Stamp(at_ms, 60, 0, "boot", at_ms)


def _id(dice: random.Random) -> str:
    return f"{dice.getrandbits(128):032x}"
