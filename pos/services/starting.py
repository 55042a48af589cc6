"""The first start: the answers of the guide become a shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.devices.contracts import PrinterSettings  # noqa: TC001  # msgspec reads the types at run time
from pos.domain.product import Category
from pos.domain.shop import ShopProfile  # noqa: TC001  # as above
from pos.services import cataloguing, people, settings
from pos.services.printing import PRINTER

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile


class NewPerson(msgspec.Struct, frozen=True):
    """Somebody who will sell; an empty PIN asks for none."""

    name: str
    pin: str = ""


class Answers(msgspec.Struct, frozen=True):
    """What the five questions gave."""

    profile: ShopProfile
    printer: PrinterSettings
    team: tuple[NewPerson, ...]


def apply_answers(shop: ShopFile, answers: Answers, *, first_category: str = "Articles") -> None:
    """Write profile, printer and team; the first person owns the shop and stands at the till."""
    settings.change_profile(shop, answers.profile)
    settings.set_local_setting(shop, PRINTER, answers.printer)
    cataloguing.save_category(shop, Category("grocery", first_category, 1, "grocery"))
    for number, person in enumerate(answers.team):
        made = people.add_person(shop, person.name, person.pin, "cashier" if number else "owner")
        if number == 0:
            people.log_in(shop, made, person.pin)
