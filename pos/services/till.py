"""The till as it stands: who is at it, the basket in progress, what was given; no window, no rule of its own."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import tender
from pos.domain.errors import UserError
from pos.domain.money import check_limit
from pos.domain.quantity import ONE, from_grams
from pos.domain.weighing import net_weight
from pos.services import (
    closing_day,
    network,
    ordering,
    parking,
    people,
    refunding,
    searching,
    selling,
    settings,
    weighing,
)

if TYPE_CHECKING:
    from pos.domain.basket import Basket
    from pos.domain.currency import ChangePolicy
    from pos.domain.network import Fellow
    from pos.domain.pricing import Discount
    from pos.domain.product import Category, Pack, Product
    from pos.domain.sale import Sale
    from pos.domain.tender import Given, Settlement
    from pos.services.searching import Scanned
    from pos.shopfile.local import Draft, Person
    from pos.shopfile.reading import SessionRow, TicketRow
    from pos.shopfile.search import Found
    from pos.shopfile.shopfile import ShopFile

UNDO_STEPS = 50


class Asks(Enum):
    """What must still be said before an article is in the basket."""

    NOTHING = "nothing"
    QUANTITY = "quantity"
    PRICE = "price"
    WEIGHT = "weight"


class Rung(NamedTuple):
    """What became of a scan or a touch: the article and what it asks; or several; or a ticket; or an online order.

    `tare_grams`: it was a container, to be deducted from what is weighed next. `warning`: it was rung up,
    and the cashier must know something.
    """

    product: Product | None = None
    asks: Asks = Asks.NOTHING
    choice: tuple[Found, ...] = ()
    ticket_id: str | None = None
    scanned: Scanned | None = None
    tare_grams: int | None = None
    warning: UserError | None = None
    order_id: str | None = None


class Till:
    """What the selling screen shows and changes; every change is kept, so that a crash loses nothing."""

    def __init__(self, shop: ShopFile) -> None:
        self.shop = shop
        self.cashier: Person | None = people.at_the_till(shop)
        self.last_sale: Sale | None = None
        self.given: tuple[Given, ...] = ()
        self.change_in: ChangePolicy | None = None
        self.tare_grams: int | None = None
        """Container that was scanned for what is weighed next."""
        self._history: list[Basket] = []
        self._unkept = False
        self.basket: Basket = parking.in_progress(shop) or selling.new_basket(shop)
        self.refresh()

    def refresh(self) -> None:
        """Read settings and session again after another screen changed them."""
        self.profile = settings.profile(self.shop)
        self.preferences = settings.preferences(self.shop)
        self.session: SessionRow | None = closing_day.current_session(self.shop)

    @property
    def cashier_id(self) -> str:
        """Id of who is at the till, empty when nobody is."""
        return self.cashier.id if self.cashier else ""

    @property
    def training(self) -> bool:
        """Whether sales are only practised."""
        return self.preferences.training

    def scan(self, code: str) -> Rung:
        """Take a scanned code; raises `UserError` for an unknown one, and the next scan works all the same."""
        scanned = searching.read_code(self.shop, code)
        if scanned.ticket_id is not None:
            return Rung(ticket_id=scanned.ticket_id)
        if scanned.order_id is not None:
            return Rung(order_id=scanned.order_id)
        if scanned.tare_grams is not None:
            self.tare_grams = scanned.tare_grams
            return Rung(tare_grams=scanned.tare_grams)
        if len(scanned.products) > 1:
            return Rung(choice=tuple(scanned.products), scanned=scanned)
        return self.take(scanned, scanned.products[0].product)

    def take(self, scanned: Scanned, product: Product) -> Rung:
        """Ring up what a code says: a labelled article, a pack, a deposit that comes back, or one of it."""
        said = weighing.measured(product, scanned)
        if said is not None:
            self._ring(product, said.quantity_milli, said.unit_price_minor,
                       label_minor=said.label_minor, lot=scanned.lot)  # fmt: skip
            rung = Rung(product)
        elif product.kind == "deposit" and (product.price_minor or 0) > 0:
            rung = self.add(product, -ONE)
        else:
            rung = self.add(product, code=scanned.code, lot=scanned.lot)
        return rung._replace(warning=self._expired(product, scanned.best_before))

    def add(
        self,
        product: Product,
        quantity_milli: int | None = None,
        price_minor: int | None = None,
        *,
        code: str = "",
        lot: str = "",
    ) -> Rung:
        """Put an article into the basket, or tell what it asks first; `code` may be that of a pack."""
        pack = product.pack_of(code) if code else None
        if product.price_minor is None and price_minor is None and (pack is None or pack.price_minor is None):
            return Rung(product, Asks.PRICE)
        if product.weighed and quantity_milli is None and pack is None:
            return Rung(product, Asks.WEIGHT if product.unit in weighing.BY_WEIGHT else Asks.QUANTITY)
        self._ring(product, quantity_milli or ONE, price_minor, pack=pack, lot=lot)
        return Rung(product)

    def weigh(self, product: Product, gross_grams: int, tare_grams: int = 0, *, own_tare: bool = False) -> Rung:
        """Put a weighed article into the basket: gross less tare, in grams; `own_tare`: the scale has one set."""
        net = net_weight(gross_grams, tare_grams, own_tare=own_tare)
        self._ring(product, from_grams(net, product.unit), tare_grams=tare_grams)
        self.tare_grams = None
        return Rung(product)

    def collect(self, order: str) -> None:
        """Put the goods of an online order into the basket; paying it hands the order out."""
        self._change(ordering.collect(self.shop, order, self.basket))

    def serve_member(self) -> None:
        """Switch the basket to the prices of members, or back."""
        self._change(self.basket.serve_member(on=not self.basket.member))

    def fellows(self, words: str = "") -> list[Fellow]:
        """Give the other members of the network whose name has all the words."""
        return network.fellows(self.shop, words)

    def sell_to(self, buyer: Fellow | None) -> None:
        """Note which member of the network buys, or that none does."""
        self._change(self.basket.sold_to(buyer))

    def eat_here(self, line_id: str | None = None) -> None:
        """Switch the basket, or one line, between taken away and consumed on the spot."""
        if line_id is None:
            self._change(self.basket.eaten_here(on=not self.basket.eat_in))
        else:
            self._change(self.basket.line_eaten_here(line_id, on=not self.basket.line(line_id).eat_in))

    def set_quantity(self, line_id: str, quantity_milli: int) -> None:
        """Change a line's quantity; zero removes it."""
        self._change(self.basket.set_quantity(line_id, quantity_milli))

    def set_price(self, line_id: str, price_minor: int) -> None:
        """Change a line's price for this sale."""
        self._change(self.basket.set_price(line_id, price_minor))

    def set_line_discount(self, line_id: str, discount: Discount | None) -> None:
        """Give a line a discount or take it away."""
        self._change(self.basket.set_line_discount(line_id, discount))

    def set_discount(self, discount: Discount | None) -> None:
        """Give the basket a discount or take it away."""
        self._change(self.basket.set_discount(discount))

    def remove(self, line_id: str) -> None:
        """Remove a line."""
        self._change(self.basket.without_line(line_id))

    def undo(self) -> bool:
        """Take the last change of the basket back; False when there is none."""
        if not self._history:
            return False
        self.basket = self._history.pop()
        self._unkept = True
        return True

    def keep(self) -> None:
        """Write the basket down; called right after the screen has shown it, so that selling never waits."""
        if self._unkept:
            parking.keep_open(self.shop, self.basket)
            self._unkept = False

    def park(self) -> None:
        """Set the basket aside and start an empty one."""
        parking.park(self.shop, self.basket)
        self._fresh()

    def resume(self, basket_id: str) -> None:
        """Take a parked basket up; the one in progress is parked in its place."""
        if self.basket.lines:
            self.park()
        self.basket = parking.resume(self.shop, basket_id)
        self._history = []

    def parked(self) -> list[Draft]:
        """Give the parked baskets, oldest first."""
        return parking.parked(self.shop)

    def discard(self, basket_id: str) -> None:
        """Give a parked basket up."""
        parking.discard(self.shop, basket_id)

    def find(self, text: str, limit: int = 30) -> list[Found]:
        """Give the articles a person typing looks for, best first."""
        return searching.find(self.shop, text, limit)

    def exact(self, text: str) -> Found | None:
        """Give the one article whose PLU or barcode was typed."""
        return searching.exact(self.shop, text)

    def names_order(self, text: str) -> bool:
        """Tell whether the code of an online order was typed."""
        return ordering.by_code(self.shop, text) is not None

    def tiles(self, category: str | None = None) -> list[Found]:
        """Give the favourites, or the articles of a category."""
        return searching.favourites(self.shop) if category is None else searching.of_category(self.shop, category)

    def categories(self) -> list[Category]:
        """Give the categories in the shop's order."""
        return searching.categories(self.shop)

    def team(self) -> list[Person]:
        """Give the people who may stand at the till."""
        return people.everybody(self.shop)

    def log_in(self, person: Person, pin: str = "") -> None:
        """Put somebody at the till."""
        people.log_in(self.shop, person, pin)
        self.cashier = person

    def last_ticket(self) -> TicketRow | None:
        """Give the newest ticket."""
        return refunding.last_ticket(self.shop)

    @property
    def accepted(self) -> tuple[str, ...]:
        """Codes of the tenders this shop takes and the till can settle now."""
        rules = self.profile.rules
        return tuple(code for code in rules.accepted if code != tender.CASH_EUR or rules.eur_rate is not None)

    @property
    def rest_minor(self) -> int:
        """What is still owed, exact (card, TWINT, LEM)."""
        return tender.remaining(self.basket.total_minor, self.given, self.profile.rules)

    @property
    def cash_rest_minor(self) -> int:
        """What is still owed when cash pays it."""
        return tender.cash_due(self.basket.total_minor, self.given, self.profile.rules)

    @property
    def euro_rest_minor(self) -> int:
        """What is still owed in EUR minor units, rounded up to what can be handed over."""
        return tender.euro_due(self.basket.total_minor, self.given, self.profile.rules)

    def give(self, code: str, minor: int, reference: str = "") -> None:
        """Take what the customer hands over, in minor units of the tender's currency."""
        new = tender.Given(code, minor, reference=reference)
        self.given = (*self.given, tender.check_given(self.basket.total_minor, self.given, new, self.profile.rules))

    def add_note(self, note_minor: int) -> None:
        """Take one Léman note more."""
        self._set_notes(self.notes() + Counter({note_minor: 1}))

    def remove_note(self, note_minor: int) -> None:
        """Hand one Léman note back."""
        self._set_notes(self.notes() - Counter({note_minor: 1}))

    def notes(self) -> Counter[int]:
        """Give the Léman notes taken: denomination to number."""
        return Counter(note for item in self.given if item.code == tender.NOTES_LEM for note in item.notes)

    def take_back(self, index: int) -> None:
        """Remove what was given in that place."""
        self.given = (*self.given[:index], *self.given[index + 1 :])

    def settlement(self) -> Settlement | None:
        """Give how the payment would settle now, or None while something is missing."""
        try:
            return tender.settle(self.basket.total_minor, self.given, self.profile.rules, self.change_in)
        except UserError:
            return None

    def pay(self) -> Sale:
        """Finish the sale: when this returns, it is on disk."""
        sale = selling.complete_sale(
            self.shop,
            self.basket,
            self.given,
            cashier=self.cashier_id,
            change_in=self.change_in,
            training=self.training,
        )
        self.last_sale = sale
        self.session = closing_day.current_session(self.shop)
        self._fresh()
        return sale

    def refund(
        self,
        sale_id: str,
        wanted: dict[str, int],
        *,
        prefer: str | None = None,
        reason: str = "",
        tickets_back: tuple[str, ...] = (),
    ) -> Sale:
        """Give lines of a past ticket back; `tickets_back` are numbers of event tickets that came back on paper."""
        sale = refunding.refund(
            self.shop,
            sale_id,
            wanted,
            prefer=prefer,
            reason=reason,
            cashier=self.cashier_id,
            tickets_back=tickets_back,
        )
        self.last_sale = sale
        return sale

    def _set_notes(self, counts: Counter[int]) -> None:
        others = tuple(item for item in self.given if item.code != tender.NOTES_LEM)
        if counts:
            new = tender.check_given(self.basket.total_minor, others, tender.notes(counts), self.profile.rules)
            others = (new, *others)
        self.given = others

    def _change(self, basket: Basket) -> None:
        check_limit(basket.total_minor)
        self._history = [*self._history[-UNDO_STEPS:], self.basket]
        self.basket = basket
        self._unkept = True

    def _ring(
        self,
        product: Product,
        quantity_milli: int,
        price_minor: int | None = None,
        *,
        pack: Pack | None = None,
        tare_grams: int = 0,
        label_minor: int | None = None,
        lot: str = "",
    ) -> None:
        self._change(
            selling.ring_up(
                self.shop,
                self.basket,
                product,
                quantity_milli,
                price_minor,
                pack=pack,
                tare_grams=tare_grams,
                label_minor=label_minor,
                lot=lot,
            )
        )

    def _expired(self, product: Product, best_before: str) -> UserError | None:
        if not best_before or best_before >= self.shop.clock.now().date().isoformat():
            return None
        year, month, day = best_before.split("-")
        return UserError(
            "{name}: the date on it is past, {date}. It is in the basket. Look at it before you hand it over.",
            name=product.name,
            date=f"{day}.{month}.{year}",
        )

    def _fresh(self) -> None:
        self.basket = selling.new_basket(self.shop)
        self.tare_grams = None
        self.given, self.change_in, self._history, self._unkept = (), None, [], False
