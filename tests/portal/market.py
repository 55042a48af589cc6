"""Two members with a few articles on a portal whose clock stands where it is set; tills' facts arrive at will."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pos.domain import facts
from pos.domain.product import Part, Product
from pos.domain.quantity import ONE
from pos.domain.shop import ShopProfile
from pos.domain.stock import Movement
from pos.domain.vat import OUTSIDE
from sync.portal.gathered import Portal
from sync.portal.ingest import store as ingest
from sync.portal.ingest.projected import Gathered, Source
from sync.portal.ingest.projectors import project
from sync.portal.members import store as members
from sync.portal.orders import pickup, store
from sync.portal.orders.basket import Basket, Wish
from sync.portal.orders.contact import Contact
from sync.portal.orders.pickup import ZONE, Hours, Pickup
from sync.portal.orders.placing import Changed, Placed, TooOften, hashed
from sync.portal.serving import PortalThread

if TYPE_CHECKING:
    from pos.domain.online_order import OrderState
    from sync.portal.orders.standing import Part as OrderPart

GRAINS, FOURNIL = "a1" * 16, "b2" * 16
HONEY, BEER, BOTTLE, LENTILS, GIFT = ("c1" * 16, "c2" * 16, "c3" * 16, "c4" * 16, "c5" * 16)
BREAD, BOOK, HOUR = "d1" * 16, "d2" * 16, "d3" * 16
MORNING_MS = int(datetime(2026, 11, 24, 9, 10, tzinfo=ZONE).timestamp() * 1000)
"""A Tuesday."""
CAMILLE = Contact("Camille", "camille@exemple.example")
_ARTICLES = (
    (GRAINS, Product(HONEY, "Miel de printemps, 250 g", 890, stocked=True)),
    (GRAINS, Product(BEER, "Bière au miel, 33 cl", 370, deposit_id=BOTTLE)),
    (GRAINS, Product(LENTILS, "Lentilles vertes", 900, unit="kg", stocked=True)),
    (GRAINS, Product(GIFT, "Panier cadeau", 2500, kind="kit", parts=(Part(HONEY, 2 * ONE), Part(BEER, ONE)))),
    (FOURNIL, Product(BREAD, "Pain de campagne", 850, stocked=True)),
    (FOURNIL, Product(BOOK, "Livre du levain", 2900, online_url="https://livres.example/42")),
    (FOURNIL, Product(HOUR, "Atelier de levain", 4500, kind="service", unit="hour")),
)


def open_on_weekdays(name: str) -> Pickup:
    """Give the pick-up of a shop that is open from Monday to Friday, 10 to 18, and can be written to."""
    email = f"bonjour@{name.rsplit(maxsplit=1)[-1].lower()}.example"
    return Pickup(email=email, weekly=tuple(Hours(weekday, 600, 1080) for weekday in range(5)))


class Market:
    """A portal with two members, that may listen; `now_ms` is its clock."""

    def __init__(self, url: str, *, serves: bool = False, address: str = "http://portail.example") -> None:
        self.now_ms = MORNING_MS
        self._server = PortalThread(url, now_ms=lambda: self.now_ms).__enter__() if serves else None
        if self._server is not None:
            self.portal = self._server.portal
        else:
            self.portal = Portal(url, address=address, now_ms=lambda: self.now_ms)
        self._seq = 0
        for member, name, street in (
            (GRAINS, "Les Grains Libres", ("Rue des Tanneurs 8", "1227 Carouge")),
            (FOURNIL, "Fournil de la Jonction", ("Quai du Levain 3", "1205 Genève")),
        ):
            with self.portal.database.write() as connection:
                members.add_member(connection, member, name, self.now_ms)
                members.add_till(connection, self._till(member), member, "Caisse 1", "C1", self.now_ms)
            profile = ShopProfile(name=name, address=street, uid="CHE-123.456.788")
            self.tell(member, facts.SettingsChanged, version=1, profile=profile)
            with self.portal.database.write() as connection:
                pickup.save(connection, member, open_on_weekdays(name), self.now_ms)
        self.put(GRAINS, Product(BOTTLE, "Consigne", 50, OUTSIDE, kind="deposit"))
        for member, article in _ARTICLES:
            self.put(member, article, online=True)
        self.receive(GRAINS, {HONEY: 10 * ONE, LENTILS: 2250})
        self.receive(FOURNIL, {BREAD: 5 * ONE})

    def close(self) -> None:
        """Stop."""
        if self._server is not None:
            self._server.__exit__()
        else:
            self.portal.close()

    def put(self, member: str, article: Product, *, online: bool = False) -> None:
        """Let a till of a member keep an article."""
        kept = replace(article, online=online)
        self.tell(member, facts.ProductChanged, product=kept, base=0, valid_from="2026-01-01")

    def receive(self, member: str, goods: dict[str, int]) -> None:
        """Put goods on a shelf; a negative quantity takes them off."""
        moves = tuple(Movement(product, milli) for product, milli in goods.items())
        self.tell(member, facts.StockReceived, reason="delivery", moves=moves)

    def tell(self, member: str, kind: type[Any], **said: Any) -> facts.AnyFact:
        """Let a fact of a till arrive."""
        stamp = facts.Stamp(self.now_ms, 60, 0, "boot", self.now_ms)
        fact = kind(id=uuid.uuid4().hex, at=stamp, **said)
        self.arrive(member, fact)
        return fact  # type: ignore[no-any-return]

    def arrive(self, member: str, *together: facts.AnyFact) -> None:
        """Project facts as one batch; the portal heard the till just now."""
        with self.portal.database.write() as connection:
            ingest.lock_member(connection, member)
            members.seen(connection, self._till(member), self.now_ms)
            gathered = Gathered(connection)
            for fact in together:
                self._seq += 1
                gathered.begin()
                project(gathered, Source(member, self._till(member), "e" * 32, self._seq, self.now_ms), fact)
            self.portal.hub.write(connection, Source(member, self._till(member), "e" * 32, 0, self.now_ms), gathered)

    def order(
        self, wishes: dict[tuple[str, str], int], *, form: str = "", contact: Contact = CAMILLE, sender: str = ""
    ) -> Placed | Changed | TooOften:
        """Read a basket and send it."""
        basket = Basket(tuple(Wish(*pair, milli, 0) for pair, milli in wishes.items()))
        seal = self.portal.placing.read(basket).seal
        place = self.portal.placing.place
        return place(basket, contact, form=form or uuid.uuid4().hex, seal=seal, sender=sender)

    def placed(self, wishes: dict[tuple[str, str], int]) -> str:
        """Send a basket that can be had; give the secret."""
        done = self.order(wishes)
        assert isinstance(done, Placed)
        return done.secret

    def parts(self, secret: str) -> list[OrderPart]:
        """Give the parts of an order."""
        with self.portal.database.read() as connection:
            whole = store.by_secret(connection, hashed(secret))
            assert whole is not None
            return store.parts_of(connection, whole.id)

    def states(self, secret: str) -> list[OrderState]:
        """Give how the parts of an order stand."""
        found = self.portal.following.see(secret)
        assert found is not None
        return [order.state for part, _ in found.parts for order in self._down(part)]

    def held(self, member: str, product: str) -> int:
        """Give what is held of an article, thousandths."""
        with self.portal.database.read() as connection:
            return store.held(connection, member, [product]).get(product, 0)

    def _down(self, part: OrderPart) -> list[Any]:
        with self.portal.database.read() as connection:
            return store.rows(connection, part.member, [part.id])

    def _till(self, member: str) -> str:
        return "f" + member[1:]
