"""What stands in a cell of an articles file, read as people and programs write it; raises `UserError` with why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos.domain.article_columns import plain
from pos.domain.barcode import is_gtin, looks_like_gtin, normalise
from pos.domain.errors import UserError
from pos.domain.money import LIMIT_MINOR, check_limit, divide_half_up
from pos.domain.product import CONTENT_UNITS
from pos.domain.quantity import ONE, check_quantity
from pos.domain.vat import SWISS_RATES, VatRate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMULA, DATE, BROKEN = "formula", "date", "broken"


class OddCell(str):
    """A cell of a spreadsheet that is no plain text or number: a date, an uncomputed formula, an error value."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> OddCell:
        """Make a cell of a kind: FORMULA, DATE or BROKEN."""
        made = super().__new__(cls, text)
        made.kind = kind
        return made


class GuardedCell(str):
    """A text that was guarded against being computed: it stands for itself, whatever it begins with."""

    __slots__ = ()


_DATE = re.compile(
    r"^(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[. -]+[^\W\d]{3,}\.?([ -]+\d{2,4})?)$"
)
_MONEY_WORDS = re.compile(r"^(?:chf|sfr\.?|fr\.?)\s*|\s*(?:chf|sfr\.?|fr\.?|francs)$", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"€|\$|£|\b(?:eur|usd|gbp|lem)\b", re.IGNORECASE)
_SPACES = re.compile(r"[\s'’´`]")
_NUMBER = re.compile(r"^([+-]?)(\d{0,15})(?:\.(\d*))?$")
_SCIENTIFIC = re.compile(r"^\d([.,]\d+)?e\+?\d+$", re.IGNORECASE)
_CONTENT = re.compile(r"^(?:(\d+)\s*[x×*]\s*)?([\d.,' ’]+)\s*([a-z]+)\.?$", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


_YES = _words(
    "yes|y|oui|o|ja|j|true|vrai|wahr|1|x|on|in stock|en stock|an lager|available|disponible|preorder|backorder"
)
_NO = _words("no|n|non|nein|false|faux|falsch|0|off|out of stock|epuise|rupture|nicht vorratig|discontinued")
_UNITS: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "piece": "piece pieces pce pces pc pcs u unite unites stk stuck st unit ea each c62",
        "kg": "kg kilo kilos kilogramme kilogrammes kilogramm kilogram kgm",
        "100g": "100g",
        "l": "l litre litres liter ltr lt",
        "m": "m metre metres meter mtr",
        "hour": "hour hours h heure heures std stunde stunden hur",
    }.items()
    for word in words.split()
}
_KINDS: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "goods": "goods good marchandise article produit product ware waren",
        "service": "service prestation dienstleistung",
        "deposit": "deposit consigne pfand depot",
        "kit": "kit panier lot set bundle",
        "ticket": "ticket billet eintritt",
    }.items()
    for word in words.split()
}
_VAT_WORDS: Mapping[str, str] = {
    word: code
    for code, words in {
        "N": "n normal standard normalsatz",
        "R": "r reduced reduit reduziert",
        "H": "h lodging hebergement beherbergung",
        "E": "e exempt exonere steuerbefreit ohne sans none aucune",
        "D": "d outside hors",
    }.items()
    for word in words.split()
} | {"hors tva": "D", "outside vat": "D", "sans tva": "E", "ohne mwst": "E"}


def number(text: str) -> tuple[int, str, str]:
    """Read a decimal number into its sign, whole and decimal digits; the last of `.` and `,` is the decimal sign."""
    refuse_odd(text)
    small = _SPACES.sub("", text).replace("−", "-")
    if small.rfind(",") > small.rfind("."):
        small = _without_thousands(small, ".", text).replace(",", ".")
    elif "," in small:
        small = _without_thousands(small, ",", text)
    match = _NUMBER.match(small)
    if match is None or not (match[2] or match[3]):
        raise UserError("«{text}» is not a number.", text=text[:24])
    return (-1 if match[1] == "-" else 1), match[2] or "0", match[3] or ""


def _without_thousands(small: str, sign: str, text: str) -> str:
    """Take the thousands away; `1.2.3` and `12.34,5` are no numbers."""
    whole = small[: max(small.rfind("."), small.rfind(","))] if sign in small else ""
    if sign in small and not re.fullmatch(r"[+-]?\d{1,3}(" + re.escape(sign) + r"\d{3})+", whole):
        raise UserError("«{text}» is not a number.", text=text[:24])
    return small.replace(sign, "")


def price(text: str) -> int:
    """Read a price in CHF into minor units: `9.20`, `9,20 CHF`, `Fr. 1'234.50`, `5.-`."""
    refuse_odd(text)
    if _DATE.match(text) and not re.fullmatch(r"\d+[.]\d{1,2}", text):
        raise UserError("«{text}» is a date, not a price. Format the column as a number in the spreadsheet.", text=text)
    if _OTHER_MONEY.search(text):
        raise UserError("«{text}» is in another currency. Prices of articles are in CHF.", text=text[:24])
    bare = _MONEY_WORDS.sub("", text.strip()).strip()
    bare = re.sub(r"[.,]\s*[-–—]+$", "", bare)
    try:
        sign, whole, cents = number(bare)
    except UserError:
        raise UserError("«{text}» is not a price. Write it like 12.50.", text=text[:24]) from None
    if len(cents) == 3:
        raise UserError("«{text}» may be thousands or decimals. Write it like 1234.50.", text=text[:24])
    if cents[2:].strip("0"):
        raise UserError("«{text}» has more than two decimals. Round it in the file.", text=text[:24])
    minor = int(whole) * 100 + int(cents[:2].ljust(2, "0") or 0)
    if minor > LIMIT_MINOR:
        check_limit(minor)
    return sign * minor


def prices(text: str) -> tuple[int, ...]:
    """Read several prices, separated by slashes."""
    return tuple(price(part.strip()) for part in text.split("/") if part.strip())


def milli(text: str) -> int:
    """Read a quantity into thousandths; zero is one."""
    sign, whole, decimals = number(text)
    if decimals[3:].strip("0"):
        raise UserError("«{text}» has more than three decimals.", text=text[:24])
    return check_quantity(sign * (int(whole) * ONE + int(decimals[:3].ljust(3, "0") or 0)))


def whole(text: str) -> int:
    """Read a whole number from 0 on."""
    sign, digits, decimals = number(text)
    if sign < 0 or decimals.strip("0"):
        raise UserError("«{text}» is not a whole number.", text=text[:24])
    return int(digits)


def yes(text: str) -> bool:
    """Read yes or no, in the words of four languages and of product feeds."""
    refuse_odd(text)
    word = plain(text) or text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise UserError("«{text}» is neither yes nor no.", text=text[:24])


def unit(text: str) -> str:
    """Read a unit of sale."""
    refuse_odd(text)
    found = _UNITS.get(plain(text).replace(" ", ""))
    if found is None:
        raise UserError("«{text}» is not a unit of sale: piece, kg, 100g, l, m or hour.", text=text[:24])
    return found


def kind(text: str) -> str:
    """Read a kind of article."""
    refuse_odd(text)
    found = _KINDS.get(plain(text))
    if found is None:
        raise UserError("«{text}» is not a kind of article: goods, service, deposit, kit or ticket.", text=text[:24])
    return found


def vat(text: str, known: Sequence[VatRate] = SWISS_RATES) -> str:
    """Read a VAT code or a rate that is or was, or is announced: `R`, `2.6 %`, `8,1`, `0.081`, `réduit`."""
    refuse_odd(text)
    word = plain(text)
    if word in _VAT_WORDS:
        return _VAT_WORDS[word]
    try:
        sign, whole, decimals = number(text.replace("%", "").strip())
    except UserError:
        raise UserError("«{text}» is no VAT code and no rate: write N, R, H, E, D or 2.6 %.", text=text[:24]) from None
    share_bp = sign * (int(whole) * 100 + divide_half_up(int((decimals[:6] or "0").ljust(6, "0")), 10_000))
    if 0 < share_bp < 100:  # a spreadsheet keeps 8.1 % as 0.081
        share_bp = int((decimals + "0000")[:4])
    for rate in reversed(known):
        if rate.rate_bp == share_bp and rate.code != "D":
            return rate.code
    raise UserError("Switzerland has no VAT rate of «{text}».", text=text[:24])


def codes(text: str) -> tuple[str, ...]:
    """Read barcodes in stored form, separated by spaces, commas, semicolons or bars."""
    refuse_odd(text)
    found = []
    for part in re.split(r"[\s,;|/]+", text.strip()):
        if _SCIENTIFIC.match(part):
            raise UserError(
                "The spreadsheet has shortened the code «{text}». Format the column as text, then save again.",
                text=part,
            )
        if part:
            found.append(normalise(part))
    return tuple(dict.fromkeys(found))


def readable(code: str) -> bool:
    """Tell whether a scanner can read a code: a GTIN needs its right check digit."""
    return not looks_like_gtin(code) or is_gtin(code)


def content(text: str) -> tuple[int, str]:
    """Read what one piece contains: `500 g`, `75 cl`, `6 x 33 cl`; in thousandths of its unit."""
    refuse_odd(text)
    match = _CONTENT.match(text.strip())
    unit_name = match[3].casefold() if match else ""
    tenfold = unit_name == "dl"
    unit_name = {"dl": "cl", "gr": "g", "lt": "l", "litre": "l", "litres": "l", "liter": "l"}.get(unit_name, unit_name)
    if match is None or unit_name not in CONTENT_UNITS:
        raise UserError("«{text}» is not a content. Write it like 500 g or 75 cl.", text=text[:24])
    value = milli(match[2].strip()) * int(match[1] or 1) * (10 if tenfold else 1)
    return check_quantity(value), unit_name


def text_of(cell: str) -> str:
    """Give a cell as text; a formula is none."""
    if is_formula(cell):
        raise UserError("«{text}» is a formula. Save the file with values only.", text=cell[:24])
    if "\0" in cell or "\ufffd" in cell:
        raise UserError("This cell holds characters that cannot be read. Choose another encoding.")
    if isinstance(cell, OddCell) and cell.kind != DATE:
        refuse_odd(cell)
    return str(cell).strip()


def is_formula(cell: str) -> bool:
    """Tell whether a cell would be computed by a spreadsheet."""
    if isinstance(cell, OddCell):
        return cell.kind == FORMULA
    return cell.startswith("=") and not isinstance(cell, GuardedCell)


def refuse_odd(cell: str) -> None:
    """Refuse what is no plain value: a date, a formula, an error of the spreadsheet."""
    if is_formula(cell):
        raise UserError("«{text}» is a formula. Save the file with values only.", text=cell[:24])
    if isinstance(cell, OddCell) and cell.kind == DATE:
        raise UserError(
            "«{text}» is a date, not a value. Format the column as a number in the spreadsheet.", text=cell[:24]
        )
    if isinstance(cell, OddCell):
        raise UserError("«{text}» is an error of the spreadsheet. Correct the cell, then save again.", text=cell[:24])
    if "\0" in cell or "\ufffd" in cell:
        raise UserError("This cell holds characters that cannot be read. Choose another encoding.")
