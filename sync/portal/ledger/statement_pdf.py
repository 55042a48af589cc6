"""A statement on paper: a letter with its sums and the bill at its foot, then every line from the second page on.

Pure: the same statement gives the same bytes. A complementary currency has no QR-bill; the link of its own adapter is
passed in and stands there with its code.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.currency import CURRENCIES
from pos.domain.money import format_amount
from sync.portal.ledger import payment_part
from sync.portal.ledger.qr_bill import bill_of
from sync.portal.ledger.sheet import HEIGHT, WIDTH, Sheet
from sync.portal.ledger.statement import WORDS, What

if TYPE_CHECKING:
    from sync.portal.ledger.qr_bill import Bill
    from sync.portal.ledger.statement import Line, Statement

LEFT, RIGHT = 18, WIDTH - 18
FIRST_LINE, LAST_LINE = 24, HEIGHT - 18
BILL_TOP = HEIGHT - payment_part.PART_HEIGHT - 8
ROW = 5.6
PAGES = "{pages}"
"""Stands for the count of pages until the end."""
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
NAMES = {"CHF": "francs suisses", "EUR": "euros", "LEM": "lémans"}


_CELL = _NOTE = 8.5
"""Points of the lines, and of what is said under them."""


class _Column(NamedTuple):
    head: str
    x: float
    """Where it begins, or ends for figures."""
    width: float
    figures: bool = False


_COLUMNS = (
    _Column("Date", LEFT, 11),
    _Column("Origine", LEFT + 12, 18),
    _Column("Pièce", LEFT + 31, 24),
    _Column("Objet", LEFT + 56, 44),
    _Column("Base", RIGHT - 56, 17, figures=True),
    _Column("Taux", RIGHT - 41, 15, figures=True),
    _Column("Pot commun", RIGHT - 20, 20, figures=True),
    _Column("Montant", RIGHT, 19, figures=True),
)


def to_pdf(statement: Statement, payment_link: str = "") -> bytes:
    """Give the file; `payment_link` is for currencies that no QR-bill can carry."""
    bill = bill_of(statement, _title(statement))
    title = f"{_title(statement)}, {statement.member.name}"
    sheet = Sheet(
        title,
        author=statement.issuer.name,
        subject=f"Relevé de commission en {currency_words(statement.currency)}",
        language="fr-CH",
        made=datetime.fromisoformat(statement.issued_on).replace(tzinfo=UTC),
    )
    try:
        return _Paper(sheet, statement, bill, payment_link).made()
    finally:
        sheet.release()


class _Paper:
    def __init__(self, sheet: Sheet, statement: Statement, bill: Bill | None, payment_link: str) -> None:
        self._sheet, self._statement, self._bill, self._link = sheet, statement, bill, payment_link
        self._sheet.alias_nb_pages(PAGES)
        self._y = 0.0

    def made(self) -> bytes:
        self._next_page()
        self._letter()
        self._sums()
        if self._pays() and (self._statement.lines or not self._notes_fit()):
            self._next_page()
        self._table()
        self._notes()
        return self._sheet.whole()

    def _letter(self) -> None:
        sheet, issuer, member = self._sheet, self._statement.issuer, self._statement.member
        sheet.style(10.5, bold=True)
        sheet.text(LEFT, 22, issuer.name)
        sheet.style(9, grey=70)
        for number, words in enumerate((*issuer.address.lines, issuer.uid, issuer.email)):
            sheet.text(LEFT, 27 + 4.4 * number, words)
        sheet.style(10.5)
        address = member.address.lines if member.address is not None else ()
        # Where the window of a Swiss envelope with its window on the right is.
        for number, words in enumerate((member.name, *address)):
            sheet.text(118, 52 + 5 * number, sheet.cut(words, RIGHT - 118))
        sheet.style(16, bold=True)
        sheet.text(LEFT, 80, f"Relevé de commission {self._statement.number}")
        sheet.style(9.5, grey=70)
        month, money = month_words(self._statement.month), currency_words(self._statement.currency)
        about = f"{month.capitalize()} · {money} · établi le {day_words(self._statement.issued_on)}"
        if self._statement.due_minor:
            about += f" · payable au {day_words(self._statement.due_on)}"
        sheet.text(LEFT, 86.5, about)
        self._y = 96

    def _sums(self) -> None:
        statement, sheet = self._statement, self._sheet
        before = f"Solde du relevé {statement.previous}" if statement.previous else "Solde précédent"
        rows = [(before, statement.opening_minor)]
        for part in statement.subtotals:
            counted = f"{part.count} ligne{'s' if part.count > 1 else ''}"
            rows.append((f"{WORDS[part.what]}, {counted}", part.amount_minor))
        sheet.style(9.5)
        for words, minor in rows:
            sheet.text(LEFT, self._y, words)
            sheet.right(RIGHT, self._y, money_words(minor))
            self._rule(self._y + 1.9)
            self._y += 6
        self._rule(self._y - 4.1, strong=True)
        sheet.style(10.5, bold=True)
        sheet.text(LEFT, self._y + 0.6, f"{self._closing_words()}, {statement.currency}")
        sheet.right(RIGHT, self._y + 0.6, money_words(statement.closing_minor))
        self._y += 7
        if statement.pot_share_minor:
            sheet.style(9, grey=70)
            share = money_words(statement.pot_share_minor)
            sheet.text(LEFT, self._y, f"Dont part des commissions pour le pot commun : {statement.currency} {share}")
            self._y += 6
        self._y += 5

    def _closing_words(self) -> str:
        if self._statement.due_minor:
            return "À payer"
        return "Solde en votre faveur" if self._statement.closing_minor < 0 else "Solde"

    def _table(self) -> None:
        if not self._statement.lines:
            return
        self._head()
        last = ""
        for line in self._statement.lines:
            if self._y > LAST_LINE - ROW:
                self._next_page()
                self._head()
                last = ""
            day = f"{line.occurred_at[8:10]}.{line.occurred_at[5:7]}."
            self._row(line, day if day != last else "")
            last = day
        self._y += 3

    def _notes_fit(self) -> bool:
        """Tell whether the notes stand above the bill."""
        self._sheet.style(_NOTE)
        height = sum(len(self._sheet.wrapped(text, RIGHT - LEFT)) * 4 + 1.6 for text in self._texts())
        return self._y + height < (BILL_TOP if self._bill is not None else LAST_LINE)

    def _head(self) -> None:
        self._sheet.style(8, bold=True, grey=70)
        for column in _COLUMNS:
            if column.figures:
                self._sheet.right(column.x, self._y, column.head)
            else:
                self._sheet.text(column.x, self._y, column.head)
        self._rule(self._y + 1.9, strong=True)
        self._y += ROW
        self._sheet.style(_CELL)

    def _row(self, line: Line, day: str) -> None:
        sheet = self._sheet
        cells = (
            day,
            line.source,
            line.reference,
            object_words(line),
            "" if line.base_minor is None else money_words(line.base_minor),
            line.rate,
            money_words(line.pot_share_minor) if line.pot_share_minor else "",
            money_words(line.amount_minor),
        )
        for column, words in zip(_COLUMNS, cells, strict=True):
            if not words:
                continue
            if column.figures:
                sheet.right(column.x, self._y, words)
            else:
                sheet.text(column.x, self._y, sheet.cut(words, column.width))
        self._rule(self._y + 1.7)
        self._y += ROW

    def _texts(self) -> list[str]:
        statement = self._statement
        carried = [] if statement.due_minor else ["Rien à payer : le solde est reporté au mois suivant."]
        return [
            *carried,
            *statement.texts,
            f"Contestation : par l’espace membre ou à {statement.issuer.email}.",
            f"Empreinte du contenu (SHA-256) : {statement.content_sha256}",
        ]

    def _notes(self) -> None:
        sheet = self._sheet
        for text in self._texts():
            sheet.style(_NOTE, grey=40)
            lines = sheet.wrapped(text, RIGHT - LEFT)
            self._room(4 * len(lines))
            sheet.style(_NOTE, grey=40)
            for words in lines:
                sheet.text(LEFT, self._y, words)
                self._y += 4
            self._y += 1.6

    def _pays(self) -> bool:
        """Put what pays on the first page, the bill at its foot; tell whether there is something to pay."""
        if self._bill is None and not (self._statement.due_minor and self._link):
            return False
        if count := len(self._statement.lines):
            self._sheet.style(9, grey=70)
            words = "Le détail de la ligne suit" if count == 1 else f"Le détail des {count} lignes suit"
            self._sheet.text(LEFT, self._y, f"{words} en page 2.")
            self._y += 8
        if self._bill is not None:
            payment_part.draw(self._sheet, self._bill)
        else:
            self._by_link()
        return True

    def _by_link(self) -> None:
        sheet, money = self._sheet, currency_words(self._statement.currency)
        sheet.style(11, bold=True)
        sheet.text(LEFT, self._y, f"Payer en {money}")
        payment_part.symbol(sheet, self._link, LEFT, self._y + 4, 36, error="m")
        sheet.style(9.5)
        lines = (
            f"Montant : {money_words(self._statement.due_minor)} {money}",
            f"Référence : {self._statement.number}",
            "Le code s’ouvre dans l’application de la monnaie ; le lien fait de même :",
        )
        for number, words in enumerate(lines):
            sheet.text(LEFT + 42, self._y + 8 + 5 * number, words)
        sheet.style(8.5)
        for number, words in enumerate(_pieces(sheet, self._link, RIGHT - LEFT - 42)):
            y = self._y + 25 + 4 * number
            sheet.text(LEFT + 42, y, words)
            sheet.link(LEFT + 42, y - 3, sheet.wide(words), 4, self._link)
        self._y += 45

    def _room(self, height: float) -> None:
        if self._y + height > LAST_LINE:
            self._next_page()

    def _next_page(self) -> None:
        sheet = self._sheet
        sheet.add_page()
        sheet.style(8, grey=90)
        number = sheet.page_no()
        # A cell, because the count of pages is known at the end only; it has about as many digits as this one.
        more = sheet.wide(PAGES) - sheet.wide(str(number))
        sheet.set_xy(RIGHT - 40 + more, 10)
        sheet.cell(40, 4, f"page {number} / {PAGES}", align="R")
        if number > 1:
            sheet.text(LEFT, 13, f"{_title(self._statement)} · {sheet.cut(self._statement.member.name, 80)}")
        self._y = FIRST_LINE

    def _rule(self, y: float, *, strong: bool = False) -> None:
        self._sheet.set_draw_color(90 if strong else 210)
        self._sheet.set_line_width(0.35 if strong else 0.15)
        self._sheet.line(LEFT, y, RIGHT, y)


def _title(statement: Statement) -> str:
    return f"Relevé {statement.number}, {month_words(statement.month)}"


def object_words(line: Line) -> str:
    """Say what a line is for: its own words, or those of its kind, and what it takes back."""
    words = line.text or WORDS[line.what]
    if line.what is What.REVERSAL and line.reverses and line.reverses not in words:
        return f"{words} de {line.reverses}"
    return words


def money_words(minor: int) -> str:
    """Write an amount as on paper: 1'234.50 with a true minus."""
    return format_amount(minor).replace("-", "−")


def currency_words(code: str) -> str:
    """Name a currency in the plural."""
    return NAMES.get(code, CURRENCIES[code].name if code in CURRENCIES else code)


def month_words(month: str) -> str:
    """Name a month: «octobre 2026» for 2026-10."""
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def day_words(day: str) -> str:
    """Name a day: «2 novembre 2026», the first «1er»."""
    number = int(day[8:10])
    return f"{'1er' if number == 1 else number} {month_words(day)}"


def _pieces(sheet: Sheet, text: str, width: float) -> list[str]:
    """Cut a text without blanks into lines that fit."""
    lines = [""]
    for letter in text:
        if sheet.wide(lines[-1] + letter) > width:
            lines.append("")
        lines[-1] += letter
    return lines
