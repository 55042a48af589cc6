"""What Open Food Facts knows of a barcode, from the file that the shop downloaded: found without a network.

The published files: tab-separated CSV without quotes, or JSON lines, each plain or gzipped
(https://world.openfoodfacts.org/data). The data are under the Open Database Licence (ODbL 1.0).
"""

from __future__ import annotations

import gzip
import io
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import msgspec

from pos.domain.barcode import normalise
from pos.domain.errors import UserError
from pos.services.csv_reading import told
from pos.shopfile import food_facts
from pos.shopfile.food_facts import About, Food

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from pos.shopfile.shopfile import ShopFile

__all__ = ["About", "Food", "about", "find", "index"]
_FILE = "food-facts.sqlite"
_TELL_EVERY = 2000
_LONGEST_LINE = 4 * 2**20
"""A line of the published JSON is some kilobytes; more is no such file."""


class _Line(msgspec.Struct):
    """What is read of one JSON line; the names are those of Open Food Facts."""

    code: Any = ""
    product_name_fr: Any = ""
    product_name: Any = ""
    generic_name: Any = ""
    brands: Any = ""
    quantity: Any = ""
    categories: Any = ""


_lines = msgspec.json.Decoder(_Line)


def find(shop: ShopFile, ean: str) -> Food | None:
    """Tell what is known of a barcode; None when nothing is, or when no file was indexed here."""
    code = normalise(ean)
    found = food_facts.find(_place(shop), code.lstrip("0"))
    return None if found is None else found._replace(code=code)


def about(shop: ShopFile) -> About | None:
    """Tell which file was indexed here, if one was."""
    return food_facts.about(_place(shop))


def index(
    shop: ShopFile,
    path: Path,
    *,
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[float], None] = lambda _: None,
) -> About:
    """Read a published file into the side file; `tell` hears the share that is done.

    Raises `UserError` for another kind of file or when stopped: what was indexed before stays in use.
    """
    day = shop.clock.now().date().isoformat()
    with told(path), ExitStack() as opened:
        raw = opened.enter_context(path.open("rb"))
        size = max(1, path.stat().st_size)
        zipped = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        unzipped = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if zipped else None
        plain: IO[bytes] = opened.enter_context(unzipped) if unzipped is not None else raw
        try:
            foods = _watched(_foods(path.name, plain), lambda: tell(raw.tell() / size), stop)
            articles = food_facts.make(_place(shop), foods, path.name, day)
        except (EOFError, gzip.BadGzipFile) as error:
            raise UserError(
                "{name} breaks off: it was not downloaded to its end. What was indexed before stays in use.",
                name=path.name,
            ) from error
    return About(path.name, day, articles)


def _place(shop: ShopFile) -> Path:
    return shop.machine / _FILE


def _watched(foods: Iterator[Food | None], tell: Callable[[], None], stop: Callable[[], bool]) -> Iterator[Food]:
    for number, food in enumerate(foods):
        if number % _TELL_EVERY == 0:
            tell()
            if stop():
                raise UserError("The indexing was stopped. What was indexed before stays in use.")
        if food is not None:
            yield food


def _foods(name: str, plain: IO[bytes]) -> Iterator[Food | None]:
    """Give the articles of a file, None for a line that names none."""
    first = plain.readline(_LONGEST_LINE)
    if first.lstrip().startswith(b"{"):
        yield _from_json(first)
        while line := plain.readline(_LONGEST_LINE):
            yield _from_json(line)
        return
    heads = first.decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")
    if "code" not in heads or "product_name" not in heads:
        raise UserError(
            "{name} is not an export of Open Food Facts: choose the CSV or the JSONL file as it was downloaded.",
            name=name,
        )
    while line := plain.readline(_LONGEST_LINE):
        yield _from_cells(heads, line.decode("utf-8", "replace").rstrip("\r\n").split("\t"))


def _from_json(line: bytes) -> Food | None:
    try:
        read = _lines.decode(line)
    except msgspec.DecodeError:
        return None
    name = read.product_name_fr or read.product_name or read.generic_name
    return _food(read.code, name, read.brands, read.quantity, read.categories)


def _from_cells(heads: Sequence[str], cells: Sequence[str]) -> Food | None:
    row = dict(zip(heads, cells, strict=False))
    name = row.get("product_name_fr") or row.get("product_name") or row.get("generic_name")
    categories = row.get("categories")
    return _food(row.get("code"), name, row.get("brands"), row.get("quantity"), categories)


def _food(code: object, name: object, brand: object, content: object, categories: object) -> Food | None:
    """Make an article out of what stands there; volunteers write it, so nothing is sure to be a text."""
    number = str(code or "").strip()
    named = " ".join(str(name or "").split())
    if not named or not (number.isascii() and number.isdigit() and 6 <= len(number) <= 14):
        return None
    first_brand = str(brand or "").split(",")[0].strip()
    held = str(content or "").strip()[:40]
    # Zeros in front come and go: short EANs are filled up to 13 digits there, UPC-A is an EAN-13 here.
    return Food(number.lstrip("0"), named[:120], first_brand[:60], held, str(categories or "")[:200])
