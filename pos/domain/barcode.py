"""Codes as scanners read them: EAN-8, EAN-13, UPC-A; and the Swiss UID of a business.

Sources: GS1 General Specifications (check digit, weights 3 and 1 from the right); OFS, UID checksum.
"""

from __future__ import annotations

from pos.domain.errors import UserError

_UID_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4)
_GTIN_LENGTHS = (8, 12, 13, 14)


def check_digit(body: str) -> str:
    """Give the GS1 check digit of the digits before it."""
    total = sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(body)))
    return str((10 - total % 10) % 10)


def looks_like_gtin(code: str) -> bool:
    """Tell whether the code has the shape of a GTIN, valid or not."""
    return code.isascii() and code.isdigit() and len(code) in _GTIN_LENGTHS


def is_gtin(code: str) -> bool:
    """Tell whether the code is a GTIN with its right check digit."""
    return looks_like_gtin(code) and check_digit(code[:-1]) == code[-1]


def normalise(code: str) -> str:
    """Give the one form a code is stored in: UPC-A becomes the EAN-13 with a leading zero."""
    code = code.strip()
    return "0" + code if len(code) == 12 and is_gtin(code) else code


def read_scan(code: str) -> str:
    """Normalise a scanned code; a GTIN with a wrong check digit was misread and is refused."""
    code = code.strip()
    if looks_like_gtin(code) and not is_gtin(code):
        raise UserError("The code {code} was misread (its check digit is wrong). Scan it again.", code=code)
    return normalise(code)


def is_uid(text: str) -> bool:
    """Tell whether the text holds a valid Swiss business number (CHE-xxx.xxx.xxx)."""
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 9 or not text.strip().upper().startswith("CHE"):
        return False
    remainder = (11 - sum(w * d for w, d in zip(_UID_WEIGHTS, digits, strict=False)) % 11) % 11
    return remainder != 10 and remainder == digits[8]


def format_uid(text: str) -> str:
    """Write a business number as CHE-123.456.788, or say that it is not one."""
    if not is_uid(text):
        raise UserError("«{text}» is not a valid UID. It looks like CHE-123.456.788.", text=text.strip()[:24])
    digits = "".join(c for c in text if c.isdigit())
    return f"CHE-{digits[:3]}.{digits[3:6]}.{digits[6:]}"
