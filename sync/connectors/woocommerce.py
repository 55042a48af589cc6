"""WooCommerce's REST interface, version 3.

Measured on 10.6 (facts: portal §1.3): a batch of 101 is refused whole (413); a batch answers 200 even when articles
in it failed, each with its own error; a code that is taken names the article that has it; stock is absolute; the
same order sent twice is two, so sales are never sent.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sync.connectors.amounts import as_decimal, as_minor, as_pieces, as_price
from sync.connectors.calling import Caller, by_password, checked_address, chunks
from sync.connectors.contract import (
    Abilities,
    AwayError,
    OrderTurn,
    Outcome,
    RemoteLine,
    RemoteOrder,
    Seen,
    ShutError,
)
from sync.connectors.oauth import OneLegged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.connectors.contract import Article, StockChange

ABILITIES = Abilities("absolute", 100, 100, client_ids=False, idempotent_orders=False, acknowledges=True)
OUR_ID, OUR_ORDER = "comptoir_id", "comptoir_order"
_OPEN = frozenset({"on-hold", "processing", "completed"})
_ENDED = frozenset({"cancelled", "refunded", "failed", "trash"})


class WooCommerce:
    """One shop by its address, a consumer key and its secret."""

    abilities = ABILITIES

    def __init__(self, url: str, key: str, secret: str) -> None:
        url = checked_address(url, is_signed=True)
        # Over https the keys go as they are; without it they would be read, so requests are signed with them.
        auth = by_password(key, secret) if url.startswith("https:") else OneLegged(key, secret)
        self._caller = Caller(f"{url}/wp-json/wc/v3", auth)

    def close(self) -> None:
        """Let go of connections."""
        self._caller.close()

    def find(self, skus: Sequence[str]) -> list[Seen]:
        """Look articles and variations up by their codes."""
        found = []
        for some in chunks(list(skus), ABILITIES.page_max):
            for row in self._rows("products", [("sku", ",".join(some))]):
                found.append(_seen(row, row.get("parent_id") or 0))
        return found

    def look(self, remotes: Sequence[str]) -> dict[str, Seen]:
        """Read articles by id; variations stand under their parent."""
        found: dict[str, Seen] = {}
        for parent, ids in _by_parent(remotes).items():
            for some in chunks(ids, ABILITIES.page_max):
                rows = self._rows(_place(parent), [("include", ",".join(map(str, some)))])
                found |= {seen.remote: seen for seen in (_seen(row, parent) for row in rows)}
        return found

    def upsert_products(self, articles: Sequence[tuple[Article, str]]) -> list[Outcome]:
        """Create and change articles; a code that is taken gives the article that has it."""
        new = [article for article, remote in articles if not remote]
        rows = self._batch(0, "create", [_created(article) for article in new])
        outcomes = {article.id: row for article, row in zip(new, rows, strict=True)}
        known = {remote: article for article, remote in articles if remote}
        for parent, ids in _by_parent(list(known)).items():
            bodies = [{"id": number, **_changed(known[_remote(parent, number)], parent)} for number in ids]
            rows = self._batch(parent, "update", bodies)
            outcomes |= {known[_remote(parent, number)].id: row for number, row in zip(ids, rows, strict=True)}
        return [_outcome(article.id, remote, outcomes[article.id]) for article, remote in articles]

    def set_stock(self, changes: Sequence[StockChange]) -> list[Outcome]:
        """Set levels; what is no simple article or variation ignores them, which reading shows."""
        wanted = {change.remote: change.pieces for change in changes}
        made = []
        for parent, ids in _by_parent(list(wanted)).items():
            remotes = [_remote(parent, number) for number in ids]
            bodies = [
                {"id": number, "manage_stock": True, "stock_quantity": wanted[remote]}
                for number, remote in zip(ids, remotes, strict=True)
            ]
            rows = self._batch(parent, "update", bodies)
            made += [_outcome(remote, remote, row) for remote, row in zip(remotes, rows, strict=True)]
        return made

    def pull_orders(self, since_ms: int) -> Iterator[RemoteOrder]:
        """Give orders that changed; by id, because one that changes while pages are read must not move others."""
        since = datetime.fromtimestamp(since_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        asked = [("modified_after", since), ("dates_are_gmt", "true"), ("orderby", "id"), ("order", "asc")]
        for row in self._rows("orders", asked):
            if row["status"] in _OPEN | _ENDED:
                yield _order(row)

    def ack(self, remote: str, code: str) -> None:
        """Note our code in the order's own data; the same key again replaces it."""
        self._caller.send("PUT", f"orders/{int(remote)}", {"meta_data": [{"key": OUR_ORDER, "value": code}]})

    def _rows(self, path: str, params: Sequence[tuple[str, str]]) -> Iterator[Mapping[str, Any]]:
        """Read all pages; the header says how many there are."""
        page, pages = 1, 1
        while page <= pages:
            asked = [*params, ("per_page", str(ABILITIES.page_max)), ("page", str(page))]
            answer = self._caller.get(path, asked)
            if not answer.is_good:
                raise ShutError("There is no WooCommerce at this address, or it is too old.")
            pages = int(answer.headers.get("X-WP-TotalPages", "1") or 1)
            yield from answer.body
            page += 1

    def _batch(self, parent: int, verb: str, bodies: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Write in batches; a shop that takes smaller ones says so, and gets halves."""
        made: list[Mapping[str, Any]] = []
        for some in chunks(list(bodies), ABILITIES.batch_max):
            answer = self._caller.send("POST", f"{_place(parent)}/batch", {verb: some})
            if answer.status == 413 and len(some) > 1:
                half = len(some) // 2
                made += self._batch(parent, verb, some[:half]) + self._batch(parent, verb, some[half:])
                continue
            rows = answer.body.get(verb) if answer.is_good and isinstance(answer.body, dict) else None
            if not isinstance(rows, list) or len(rows) != len(some):
                raise AwayError("The web shop did not take a batch of articles.")
            made += rows
        return made


def _created(article: Article) -> dict[str, Any]:
    made: dict[str, Any] = {
        "sku": article.sku,
        "name": article.name,
        "description": article.description,
        "type": "external" if article.external_url else "simple",
        "meta_data": [{"key": OUR_ID, "value": article.id}],
    }
    if article.external_url:
        made["external_url"] = article.external_url
    if article.stocked and not article.external_url:
        made |= {"manage_stock": True, "stock_quantity": 0}
    if article.gtin:
        made["global_unique_id"] = article.gtin
    if article.price_minor is not None:
        made["regular_price"] = as_decimal(article.price_minor)
    return made


def _changed(article: Article, parent: int) -> dict[str, Any]:
    """What is said again of an article that is there; a variation has its name from its parent."""
    made: dict[str, Any] = {} if parent else {"name": article.name}
    if article.description:
        made["description"] = article.description
    if article.external_url and not parent:
        made |= {"type": "external", "external_url": article.external_url}
    if article.price_minor is not None:
        made["regular_price"] = as_decimal(article.price_minor)
    return made


def _outcome(key: str, remote: str, row: Mapping[str, Any]) -> Outcome:
    error = row.get("error")
    if error is None:
        return Outcome(key, remote or str(row["id"]))
    taken = (error.get("data") or {}).get("resource_id")
    if not remote and taken:
        return Outcome(key, str(taken), existing=True)
    return Outcome(key, remote, trouble=str(error.get("code") or "error")[:120])


def _seen(row: Mapping[str, Any], parent: int) -> Seen:
    # "parent": the stock of a variation is that of all its sisters together, so there is none of its own.
    keeps = row.get("manage_stock") is True and row.get("stock_quantity") is not None
    pieces = as_pieces(row["stock_quantity"]) if keeps else None
    return Seen(_remote(parent, row["id"]), row.get("sku") or "", pieces, as_price(row.get("regular_price")))


def _order(row: Mapping[str, Any]) -> RemoteOrder:
    lines = tuple(_line(line) for line in row["line_items"])
    turn = OrderTurn.CANCELLED if row["status"] in _ENDED else OrderTurn.OPEN
    placed, modified = _ms(row["date_created_gmt"]), _ms(row["date_modified_gmt"])
    return RemoteOrder(str(row["id"]), str(row["number"]), turn, row["currency"], placed, modified, lines)


def _line(line: Mapping[str, Any]) -> RemoteLine:
    product, variation = line["product_id"], line.get("variation_id")
    return RemoteLine(
        _remote(product, variation) if variation else _remote(0, product),
        line.get("sku") or "",
        line.get("name") or "",
        as_pieces(line["quantity"]),
        as_minor(line.get("total"), line.get("total_tax")),
    )


def _by_parent(remotes: Sequence[str]) -> dict[int, list[int]]:
    """Sort ids by the variable article they belong to, 0 for none: a variation is reached through it only."""
    made: dict[int, list[int]] = {}
    for remote in remotes:
        parent, _, number = remote.rpartition("/")
        made.setdefault(int(parent or 0), []).append(int(number))
    return made


def _remote(parent: int, number: int) -> str:
    return f"{parent}/{number}" if parent else str(number)


def _place(parent: int) -> str:
    return f"products/{parent}/variations" if parent else "products"


def _ms(said: str) -> int:
    return int(datetime.fromisoformat(said.removesuffix("Z")).replace(tzinfo=UTC).timestamp() * 1000)
