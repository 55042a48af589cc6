"""Three months of five members, played for the demo: their tills sell, their orders are handed out, months are closed.

Everything is made by the services that a shopkeeper's till uses and reaches the portal over HTTP; nothing is put into
the ledger by hand. The calendar is turned, so that three months take half a minute.
"""

from __future__ import annotations

import random
import tempfile
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from pos.clock import SetClock
from pos.domain.drawer import Count
from pos.domain.money import round_cash
from pos.domain.network import Network
from pos.domain.product import Category, Product
from pos.domain.quantity import ONE
from pos.domain.shop import ShopProfile
from pos.domain.stock import Movement
from pos.domain.tender import CARD, CASH, NOTES_LEM, Given, Rules, notes
from pos.services import cataloguing, closing_day, network, ordering, refunding, selling, settings, syncing
from pos.shopfile.shopfile import open_shop
from sync.agent.courier import Courier
from sync.agent.transport import HttpTransport
from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.accounts.service import Caller
from sync.portal.catalogue.browsing import slug_of
from sync.portal.ledger import accounts, decided, papers
from sync.portal.ledger.signing import Kind, document_of
from sync.portal.ledger.statement import Address, Issuer
from sync.portal.members.profile import Opening, PublicProfile
from sync.portal.orders.basket import Basket, Wish
from sync.portal.orders.contact import Contact
from sync.portal.orders.placing import Placed
from sync.portal.photographs import photograph
from sync.portal.serving import PortalThread
from sync.portal.statistics import open_data

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile
    from sync.portal.gathered import Portal

ZONE = ZoneInfo("Europe/Zurich")
MONTHS = 3
OPENINGS = tuple(Opening(weekday, 10 * 60, 18 * 60) for weekday in range(7))
MARKET_DAYS = (3, 9, 16, 24)
SALES_A_DAY, ORDERS_A_DAY = 6, 2
TO_A_MEMBER = 0.25
"""How often the buyer at the counter is another member."""
GIVEN_BACK = 0.1
"""How often the last order of a day comes back."""
PASSWORD = "trois comptoirs au lac"  # noqa: S105  # told to whoever plays the demo
ADVANCED_MINOR = 2_000_000
CHAMBER = Issuer(
    "Chambre de l’économie sociale et solidaire", Address("Rue des Artisans", "12", "1205", "Genève"),
    "CH93 0076 2011 6238 5295 7", "comptes@chambre.example", "CHE-100.000.029",
)  # fmt: skip
WALLET = "https://wallet.exemple.example/payer?montant={montant}&ref={reference}"
CAMILLE = Contact("Camille", "camille@exemple.example")
INVOICE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


class Member(NamedTuple):
    """One of the five: name, sector, commune, address, articles (name, price minor, category)."""

    name: str
    sector: str
    commune: str
    address: tuple[str, str]
    articles: tuple[tuple[str, int, str], ...]


MEMBERS = (
    Member("Les Grains Libres", "alimentation", "Carouge", ("Rue des Tanneurs 8", "1227 Carouge"),
           (("Lentilles vertes, 500 g", 590, "epicerie"), ("Miel de printemps, 250 g", 890, "epicerie"))),
    Member("Fournil de la Jonction", "alimentation", "Genève", ("Quai du Levain 3", "1205 Genève"),
           (("Pain de campagne", 850, "boulangerie"), ("Brioche", 1_250, "boulangerie"))),
    Member("La Ruche aux savons", "soins", "Plan-les-Ouates", ("Chemin des Lavandes 2", "1228 Plan-les-Ouates"),
           (("Savon au lait", 790, "soins"), ("Baume à la cire", 1_450, "soins"))),
    Member("Vélo Atelier", "reparation", "Genève", ("Rue de la Roue 21", "1203 Genève"),
           (("Chambre à air", 990, "velo"), ("Révision simple", 6_500, "velo"))),
    Member("Le Fil Rouge", "habits", "Carouge", ("Place du Marché 5", "1227 Carouge"),
           (("Écharpe en laine", 4_800, "textile"), ("Sac en lin", 2_400, "textile"))),
)  # fmt: skip


class Counter:
    """The till of one member."""

    def __init__(self, member: Member, folder: Path, clock: SetClock, portal: Portal, address: str) -> None:
        self.member, self.clock, self.portal = member, clock, portal
        self.shop: ShopFile = open_shop(
            folder / "shop.sqlite", folder / "machine", clock, create=True, system_keys=False
        )
        rules = Rules((CASH, CARD, NOTES_LEM))
        settings.change_profile(self.shop, ShopProfile(name=member.name, address=member.address, rules=rules))
        self.articles = [self._keep(*each) for each in member.articles]
        syncing.set_statistics_consent(self.shop, statistics=True)
        self.courier = Courier(self.shop, HttpTransport(address))
        portal.members.approve(self.courier.ask_code(member.name, "Caisse 1", "C1").user_code, member.name)
        self.courier.redeem_code()
        self.sync()
        self.id = next(each.id for each in portal.browsing.members() if each.name == member.name)
        said = PublicProfile(
            sector=member.sector,
            commune=member.commune,
            openings=OPENINGS,
            email=f"bonjour@{slug_of(member.name)}.example",
        )
        portal.profiles.keep(self.id, said, orders=portal.profiles.pickup(self.id))

    def _keep(self, name: str, price_minor: int, category: str) -> Product:
        cataloguing.save_category(self.shop, Category(category, category.capitalize(), 1, "clay"))
        kind = "service" if "Révision" in name else "goods"
        made = Product(
            self.shop.identities.new(), name, price_minor, category=category, kind=kind, online=True,
            stocked=kind == "goods", ess_made=category != "velo", local=category != "velo", vat_code="N",
        )  # fmt: skip
        kept = cataloguing.save_product(self.shop, made)
        if kept.stocked:
            cataloguing.receive_stock(self.shop, [Movement(kept.id, 500 * ONE)])
        return kept

    def sync(self) -> None:
        """Send and take everything."""
        # A right to pull lasts an hour, and days pass between two calls.
        self.courier.connect()
        while self.courier.push():
            pass
        while self.courier.pull():
            pass
        network.keep(self.shop, self.courier.fetch("/v1/network", Network))

    def trade(self, chance: random.Random) -> None:
        """Be open for a day: sell over the counter, hand out what was ordered."""
        closing_day.open_session(self.shop, {"CHF": 20_000})
        for _ in range(ORDERS_A_DAY):
            self._order(chance)
        self.sync()
        ordering.answer_new(self.shop)
        for _ in range(SALES_A_DAY):
            self.clock.pass_seconds(600)
            basket = selling.new_basket(self.shop)
            for article in chance.choices(self.articles, k=chance.randint(1, 3)):
                basket = selling.ring_up(self.shop, basket, article, ONE)
            if chance.random() < TO_A_MEMBER:
                others = network.fellows(self.shop)
                basket = basket.sold_to(chance.choice(others) if others else None)
            selling.complete_sale(self.shop, basket, _given(basket.total_minor, chance))
        for order in ordering.open_orders(self.shop):
            ordering.mark_ready(self.shop, order.order.id)
            basket = ordering.collect(self.shop, order.order.id, selling.new_basket(self.shop))
            selling.complete_sale(self.shop, basket, _given(basket.total_minor, chance))
        if chance.random() < GIVEN_BACK:
            self.give_back()
        report = closing_day.read_x(self.shop)
        counts = [Count(code, ((5 if code == "CHF" else 1, report.expected(code) // (5 if code == "CHF" else 1)),))
                  for code in ("CHF", "EUR", "LEM")]  # fmt: skip
        closing_day.close_session(self.shop, counts, kept={"CHF": 0, "LEM": 0})
        self.sync()

    def _order(self, chance: random.Random) -> None:
        goods = [article for article in self.articles if article.kind == "goods"]
        wish = Wish(self.id, chance.choice(goods).id, ONE * chance.randint(1, 2), 0)
        basket = Basket((wish,))
        seal = self.portal.placing.read(basket).seal
        placed = self.portal.placing.place(basket, CAMILLE, form=uuid.uuid4().hex, seal=seal)
        assert isinstance(placed, Placed), self.member.name

    def give_back(self) -> None:
        """Take back what was handed out last, whole."""
        last = refunding.last_ticket(self.shop)
        assert last is not None
        past = refunding.ticket(self.shop, last.id)
        refunding.refund(self.shop, last.id, refunding.still_returnable(past), reason="Ne convient pas")


def play(out: Path) -> dict[str, Any]:
    """Play the three months that ended last; leave statements and pictures in `out`, give the summary's figures."""
    chance = random.Random(5)  # noqa: S311  # a demo, not a secret
    now = datetime.now(ZONE).replace(hour=9, minute=0, second=0, microsecond=0)
    first = now.replace(day=1)
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
    clock = SetClock(first)
    with tempfile.TemporaryDirectory(prefix="comptoir-quarter-") as scratch:
        folder = Path(scratch)
        with PortalThread(f"sqlite:///{folder / 'chamber.db'}", now_ms=lambda: _ms(clock)) as server:
            portal = server.portal
            people = _set_up(portal, clock)
            counters = [
                Counter(member, folder / str(place), clock, portal, server.address)
                for place, member in enumerate(MEMBERS)
            ]
            month = first
            for _ in range(MONTHS):
                for day in MARKET_DAYS:
                    for counter in counters:
                        clock.set(month.replace(day=day))
                        counter.trade(chance)
                month = (month + timedelta(days=32)).replace(day=1)
                clock.set(month.replace(day=2))
                _end_of_month(portal, people, (month - timedelta(days=1)).strftime("%Y-%m"))
            for counter in counters:
                counter.shop.close()
            clock.set(now)
            portal.statistics.publish_due()
            _write_statements(portal, out / "statements")
            _photograph(portal, server.address, counters[0].id, out / "portal")
            return {"ledger": figures(portal), "statistics": published(portal)}


def published(portal: Portal) -> dict[str, int]:
    """Give what the summary says of the statistics: cells of the tables that are out, and how many are protected."""
    months = portal.statistics.between("0000-00", "9999-99")
    return {
        "months": len(months),
        "cells": sum(each.cells for each in months),
        "suppressed": sum(each.suppressed for each in months),
    }


def figures(portal: Portal) -> dict[str, Any]:
    """Give what the summary says of the ledger."""
    ledger = portal.ledger
    balances = ledger.trial_balance()
    if problems := ledger.problems():
        raise RuntimeError("; ".join(problems))
    return {
        "trial_balance": balances,
        "advance_remaining_minor": portal.advance.standing().remaining_minor,
        "statements": len(portal.closing.all()),
        "commission_minor": {
            currency: -ledger.balance(accounts.COMMISSION, currency) - ledger.balance(accounts.POT, currency)
            for currency in balances
        },
    }


def _set_up(portal: Portal, clock: SetClock) -> list[str]:
    day = clock.now().date().isoformat()
    issuer = msgspec.json.encode(CHAMBER).decode()
    for key, value in ((decided.ISSUER, issuer), (decided.PAY_LINK, WALLET), (decided.RUNNING_COSTS, "1500")):
        portal.ledger.decide_rule(key, value, "Comité, à confirmer", "")
    portal.advance.pay_out(ADVANCED_MINOR, day, "Décision du comité", "")
    return ["anna", "marc"]


def _end_of_month(portal: Portal, people: list[str], month: str) -> None:
    portal.closing.close(month, people[0])
    done = sorted(portal.closing.all(month=month), key=lambda each: each.number)
    for one in done[::2]:
        # Every other statement is paid at once.
        if one.closing_minor > 0:
            portal.ledger.pay(one.member, one.currency, one.closing_minor, portal.ledger.today, one.number, people[1])
    if not portal.signing.all():
        spent = portal.pot.balances().get("CHF", 0) // 2
        made = portal.signing.propose(
            Kind.SPENDING, "CHF", spent, "Dépliant commun, 2'000 exemplaires", people[0],
            document=document_of("facture-118.pdf", INVOICE),
        )  # fmt: skip
        portal.signing.answer(made, people[1], agrees=True)


def _write_statements(portal: Portal, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    last = max(each.month for each in portal.closing.all())
    for one in portal.closing.all(month=last):
        for form in ("pdf", "csv"):
            found = papers.written(portal, one.id, form)
            assert found is not None
            (folder / found[1]).write_bytes(found[0])


def _photograph(portal: Portal, address: str, member: str, folder: Path) -> None:
    def session(email: str, role: ChamberRole | MemberRole, of: str | None = None) -> str:
        link = portal.inviting.invite(email, role, member=of)
        return portal.inviting.accept(link.rpartition("/")[2], "Marc Favre", PASSWORD, Caller("127.0.0.1"))

    chamber = session("comptes@chambre.example", ChamberRole.ACCOUNTANT)
    pages = {"chamber-accounts": "comptes", "chamber-statements": "releves", "chamber-advance": "avance",
             "chamber-rates": "taux", "chamber-books": "livres"}  # fmt: skip
    public = {"statistics": "/statistiques", "statistics-de": "/de/statistiques"}
    photograph({name: address + page for name, page in public.items()}, folder)
    (folder / "statistics.json").write_bytes(open_data.as_json(portal.statistics.between("0000-00", "9999-99")))
    photograph({name: f"{address}/chambre/{page}" for name, page in pages.items()}, folder, session=chamber)
    owner = session("membre@demo.example", MemberRole.OWNER, member)
    own = {"member-commission": "commission", "member-pot": "pot"}
    photograph({name: f"{address}/espace/{member}/{page}" for name, page in own.items()}, folder, session=owner)


def _given(total: int, chance: random.Random) -> list[Given]:
    kind = chance.choice(("card", "cash", "lem"))
    if kind == "lem" and total >= 500:  # the smallest note that is taken here
        note = max(each for each in (500, 1000, 2000) if each <= total)
        rest = total - note
        return [notes({note: 1}), *([Given(CARD, rest)] if rest else [])]
    return [Given(CASH, round_cash(total))] if kind == "cash" else [Given(CARD, total)]


def _ms(clock: SetClock) -> int:
    return int(clock.now().timestamp() * 1000)
