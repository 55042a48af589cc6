"""Who stands at the till, and what the shop's profile and this machine remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pos.domain.currency import ChangePolicy
from pos.domain.errors import UserError
from pos.domain.shop import ShopProfile
from pos.services import people, settings
from pos.services.settings import Preferences
from pos.shopfile import local
from tests.services.counter import PROFILE, opened, sell

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile


def test_a_person_with_a_pin_logs_in_with_it_only(shop: ShopFile) -> None:
    nadia = people.add_person(shop, "  Nadia  B ", "1234", "owner")

    with pytest.raises(UserError, match="not right"):
        people.log_in(shop, nadia, "4321")
    assert people.at_the_till(shop) is None
    people.log_in(shop, nadia, "1234")

    assert people.at_the_till(shop) == nadia
    assert (nadia.name, nadia.role) == ("Nadia B", "owner")
    assert "1234" not in nadia.pin


def test_a_person_without_a_pin_just_steps_up(shop: ShopFile) -> None:
    luc = people.add_person(shop, "Luc")

    people.log_in(shop, luc)

    assert people.at_the_till(shop) == luc


@pytest.mark.parametrize(
    ("name", "pin", "sentence"),
    [(" ", "", "Enter a name"), ("Zoé", "12", "4 to 8 digits"), ("Zoé", "abcd", "4 to 8"), ("LUC", "", "already")],
)
def test_a_person_is_refused_with_the_reason(shop: ShopFile, name: str, pin: str, sentence: str) -> None:
    people.add_person(shop, "Luc")

    with pytest.raises(UserError, match=sentence):
        people.add_person(shop, name, pin)


def test_an_erased_person_leaves_tickets_that_name_nobody(shop: ShopFile) -> None:
    opened(shop)
    luc = people.add_person(shop, "Luc", "1234")
    people.log_in(shop, luc, "1234")

    people.erase_person(shop, luc.id)

    assert people.everybody(shop) == []
    assert people.at_the_till(shop) is None
    with shop.read() as connection:
        payloads = b"".join(row[0] for row in connection.exec_driver_sql("SELECT payload FROM entry"))
    assert b"Luc" not in payloads
    assert luc.id.encode() in payloads


def test_each_change_of_the_profile_is_a_version_and_no_change_is_none(shop: ShopFile) -> None:
    assert not settings.is_set_up(shop)
    settings.change_profile(shop, PROFILE)
    before = shop.head.seq

    settings.change_profile(shop, PROFILE)
    assert shop.head.seq == before
    settings.change_profile(shop, replace(PROFILE, footer="Merci"))

    assert settings.is_set_up(shop)
    assert settings.profile(shop).footer == "Merci"


def test_a_receipt_keeps_the_profile_it_was_printed_with(shop: ShopFile) -> None:
    from pos.services import refunding  # noqa: PLC0415  # only here

    stock = opened(shop)
    sale = sell(shop, (stock.bread, 1000))
    settings.change_profile(shop, replace(PROFILE, name="New name"))

    assert refunding.ticket(shop, sale.id).profile.name == "Le Grain"


def test_euros_are_taken_with_a_rate_only(shop: ShopFile) -> None:
    without = replace(PROFILE, rules=replace(PROFILE.rules, eur_rate=None))

    with pytest.raises(UserError, match="enter the rate"):
        settings.change_profile(shop, without)


def test_the_rate_of_the_day_is_dated(shop: ShopFile) -> None:
    settings.change_profile(shop, ShopProfile("Le Grain"))

    rules = settings.set_euro_rate(shop, "0,95").rules

    assert (rules.eur_rate, rules.eur_rate_on) == ("0.95", "2026-11-23")
    with pytest.raises(UserError, match="not an exchange rate"):
        settings.set_euro_rate(shop, "abc")


def test_the_change_policy_of_the_leman_is_kept(shop: ShopFile) -> None:
    settings.change_profile(shop, PROFILE)

    assert settings.profile(shop).rules.lem_change is ChangePolicy.CASHIER


def test_preferences_are_kept_and_training_is_an_entry(shop: ShopFile) -> None:
    assert settings.preferences(shop) == Preferences()
    before = shop.head.seq

    settings.set_preferences(shop, Preferences(dark=True))
    assert shop.head.seq == before
    settings.set_preferences(shop, Preferences(dark=True, training=True))

    assert shop.head.seq == before + 1
    assert settings.preferences(shop) == Preferences(dark=True, training=True)


def test_a_setting_that_cannot_be_read_any_more_counts_as_never_made(shop: ShopFile) -> None:
    settings.set_local_setting(shop, "printer", {"host": "10.0.0.9"})
    assert settings.local_setting(shop, "printer", dict[str, str], {}) == {"host": "10.0.0.9"}

    with shop.keep() as connection:
        local.set_setting(connection, "preferences", [1, 2])

    assert settings.preferences(shop) == Preferences()
