"""The year on paper: what its months said, drawn and listed, with what every figure means. Same months, same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.money import divide_half_up, format_amount
from sync.portal.ledger.sheet import HEIGHT, WIDTH, Sheet
from sync.portal.members.sectors import SECTORS
from sync.portal.statistics.measures import DEFINITIONS
from sync.portal.statistics.month import REST
from sync.portal.statistics.years import by_sector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.portal.ledger.statement import Issuer
    from sync.portal.statistics.month import Month

LEFT, RIGHT, TOP, FOOT = 18, WIDTH - 18, 24, HEIGHT - 16
ROW, CHART = 6.0, 46.0
"""Height of a line of a table, and of a drawing, mm."""
PROTECTED = "protégé"
PAGES = "{pages}"
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")  # fmt: skip
GREEN, PALE = (26, 92, 64), 225


class _Column(NamedTuple):
    head: str
    end: float


_COLUMNS = (
    _Column("Membres", LEFT + 42), _Column("Complètes", LEFT + 62), _Column("Ventes", LEFT + 81),
    _Column("Panier méd.", LEFT + 102), _Column("En lémans", LEFT + 121), _Column("Membres *", LEFT + 140),
    _Column("Région", LEFT + 154), _Column("ESS Made", RIGHT),
)  # fmt: skip


def year_report(months: Sequence[Month], issuer: Issuer | None) -> bytes:
    """Give the report of published months of one year as PDF."""
    year = months[0].month[:4]
    name = issuer.name if issuer else "Chambre de l’économie sociale et solidaire"
    made = datetime.fromisoformat(months[-1].published_on).replace(tzinfo=UTC)
    sheet = Sheet(f"Ce que vendent les membres, {year}", author=name, subject=f"Rapport statistique {year}",
                  language="fr-CH", made=made)  # fmt: skip
    try:
        return _Report(sheet, months, name).made()
    finally:
        sheet.release()


class _Report:
    def __init__(self, sheet: Sheet, months: Sequence[Month], name: str) -> None:
        self._sheet, self._months, self._name = sheet, months, name
        self._sheet.alias_nb_pages(PAGES)
        self._y = 0.0

    def made(self) -> bytes:
        """Lay everything out."""
        self._page()
        self._head()
        self._chart()
        self._table()
        self._sectors()
        self._words("Ce que disent les chiffres", [f"{DEFINITIONS[key]}" for key in DEFINITIONS if key != "median"])
        return self._sheet.whole()

    def _page(self) -> None:
        sheet = self._sheet
        sheet.add_page()
        sheet.style(8, grey=90)
        sheet.text(LEFT, FOOT, f"{self._name} · statistiques {self._months[0].month[:4]}")
        number = sheet.page_no()
        # A cell, because the count of pages is known at the end only; it has about as many digits as this one.
        more = sheet.wide(PAGES) - sheet.wide(str(number))
        sheet.set_xy(RIGHT - 40 + more, FOOT - 3)
        sheet.cell(40, 4, f"page {number} / {PAGES}", align="R")
        self._y = TOP

    def _room(self, height: float) -> None:
        if self._y + height > FOOT - 8:
            self._page()

    def _head(self) -> None:
        sheet, months = self._sheet, self._months
        sheet.style(20, bold=True)
        sheet.text(LEFT, self._y, f"Ce que vendent les membres, {months[0].month[:4]}")
        self._y += 8
        total = sum(each.sales_minor or 0 for each in months)
        closed = sum(each.sales_minor is None for each in months)
        said = (
            f"{len(months)} mois publiés, dont {closed} protégés. Somme des mois publiés : CHF {_francs(total)}. En"
            f" {_month(months[-1].month)}, {months[-1].members} membres partageaient sur {months[-1].network} ;"
            f" {_percent(months[-1].complete_bp)} de leurs caisses ont transmis tout le mois. Une année dit ce que"
            " disent ses mois, rien de plus."
        )
        self._paragraph(said)
        self._y += 4

    def _paragraph(self, said: str, points: float = 9.5) -> None:
        sheet = self._sheet
        sheet.style(points)
        for line in sheet.wrapped(said, RIGHT - LEFT):
            self._room(5)
            sheet.style(points)
            sheet.text(LEFT, self._y, line)
            self._y += 4.8

    def _title(self, words: str, room: float) -> None:
        self._room(room)
        self._y += 5
        self._sheet.style(12, bold=True)
        self._sheet.text(LEFT, self._y, words)
        self._y += 5

    def _chart(self) -> None:
        sheet = self._sheet
        self._title("Ventes par mois, CHF", CHART + 20)
        most = max((each.sales_minor or 0 for each in self._months), default=0) or 1
        base, step = self._y + CHART, (RIGHT - LEFT) / max(6, len(self._months))
        sheet.set_draw_color(150)
        sheet.line(LEFT, base, RIGHT, base)
        for place, each in enumerate(self._months):
            middle = LEFT + step * (place + 0.5)
            sheet.style(7.5)
            label = _month(each.month).split(" ")[0]
            sheet.text(middle - sheet.wide(label) / 2, base + 4, label)
            if each.sales_minor is None:
                sheet.style(7.5, grey=110)
                sheet.text(middle - sheet.wide(PROTECTED) / 2, base - 2, PROTECTED)
                continue
            height = (CHART - 6) * each.sales_minor / most
            sheet.set_fill_color(*GREEN)
            sheet.rect(middle - step * 0.32, base - height, step * 0.64, height, style="F")
            value = _francs(each.sales_minor)
            sheet.text(middle - sheet.wide(value) / 2, base - height - 1.5, value)
        self._y = base + 9

    def _table(self) -> None:
        sheet = self._sheet
        self._title("Mois par mois", ROW * (len(self._months) + 3))
        sheet.style(8, bold=True)
        sheet.text(LEFT, self._y, "Mois")
        for column in _COLUMNS:
            sheet.right(column.end, self._y, column.head)
        self._rule()
        for each in self._months:
            self._room(ROW)
            sheet.style(8.5)
            sheet.text(LEFT, self._y, _month(each.month))
            values = (
                str(each.members), _percent(each.complete_bp), _francs(each.sales_minor),
                _chf(each.basket_median_minor), _percent(each.complementary_bp), _percent(each.network_bp),
                _percent(each.local_bp), _percent(each.ess_made_bp),
            )  # fmt: skip
            for column, value in zip(_COLUMNS, values, strict=True):
                sheet.style(8.5, grey=110 if value == PROTECTED else 0)
                sheet.right(column.end, self._y, value)
            self._y += ROW
        sheet.style(7.5, grey=90)
        sheet.text(LEFT, self._y, "* part des ventes dont l’acheteur est un membre reconnu à la caisse")
        self._y += 4

    def _sectors(self) -> None:
        sheet, rows = self._sheet, by_sector(self._months)
        if not rows:
            return
        self._title("Par secteur : somme des mois où il est publié", ROW * (len(rows) + 3))
        sheet.style(8, bold=True)
        sheet.text(LEFT, self._y, "Secteur")
        sheet.right(LEFT + 92, self._y, "Mois publiés")
        sheet.right(RIGHT, self._y, "Ventes, CHF")
        self._rule()
        most = max((minor for _, minor, _ in rows), default=0) or 1
        for key, minor, number in rows:
            self._room(ROW)
            sheet.style(8.5)
            sheet.text(LEFT, self._y, "Autres secteurs" if key == REST else SECTORS.get(key, key))
            sheet.right(LEFT + 92, self._y, f"{number} / {len(self._months)}")
            sheet.set_fill_color(*GREEN)
            if number:
                sheet.rect(LEFT + 96, self._y - 3, 50 * minor / most, 3.4, style="F")
            sheet.style(8.5, grey=0 if number else 110)
            sheet.right(RIGHT, self._y, _francs(minor) if number else PROTECTED)
            self._y += ROW

    def _words(self, title: str, sentences: Sequence[str]) -> None:
        self._title(title, 20)
        for each in sentences:
            self._paragraph(each, 8.5)
            self._y += 1.2

    def _rule(self) -> None:
        self._sheet.set_draw_color(PALE)
        self._sheet.line(LEFT, self._y + 1.6, RIGHT, self._y + 1.6)
        self._y += ROW


def _month(written: str) -> str:
    return f"{MONTHS[int(written[5:7]) - 1]} {written[:4]}"


def _francs(minor: int | None) -> str:
    return PROTECTED if minor is None else format_amount(divide_half_up(minor, 100) * 100, screen=True)[:-3]


def _chf(minor: int | None) -> str:
    return PROTECTED if minor is None else format_amount(minor, screen=True)


def _percent(bp: int | None) -> str:
    return PROTECTED if bp is None else f"{bp // 100},{bp % 100 // 10} %"
