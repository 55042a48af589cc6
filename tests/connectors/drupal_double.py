"""Drupal Commerce as it was measured (facts: portal §1.2): fifty rows, two calls an article, stock that is added."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from tests.connectors.double import Asked, Double, Reply, basic

USER, PASSWORD = "comptoir", "très secret"
ROOT = "/jsonapi/"
STORE = "0f5b7a1e-7b7c-4c8e-9f56-2f7a2f0f4a11"
VARIATIONS, PRODUCTS = "commerce_product_variation/default", "commerce_product/default"
PAGE = 50


class DrupalDouble(Double):
    """Variations, products and orders in memory; `plain` gives variations a plain integer field instead."""

    def __init__(self, *, plain: bool = False) -> None:
        self.variations: dict[str, dict[str, Any]] = {}
        self.products: dict[str, dict[str, Any]] = {}
        self.orders: dict[str, dict[str, Any]] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.is_read_only = False
        self.plain = plain
        self.now = 1_800_000_000
        super().__init__()

    def put(self, sku: str, pieces: int, price: str = "1.00") -> str:
        """Let the site have had an article before."""
        key = str(uuid.uuid4())
        self.variations[key] = {"sku": sku, "title": sku, "price": {"number": price}, "pieces": pieces}
        return key

    def buy(self, pieces: dict[str, int], state: str = "completed", currency: str = "CHF") -> str:
        """Let a buyer order: completing it takes the stock down by itself."""
        order, items = str(uuid.uuid4()), []
        for variation, count in pieces.items():
            row, item = self.variations[variation], str(uuid.uuid4())
            row["pieces"] -= count
            number = f"{float(row['price']['number']) * count:.6f}"
            self.items[item] = {
                "type": "commerce_order_item--default",
                "id": item,
                "attributes": {"title": row["title"], "quantity": f"{count}.00", "total_price": {"number": number}},
                "relationships": {"purchased_entity": {"data": {"type": "x", "id": variation}}},
            }
            items.append({"type": "commerce_order_item--default", "id": item})
        self.orders[order] = {
            "number": str(len(self.orders) + 1),
            "state": state,
            "changed": self.now,
            "placed": self.now,
            "currency": currency,
            "items": items,
        }
        return order

    def turn(self, order: str, state: str) -> None:
        """Change an order; one that is cancelled gives its goods back."""
        row = self.orders[order]
        if state == "canceled" and row["state"] != "canceled":
            for each in row["items"]:
                item = self.items[each["id"]]
                bought = item["relationships"]["purchased_entity"]["data"]["id"]
                self.variations[bought]["pieces"] += int(float(item["attributes"]["quantity"]))
        row |= {"state": state, "changed": self.now}

    def answer(self, asked: Asked) -> Reply:
        """Do what is asked: anybody reads, who has an account writes."""
        path = asked.path.removeprefix(ROOT)
        if asked.method == "GET":
            return self._get(asked, path)
        if self.is_read_only:
            return Reply(405, {"errors": [{"detail": "JSON:API is configured to accept only read operations."}]})
        if asked.headers.get("authorization") != basic(USER, PASSWORD):
            return Reply(401, {"errors": []})
        assert asked.headers["content-type"] == "application/vnd.api+json"
        data = asked.body["data"]
        kind, _, number = path.rpartition("/") if asked.method == "PATCH" else (path, "", "")
        if asked.method == "PATCH":
            return self._change(kind, number, data["attributes"])
        return self._create(path, data)

    def _get(self, asked: Asked, path: str) -> Reply:
        if path == "commerce_store/online":
            return Reply(200, {"data": [{"type": "commerce_store--online", "id": STORE}]})
        kind, _, number = path.rpartition("/")
        if kind == PRODUCTS:
            known = number in self.products
            return Reply(200, {"data": {"id": number}}) if known else Reply(404, {"errors": [{"status": "404"}]})
        query = dict(asked.query)
        rows = self._ordered(query) if path == "commerce_order/default" else self._varied(query)
        return self._paged(asked, rows)

    def _paged(self, asked: Asked, rows: list[dict[str, Any]]) -> Reply:
        start = int(asked.value("page[offset]", "0"))
        page = rows[start : start + min(PAGE, int(asked.value("page[limit]", "50")))]
        body: dict[str, Any] = {"data": page, "links": {}}
        if start + PAGE < len(rows):
            rest = [(key, value) for key, value in asked.query if key != "page[offset]"]
            query = "&".join(f"{key}={value}" for key, value in [*rest, ("page[offset]", str(start + PAGE))])
            # As behind a proxy: the site believes to be elsewhere.
            body["links"]["next"] = {"href": f"http://drupal.internal{asked.path}?{query}"}
        if any(key == "include" for key, _ in asked.query):
            wanted = [each["id"] for row in page for each in row["relationships"]["order_items"]["data"]]
            body["included"] = [self.items[number] for number in wanted]
        return Reply(200, body)

    def _varied(self, query: dict[str, str]) -> list[dict[str, Any]]:
        path = query["filter[wanted][condition][path]"]
        wanted = {value for key, value in query.items() if key.startswith("filter[wanted][condition][value]")}
        found = sorted(self.variations.items())
        return [self._variation(key, row) for key, row in found if (key if path == "id" else row["sku"]) in wanted]

    def _variation(self, key: str, row: dict[str, Any]) -> dict[str, Any]:
        level = row["pieces"] if self.plain else {"available_stock": str(row["pieces"])}
        attributes = {"sku": row["sku"], "title": row["title"], "price": row["price"], "field_stock": level}
        return {"type": "commerce_product_variation--default", "id": key, "attributes": attributes}

    def _ordered(self, query: dict[str, str]) -> list[dict[str, Any]]:
        # Moments are compared as they are stored, in seconds: a date in words would match nothing.
        since = int(query["filter[changed][condition][value]"])
        assert query["filter[placed][condition][operator]"] == "<>"
        return [
            {
                "type": "commerce_order--default",
                "id": key,
                "attributes": {
                    "order_number": row["number"],
                    "state": row["state"],
                    "changed": _iso(row["changed"]),
                    "placed": _iso(row["placed"]),
                    "total_price": {"number": "0", "currency_code": row["currency"]},
                },
                "relationships": {"order_items": {"data": row["items"]}},
            }
            for key, row in self.orders.items()
            if row["changed"] > since and row["state"] != "draft"
        ]

    def _create(self, path: str, data: dict[str, Any]) -> Reply:
        number = data["id"]
        if path == PRODUCTS:
            related = data["relationships"]
            assert related["stores"]["data"][0]["id"] == STORE
            if number in self.products:
                return Reply(409, {"errors": [{"status": "409"}]})
            variations = [each["id"] for each in related["variations"]["data"]]
            self.products[number] = {"title": data["attributes"]["title"], "variations": variations}
            return Reply(201, {"data": {"id": number}})
        attributes = data["attributes"]
        if any(row["sku"] == attributes["sku"] for row in self.variations.values()):
            told = {"status": "422", "source": {"pointer": "/data/attributes/sku"}, "detail": "SKU already in use"}
            return Reply(422, {"errors": [told]})
        self.variations[number] = {**attributes, "pieces": 0}
        return Reply(201, {"data": {"id": number}})

    def _change(self, kind: str, number: str, attributes: dict[str, Any]) -> Reply:
        known = self.products if kind == PRODUCTS else self.variations
        if number not in known:
            return Reply(404, {"errors": [{"status": "404"}]})
        stock = attributes.get("field_stock")
        known[number] |= {key: value for key, value in attributes.items() if key != "field_stock"}
        if isinstance(stock, int):
            # commerce_stock adds what it is sent; {"value": …} is taken, answered 200, and changes nothing.
            known[number]["pieces"] = stock if self.plain else known[number]["pieces"] + stock
        return Reply(200, {"data": {"id": number}})


def _iso(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()
