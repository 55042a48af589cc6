"""The shop's profile and this machine's choices; every change of the profile is an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from pos.documents.logo import logo_png
from pos.domain import facts
from pos.domain.currency import parse_rate
from pos.domain.errors import UserError
from pos.domain.shop import ShopProfile, checked_profile
from pos.shopfile import local, reading

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile

T = TypeVar("T")


class Preferences(msgspec.Struct, frozen=True, omit_defaults=True):
    """What this machine remembers about its screen and its receipts."""

    dark: bool = False
    print_receipts: bool = True
    open_drawer: bool = True
    scan_prefix: str = ""
    scan_gap_ms: int = 35
    training: bool = False
    members: bool = True
    """Whether the selling screen offers the member price."""
    eat_in: bool = True
    """Whether it offers to switch between taken away and consumed on the spot."""
    place: str = ""
    """Where this till takes its goods from: a market stand; empty is the shop itself."""


def profile(shop: ShopFile) -> ShopProfile:
    """Give the shop's profile."""
    with shop.read() as connection:
        return reading.profile(connection)[1]


def is_set_up(shop: ShopFile) -> bool:
    """Tell whether the guide was finished once."""
    with shop.read() as connection:
        return reading.profile(connection)[0] > 0


def change_profile(shop: ShopFile, changed: ShopProfile, *, cashier: str = "") -> ShopProfile:
    """Journal a new version of the profile and give it in stored form."""
    good = checked_profile(changed)
    if "cash.EUR" in good.rules.accepted and good.rules.eur_rate is None:
        raise UserError("To take euros, enter the rate: how many francs one euro is worth.")
    with shop.write() as journal:
        version, old = reading.profile(journal.connection)
        if version and old == good:
            return old
        journal.append(
            facts.SettingsChanged(
                id=journal.new_id(), at=journal.stamp(), by=cashier, version=version + 1, profile=good
            )
        )
    return good


def set_euro_rate(shop: ShopFile, text: str, *, cashier: str = "") -> ShopProfile:
    """Enter the day's EUR rate as typed; it is frozen on every payment made with it."""
    rate = parse_rate(text)
    now = profile(shop)
    day = shop.clock.now().date().isoformat()
    rules = msgspec.structs.replace(now.rules, eur_rate=str(rate), eur_rate_on=day)
    return change_profile(shop, msgspec.structs.replace(now, rules=rules), cashier=cashier)


def preferences(shop: ShopFile) -> Preferences:
    """Give this machine's preferences."""
    return local_setting(shop, "preferences", Preferences, Preferences())


def set_preferences(shop: ShopFile, preferences: Preferences) -> None:
    """Keep this machine's preferences; switching training on or off is an entry."""
    with shop.write() as journal:
        old = local.setting(journal.connection, "preferences", Preferences, Preferences())
        if old.training != preferences.training:
            journal.append(facts.TrainingSwitched(id=journal.new_id(), at=journal.stamp(), on=preferences.training))
        local.set_setting(journal.connection, "preferences", preferences)


def logo(shop: ShopFile) -> bytes:
    """Give the logo printed at the head of receipts as a PNG, empty without one."""
    return local_setting(shop, "logo", bytes, b"")


def choose_logo(shop: ShopFile, picture: bytes) -> bytes:
    """Keep a picture file as the logo of this till's receipts, made ready for paper; empty takes it away."""
    made = logo_png(picture) if picture else b""
    set_local_setting(shop, "logo", made)
    return made


def local_setting(shop: ShopFile, key: str, kind: type[T], default: T) -> T:
    """Read a setting of this machine."""
    with shop.read() as connection:
        return local.setting(connection, key, kind, default)


def set_local_setting(shop: ShopFile, key: str, value: object) -> None:
    """Keep a setting of this machine."""
    with shop.keep() as connection:
        local.set_setting(connection, key, value)
