"""WooCommerce as it was measured (facts: portal §1.3): the double keeps its traps, not its pages."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from tests.connectors.double import Asked, Double, Reply

KEY, SECRET = "ck_0123456789", "cs_very secret+/&="
ROOT = "/wp-json/wc/v3/"


class WooDouble(Double):
    """Products, variations and orders in memory; `batch_limit` is what a filter of the site may lower."""

    def __init__(self) -> None:
        self.products: dict[int, dict[str, Any]] = {}
        self.orders: dict[int, dict[str, Any]] = {}
        self.batch_limit = 100
        self.now = 1_800_000_000
        self._number = 100
        super().__init__()

    def put(self, sku: str, pieces: int | None, price: str = "1.00", kind: str = "simple", parent: int = 0) -> int:
        """Let the shop have had an article before."""
        self._number += 1
        self.products[self._number] = {
            "id": self._number,
            "parent_id": parent,
            "sku": sku,
            "name": sku,
            "type": "variation" if parent else kind,
            "manage_stock": pieces is not None,
            "stock_quantity": pieces,
            "regular_price": price,
            "meta_data": [],
        }
        return self._number

    def buy(self, pieces: dict[int, int], status: str = "processing", currency: str = "CHF") -> int:
        """Let a buyer order: the shop takes its own stock down."""
        self._number += 1
        items = [self._item(self.products[number], count) for number, count in pieces.items()]
        for number, count in pieces.items():
            if self.products[number]["manage_stock"]:
                self.products[number]["stock_quantity"] -= count
        stamp = self._stamp()
        self.orders[self._number] = {
            "id": self._number,
            "number": str(self._number),
            "status": status,
            "currency": currency,
            "date_created_gmt": stamp,
            "date_modified_gmt": stamp,
            "line_items": items,
            "billing": {"first_name": "Camille", "email": "camille@exemple.example"},
            "meta_data": [],
        }
        return self._number

    def turn(self, order: int, status: str) -> None:
        """Change an order; one that is cancelled gives its goods back."""
        row = self.orders[order]
        if status == "cancelled" and row["status"] != "cancelled":
            for item in row["line_items"]:
                self.products[item["variation_id"] or item["product_id"]]["stock_quantity"] += item["quantity"]
        row |= {"status": status, "date_modified_gmt": self._stamp()}

    def answer(self, asked: Asked) -> Reply:
        """Do what is asked by who has the keys."""
        if not self._knows(asked):
            return Reply(401, {"code": "woocommerce_rest_cannot_view"})
        parts = asked.path.removeprefix(ROOT).strip("/").split("/")
        if parts[0] == "orders":
            return self._orders(asked) if asked.method == "GET" else self._mark(int(parts[1]), asked.body)
        parent = int(parts[1]) if len(parts) > 2 and parts[2] == "variations" else 0
        if parts[-1] == "batch":
            return self._batch(parent, asked.body)
        return self._listed(asked, self._products(asked, parent))

    def _item(self, product: dict[str, Any], count: int) -> dict[str, Any]:
        net = round(float(product["regular_price"]) * count / 1.026, 2)
        return {
            "id": self._number,
            "name": product["name"],
            "sku": product["sku"],
            "product_id": product["parent_id"] or product["id"],
            "variation_id": product["id"] if product["parent_id"] else 0,
            "quantity": count,
            "total": f"{net:.2f}",
            "total_tax": f"{float(product['regular_price']) * count - net:.2f}",
        }

    def _knows(self, asked: Asked) -> bool:
        """OAuth over http, as the shop checks it: method, address without query, all parameters but the signature."""
        given = dict(asked.query)
        signature = given.pop("oauth_signature", "")
        if given.get("oauth_consumer_key") != KEY or given.get("oauth_signature_method") != "HMAC-SHA256":
            return False
        pairs = sorted((quote(key, safe="~"), quote(value, safe="~")) for key, value in given.items())
        joined = "%26".join(f"{quote(key, safe='')}%3D{quote(value, safe='')}" for key, value in pairs)
        said = f"{asked.method}&{quote(self.url + asked.path, safe='')}&{joined}"
        made = hmac.new(f"{quote(SECRET, safe='')}&".encode(), said.encode(), hashlib.sha256)
        return hmac.compare_digest(b64encode(made.digest()).decode(), signature)

    def _products(self, asked: Asked, parent: int) -> list[dict[str, Any]]:
        rows = [row for row in self.products.values() if row["parent_id"] == parent]
        if asked.value("sku"):
            wanted = set(asked.value("sku").split(","))
            return [row for row in self.products.values() if row["sku"] in wanted]
        if asked.value("include"):
            ids = {int(number) for number in asked.value("include").split(",")}
            return [row for row in rows if row["id"] in ids]
        return rows

    def _orders(self, asked: Asked) -> Reply:
        rows = sorted(self.orders.values(), key=lambda row: int(row["id"]))
        after = asked.value("modified_after")
        assert asked.value("dates_are_gmt") == "true", "read as the site's own time otherwise"
        return self._listed(asked, [row for row in rows if row["date_modified_gmt"] > after])

    def _listed(self, asked: Asked, rows: list[dict[str, Any]]) -> Reply:
        each, page = int(asked.value("per_page", "10")), int(asked.value("page", "1"))
        if each > 100:
            return Reply(400, {"code": "rest_invalid_param"})
        pages = -(-len(rows) // each)
        headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
        return Reply(200, rows[(page - 1) * each : page * each], headers)

    def _mark(self, number: int, body: dict[str, Any]) -> Reply:
        row = self.orders[number]
        known = {meta["key"]: meta for meta in row["meta_data"]} | {meta["key"]: meta for meta in body["meta_data"]}
        row |= {"meta_data": list(known.values()), "date_modified_gmt": self._stamp()}
        return Reply(200, row)

    def _batch(self, parent: int, body: dict[str, Any]) -> Reply:
        if sum(len(items) for items in body.values()) > self.batch_limit:
            return Reply(413, {"code": "woocommerce_rest_request_entity_too_large"})
        made: dict[str, Any] = {}
        if body.get("create"):
            made["create"] = [self._create(each) for each in body["create"]]
        if body.get("update"):
            made["update"] = [self._update(each, parent) for each in body["update"]]
        return Reply(200, made)

    def _create(self, body: dict[str, Any]) -> dict[str, Any]:
        taken = [row["id"] for row in self.products.values() if row["sku"] == body["sku"]]
        if taken:
            told = {"status": 400, "resource_id": taken[0], "unique_sku": body["sku"] + "-1"}
            return {"id": 0, "error": {"code": "product_invalid_sku", "message": "SKU déjà présent", "data": told}}
        number = self.put(body["sku"], None, "", body["type"])
        self._write(self.products[number], body)
        return self.products[number]

    def _update(self, body: dict[str, Any], parent: int) -> dict[str, Any]:
        row = self.products.get(body["id"])
        if row is None or row["parent_id"] != parent:
            told = {"code": "woocommerce_rest_product_invalid_id", "message": "ID invalide", "data": {"status": 400}}
            return {"id": body["id"], "error": told}
        self._write(row, body)
        return row

    def _write(self, row: dict[str, Any], body: dict[str, Any]) -> None:
        fields = {key: value for key, value in body.items() if key not in ("id", "manage_stock", "stock_quantity")}
        row |= fields
        # What is sold elsewhere keeps no stock, whatever is said: answered 200.
        if row["type"] != "external" and body.get("manage_stock"):
            row |= {"manage_stock": True, "stock_quantity": body.get("stock_quantity", 0)}

    def _stamp(self) -> str:
        return datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%dT%H:%M:%S")
