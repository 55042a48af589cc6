"""What only this machine knows: device settings, baskets in progress, people's names, print jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from pos.domain.basket import Basket

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
_basket = msgspec.json.Decoder(Basket)


class Draft(NamedTuple):
    """A basket that is not a sale yet: the open one, or a parked one."""

    id: str
    basket: Basket
    changed_at: str


class Person(NamedTuple):
    """Who may stand at the till; `role` is owner or cashier, `pin` is salted and hashed or empty."""

    id: str
    name: str
    role: str
    pin: str
    active: bool


def setting(connection: Connection, key: str, kind: type[T], default: T) -> T:
    """Read a setting of this machine; one that cannot be read any more counts as never made."""
    row = connection.exec_driver_sql("SELECT value FROM local WHERE key = ?", (key,)).one_or_none()
    if row is None:
        return default
    try:
        return msgspec.json.decode(row.value, type=kind)
    except msgspec.MsgspecError:
        return default


def set_setting(connection: Connection, key: str, value: object) -> None:
    """Keep a setting of this machine."""
    connection.exec_driver_sql(
        "INSERT INTO local(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (key, msgspec.json.encode(value)),
    )


def save_draft(connection: Connection, basket: Basket, state: str, at: str) -> None:
    """Keep a basket as `open` or `parked`; there is one open basket at the most."""
    if state == "open":
        connection.exec_driver_sql("DELETE FROM draft WHERE state = 'open' AND id <> ?", (basket.id,))
    connection.exec_driver_sql(
        "INSERT INTO draft(id, state, body, changed_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET state = excluded.state, body = excluded.body, changed_at = excluded.changed_at",
        (basket.id, state, msgspec.json.encode(basket), at),
    )


def drop_draft(connection: Connection, basket_id: str) -> None:
    """Forget a basket: it was sold or emptied."""
    connection.exec_driver_sql("DELETE FROM draft WHERE id = ?", (basket_id,))


def drafts(connection: Connection, state: str) -> list[Draft]:
    """Give the open basket or the parked ones, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, body, changed_at FROM draft WHERE state = ? ORDER BY changed_at, id", (state,)
    )
    return [Draft(key, _basket.decode(body), at) for key, body, at in rows]


def people(connection: Connection) -> list[Person]:
    """Give everybody who may sell, in the order they were added."""
    rows = connection.exec_driver_sql("SELECT id, name, role, pin, active FROM person ORDER BY id")
    return [Person(key, name, role, pin, bool(active)) for key, name, role, pin, active in rows]


def save_person(connection: Connection, person: Person) -> None:
    """Add or change a person; names are erasable, the journal knows only the id."""
    connection.exec_driver_sql(
        "INSERT INTO person(id, name, role, pin, active) VALUES (?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
        " name = excluded.name, role = excluded.role, pin = excluded.pin, active = excluded.active",
        (person.id, person.name, person.role, person.pin, int(person.active)),
    )
