"""Who stands at the till: names and PINs, erasable; the journal knows people by id only."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING

from pos.domain import facts
from pos.domain.errors import UserError
from pos.shopfile import local
from pos.shopfile.local import Person

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile

_ROUNDS = 50_000


def everybody(shop: ShopFile) -> list[Person]:
    """Give the people who may sell."""
    with shop.read() as connection:
        return [person for person in local.people(connection) if person.active]


def add_person(shop: ShopFile, name: str, pin: str = "", role: str = "cashier") -> Person:
    """Add somebody, with a PIN of 4 to 8 digits or none."""
    clean = " ".join(name.split())
    if not clean:
        raise UserError("Enter a name.")
    if pin and not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise UserError("A PIN is 4 to 8 digits.")
    if any(person.name.casefold() == clean.casefold() for person in everybody(shop)):
        raise UserError("{name} is already on the team.", name=clean)
    person = Person(shop.identities.new(), clean[:40], role, _hashed(pin) if pin else "", active=True)
    with shop.keep() as connection:
        local.save_person(connection, person)
    return person


def erase_person(shop: ShopFile, person_id: str) -> None:
    """Erase a name for good; past tickets keep the id, which then names nobody (LPD)."""
    with shop.keep() as connection:
        local.save_person(connection, Person(person_id, "", "cashier", "", active=False))


def log_in(shop: ShopFile, person: Person, pin: str = "") -> None:
    """Put somebody at the till, and journal it."""
    if person.pin and not _matches(pin, person.pin):
        raise UserError("This PIN is not right. Nothing changed.")
    with shop.write() as journal:
        journal.append(facts.CashierChanged(id=journal.new_id(), at=journal.stamp(), by=person.id, cashier=person.id))
        local.set_setting(journal.connection, "cashier", person.id)


def at_the_till(shop: ShopFile) -> Person | None:
    """Give who was at the till last."""
    with shop.read() as connection:
        wanted = local.setting(connection, "cashier", str, "")
        return next((person for person in local.people(connection) if person.id == wanted and person.active), None)


def _hashed(pin: str) -> str:
    salt = os.urandom(8)
    return salt.hex() + ":" + hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, _ROUNDS).hex()


def _matches(pin: str, kept: str) -> bool:
    salt, digest = kept.split(":")
    made = hashlib.pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), _ROUNDS)
    return hmac.compare_digest(made.hex(), digest)
