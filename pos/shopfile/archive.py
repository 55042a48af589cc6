"""The archive of a year: journal, tables and keys in one signed zip that anybody can read and verify for ten years.

Source: CO art. 958f (ten years), Olico art. 3 and 9 (any change must be apparent), facts: sync §4.9.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.money import format_amount
from pos.resources import RESOURCES
from pos.shopfile.engine import told_in_words
from pos.shopfile.shopfile import check_header
from pos.shopfile.snapshot import looking

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pos.clock import Clock

BATCH = 500
_RANGE = (
    "SELECT min(n), max(n) FROM entry WHERE :year = '' OR strftime('%Y', "
    "(json_extract(payload, '$.at.wall_ms') / 1000) + 60 * json_extract(payload, '$.at.offset_min'), 'unixepoch')"
    " = :year"
)
_TABLES = {
    "tickets.csv": (
        ("ticket", "date", "jour", "total", "caissier", "rembourse", "entrainement"),
        "SELECT s.receipt, s.at, s.business_day, s.total_minor, s.cashier, lower(hex(s.refunds)), s.training"
        " FROM sale s JOIN entry e ON e.n = s.entry AND e.type IN ('sale', 'refund')"
        " WHERE :year = '' OR substr(s.business_day, 1, 4) = :year ORDER BY s.n",
        (3,),
    ),
    "lignes.csv": (
        ("ticket", "ligne", "article", "quantite", "total", "code_tva", "rayon"),
        "SELECT s.receipt, l.position + 1, l.name, l.quantity_milli / 1000.0, l.total_minor, l.vat_code, l.category"
        " FROM sale_line l JOIN sale s ON s.n = l.sale JOIN entry e ON e.n = s.entry AND e.type IN ('sale', 'refund')"
        " WHERE :year = '' OR substr(s.business_day, 1, 4) = :year ORDER BY s.n, l.position",
        (4,),
    ),
    "paiements.csv": (
        ("ticket", "moyen", "monnaie", "montant", "valeur_chf"),
        "SELECT s.receipt, t.code, t.currency, t.minor, t.value_minor FROM tender t JOIN sale s ON s.n = t.sale"
        " JOIN entry e ON e.n = s.entry AND e.type IN ('sale', 'refund')"
        " WHERE :year = '' OR substr(s.business_day, 1, 4) = :year ORDER BY s.n, t.code",
        (3, 4),
    ),
    "clotures.csv": (
        ("z", "jour", "ventes", "remboursements", "perpetuel_ventes", "perpetuel_remboursements"),
        "SELECT z, business_day, json_extract(report, '$.totals.sales_minor'),"
        " json_extract(report, '$.totals.refunds_minor'), json_extract(report, '$.perpetual_sales_minor'),"
        " json_extract(report, '$.perpetual_refunds_minor') FROM session"
        " WHERE z IS NOT NULL AND (:year = '' OR substr(business_day, 1, 4) = :year) ORDER BY z",
        (2, 3, 4, 5),
    ),
}
"""File to its heads, its query, and which columns are amounts in minor units.

Tickets brought back from the portal stand in the archive of the file that made them.
"""


class Archived(NamedTuple):
    """What was written."""

    path: Path
    entries: int
    tickets: int
    signed: bool


def archive(
    shop: Path, destination: Path, clock: Clock, sign: Callable[[bytes], bytes] | None, *, year: str = ""
) -> Archived:
    """Write the archive of a business year (all years when empty) to a new file, or into a folder."""
    if year and not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise UserError("«{year}» is not a year. Write it like 2026.", year=year)
    check_header(shop)
    path = destination / f"{shop.stem}-{year or 'tout'}.zip" if destination.is_dir() else destination
    if path.exists():
        raise UserError("{path} exists already. Nothing was changed. Choose another name.", path=str(path))
    if not path.parent.is_dir():
        raise UserError("There is no folder {folder}. Nothing was made.", folder=str(path.parent))
    part = path.with_name(path.name + ".part")
    with told_in_words(path):
        try:
            with looking(shop) as raw, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as made:
                result = _fill(_Zip(made), raw, path, year, clock, sign)
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return result


class _Zip:
    """Writes files into the zip piece by piece, and remembers their hashes."""

    def __init__(self, made: zipfile.ZipFile) -> None:
        self._made = made
        self.hashes: dict[str, str] = {}

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        digest = hashlib.sha256()
        with self._made.open(name, "w", force_zip64=True) as file:
            for part in parts:
                digest.update(part)
                file.write(part)
        self.hashes[name] = digest.hexdigest()


def _fill(
    into: _Zip,
    raw: sqlite3.Connection,
    path: Path,
    year: str,
    clock: Clock,
    sign: Callable[[bytes], bytes] | None,
) -> Archived:
    first, last = raw.execute(_RANGE, {"year": year}).fetchone()
    opened = raw.execute("SELECT n, inc, payload FROM entry WHERE seq = 1 ORDER BY n").fetchall()
    keys = {inc.hex(): _key(payload) for _, inc, payload in opened}
    wanted = [n for n, _, _ in opened if first is None or not first <= n <= last]
    counted = [0]
    into.write("journal.ndjson", _journal(raw, wanted, first, last, counted))
    into.write("cles.json", [json.dumps(keys, indent=1).encode()])
    tickets = 0
    for name, (heads, query, amounts) in _TABLES.items():
        rows = [0]
        into.write(name, _csv(raw, heads, query, amounts, year, rows))
        tickets = rows[0] if name == "tickets.csv" else tickets
    for name in ("LISEZMOI.txt", "verifier.py"):
        into.write(name, [(RESOURCES / "archive" / name).read_bytes()])
    manifest: dict[str, Any] = {
        "period": year or "tout",
        "entries": counted[0],
        "made_at": clock.now().isoformat(timespec="seconds"),
        "pubkey": next(reversed(keys.values())) if keys else "",
        "files": dict(into.hashes),
    }
    bare = json.dumps(manifest, sort_keys=True, separators=(",", ":"))
    if sign is not None:
        manifest["sig"] = sign(hashlib.sha256(b"caisse/archive/1" + bare.encode()).digest()).hex()
    into.write("manifest.json", [json.dumps(manifest, indent=1, sort_keys=True).encode()])
    return Archived(path, counted[0], tickets, sign is not None)


def _key(payload: bytes) -> str:
    opened = facts.decode(payload)
    assert isinstance(opened, facts.JournalOpened)
    return opened.pubkey


def _journal(
    raw: sqlite3.Connection, openings: list[int], first: int | None, last: int | None, counted: list[int]
) -> Iterator[bytes]:
    """Give the openings of all incarnations, then the period, entry by entry."""
    query = "SELECT inc, seq, prev, hash, sig, adopted, payload FROM entry WHERE "
    for n in openings:
        yield _line(raw.execute(query + "n = ?", (n,)).fetchone())
        counted[0] += 1
    if first is not None:
        for row in raw.execute(query + "n BETWEEN ? AND ? ORDER BY n", (first, last)):
            yield _line(row)
            counted[0] += 1


def _line(row: tuple[Any, ...]) -> bytes:
    inc, seq, prev, digest, sig, adopted, payload = row
    entry = {
        "inc": inc.hex(), "seq": seq, "prev": prev.hex(), "hash": digest.hex(), "sig": sig.hex(), "adopted": adopted,
        "payload": payload.decode(),
    }  # fmt: skip
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"


def _csv(
    raw: sqlite3.Connection, heads: tuple[str, ...], query: str, amounts: tuple[int, ...], year: str, counted: list[int]
) -> Iterator[bytes]:
    """Give a table as CSV that spreadsheets here open as it is: UTF-8 with a mark, semicolons."""
    yield b"\xef\xbb\xbf" + (";".join(heads) + "\r\n").encode()
    for row in raw.execute(query, {"year": year}):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerow(
            [format_amount(value or 0) if place in amounts else value for place, value in enumerate(row)]
        )
        counted[0] += 1
        yield text.getvalue().encode()
