"""Deliver what waits for a web shop: find each article, write what differs, read back, and only then strike it off.

An answer that is lost leaves open whether the call was carried out. So nothing is inferred from calls: what the shop
has is read, the difference to what it should have is sent, and what it then has is read again. A call that came twice
or late shows in the next reading, also where stock is sent as a difference; nothing has to be remembered about it.

Levels are read before orders are pulled, and orders before it is decided what a level should be: a piece that is
bought there meanwhile may be taken off twice until the next visit, but is never offered twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from pos.domain.errors import UserError
from sync.connectors.contract import StockChange
from sync.connectors.linking import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sync.connectors.contract import Article, Connector, Outcome, Seen

_UNKNOWN = str(UserError("The web shop has no article with this code."))
_AMBIGUOUS = str(UserError("Two articles of the web shop have this code."))
_TWICE_HERE = str(UserError("Another article of the till has the same code."))
_GONE = str(UserError("The article is gone from the web shop."))
_STOCK_NOT_TAKEN = str(UserError("The web shop did not take the stock."))
_PRICE_NOT_TAKEN = str(UserError("The web shop did not take the price."))
SOON, LATER = "soon", "later"
"""When something is tried again: with growing pauses, or when everything is gone through again anyway."""


class Waiting(NamedTuple):
    """An article whose state in the web shop may have to change. `written` is the fingerprint it was written with.

    `article` None: it is offered no more, and only its stock there goes to nothing.
    """

    product: str
    seq: int
    article: Article | None
    remote: str = ""
    written: str = ""


class Book(Protocol):
    """What is remembered of one web shop: links, and what waits."""

    def link(self, product: str, remote: str, sku: str) -> bool:
        """Remember which article there is ours; False when it belongs to another article already."""
        ...

    def unlink(self, product: str) -> None:
        """Forget an article that is gone there; it waits to be found again."""
        ...

    def written(self, product: str, digest: str) -> None:
        """Remember what was written of an article."""
        ...

    def pieces(self, products: Sequence[str]) -> Mapping[str, int | None]:
        """Give the levels that articles should have there now; None where no stock is kept."""
        ...

    def settled(self, waiting: Waiting, pieces: int | None) -> None:
        """Strike off what was read back as it should be, unless it changed again since."""
        ...

    def put_off(self, waiting: Waiting, trouble: str, when: str) -> None:
        """Try again, `soon` or `later`, and keep why."""
        ...


class Delivery:
    """One chunk on its way to one web shop; `writes_articles` says whether names and prices go there too."""

    def __init__(self, connector: Connector, book: Book, pull: Callable[[], object], *, writes_articles: bool) -> None:
        self._connector, self._book, self._pull = connector, book, pull
        self._writes_articles = writes_articles

    def deliver(self, waiting: Sequence[Waiting]) -> int:
        """Deliver; give how many are as they should be."""
        rows = self._found(waiting)
        if self._writes_articles:
            rows = self._written(self._written(rows, new=True), new=False)
        return self._shelved([row for row in rows if row.remote])

    def _found(self, waiting: Sequence[Waiting]) -> list[Waiting]:
        """Link what is not linked yet to the article of the same code."""
        by_sku = {row.article.sku: row for row in waiting if not row.remote and row.article is not None}
        seen: dict[str, list[Seen]] = {}
        for each in self._connector.find(list(by_sku)) if by_sku else ():
            seen.setdefault(each.sku, []).append(each)
        made = []
        for row in waiting:
            known = seen.get(row.article.sku, []) if row.article is not None and not row.remote else []
            if row.remote or (row.article is not None and not known and self._writes_articles):
                made.append(row)
            elif row.article is None:
                self._book.settled(row, None)
            elif len(known) == 1:
                made += self._linked(row, known[0].remote)
            else:
                trouble = _AMBIGUOUS if known else _UNKNOWN
                self._book.put_off(row, trouble, LATER)
        return made

    def _linked(self, row: Waiting, remote: str) -> list[Waiting]:
        assert row.article is not None
        if self._book.link(row.product, remote, row.article.sku):
            return [row._replace(remote=remote)]
        self._book.put_off(row, _TWICE_HERE, LATER)
        return []

    def _written(self, rows: Sequence[Waiting], *, new: bool) -> list[Waiting]:
        """Create what is not there, or change what is there and was written otherwise."""
        wanted = [row for row in rows if row.article is not None and bool(row.remote) is not new and _differs(row)]
        outcomes: dict[str, Outcome] = {}
        pairs = [(row.article, row.remote) for row in wanted if row.article is not None]
        for each in self._connector.upsert_products(pairs) if pairs else ():
            outcomes[each.key] = each
        made = []
        for row in rows:
            if row.product not in outcomes:
                made.append(row)
                continue
            outcome = outcomes[row.product]
            if outcome.trouble:
                self._book.put_off(row, outcome.trouble, SOON)
            else:
                made += self._kept(row, outcome)
        return made

    def _kept(self, row: Waiting, outcome: Outcome) -> list[Waiting]:
        linked = [row] if row.remote else self._linked(row, outcome.remote)
        if not linked or outcome.existing:
            return linked
        assert row.article is not None
        digest = fingerprint(row.article)
        self._book.written(row.product, digest)
        return [linked[0]._replace(written=digest)]

    def _shelved(self, rows: Sequence[Waiting]) -> int:
        """Bring stock to what it should be."""
        before = self._connector.look([row.remote for row in rows]) if rows else {}
        self._pull()
        wanted = self._book.pieces([row.product for row in rows])
        there = self._there(rows, before)
        changes = [
            StockChange(row.remote, pieces, before[row.remote].pieces)
            for row in there
            if (pieces := wanted.get(row.product)) is not None and pieces != before[row.remote].pieces
        ]
        outcomes = {each.key: each for each in self._connector.set_stock(changes)} if changes else {}
        after = {**before, **(self._connector.look([change.remote for change in changes]) if changes else {})}
        return sum(self._compared(row, wanted.get(row.product), after, outcomes) for row in there)

    def _there(self, rows: Sequence[Waiting], seen: Mapping[str, Seen]) -> list[Waiting]:
        for row in rows:
            if row.remote not in seen:
                self._book.unlink(row.product)
                self._book.put_off(row, _GONE, SOON)
        return [row for row in rows if row.remote in seen]

    def _compared(
        self, row: Waiting, pieces: int | None, after: Mapping[str, Seen], outcomes: Mapping[str, Outcome]
    ) -> bool:
        seen, outcome = after[row.remote], outcomes.get(row.remote)
        if outcome is not None and outcome.trouble:
            self._book.put_off(row, outcome.trouble, SOON)
        elif pieces is not None and seen.pieces != pieces:
            self._book.put_off(row, _STOCK_NOT_TAKEN, SOON)
        elif self._price_differs(row, seen):
            self._book.written(row.product, "")
            self._book.put_off(row, _PRICE_NOT_TAKEN, SOON)
        else:
            self._book.settled(row, pieces)
            return True
        return False

    def _price_differs(self, row: Waiting, seen: Seen) -> bool:
        wanted = row.article.price_minor if row.article is not None else None
        return self._writes_articles and wanted is not None and seen.price_minor != wanted


def _differs(row: Waiting) -> bool:
    return row.article is not None and (not row.remote or row.written != fingerprint(row.article))
