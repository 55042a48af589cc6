"""Who the shop is and what it takes: everything a receipt or a payment needs to know of the settings."""

from __future__ import annotations

import msgspec

from pos.domain.barcode import format_uid
from pos.domain.errors import UserError
from pos.domain.patterns import DEFAULT_PATTERNS, checked_patterns
from pos.domain.tender import Rules  # msgspec reads the types at run time
from pos.domain.vat import VatRate, VatRegime, rates_with


class ShopProfile(msgspec.Struct, frozen=True, omit_defaults=True):
    """The shop as printed on its receipts; each change makes a new version, kept for reprints."""

    name: str = ""
    address: tuple[str, ...] = ()
    uid: str = ""
    vat_regime: VatRegime = VatRegime.NONE
    net_rate_bp: int = 0
    till_code: str = "C1"
    till_name: str = ""
    language: str = "fr"
    footer: str = ""
    rules: Rules = Rules()
    code_patterns: tuple[str, ...] = DEFAULT_PATTERNS
    """What the codes 20 to 29 of this shop mean, see `pos.domain.patterns`."""
    announced_rates: tuple[VatRate, ...] = ()
    """Rates of VAT that the chamber announced after this program was made, see `pos.domain.marks`."""

    @property
    def vat_rates(self) -> tuple[VatRate, ...]:
        """Every rate of VAT, with the days on which it holds."""
        return rates_with(self.announced_rates)


def checked_profile(profile: ShopProfile) -> ShopProfile:
    """Give the profile in stored form, or say what is missing."""
    name = " ".join(profile.name.split())
    if not name:
        raise UserError("The shop needs a name: it is printed on every receipt.")
    code = profile.till_code.strip().upper()
    if not (1 <= len(code) <= 4 and code.isascii() and code.isalnum()):
        raise UserError("The till's code is 1 to 4 letters or digits, like C1.")
    uid = format_uid(profile.uid) if profile.uid.strip() else ""
    if profile.vat_regime is not VatRegime.NONE and not uid:
        raise UserError("A shop registered for VAT prints its number (CHE-…) on every receipt: enter it.")
    if profile.vat_regime is VatRegime.NET_RATE and not 0 < profile.net_rate_bp <= 1000:
        raise UserError("Enter the net tax rate that the tax administration granted, between 0.1 and 10 %.")
    address = tuple(line.strip() for line in profile.address if line.strip())
    patterns = checked_patterns(profile.code_patterns)
    return msgspec.structs.replace(profile, name=name, till_code=code, uid=uid, address=address, code_patterns=patterns)
