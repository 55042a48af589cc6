"""Every kind of journal entry. Bytes are written once and never migrated: a changed meaning is a new version.

No personal data: people appear by surrogate id only, their names live in an erasable table.
"""

from __future__ import annotations

import msgspec

from pos.domain.closing import Report, Totals  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.online_order import Missing, OnlineOrder  # noqa: TC001
from pos.domain.product import Category, Product  # noqa: TC001
from pos.domain.purchase import PurchaseOrder, Supplier  # noqa: TC001
from pos.domain.sale import Sale  # noqa: TC001
from pos.domain.shop import ShopProfile  # noqa: TC001
from pos.domain.stock import CountedLine, Movement, ReceivedLine  # noqa: TC001
from pos.domain.ticket import IssuedTicket  # noqa: TC001


class Stamp(msgspec.Struct, frozen=True, omit_defaults=True):
    """When a fact was recorded: wall clock with offset, and the machine's monotonic clock since `boot`."""

    wall_ms: int
    offset_min: int
    mono_ms: int
    boot: str
    hub_ms: int | None = None
    """The portal's time, once its clock was heard: the only time that two tills share (facts: sync §4.8)."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False, tag_field="type"):
    """What every entry carries: its id (UUIDv7, made before anything is written), time and author."""

    id: str
    at: Stamp
    by: str = ""
    v: int = 1


class Parent(msgspec.Struct, frozen=True):
    """The head of the journal that a new incarnation follows."""

    inc: str
    seq: int
    hash: str


class JournalOpened(Fact, frozen=True, kw_only=True, tag="open"):
    """First entry of an incarnation: one unbroken run of one till's journal."""

    parent: Parent | None
    reason: str
    pubkey: str
    app: str
    schema: int


class SaleCompleted(Fact, frozen=True, kw_only=True, tag="sale"):
    """A sale, with the perpetual totals after it: they never reset."""

    sale: Sale
    perpetual_sales_minor: int
    perpetual_refunds_minor: int


class RefundCompleted(Fact, frozen=True, kw_only=True, tag="refund"):
    """Lines of a past ticket given back."""

    sale: Sale
    perpetual_sales_minor: int
    perpetual_refunds_minor: int


class SessionOpened(Fact, frozen=True, kw_only=True, tag="session.opened"):
    """The drawer opened for the day with a float per currency (minor units)."""

    session: str
    local_at: str
    business_day: str
    floats: tuple[tuple[str, int], ...]


class SessionClosed(Fact, frozen=True, kw_only=True, tag="session.closed"):
    """The Z: counted drawers, totals, the range of entries it closes."""

    session: str
    report: Report


class PeriodClosed(Fact, frozen=True, kw_only=True, tag="period.closed"):
    """A month or a year closed: the sum of its Z reports, bounded by entries and never by time."""

    period: str
    first_seq: int
    last_seq: int
    first_z: int
    last_z: int
    totals: Totals
    perpetual_sales_minor: int
    perpetual_refunds_minor: int


class CashMoved(Fact, frozen=True, kw_only=True, tag="cash.moved"):
    """Money put into (positive) or taken out of a drawer, with the reason."""

    session: str
    currency: str
    minor: int
    reason: str


class DrawerOpened(Fact, frozen=True, kw_only=True, tag="drawer.opened"):
    """The drawer was opened without a sale."""

    reason: str


class StockReceived(Fact, frozen=True, kw_only=True, tag="stock.received"):
    """Goods came in; `moves` is what the shelf gains, `lines` what a goods receipt knows beside it."""

    reason: str
    moves: tuple[Movement, ...]
    supplier: str = ""
    order: str = ""
    """Id of the purchase order it answers."""
    document: str = ""
    """Number of the delivery note."""
    lines: tuple[ReceivedLine, ...] = ()


class StockAdjusted(Fact, frozen=True, kw_only=True, tag="stock.adjusted"):
    """Stock corrected by hand, with one of the reasons of `stock.ADJUSTMENTS`."""

    reason: str
    moves: tuple[Movement, ...]
    note: str = ""


class StockTransferred(Fact, frozen=True, kw_only=True, tag="stock.transferred"):
    """Goods carried from a place to another: two movements for each article."""

    moves: tuple[Movement, ...]
    note: str = ""


class SupplierChanged(Fact, frozen=True, kw_only=True, tag="supplier.changed"):
    """A supplier as it is from now on."""

    supplier: Supplier


class PurchaseOrdered(Fact, frozen=True, kw_only=True, tag="purchase.ordered"):
    """An order to a supplier was written, or changed."""

    order: PurchaseOrder


class PurchaseClosed(Fact, frozen=True, kw_only=True, tag="purchase.closed"):
    """Nothing more is expected of an order."""

    order: str
    reason: str = ""


class PictureKept(Fact, frozen=True, kw_only=True, tag="picture.kept"):
    """A scaled picture, named by its SHA-256; articles name it."""

    sha256: str
    media_type: str
    body: bytes


class TicketsIssued(Fact, frozen=True, kw_only=True, tag="tickets.issued"):
    """Tickets sold with a sale, as they stand in their QR codes."""

    sale: str
    tickets: tuple[IssuedTicket, ...]
    training: bool = False


class TicketsRevoked(Fact, frozen=True, kw_only=True, tag="tickets.revoked"):
    """Tickets that came back with a refund: no door lets them in any more."""

    refund: str
    tickets: tuple[str, ...]


class TicketAdmitted(Fact, frozen=True, kw_only=True, tag="ticket.admitted"):
    """A ticket was let in at the door."""

    ticket: str
    event: int


class AdmissionUndone(Fact, frozen=True, kw_only=True, tag="admission.undone"):
    """Somebody was let in by mistake: the admission (the id of its fact) counts no more."""

    admission: str
    ticket: str


class ProductChanged(Fact, frozen=True, kw_only=True, tag="product.changed"):
    """An article as it is from now on; `base` is the version that was edited, 0 for a new one."""

    product: Product
    base: int
    valid_from: str
    base_id: str = ""
    """Id of the fact (own or pulled) whose article was edited: what the edit is compared with at the portal."""


class CategoryChanged(Fact, frozen=True, kw_only=True, tag="category.changed"):
    """A category as it is from now on."""

    category: Category


class SettingsChanged(Fact, frozen=True, kw_only=True, tag="settings.changed"):
    """The shop's profile from now on; `version` counts up and is named by every sale's receipt."""

    version: int
    profile: ShopProfile


class StockCounted(Fact, frozen=True, kw_only=True, tag="stock.counted"):
    """Articles were counted; each moves by counted less expected. `through`: what the expectation contained.

    `through` maps an incarnation to the last of its entries that the portal's stock held (facts: sync §4.5).
    """

    lines: tuple[CountedLine, ...]
    through: dict[str, int]
    place: str = ""
    scope: str = ""
    """What was counted: «shop», the key of a category, «cyclic», or empty for single articles."""
    blind: bool = False


class PulledProduct(msgspec.Struct, frozen=True):
    """An article as the portal has it; `state` names that version."""

    state: str
    product: Product
    valid_from: str


class CataloguePulled(Fact, frozen=True, kw_only=True, tag="catalogue.pulled"):
    """Changes made elsewhere that came down between two sales; the portal does not apply them again."""

    cursor: str
    products: tuple[PulledProduct, ...] = ()
    categories: tuple[Category, ...] = ()


class RecoveredSale(msgspec.Struct, frozen=True):
    """A ticket that the portal gave back, and where it stands in the till's journal there."""

    inc: str
    seq: int
    sale: Sale


class SalesRecovered(Fact, frozen=True, kw_only=True, tag="sales.recovered"):
    """Own tickets that this file lacked came back from the portal, which holds and counts them already.

    They can be looked at, printed and refunded; stock, Z and perpetual totals counted them where they were made.
    """

    sales: tuple[RecoveredSale, ...]


class Heard(Fact, frozen=True, kw_only=True, tag="heard"):
    """Facts of the shop's other tills that came down, exactly as those wrote them; `cursor` is the portal's place.

    Each takes effect here as if it had been recorded here. The portal, which holds them already, ignores this entry.
    """

    cursor: str
    payloads: tuple[str, ...]


class OrderAcknowledged(Fact, frozen=True, kw_only=True, tag="order.acknowledged"):
    """The shop has seen an online order and keeps it."""

    order: str


class OrdersPulled(Fact, frozen=True, kw_only=True, tag="orders.pulled"):
    """Online orders as they stand at the portal came down; the portal does not apply them again."""

    cursor: str
    orders: tuple[OnlineOrder, ...]
    unheard: tuple[str, ...] = ()
    """Ids of those that the portal told before it knew this till's last answer: that answer stands."""


class OrderReady(Fact, frozen=True, kw_only=True, tag="order.ready"):
    """The goods of an online order lie ready for the buyer."""

    order: str


class OrderShort(Fact, frozen=True, kw_only=True, tag="order.short"):
    """The shop lacks goods of an online order; the buyer decides about the rest."""

    order: str
    missing: tuple[Missing, ...]


class OrderRefused(Fact, frozen=True, kw_only=True, tag="order.refused"):
    """The shop cannot serve an online order at all, or the buyer gave it up at the counter."""

    order: str
    reason: str = ""


class OrderCollected(Fact, frozen=True, kw_only=True, tag="order.collected"):
    """An online order was handed out and sold with `sale`."""

    order: str
    sale: str


class ConsentChanged(Fact, frozen=True, kw_only=True, tag="consent.changed"):
    """The shop lets the chamber count its sales in protected statistics, or no longer."""

    statistics: bool


class ReceiptReprinted(Fact, frozen=True, kw_only=True, tag="receipt.reprinted"):
    """A duplicate of a receipt was asked for; `copy` counts from 1."""

    sale: str
    copy: int


class PrintResolved(Fact, frozen=True, kw_only=True, tag="print.resolved"):
    """What the cashier decided about a print job that may or may not have come out."""

    reference: str
    decision: str


class CashierChanged(Fact, frozen=True, kw_only=True, tag="cashier.changed"):
    """Another person is at the till."""

    cashier: str


class TillStarted(Fact, frozen=True, kw_only=True, tag="till.started"):
    """The till was started; `app` is its version."""

    app: str
    sqlite: str


class TillStopped(Fact, frozen=True, kw_only=True, tag="till.stopped"):
    """The till was closed in order."""


class ClockJumped(Fact, frozen=True, kw_only=True, tag="clock.jumped"):
    """The wall clock and the monotonic clock disagree by `jump_ms` since the last entry."""

    jump_ms: int


class TrainingSwitched(Fact, frozen=True, kw_only=True, tag="training.switched"):
    """Training mode went on or off."""

    on: bool


AnyFact = (
    JournalOpened
    | SaleCompleted
    | RefundCompleted
    | SessionOpened
    | SessionClosed
    | PeriodClosed
    | CashMoved
    | DrawerOpened
    | StockReceived
    | StockCounted
    | StockAdjusted
    | StockTransferred
    | SupplierChanged
    | PurchaseOrdered
    | PurchaseClosed
    | PictureKept
    | TicketsIssued
    | TicketsRevoked
    | TicketAdmitted
    | AdmissionUndone
    | CataloguePulled
    | SalesRecovered
    | Heard
    | OrderAcknowledged
    | OrdersPulled
    | OrderReady
    | OrderShort
    | OrderRefused
    | OrderCollected
    | ConsentChanged
    | ProductChanged
    | CategoryChanged
    | SettingsChanged
    | ReceiptReprinted
    | PrintResolved
    | CashierChanged
    | TillStarted
    | TillStopped
    | ClockJumped
    | TrainingSwitched
)

IN_ORDER = frozenset({"supplier.changed", "purchase.ordered", "purchase.closed"})
"""Kinds whose last one stands: every till applies them in the portal's order, its own among them."""
SHARED = IN_ORDER | {
    "stock.received",
    "picture.kept",
    "tickets.issued",
    "tickets.revoked",
    "ticket.admitted",
    "admission.undone",
}
"""Kinds that the shop's other tills hear. None moves stock or money there: of a goods receipt they take what it says
of cost, lot and order; its goods come down as levels."""

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyFact] = msgspec.json.Decoder(AnyFact)


class Header(msgspec.Struct, frozen=True):
    """What can be read of an entry of any kind, known or not."""

    id: str
    type: str
    v: int


_headers = msgspec.json.Decoder(Header)


def encode(fact: AnyFact) -> bytes:
    """Give the exact UTF-8 JSON bytes of a fact, without newlines."""
    return _encoder.encode(fact)


def decode(payload: bytes) -> AnyFact:
    """Read a fact; raises `msgspec.ValidationError` for an unknown kind or shape."""
    return _decoder.decode(payload)


def header(payload: bytes) -> Header:
    """Read id, kind and version, whatever the kind."""
    return _headers.decode(payload)


def kind_of(fact: AnyFact) -> str:
    """Give the kind's name as stored in the journal."""
    tag = type(fact).__struct_config__.tag
    assert isinstance(tag, str)
    return tag
