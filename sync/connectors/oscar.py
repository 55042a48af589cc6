"""django-oscar with django-oscar-api, its calls for staff (OSCARAPI_BLOCK_ADMIN_API_ACCESS = False).

Measured on Oscar 4.2.1 and its API 3.3.0: stock belongs to a partner's record of an article, so a shop of several
members has one for each; an order does not lower `num_in_stock` but raises `num_allocated`, and what can be sold is
the difference; an article's code is looked up one by one; orders cannot be filtered by date, nor marked.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sync.connectors.amounts import as_decimal, as_minor, as_pieces, as_price
from sync.connectors.calling import Caller, by_password, checked_address
from sync.connectors.contract import Abilities, OrderTurn, Outcome, RemoteLine, RemoteOrder, Seen, ShutError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.connectors.contract import Article, StockChange

ABILITIES = Abilities("absolute", 1, 100, client_ids=False, idempotent_orders=False, acknowledges=False)
_ENDED = frozenset({"cancelled", "canceled", "refunded"})


class Oscar:
    """One shop by its address and a staff account; `partner` is whose stock is kept, by its code or name."""

    abilities = ABILITIES

    def __init__(self, url: str, user: str, password: str, *, partner: str = "", kind: str = "") -> None:
        self._caller = Caller(f"{checked_address(url)}/api", by_password(user, password))
        self._wanted, self._kind = partner, kind
        self._partner = ""
        self._records: dict[str, Mapping[str, Any] | None] = {}
        self._read_lines: dict[str, tuple[RemoteLine, ...]] = {}

    def close(self) -> None:
        """Let go of connections."""
        self._caller.close()

    def find(self, skus: Sequence[str]) -> list[Seen]:
        """Look articles up by their codes (UPC), one call each; those without a record of our partner have no stock."""
        found = []
        for sku in skus:
            rows = [row for row in self._rows("products/", [("upc", sku)]) if row["upc"] == sku]
            found += [seen for row in rows if (seen := self._read(str(row["id"]))) is not None]
        return found

    def look(self, remotes: Sequence[str]) -> dict[str, Seen]:
        """Read articles by id."""
        found = ((remote, self._read(remote)) for remote in remotes)
        return {remote: seen for remote, seen in found if seen is not None}

    def upsert_products(self, articles: Sequence[tuple[Article, str]]) -> list[Outcome]:
        """Create articles with an empty record of our partner, and change others."""
        return [self._change(article, remote) if remote else self._create(article) for article, remote in articles]

    def set_stock(self, changes: Sequence[StockChange]) -> list[Outcome]:
        """Set what can be sold: what is allocated to orders comes on top."""
        made = []
        for change in changes:
            record = self._record(change.remote)
            if record is None:
                made.append(Outcome(change.remote, change.remote, trouble="no record of this partner"))
                continue
            level = change.pieces + (record["num_allocated"] or 0)
            answer = self._caller.send("PATCH", record["url"], {"num_in_stock": level})
            made.append(Outcome(change.remote, change.remote, trouble="" if answer.is_good else _trouble(answer.body)))
        return made

    def pull_orders(self, since_ms: int) -> Iterator[RemoteOrder]:
        """Give all orders, the lines of those since a moment: what became of older ones shows in the list alone."""
        for row in self._rows("admin/orders/", []):
            placed = int(datetime.fromisoformat(row["date_placed"]).timestamp() * 1000)
            turn = OrderTurn.CANCELLED if row["status"].casefold() in _ENDED else OrderTurn.OPEN
            remote = _number(row["url"])
            lines = self._lines(remote, row["lines"]) if placed > since_ms else None
            yield RemoteOrder(remote, row["number"], turn, row["currency"], placed, placed, lines)

    def ack(self, remote: str, code: str) -> None:
        """Orders are only read in this interface."""

    def _lines(self, order: str, place: str) -> tuple[RemoteLine, ...]:
        """Read the lines of an order, once in a visit: they never change."""
        if order not in self._read_lines:
            self._read_lines[order] = tuple(self._ours_among(self._rows(place, [])))
        return self._read_lines[order]

    def _ours_among(self, lines: Iterable[Mapping[str, Any]]) -> Iterator[RemoteLine]:
        """Leave out the lines of a shop's other partners."""
        for line in lines:
            product = _number(line["product"] or "")
            if product and product not in self._records:
                self._records[product] = self._record(product)
            record = self._records.get(product)
            if record is not None and _number(record["url"]) == _number(line["stockrecord"] or ""):
                total = as_minor(line["price_incl_tax"])
                yield RemoteLine(product, record["partner_sku"], "", as_pieces(line["quantity"]), total)

    def _create(self, article: Article) -> Outcome:
        body = {
            "upc": article.sku,
            "title": article.name,
            "slug": f"comptoir-{article.id}",
            "description": article.description,
            "product_class": self._product_class(),
            "stockrecords": [self._new_record(article)],
        }
        answer = self._caller.send("POST", "admin/products/", body)
        if answer.is_good:
            return Outcome(article.id, str(answer.body["id"]))
        known = self.find([article.sku])
        if known:
            return Outcome(article.id, known[0].remote, existing=True)
        return Outcome(article.id, trouble=_trouble(answer.body))

    def _change(self, article: Article, remote: str) -> Outcome:
        record = self._record(remote)
        price = {"price_currency": "CHF", "price": _price(article)}
        if record is None:
            body: dict[str, Any] = {"stockrecords": [self._new_record(article)]}
            answer = self._caller.send("PATCH", f"admin/products/{remote}/", body | _texts(article))
        else:
            answer = self._caller.send("PATCH", f"admin/products/{remote}/", _texts(article))
            if answer.is_good:
                answer = self._caller.send("PATCH", record["url"], price)
        return Outcome(article.id, remote, trouble="" if answer.is_good else _trouble(answer.body))

    def _new_record(self, article: Article) -> dict[str, Any]:
        said = {"partner": self._partner_url(), "partner_sku": article.sku, "num_in_stock": 0}
        return {**said, "price_currency": "CHF", "price": _price(article)}

    def _read(self, remote: str) -> Seen | None:
        answer = self._caller.get(f"admin/products/{remote}/")
        if answer.status == 404:
            return None
        if not answer.is_good:
            raise ShutError("There is no django-oscar-api at this address.")
        record = self._ours(answer.body["stockrecords"])
        pieces = price = None
        if record is not None:
            in_stock = record["num_in_stock"]
            pieces = None if in_stock is None else in_stock - (record["num_allocated"] or 0)
            price = as_price(record["price"])
        return Seen(remote, answer.body["upc"] or "", pieces, price)

    def _record(self, remote: str) -> Mapping[str, Any] | None:
        answer = self._caller.get(f"admin/products/{remote}/")
        return self._ours(answer.body["stockrecords"]) if answer.is_good else None

    def _ours(self, records: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
        partner = _number(self._partner_url())
        return next((record for record in records if _number(record["partner"]) == partner), None)

    def _partner_url(self) -> str:
        if not self._partner:
            known = list(self._rows("admin/partners/", []))
            named = [row for row in known if self._wanted in ("", row["code"], row["name"])]
            if len(named) != 1:
                raise ShutError("This shop has several partners: say whose stock is kept with --partner.")
            self._partner = named[0]["url"]
        return self._partner

    def _product_class(self) -> str:
        if not self._kind:
            known = list(self._rows("admin/productclasses/", []))
            if not known:
                raise ShutError("This shop has no product class yet. Make one in its dashboard first.")
            self._kind = known[0]["slug"]
        return self._kind

    def _rows(self, path: str, params: Sequence[tuple[str, str]]) -> Iterator[Mapping[str, Any]]:
        """Read a list, paged or not: that is a setting of the shop."""
        answer = self._caller.get(path, params)
        while True:
            if not answer.is_good:
                raise ShutError("There is no django-oscar-api at this address.")
            if isinstance(answer.body, list):
                yield from answer.body
                return
            yield from answer.body["results"]
            if not answer.body["next"]:
                return
            answer = self._caller.get(answer.body["next"])


def _texts(article: Article) -> dict[str, Any]:
    return {"title": article.name, **({"description": article.description} if article.description else {})}


def _price(article: Article) -> str | None:
    return None if article.price_minor is None else as_decimal(article.price_minor)


def _number(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _trouble(body: object) -> str:
    return " ".join(sorted(body))[:120] if isinstance(body, dict) else "refused"
