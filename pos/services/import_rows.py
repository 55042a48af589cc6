"""What a row of an articles file would do: add, change or leave an article, or be refused with the reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from pos.domain import article_cells
from pos.domain.article_cells import OddCell
from pos.domain.article_rows import differences, empties, patched, unguarded
from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.services.import_matching import DoubleError, Matcher, Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from pos.services.import_matching import Key
    from pos.services.importing import Wishes
    from pos.services.table_reading import Record
    from pos.shopfile.matching import Match
    from pos.shopfile.shopfile import ShopFile

MOST_PROBLEMS = 20_000
MOST_SAMPLES = 200
LONGEST_CELL = 10_000


class Problem(NamedTuple):
    """What is wrong with a row: the column's heading, its text, why; `warning` when the row is taken all the same."""

    row: int
    column: str
    value: str
    why: UserError
    warning: bool = False


class Sample(NamedTuple):
    """One change as it would be: row, article, column (its key), old text, new text; a new article has no column."""

    row: int
    name: str
    key: str
    old: str
    new: str


class Planned(NamedTuple):
    """An article as a row makes it; `version` 0 for a new one, `opening_milli` what its stock begins with."""

    row: int
    product: Product
    version: int
    opening_milli: int
    cost_minor: int | None
    samples: tuple[Sample, ...]
    new_category: str
    """Name of the category that this row needs and that does not exist yet."""


@dataclass
class Tally:
    """What an import did, or a dry run found."""

    added: int = 0
    changed: int = 0
    kept: int = 0
    refused: int = 0
    doubles: int = 0
    opened: int = 0
    """Articles whose stock began with this file."""
    stopped: bool = False
    broken_off: UserError | None = None
    """Why the file could not be read, or the shop file not be written, to the end."""
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    """So many more than are listed."""
    samples: list[Sample] = field(default_factory=list)
    new_categories: dict[str, None] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of articles that were dealt with."""
        return self.added + self.changed + self.kept + self.refused + self.doubles

    @property
    def warnings(self) -> int:
        """Rows that were taken although something is odd, and rows left out as doubles."""
        return sum(problem.warning for problem in self.problems)

    def count(self, plan: Planned) -> None:
        """Count what a row did."""
        if plan.version:
            self.changed += 1
        else:
            self.added += 1
        self.opened += plan.opening_milli != 0
        if plan.new_category:
            self.new_categories[plan.new_category] = None
        if len(self.samples) < MOST_SAMPLES:
            self.samples.extend(plan.samples)

    def list_problem(self, problem: Problem) -> None:
        """Put a problem on the list, which has an end."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        else:
            self.more_problems += 1


class Walk:
    """One walk through a file: knows the headings and the wishes, asks the shop file row by row."""

    def __init__(
        self, shop: ShopFile, connection: Connection, headings: Sequence[str], wishes: Wishes, tally: Tally
    ) -> None:
        self.tally = tally
        self.names = Names(connection)
        self._shop, self._wishes, self._headings = shop, wishes, headings
        self._matcher = Matcher(self.names, wishes.supplier)
        self._heading_of = {
            key: heading for key, heading in reversed(list(zip(wishes.mapping, headings, strict=False))) if key
        }

    def use(self, connection: Connection) -> None:
        """Ask through another view of the shop file from now on."""
        self.names.connection = connection

    def plan(self, record: Record, *, count: bool = True) -> Planned | None:
        """Tell what a row makes; None when it changes nothing or is refused. With `count`, count what it would do."""
        if record.problem is not None:
            self._refuse(record.number, [("", "", record.problem)])
            return None
        row = self._row(record.cells)
        if not any(row.values()) and not any(cell.strip() for cell in record.cells):
            return None
        if surplus := [cell for cell in record.cells[len(self._headings) :] if cell.strip()]:
            why = UserError("This row has more cells than there are headings: a separator or a quote is wrong.")
            self._refuse(record.number, [("", surplus[0], why)])
            return None
        plan = self._plan(record.number, row)
        if plan is not None and count:
            self.tally.count(plan)
        return plan

    def _row(self, cells: Sequence[str]) -> dict[str, str]:
        row: dict[str, str] = {}
        for key, cell in zip(self._wishes.mapping, cells, strict=False):
            if not key or not cell or cell.isspace():
                continue
            text = cell if isinstance(cell, OddCell) else unguarded(cell)
            row[key] = f"{row[key]} {text}" if key in row and not isinstance(text, OddCell) else text
        return row

    def _plan(self, number: int, row: dict[str, str]) -> Planned | None:
        named = {key: text for key, text in row.items() if not empties(text, self._wishes.empty_word)}
        if too_long := next((key for key, text in row.items() if len(text) > LONGEST_CELL), None):
            why = UserError("This cell is too long: at most {most} characters.", most=LONGEST_CELL)
            self._refuse(number, [(too_long, row[too_long], why)])
            return None
        try:
            keys = self._matcher.keys(named)
            match = self._matcher.find(keys, named)
        except DoubleError as double:
            self.tally.doubles += 1
            text = row.get("barcodes") or row.get("plu") or row.get("name", "")
            self.tally.list_problem(Problem(number, self._heading(row), text[:60], double, warning=True))
            return None
        except UserError as error:
            self._refuse(number, [("barcodes" if "barcodes" in row else "", row.get("barcodes", ""), error)])
            return None
        return self._put(number, row, keys, match)

    def _put(self, number: int, row: dict[str, str], keys: list[Key], match: Match | None) -> Planned | None:
        if match is None and not row.get("name", "").strip():
            why = UserError("No article has this code, and a new one needs a name.")
            self._refuse(number, [("name", "", why)])
            return None
        # An id that this shop does not know is kept: what others name by it in the same file stays named.
        given = keys[0][1] if keys and keys[0][0] == "id" else self._shop.identities.new()
        base = match.product if match is not None else Product(given, "", None)
        if self._wishes.supplier and not row.get("supplier", "").strip() and not base.supplier:
            row = {**row, "supplier": self._wishes.supplier}
        product, problems = patched(base, row, self.names, self._wishes.empty_word)
        refusals: list[tuple[str, str, UserError]] = [*problems]
        opening, cost = self._stock(row, match, refusals)
        if refusals:
            self._refuse(number, refusals)
            return None
        if opening is not None and not product.stocked and not row.get("stocked"):
            product = structs.replace(product, stocked=True)
        self._warn(number, row, base, product, match)
        self._matcher.touch(product.id, keys, number, new=match is None)
        if match is not None and product == base and not opening:
            self.tally.kept += 1
            return None
        return self._planned(number, row, base, product, match, opening or 0, cost)

    def _planned(
        self,
        number: int,
        row: dict[str, str],
        base: Product,
        product: Product,
        match: Match | None,
        opening: int,
        cost: int | None,
    ) -> Planned:
        samples: list[Sample] = []
        if len(self.tally.samples) < MOST_SAMPLES:
            if match is None:
                samples.append(Sample(number, product.name, "", "", row.get("price", "").strip()))
            else:
                changes = differences(base, product, (*row, "stocked"), self.names)
                samples = [Sample(number, base.name, *change) for change in dict.fromkeys(changes)]
        made = self.names.made.get(product.category)
        version = match.version if match is not None else 0
        return Planned(number, product, version, opening, cost, tuple(samples), made.name if made is not None else "")

    def _stock(
        self, row: dict[str, str], match: Match | None, refusals: list[tuple[str, str, UserError]]
    ) -> tuple[int | None, int | None]:
        """Give the opening stock and its cost; an article that has a stock already keeps it."""
        text, cost_text = row.get("stock", "").strip(), row.get("cost", "").strip()
        if not text or text == self._wishes.empty_word or (match is not None and match.stock_milli is not None):
            return None, None
        cost: int | None = None
        opening: int | None = None
        for key, cell in (("stock", row["stock"]), ("cost", row.get("cost", ""))):
            try:
                if key == "stock":
                    opening = article_cells.milli(cell)
                elif cost_text and cost_text != self._wishes.empty_word:
                    cost = article_cells.price(cell)
            except UserError as error:
                refusals.append((key, cell, error))
        return opening, cost

    def _warn(self, number: int, row: dict[str, str], base: Product, product: Product, match: Match | None) -> None:
        def warn(key: str, text: str, why: UserError) -> None:
            problem = Problem(number, self._heading_of.get(key, ""), text[:60], why, warning=True)
            self.tally.list_problem(problem)

        price_told = "price" in row or match is None
        if price_told and product.price_minor == 0 and (match is None or base.price_minor != 0):
            warn("price", row.get("price", ""), UserError("The price is zero: the article is given away."))
        if match is None and product.price_minor is None:
            warn("price", "", UserError("There is no price: the till will ask for it at each sale."))
        if past := self._past_days(base, product):
            why = UserError(
                "The day {day} has begun: this price counts from the next opening of the till.", day=past[0]
            )
            warn("next_prices", row.get("next_prices", ""), why)
        if match is not None and base.archived and product.archived:
            warn("archived", "", UserError("{name} is archived and stays so.", name=base.name))
        for code in self._unreadable(row, base, product):
            why = UserError(
                "The check digit of {code} is wrong: no scanner would read it. The code was left out.", code=code
            )
            warn("barcodes", code, why)
        for kind, code in _fresh_codes(base, product):
            for other in self._matcher.others((kind, code), product.id)[:1]:
                why = UserError("The code {code} is also that of {name}.", code=code, name=other.product.name)
                warn("barcodes" if kind == "code" else "plu", code, why)

    def _past_days(self, base: Product, product: Product) -> list[str]:
        """Give the days already begun of prices that the row decides."""
        today = self._shop.clock.now().date().isoformat()
        fresh = [price for price in product.next_prices if price not in base.next_prices]
        return [price.valid_from for price in fresh if price.valid_from <= today]

    def _unreadable(self, row: dict[str, str], base: Product, product: Product) -> list[str]:
        """Give the codes of the row that no scanner can read, and that the article does not have."""
        text = row.get("barcodes", "")
        if text.strip() in ("", self._wishes.empty_word, " ".join(base.barcodes)):
            return []
        return [c for c in article_cells.codes(text) if not article_cells.readable(c) and c not in product.barcodes]

    def _refuse(self, number: int, reasons: Sequence[tuple[str, str, UserError]]) -> None:
        self.tally.refused += 1
        for key, text, why in reasons:
            self.tally.list_problem(Problem(number, self._heading_of.get(key, ""), text[:60], why))

    def _heading(self, row: dict[str, str]) -> str:
        return next((self._heading_of[key] for key in ("barcodes", "plu", "name") if key in row), "")


def _fresh_codes(base: Product, product: Product) -> list[tuple[str, str]]:
    fresh = [("code", code) for code in product.barcodes if code not in base.barcodes]
    if product.plu and product.plu != base.plu:
        fresh.append(("plu", product.plu))
    return fresh
