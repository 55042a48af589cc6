"""A running django-oscar shop: started on a free port with a database of its own, ended by closing its input."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import IO, Any

import pytest
import requests

from tests.connectors.oscar_site.names import PASSWORD, STAFF

SITE = Path(__file__).parent / "oscar_site" / "serve.py"
PATIENCE_S = 180
_ADDRESS = {"first_name": "A", "last_name": "B", "line1": "Rue 1", "line4": "Genève", "postcode": "1200"}


def python() -> str:
    """Give the Python that has the shop, or skip: one of its packages is built from source, which may fail anywhere."""
    command = os.environ.get("OSCAR_PYTHON", "")
    if not command:
        pytest.skip(os.environ.get("OSCAR_ABSENT") or "OSCAR_PYTHON does not name the Python that has django-oscar")
    return command


class OscarShop:
    """The shop's process, and what its owner and its buyers do there."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._log: IO[bytes] = (home / "shop.log").open("wb")
        self._process = subprocess.Popen(
            [python(), "-I", str(SITE)],
            env={**os.environ, "OSCAR_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if not said.strip():
            self._process.kill()
            self.close()
            pytest.fail("the shop did not start: " + (home / "shop.log").read_text(encoding="utf-8")[-2000:])
        self.url = f"http://127.0.0.1:{int(said)}"

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(20)
        self._process.stdout.close()
        self._log.close()

    def put(self, upc: str, stock: dict[str, int], price: str = "9.50") -> int:
        """Let the shop have an article with a record for each partner (by code)."""
        partners = {row["code"]: row["url"] for row in self.read("admin/partners/")["results"]}
        records = [
            {
                "partner": partners[code],
                "partner_sku": upc,
                "price_currency": "CHF",
                "price": price,
                "num_in_stock": n,
            }
            for code, n in stock.items()
        ]
        made = requests.post(
            f"{self.url}/api/admin/products/",
            auth=(STAFF, PASSWORD),
            json={"upc": upc, "title": upc, "slug": f"a{upc}", "product_class": "goods", "stockrecords": records},
            timeout=30,
        )
        assert made.status_code == 201, made.text
        return int(made.json()["id"])

    def buy(self, pieces: dict[int, int]) -> str:
        """Let somebody without an account put articles in a basket and order them; give the order's number."""
        api = f"{self.url}/api"
        with requests.Session() as buyer:
            for product, count in pieces.items():
                wish = {"url": f"{api}/products/{product}/", "quantity": count}
                done = buyer.post(f"{api}/basket/add-product/", json=wish, timeout=30)
                assert done.status_code == 200, done.text
            basket = buyer.get(f"{api}/basket/", timeout=30).json()
            order = {
                "basket": basket["url"],
                "guest_email": "camille@exemple.example",
                "total": basket["total_incl_tax"],
                "shipping_address": {**_ADDRESS, "country": f"{api}/countries/CH/"},
            }
            done = buyer.post(f"{api}/checkout/", json=order, timeout=30)
            assert done.status_code == 200, done.text
            return str(done.json()["number"])

    def records(self, product: int) -> dict[str, Any]:
        """Give an article's records by the number of their partner."""
        rows = self.read(f"admin/products/{product}/")["stockrecords"]
        return {row["partner"].rstrip("/").rpartition("/")[2]: row for row in rows}

    def read(self, path: str) -> Any:
        """Read as staff."""
        answer = requests.get(f"{self.url}/api/{path}", auth=(STAFF, PASSWORD), timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()
