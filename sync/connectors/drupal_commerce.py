"""Drupal Commerce over JSON:API.

Measured on Commerce 3.2 (facts: portal §1.2): at most 50 rows an answer, the next ones under a link; an article is
two things, a variation and the product around it, and our own UUIDs are taken for both, so that a call whose answer
was lost is found again. The stock of commerce_stock is sent as a difference that is added; sent as `{"value": …}` it
is answered 200 and ignored. A site with a plain integer field instead gets levels.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sync.connectors.amounts import as_decimal, as_minor, as_pieces, as_price
from sync.connectors.calling import Caller, by_password, checked_address, chunks
from sync.connectors.contract import Abilities, OrderTurn, Outcome, RemoteLine, RemoteOrder, Seen, ShutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.connectors.calling import Answer
    from sync.connectors.contract import Article, StockChange

ABILITIES = Abilities("delta", 1, 50, client_ids=True, idempotent_orders=False, acknowledges=False)
MEDIA_TYPE = "application/vnd.api+json"
VARIATION, PRODUCT, STORE, ORDER = (
    "commerce_product_variation/default",
    "commerce_product/default",
    "commerce_store/online",
    "commerce_order/default",
)
_AROUND = uuid.UUID("5f3c5a0e-6a3e-5c53-9d1c-0b1f0c8c7a11")
"""Names the product around a variation."""


class DrupalCommerce:
    """One site by its address and an account; `stock_field` is a field of variations, added to or (plain) set."""

    def __init__(
        self, url: str, user: str, password: str, *, stock_field: str = "field_stock", plain: bool = False
    ) -> None:
        self._caller = Caller(f"{checked_address(url)}/jsonapi", by_password(user, password), media_type=MEDIA_TYPE)
        self._field, self._plain = stock_field, plain
        self._store = ""

    @property
    def abilities(self) -> Abilities:
        """What the site can do; with a plain field stock is absolute."""
        return ABILITIES._replace(stock="absolute") if self._plain else ABILITIES

    def close(self) -> None:
        """Let go of connections."""
        self._caller.close()

    def find(self, skus: Sequence[str]) -> list[Seen]:
        """Look variations up by their codes."""
        return self._variations("sku", skus)

    def look(self, remotes: Sequence[str]) -> dict[str, Seen]:
        """Read variations by their UUID."""
        return {seen.remote: seen for seen in self._variations("id", remotes)}

    def upsert_products(self, articles: Sequence[tuple[Article, str]]) -> list[Outcome]:
        """Create and change articles, one after the other."""
        return [self._change(article, remote) if remote else self._create(article) for article, remote in articles]

    def set_stock(self, changes: Sequence[StockChange]) -> list[Outcome]:
        """Send differences to what was seen, or levels to a plain field; one call each."""
        made = []
        for change in changes:
            pieces = change.pieces if self._plain else change.pieces - (change.before or 0)
            answer = self._patch(VARIATION, change.remote, {self._field: pieces})
            made.append(Outcome(change.remote, change.remote, trouble="" if answer.is_good else _trouble(answer)))
        return made

    def pull_orders(self, since_ms: int) -> Iterator[RemoteOrder]:
        """Give placed orders that changed; baskets are none. Sorted by number: nothing moves while pages are read."""
        params = [
            *_condition("changed", "changed", ">", str(since_ms // 1000)),
            *_condition("placed", "state", "<>", "draft"),
            ("sort", "drupal_internal__order_id"),
            ("include", "order_items"),
        ]
        for page in self._pages(ORDER, params):
            items = {row["id"]: row for row in page.get("included", ())}
            for row in page["data"]:
                yield _order(row, items)

    def ack(self, remote: str, code: str) -> None:
        """A site has no place of its own for this."""

    def _create(self, article: Article) -> Outcome:
        variation = str(uuid.UUID(article.id))
        attributes = {"sku": article.sku, "title": article.name, **_price(article)}
        answer = self._post(VARIATION, variation, attributes, {})
        if not answer.is_good:
            # Taken: by ourselves, when an answer was lost, or by an article that the shop had before.
            known = self.find([article.sku])
            if not known:
                return Outcome(article.id, trouble=_trouble(answer))
            if known[0].remote != variation:
                return Outcome(article.id, known[0].remote, existing=True)
        answer = self._wrap(article, variation)
        return Outcome(article.id, variation) if answer.is_good else Outcome(article.id, trouble=_trouble(answer))

    def _change(self, article: Article, remote: str) -> Outcome:
        answer = self._patch(VARIATION, remote, {"title": article.name, **_price(article)})
        if answer.is_good and remote == str(uuid.UUID(article.id)):
            answer = self._wrap(article, remote)
        return Outcome(article.id, remote, trouble="" if answer.is_good else _trouble(answer))

    def _wrap(self, article: Article, variation: str) -> Answer:
        """Change the product around a variation of ours, or make it: the call that should have may have been lost."""
        product = str(uuid.uuid5(_AROUND, article.id))
        answer = self._patch(PRODUCT, product, _texts(article))
        return (
            self._post(PRODUCT, product, _texts(article), self._belongs(variation)) if answer.status == 404 else answer
        )

    def _belongs(self, variation: str) -> dict[str, Any]:
        if not self._store:
            stores = self._caller.get(STORE, [("page[limit]", "1")])
            if not stores.is_good or not stores.body["data"]:
                raise ShutError("This Drupal site has no online store yet. Make one in Commerce first.")
            self._store = stores.body["data"][0]["id"]
        return {
            "stores": {"data": [{"type": "commerce_store--online", "id": self._store}]},
            "variations": {"data": [{"type": _type(VARIATION), "id": variation}]},
        }

    def _variations(self, path: str, values: Sequence[str]) -> list[Seen]:
        found = []
        for some in chunks(values, ABILITIES.page_max):
            params = [("filter[wanted][condition][path]", path), ("filter[wanted][condition][operator]", "IN")]
            params += [(f"filter[wanted][condition][value][{place}]", value) for place, value in enumerate(some)]
            for page in self._pages(VARIATION, params):
                found += [self._seen(row) for row in page["data"]]
        return found

    def _seen(self, row: Mapping[str, Any]) -> Seen:
        attributes = row["attributes"]
        stock = attributes.get(self._field)
        if stock is not None and isinstance(stock, dict) == self._plain:
            # Adding where levels are kept, or the other way round, would make a new error with every sale.
            raise ShutError("The stock field of this Drupal site is of the other kind: say --stock delta or absolute.")
        level = stock.get("available_stock") if isinstance(stock, dict) else stock
        price = (attributes.get("price") or {}).get("number")
        pieces = None if level is None else as_pieces(level)
        return Seen(row["id"], attributes.get("sku") or "", pieces, as_price(price))

    def _pages(self, path: str, params: Sequence[tuple[str, str]]) -> Iterator[Mapping[str, Any]]:
        """Follow the links: whatever is asked for, 50 rows come."""
        answer = self._caller.get(path, [*params, ("page[limit]", str(ABILITIES.page_max))])
        while True:
            if not answer.is_good:
                raise ShutError("There is no Drupal Commerce with JSON:API at this address.")
            yield answer.body
            following = (answer.body.get("links") or {}).get("next")
            if not following:
                return
            answer = self._caller.get(following["href"])

    def _post(self, path: str, number: str, attributes: object, relations: object) -> Answer:
        body = {"type": _type(path), "id": number, "attributes": attributes, "relationships": relations}
        return self._caller.send("POST", path, {"data": body})

    def _patch(self, path: str, number: str, attributes: object) -> Answer:
        body = {"type": _type(path), "id": number, "attributes": attributes}
        return self._caller.send("PATCH", f"{path}/{number}", {"data": body})


def _type(path: str) -> str:
    return path.replace("/", "--")


def _price(article: Article) -> dict[str, Any]:
    if article.price_minor is None:
        return {}
    return {"price": {"number": as_decimal(article.price_minor), "currency_code": "CHF"}}


def _texts(article: Article) -> dict[str, Any]:
    return {"title": article.name, **({"body": {"value": article.description}} if article.description else {})}


def _condition(name: str, path: str, operator: str, value: str) -> list[tuple[str, str]]:
    said = {"path": path, "operator": operator, "value": value}
    return [(f"filter[{name}][condition][{key}]", each) for key, each in said.items()]


def _trouble(answer: Answer) -> str:
    """Say which field was refused; the site's own words may hold more than that."""
    errors = answer.body.get("errors", ()) if isinstance(answer.body, dict) else ()
    places = [(error.get("source") or {}).get("pointer", "") for error in errors]
    return f"{answer.status} {' '.join(places)}".strip()[:120]


def _order(row: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]]) -> RemoteOrder:
    attributes = row["attributes"]
    made = [items[each["id"]] for each in row["relationships"]["order_items"]["data"] if each["id"] in items]
    total = attributes.get("total_price") or {}
    turn = OrderTurn.CANCELLED if attributes["state"] == "canceled" else OrderTurn.OPEN
    return RemoteOrder(
        row["id"],
        str(attributes["order_number"]),
        turn,
        total.get("currency_code", ""),
        _ms(attributes.get("placed") or attributes["changed"]),
        _ms(attributes["changed"]),
        tuple(_line(item) for item in made),
    )


def _line(item: Mapping[str, Any]) -> RemoteLine:
    attributes = item["attributes"]
    bought = (item["relationships"].get("purchased_entity") or {}).get("data") or {}
    total = (attributes.get("total_price") or {}).get("number")
    return RemoteLine(
        bought.get("id", ""), "", attributes.get("title") or "", as_pieces(attributes["quantity"]), as_minor(total)
    )


def _ms(said: str) -> int:
    return int(datetime.fromisoformat(said).timestamp() * 1000)
