"""Which article a row speaks of: by barcode, then own code, then supplier and reference; and what it names beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import article_cells
from pos.domain.article_columns import plain
from pos.domain.article_rows import category_slug
from pos.domain.errors import UserError
from pos.domain.folding import fold
from pos.domain.product import Category
from pos.shopfile import matching, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from pos.domain.product import Product
    from pos.shopfile.matching import Match

TONES = ("bread", "bulk", "fresh", "produce", "grocery", "drinks", "home", "services")
_ID = re.compile(r"^[0-9a-f]{32}$")
Key = tuple[str, ...]


class DoubleError(UserError):
    """A row that speaks of an article that an earlier row of the file spoke of."""


class Seen(NamedTuple):
    """A row of the file that made an article: its number and the article's id."""

    row: int
    product_id: str


class Names:
    """Categories and linked articles by the names that files give them; for one walk through a file."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.vat_rates = reading.profile(connection)[1].vat_rates
        known = reading.categories(connection)
        self._names = {category.key: category.name for category in known}
        self._keys = {plain(category.name): category.key for category in reversed(known)}
        self._rank = max((category.rank for category in known), default=0)
        self.made: dict[str, Category] = {}
        """Categories that rows named and that do not exist yet."""
        self._codes: dict[str, str] = {}
        self.new_articles: dict[Key, Seen] = {}
        """What earlier rows make, by every key of theirs."""

    def category_name(self, key: str) -> str:
        """Give the name of a category, its key when it has none."""
        return self._names.get(key, key)

    def category_key(self, name: str) -> str:
        """Give the key of the category of that name; an unknown one is remembered as to be made."""
        short = name[:60]
        if short in self._names:
            return short
        known = self._keys.get(plain(short))
        if known is not None:
            return known
        key = category_slug(short, self._names)
        self._rank += 1
        self.made[key] = Category(key, short, self._rank, TONES[self._rank % len(TONES)])
        self._names[key], self._keys[plain(short)] = short, key
        return key

    def article_code(self, product_id: str) -> str:
        """Give a code or name that finds this article and no other in the whole shop, else its id."""
        if product_id not in self._codes:
            match = matching.with_id(self.connection, product_id)
            self._codes[product_id] = self._only_code(match.product) if match else ""
        return self._codes[product_id]

    def _only_code(self, product: Product) -> str:
        # A row goes by its name where it has nothing else (`Matcher.keys`); only then others can name it so.
        codes = (product.plu, *filter(article_cells.readable, product.barcodes))
        named = codes if any((*codes, product.supplier_ref)) else (product.name,)
        own = (code for code in named if code and all(match.product.id == product.id for match in self._called(code)))
        return next(own, product.id)

    def _called(self, code: str) -> list[Match]:
        return [match for find in _FINDS.values() for match in find(self.connection, code)]

    def article_id(self, code: str, *, deposit: bool = False) -> str:
        """Give the id of the article of that code or name, in the shop or earlier in the file.

        Among several with a code a deposit is meant, or none: raises `UserError`.
        """
        if _ID.match(code) and (self._is_known(code) or ("id", code) in self.new_articles):
            return code
        for kind, find in _FINDS.items():
            found = find(self.connection, code)
            deposits = [match for match in found if "deposit" in (match.product.kind, match.product.category)]
            outside = [match for match in found if match.product.vat_code == "D"]
            if best := (deposits or outside or found) if deposit else found:
                return self._one_of(best, code, deposit=deposit)
            if (seen := self.new_articles.get((kind, code))) is not None:
                return seen.product_id
        raise UserError("No article has the code or name «{code}».", code=code[:40])

    def _is_known(self, product_id: str) -> bool:
        return matching.with_id(self.connection, product_id) is not None

    @staticmethod
    def _one_of(found: list[Match], code: str, *, deposit: bool) -> str:
        live = [match for match in found if not match.product.archived] or found
        if len(live) > 1 and not deposit:
            raise UserError(
                "{n} articles carry the code «{code}»: {names}. Nothing tells which one is meant.",
                n=len(live),
                code=code,
                names=", ".join(match.product.name for match in live[:3]),
            )
        return live[0].product.id


_FINDS = {"plu": matching.with_plu, "code": matching.with_code, "name": matching.named}


class Matcher:
    """Finds the article of each row; remembers which row spoke of which article."""

    def __init__(self, names: Names, supplier: str = "") -> None:
        self.names = names
        self._supplier = supplier
        self._touched: dict[str, int] = {}
        self._by_id: set[str] = set()
        """Articles that earlier rows named by their id: a row with another id means another article."""
        self._references: dict[tuple[str, str], list[str]] | None = None

    def keys(self, row: Mapping[str, str]) -> list[Key]:
        """Give what names the article, strongest first; raises `UserError` for codes that cannot be read."""
        made: list[Key] = []
        given = row.get("id", "").strip().lower().replace("-", "")
        if _ID.match(given):
            made.append(("id", given))
        try:
            made += [("code", code) for code in article_cells.codes(row.get("barcodes", ""))]
        except UserError:
            if not made:
                raise
        if plu := row.get("plu", "").strip():
            made.append(("plu", plu))
        if reference := row.get("supplier_ref", "").strip():
            made.append(("reference", fold(row.get("supplier", "").strip() or self._supplier), reference))
        if not [key for key in made if key[0] != "id"] and (name := " ".join(row.get("name", "").split())):
            made.append(("name", name))
        return made

    def find(self, keys: list[Key], row: Mapping[str, str]) -> Match | None:
        """Give the article of these keys, None for a new one.

        Raises `UserError` when several articles carry them, or when an earlier row was about the same article.
        """
        own = keys[0] if keys and keys[0][0] == "id" else None
        for key in keys:
            matches = self._matches(key)
            if own is not None and key != own:
                matches = [match for match in matches if match.product.id not in self._by_id]
            if matches:
                match = self._one(key, matches, row)
                earlier = self._touched.get(match.product.id)
                if earlier is not None:
                    raise _double(earlier)
                return match
            seen = self.names.new_articles.get(key)
            if seen is not None and (own is None or key == own or seen.product_id not in self._by_id):
                raise _double(seen.row)
        return None

    def others(self, key: Key, product_id: str) -> list[Match]:
        """Give other articles that carry a code."""
        return [match for match in self._matches(key) if match.product.id != product_id and not match.product.archived]

    def touch(self, product_id: str, keys: list[Key], number: int, *, new: bool) -> None:
        """Remember that a row was about an article."""
        self._touched[product_id] = number
        if ("id", product_id) in keys:
            self._by_id.add(product_id)
        if new:
            for key in keys:
                self.names.new_articles.setdefault(key, Seen(number, product_id))

    def _matches(self, key: Key) -> list[Match]:
        connection = self.names.connection
        kind, value = key[0], key[-1]
        if kind == "id":
            match = matching.with_id(connection, value)
            return [match] if match else []
        if kind == "code":
            return matching.with_code(connection, value)
        if kind == "plu":
            return matching.with_plu(connection, value)
        if kind == "name":
            return matching.named(connection, value)
        if self._references is None:
            self._references = matching.references(connection)
        ids = self._references.get((key[1], value), [])
        return [match for product_id in ids if (match := matching.with_id(connection, product_id)) is not None]

    def _one(self, key: Key, matches: list[Match], row: Mapping[str, str]) -> Match:
        """Choose among several articles with the same code; raises `UserError` when nothing tells them apart."""
        if key[0] == "code":
            whole = [match for match in matches if key[1] in match.product.barcodes]
            if not whole:
                raise UserError(
                    "The code {code} is that of a pack of {name}. Change packs in the article itself.",
                    code=key[1],
                    name=matches[0].product.name,
                )
            matches = whole
        live = [match for match in matches if not match.product.archived] or matches
        if len(live) == 1:
            return live[0]
        for tells_apart in _TELLING:
            narrowed = [match for match in live if tells_apart(match, row)]
            if len(narrowed) == 1:
                return narrowed[0]
        raise UserError(
            "{n} articles carry the code «{code}»: {names}. Nothing tells which one is meant.",
            n=len(live),
            code=key[-1],
            names=", ".join(match.product.name for match in live[:3]),
        )


def _same_plu(match: Match, row: Mapping[str, str]) -> bool:
    return match.product.plu != "" and match.product.plu == row.get("plu", "").strip()


def _same_name(match: Match, row: Mapping[str, str]) -> bool:
    return match.product.name == " ".join(row.get("name", "").split())


_TELLING = (_same_plu, _same_name)


def _double(row: int) -> DoubleError:
    return DoubleError("Row {row} of the file is about the same article. This row was left out.", row=row)
