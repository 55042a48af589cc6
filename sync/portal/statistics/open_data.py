"""Published months as files: CSV for a spreadsheet, JSON for programs. Nothing else than what the pages show."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import msgspec

from sync.portal.members.sectors import SECTORS
from sync.portal.statistics.measures import DEFINITIONS
from sync.portal.statistics.month import REST
from sync.portal.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.portal.statistics.month import Line, Month

HEAD = ("mois", "tableau", "ligne", "colonne", "valeur", "unité", "membres", "caisses complètes %")
PROTECTED = "protégé"
TILES = (
    ("sales_minor", "ventes", "CHF"),
    ("tickets", "tickets", "nombre"),
    ("basket_mean_minor", "panier moyen", "CHF"),
    ("basket_median_minor", "panier médian", "CHF"),
    ("complementary_bp", "part en monnaies complémentaires", "%"),
    ("notes_bp", "part en billets complémentaires", "%"),
    ("electronic_bp", "part complémentaire électronique", "%"),
    ("network_minor", "ventes entre membres", "CHF"),
    ("network_bp", "part entre membres", "%"),
    ("buyers_bp", "couverture des acheteurs", "%"),
    ("local_bp", "part de la région", "%"),
    ("origin_bp", "couverture de l’origine", "%"),
    ("ess_made_bp", "part ESS Made", "%"),
    ("active", "boutiques actives", "nombre"),
)
_encoder = msgspec.json.Encoder()


class OpenData(msgspec.Struct, frozen=True):
    """Months with what their figures mean; amounts in CHF minor units, parts in basis points, null is protected."""

    definitions: dict[str, str]
    months: tuple[dict[str, object], ...]


def as_json(months: Iterable[Month]) -> bytes:
    """Give months as JSON; every name is there, null where protected."""
    made = tuple(_whole(month) for month in months)
    return msgspec.json.format(_encoder.encode(OpenData({key: say(text) for key, text in DEFINITIONS.items()}, made)))


def _whole(month: Month) -> dict[str, object]:
    fields = {name: getattr(month, name) for name in month.__struct_fields__ if name != "medians"}
    tables = ("sectors", "communes", "aisles")
    return fields | {name: [{each: getattr(line, each) for each in line.__struct_fields__} for line in fields[name]]
                     for name in tables}  # fmt: skip


def as_csv(months: Sequence[Month]) -> bytes:
    """Give months as CSV, a value a line, as spreadsheets of Geneva open it (UTF-8 with mark, semicolons)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEAD)
    for month in months:
        writer.writerows(_rows(month))
    return text.getvalue().encode("utf-8-sig")


def _rows(month: Month) -> Iterator[tuple[str, ...]]:
    complete = _tenth(month.complete_bp)
    for field, name, unit in TILES:
        yield (
            month.month,
            "ensemble",
            name,
            "",
            _written(getattr(month, field), unit),
            unit,
            str(month.members),
            complete,
        )
    for table, lines in (("secteur", month.sectors), ("commune", month.communes), ("rayon", month.aisles)):
        for line in lines:
            members = "" if line.members is None else str(line.members)
            tills = "" if line.complete_bp is None else _tenth(line.complete_bp)
            yield (month.month, table, _name(table, line), "", _written(line.sales_minor, "CHF"), "CHF", members, tills)
    for row in month.crossed.rows:
        for column, value in zip(month.crossed.columns, row.cells, strict=True):
            place = _rest(row.key), _sector(column)
            yield (month.month, "commune et secteur", *place, _written(value, "CHF"), "CHF", "", complete)


def _written(value: int | None, unit: str) -> str:
    if value is None:
        return PROTECTED
    if unit == "%":
        return _tenth(value)
    return str(value) if unit == "nombre" else f"{value // 100}.{value % 100:02}"


def _tenth(bp: int) -> str:
    return f"{bp // 100}.{bp % 100 // 10}"


def _name(table: str, line: Line) -> str:
    if table == "secteur":
        return _sector(line.key)
    return _rest(line.key) if table == "commune" or line.key == REST else line.name


def _sector(key: str) -> str:
    return _rest(key) if key == REST else SECTORS.get(key, key)


def _rest(key: str) -> str:
    return "autres" if key == REST else key
