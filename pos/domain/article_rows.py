"""An article as a row of texts, and a row of texts put onto an article; empty cells change nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, Protocol

from msgspec import structs

from pos.domain import article_cells as cells
from pos.domain import article_lists as lists
from pos.domain.article_cells import GuardedCell
from pos.domain.article_columns import plain
from pos.domain.days import moment
from pos.domain.errors import UserError
from pos.domain.product import Admission, Product, checked
from pos.domain.quantity import ONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pos.domain.vat import VatRate

Changes = dict[str, object]
_FORMULA_SIGNS = "=+-@\t'#"
"""What spreadsheets compute, and what they write where they could not."""
_NO_EVENT = Admission(0, "", "", 0)
_NONE = "\ufffe\uffff"
"""Characters that no XML file may hold."""


class Names(Protocol):
    """What a row names that is kept elsewhere: categories and other articles."""

    vat_rates: tuple[VatRate, ...]

    def category_name(self, key: str) -> str:
        """Give the name of a category, its key when it has none."""

    def category_key(self, name: str) -> str:
        """Give the key of the category of that name; an unknown one is remembered as to be made."""

    def article_code(self, product_id: str) -> str:
        """Give a code or name that finds an article."""

    def article_id(self, code: str, *, deposit: bool = False) -> str:
        """Give the id of the article of that code or name, of a deposit before others; raises `UserError` for none."""


class CellProblem(NamedTuple):
    """A cell that cannot be taken, and why."""

    key: str
    text: str
    why: UserError


class Field(NamedTuple):
    """One column of an article: written to a text, read from one, and what an emptied cell means."""

    write: Callable[[Product, Names], str]
    read: Callable[[Product, str, Names], Changes]
    empty: Changes | None = None


def amount_text(minor: int | None) -> str:
    """Write an amount as files have it: `-0.50`, without thousands."""
    if minor is None:
        return ""
    whole, cents = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{cents:02d}"


def milli_text(milli: int | None) -> str:
    """Write thousandths as a plain decimal number."""
    if milli is None:
        return ""
    whole, rest = divmod(abs(milli), ONE)
    return f"{'-' if milli < 0 else ''}{whole}" + (f".{rest:03d}".rstrip("0") if rest else "")


def file_text(text: str) -> str:
    """Give a text as every kind of file can hold it: one kind of line end, no control or broken characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.isprintable():
        return lines
    return "".join(c for c in lines if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _NONE))


def guarded(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula; `unguarded` takes it back."""
    return "'" + text if text[:1] in _FORMULA_SIGNS and text else text


def unguarded(text: str) -> str:
    """Take back what `guarded` wrote; another text stays as it is."""
    return GuardedCell(text[1:]) if text[:1] == "'" and text[1:2] and text[1] in _FORMULA_SIGNS else text


def empties(text: str, empty_word: str) -> bool:
    """Tell whether a cell holds the word that empties a field."""
    return text.strip() == empty_word and not isinstance(text, GuardedCell)


def _text(name: str) -> Field:
    return Field(
        lambda product, _: file_text(getattr(product, name)),
        lambda _p, text, _n: {name: cells.text_of(text)},
        {name: ""},
    )


def _amount(name: str, *, clears: bool = True) -> Field:
    return Field(
        lambda product, _: amount_text(getattr(product, name)),
        lambda _p, text, _n: {name: cells.price(text)},
        {name: None} if clears else None,
    )


def _quantity(name: str, *, empty: int | None = None) -> Field:
    return Field(
        lambda product, _: milli_text(getattr(product, name)),
        lambda _p, text, _n: {name: cells.milli(text)},
        {name: empty},
    )


def _switch(name: str) -> Field:
    return Field(
        lambda product, _: "yes" if getattr(product, name) else "no",
        lambda _p, text, _n: {name: cells.yes(text)},
        {name: False},
    )


def _read_codes(product: Product, text: str, _names: Names) -> Changes:
    """Add the codes that a scanner can read to those the article has: a supplier's list takes none away."""
    fresh = [code for code in cells.codes(text) if cells.readable(code)]
    return {"barcodes": tuple(dict.fromkeys((*product.barcodes, *fresh)))}


def _read_content(_product: Product, text: str, _names: Names) -> Changes:
    milli, unit = cells.content(text)
    return {"content_milli": milli, "content_unit": unit}


def _write_content(product: Product, _names: Names) -> str:
    return f"{milli_text(product.content_milli)} {product.content_unit}" if product.content_unit else ""


def _write_parts(product: Product, names: Names) -> str:
    made = [(file_text(names.article_code(part.product_id)), part.quantity_milli) for part in product.parts]
    return " ".join(f"{lists.quoted(code)}*{milli_text(milli)}" for code, milli in made)


def _read_kind(_product: Product, text: str, _names: Names) -> Changes:
    kind = cells.kind(text)
    return {"kind": kind} if kind == "ticket" else {"kind": kind, "admission": None}


def _event(name: str, write: Callable[[Admission], str], read: Callable[[str], object]) -> Field:
    """Give a column of a ticket's event; what the row does not say of it stays."""

    def written(product: Product, _names: Names) -> str:
        return write(product.admission) if product.admission is not None else ""

    def taken(product: Product, text: str, _names: Names) -> Changes:
        return {"admission": structs.replace(product.admission or _NO_EVENT, **{name: read(text)})}

    return Field(written, taken)


def _read_category(product: Product, text: str, names: Names) -> Changes:
    # Product feeds write the whole path: «Food > Bread».
    name = cells.text_of(text).split(">")[-1].strip()
    same = name in (product.category, names.category_name(product.category))
    return {} if same or not name else {"category": names.category_key(name)}


def _rank_text(product: Product, _names: Names) -> str:
    return "" if product.favourite is None else str(product.favourite)


FIELDS: Mapping[str, Field] = {
    "plu": _text("plu"),
    "barcodes": Field(lambda product, _: " ".join(product.barcodes), _read_codes, {"barcodes": ()}),
    "name": _text("name")._replace(empty=None),
    "price": _amount("price_minor"),
    "member_price": _amount("member_price_minor"),
    "next_prices": Field(
        lambda product, _: lists.write_dated(product.next_prices, amount_text),
        lambda _p, text, _n: {"next_prices": lists.dated_prices(text)},
        {"next_prices": ()},
    ),
    "vat": Field(
        lambda product, _: product.vat_code, lambda _p, text, names: {"vat_code": cells.vat(text, names.vat_rates)}
    ),
    "vat_eat_in": Field(
        lambda product, _: product.vat_eat_in,
        lambda _p, text, names: {"vat_eat_in": cells.vat(text, names.vat_rates)},
        {"vat_eat_in": ""},
    ),
    "unit": Field(lambda product, _: product.unit, lambda _p, text, _n: {"unit": cells.unit(text)}),
    "category": Field(lambda product, names: file_text(names.category_name(product.category)), _read_category),
    "kind": Field(lambda product, _: product.kind, _read_kind),
    "supplier": _text("supplier"),
    "supplier_ref": _text("supplier_ref"),
    "producer": _text("producer"),
    "origin": _text("origin"),
    "content": Field(_write_content, _read_content, {"content_milli": 0, "content_unit": ""}),
    "deposit": Field(
        lambda product, names: file_text(names.article_code(product.deposit_id)) if product.deposit_id else "",
        lambda _p, text, names: {"deposit_id": names.article_id(cells.text_of(text), deposit=True)},
        {"deposit_id": None},
    ),
    "packs": Field(
        lambda product, _: file_text(lists.write_packs(product.packs, amount_text, milli_text)),
        lambda product, text, _n: {"packs": lists.packs(text, product.packs)},
        {"packs": ()},
    ),
    "parts": Field(
        _write_parts,
        lambda _p, text, names: {"parts": lists.parts(text, names.article_id)},
        {"parts": ()},
    ),
    "event": _event("event", lambda it: str(it.event), cells.whole),
    "event_name": _event("event_name", lambda it: file_text(it.event_name), cells.text_of),
    "event_opens": _event("opens_at", lambda it: it.opens_at, lambda text: moment(cells.text_of(text))),
    "event_minutes": _event("minutes", lambda it: str(it.minutes), cells.whole),
    "event_place": _event("place", lambda it: file_text(it.place), cells.text_of),
    "event_class": _event("ticket_class", lambda it: str(it.ticket_class), cells.whole),
    "stocked": _switch("stocked"),
    "reorder_level": _quantity("reorder_level_milli"),
    "reorder_to": _quantity("reorder_to_milli"),
    "favourite": Field(_rank_text, lambda _p, text, _n: {"favourite": cells.whole(text)}, {"favourite": None}),
    "floor": _amount("floor_minor"),
    "suggested": Field(
        lambda product, _: " / ".join(amount_text(minor) for minor in product.suggested_minor),
        lambda _p, text, _n: {"suggested_minor": cells.prices(text)},
        {"suggested_minor": ()},
    ),
    "tare": _quantity("tare_milli", empty=0),
    "family": _text("family"),
    "variant": _text("variant"),
    "local": _switch("local"),
    "ess_made": _switch("ess_made"),
    "online": _switch("online"),
    "online_url": _text("online_url"),
    "web_quota": _quantity("web_quota_milli"),
    "description": _text("description"),
    "icon": _text("icon"),
    "archived": _switch("archived"),
}


def as_exported(text: str, field: Field, product: Product, names: Names) -> bool:
    """Tell whether a cell holds what an export writes for this article: it changes nothing, whatever it looks like."""
    return text.strip() == field.write(product, names).strip()


def patched(
    product: Product, row: Mapping[str, str], names: Names, empty_word: str
) -> tuple[Product, list[CellProblem]]:
    """Put a row's cells onto an article; every cell that cannot be taken is told."""
    fresh = product
    problems: list[CellProblem] = []
    for key, text in row.items():
        field = FIELDS.get(key)
        if field is None or not text.strip() or as_exported(text, field, product, names):
            continue
        try:
            changes = _emptied(field) if empties(text, empty_word) else field.read(fresh, text, names)
            fresh = structs.replace(fresh, **changes)
        except UserError as error:
            problems.append(CellProblem(key, text, error))
    if problems or fresh == product:
        return product, problems
    try:
        good = checked(fresh)
    except UserError as error:
        return product, [CellProblem("", "", error)]
    return good, problems


def _emptied(field: Field) -> Changes:
    if field.empty is None:
        raise UserError("This column cannot be emptied.")
    return field.empty


def differences(old: Product, new: Product, keys: Iterable[str], names: Names) -> list[tuple[str, str, str]]:
    """Give (column, old text, new text) of every column that changed."""
    pairs = ((key, FIELDS[key].write(old, names), FIELDS[key].write(new, names)) for key in keys if key in FIELDS)
    return [(key, before, after) for key, before, after in pairs if before != after]


def category_slug(name: str, taken: Iterable[str]) -> str:
    """Make a key for a new category, like none that exists."""
    stem = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:24] or "category"
    used, number, key = set(taken), 1, stem
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key
