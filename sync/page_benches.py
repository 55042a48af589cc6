"""Measure public pages of a network of 50,000 listings beside a bare hello of the same server."""

from __future__ import annotations

import http.client
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import uvicorn
from litestar import Litestar, get

from pos.domain.quantity import ONE
from sync.portal import large_network
from sync.portal.catalogue import store
from sync.portal.serving import PortalThread, listening

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTINGS = 50_000
SECONDS, ROUNDS, CONNECTIONS = 3, 3, 4
MAKINGS = 60
RATIO = 10.0
"""A kept page may take so many times what a hello takes."""
MADE_WITHIN_MS, SEEN_WITHIN_MS = 10.0, 5_000.0
"""The first for the median: what a page costs when it has to be made anew."""
OURS = Path(__file__).with_name("page_load.py")


class Rate(NamedTuple):
    """Requests in a second, and how long most and nearly all took."""

    per_s: float
    p50_ms: float
    p99_ms: float


class Hello:
    """A server of the same kind that answers one word."""

    def __init__(self) -> None:
        @get("/")
        async def hello() -> str:
            return "hello"

        self._listener = listening("127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        application = Litestar([hello], openapi_config=None, logging_config=None)
        self._server = uvicorn.Server(uvicorn.Config(application, log_config=None, access_log=False))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True)

    def __enter__(self) -> Hello:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


def measured(listings: int = LISTINGS) -> Iterator[dict[str, Any]]:
    """Give the rows, one after the other."""
    with tempfile.TemporaryDirectory(prefix="comptoir-pages-") as name:
        url = f"sqlite:///{Path(name) / 'pages.db'}"
        with PortalThread(url) as portal, Hello() as hello:
            member = large_network.fill(portal.portal, listings)[0]
            article = f"/membres/{member}/{large_network.article_id(0, 1)}"
            for what, path in (("catalogue", "/catalogue"), ("search", "/catalogue?q=miel+lac"), ("article", article)):
                yield _beside_hello(f"portal.page.{what}", portal.address + path, hello.address)
                yield _made_anew(f"portal.made.{what}", portal, member, path)
            yield _seen(portal, member, article)


def _beside_hello(name: str, page: str, hello: str) -> dict[str, Any]:
    """Ask for a page and for a hello in turn; the ratio is that of their requests in a second."""
    rates = [(load(page), load(hello)) for _ in range(ROUNDS)]
    mine, bare = (statistics.median(rate.per_s for rate in side) for side in zip(*rates, strict=True))
    p50, p99 = (statistics.median(rate[place] for rate, _ in rates) for place in (1, 2))
    return _row(name, p50, p99, floor=1000 / bare, ratio=bare / mine, budget=RATIO)


def _made_anew(name: str, server: PortalThread, member: str, path: str) -> dict[str, Any]:
    """Ask for a page each time after something sold, so that it is made anew; milliseconds until it is there."""
    dice, times = random.Random(7), []  # noqa: S311  # which article moves
    visitor = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for _ in range(MAKINGS):
        moved = large_network.moved(server.portal, dice, large_network.article_id(0, dice.randrange(1, 100)), ONE)
        large_network.arrive(server.portal, member, [moved])
        begun = time.perf_counter()
        visitor.request("GET", path)
        visitor.getresponse().read()
        times.append((time.perf_counter() - begun) * 1000)
    visitor.close()
    times.sort()
    row = _row(name, times[MAKINGS // 2], times[MAKINGS * 99 // 100], budget=MADE_WITHIN_MS)
    return {**row, "ok": row["p50"] <= MADE_WITHIN_MS}


def _seen(server: PortalThread, member: str, article: str) -> dict[str, Any]:
    """Let an article run out and come back while its page is kept; milliseconds until the page says so."""
    dice, times = random.Random(8), []  # noqa: S311  # ids only
    product = article.rpartition("/")[2]
    _text(server.address + article)
    large_network.arrive(server.portal, member, [large_network.moved(server.portal, dice, product, 100 * ONE)])
    for turn in range(MAKINGS):
        gone = turn % 2 == 0
        milli = _left(server, member, product)
        fact = large_network.moved(server.portal, dice, product, -milli if gone else 100 * ONE)
        begun = time.perf_counter()
        large_network.arrive(server.portal, member, [fact])
        while ("épuisé" in _first_stock(_text(server.address + article))) is not gone:
            if time.perf_counter() - begun > 10:
                return _row("portal.stock.visible", None, None, budget=SEEN_WITHIN_MS, reason="never seen")
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return _row("portal.stock.visible", times[MAKINGS // 2], times[MAKINGS * 99 // 100], budget=SEEN_WITHIN_MS)


def _left(server: PortalThread, member: str, product: str) -> int:
    with server.portal.database.read() as connection:
        return store.levels(connection, member, [product]).get(product, 0)


def _first_stock(page: str) -> str:
    """Give what the page says of its own article: the first words on stock in it."""
    found = re.search(r'<span class="stock[^>]*>([^<]*)<', page)
    return found[1] if found else ""


def _text(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  # our own loopback
        return str(answer.read().decode())


def load(address: str) -> Rate:
    """Ask for one page as often as it goes: with wrk where it is, else with our own."""
    wrk = shutil.which("wrk")
    if wrk is None:
        command = [sys.executable, str(OURS), address, str(SECONDS), str(CONNECTIONS)]
        return Rate(*json.loads(_told(command)))
    head = ["-H", "Accept-Encoding: gzip", "--latency"]
    said = _told([wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *head, address])
    if "Non-2xx" in said:
        raise RuntimeError(said)
    p50, p99 = (_ms(*_found(rf"{part}%\s+([\d.]+)(us|ms|s)", said)) for part in (50, 99))
    return Rate(float(_found(r"Requests/sec:\s+([\d.]+)()", said)[0]), p50, p99)


def _told(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout  # noqa: S603  # ours


def _found(pattern: str, text: str) -> tuple[str, str]:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(text)
    return found[1], found[2]


def _ms(number: str, unit: str) -> float:
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def _row(
    name: str,
    p50: float | None,
    p99: float | None,
    *,
    budget: float,
    floor: float | None = None,
    ratio: float | None = None,
    reason: str = "",
) -> dict[str, Any]:
    measured_ = p99 if ratio is None else ratio
    shown = {"p50": p50, "p99": p99, "floor": floor, "ratio": ratio}
    rounded = {key: None if value is None else round(value, 2) for key, value in shown.items()}
    ok = measured_ is not None and measured_ <= budget
    return {"name": name, "unit": "ms", **rounded, "budget": budget, "ok": ok, "reason": reason}
