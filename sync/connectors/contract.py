"""What every connector to a web shop can do, and the words they speak with us.

Quantities are whole pieces (units of sale), prices minor units of CHF, VAT included; times milliseconds since 1970.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from pos.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Abilities(NamedTuple):
    """What a web shop's interface can do, measured (facts: portal §1.2-1.4)."""

    stock: Literal["absolute", "delta"]
    """Whether a stock that is sent replaces the level, or is added to it."""
    batch_max: int
    """Articles in one call that writes."""
    page_max: int
    """Rows in one answer that reads."""
    client_ids: bool
    """Whether an article can be created under an id of ours."""
    idempotent_orders: bool
    """Whether the same order sent twice is one; where it is not, sales of the till are never sent as orders."""
    acknowledges: bool
    """Whether an order can be marked as received."""


class Article(NamedTuple):
    """An article as it should be in the web shop; `sku` is what both sides call it."""

    id: str
    sku: str
    name: str
    description: str
    price_minor: int | None
    gtin: str = ""
    stocked: bool = False
    """Whether its stock is kept: it is created with none, so that nothing is sold before the level is known."""
    external_url: str = ""
    """Where it is sold instead: the web shop leads there."""


class Seen(NamedTuple):
    """An article as the web shop has it; `pieces` None: it keeps no stock of it."""

    remote: str
    sku: str
    pieces: int | None
    price_minor: int | None


class StockChange(NamedTuple):
    """The level that an article should have, and the one it was seen with."""

    remote: str
    pieces: int
    before: int | None


class Outcome(NamedTuple):
    """What became of one article of a call: its id there, or the trouble. `existing`: it was there, and not changed."""

    key: str
    remote: str = ""
    trouble: str = ""
    existing: bool = False


class OrderTurn(enum.StrEnum):
    """How a remote order matters here: goods are to be held for it, or no longer."""

    OPEN = "open"
    CANCELLED = "cancelled"


class RemoteLine(NamedTuple):
    """A line of a remote order; its total in minor units of the order's currency, VAT included."""

    remote: str
    sku: str
    name: str
    pieces: int
    total_minor: int


class RemoteOrder(NamedTuple):
    """An order of a web shop; `lines` None: they were told before, only the turn may be new."""

    remote: str
    number: str
    turn: OrderTurn
    currency: str
    placed_ms: int
    modified_ms: int
    lines: tuple[RemoteLine, ...] | None


class AwayError(UserError):
    """The web shop does not answer now, or wants to be left alone; nothing is known of what was being sent."""

    def __init__(self, text: str, *, after_ms: int | None = None) -> None:
        super().__init__(text)
        self.after_ms = after_ms
        """How long it asked to be left alone."""


class ShutError(UserError):
    """The web shop answers, but lets nobody in like this: a person has to do something."""


class Connector(Protocol):
    """One web shop. Every call may raise `AwayError` or `ShutError`; what it changed until then stays changed."""

    def close(self) -> None:
        """Let go of connections."""
        ...

    @property
    def abilities(self) -> Abilities:
        """What its interface can do."""
        ...

    def find(self, skus: Sequence[str]) -> list[Seen]:
        """Look articles up by their codes; those it does not have are left out."""
        ...

    def look(self, remotes: Sequence[str]) -> dict[str, Seen]:
        """Read articles by their ids there; those that are gone are left out."""
        ...

    def upsert_products(self, articles: Sequence[tuple[Article, str]]) -> list[Outcome]:
        """Create articles (without an id there) and change others, never their stock; an outcome for each."""
        ...

    def set_stock(self, changes: Sequence[StockChange]) -> list[Outcome]:
        """Bring levels from what was seen to what they should be; an outcome for each, by its id there."""
        ...

    def pull_orders(self, since_ms: int) -> Iterator[RemoteOrder]:
        """Give orders that changed since a moment on its clock; some may come again, none is left out."""
        ...

    def ack(self, remote: str, code: str) -> None:
        """Mark an order as received, with our code for it; once more does no harm."""
        ...
