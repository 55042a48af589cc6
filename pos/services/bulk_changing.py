"""Change many articles at once: seen before it is done, done in one transaction, and undone as long as it can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec
from msgspec.structs import replace

from pos.domain.errors import UserError
from pos.domain.money import divide_half_up
from pos.domain.product import Product, checked
from pos.services.cataloguing import add_product
from pos.shopfile import catalogue, local, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.shopfile.shopfile import ShopFile

AT_ONCE = 2000
"""Articles of one bulk change: a sale waits for the transaction, a second at the most (measured)."""
_UNDO = "bulk_undo"


class Change(Protocol):
    """What is done to each article."""

    def of(self, product: Product) -> Product:
        """Give the article changed; raises `UserError` where it cannot be."""
        ...


@dataclass(frozen=True)
class PriceChange:
    """Percent (basis points) or an amount (minor units) more or less, rounded to `step_minor`."""

    percent_bp: int = 0
    amount_minor: int = 0
    step_minor: int = 5
    members_too: bool = True

    def of(self, product: Product) -> Product:
        """Give the article with its new price, and its new member price."""
        if product.price_minor is None:
            raise UserError("{name} has no price: it is asked at the till.", name=product.name)
        member = product.member_price_minor
        changed = replace(
            product,
            price_minor=self._changed(product.price_minor),
            member_price_minor=self._changed(member) if member is not None and self.members_too else member,
        )
        if changed.price_minor is not None and changed.price_minor <= 0 < product.price_minor:
            raise UserError("{name} would cost nothing or less.", name=product.name)
        if changed.member_price_minor is not None and changed.member_price_minor < 0:
            raise UserError("{name} would cost nothing or less.", name=product.name)
        return changed

    def _changed(self, minor: int) -> int:
        exact = minor * (10_000 + self.percent_bp) + self.amount_minor * 10_000
        return divide_half_up(exact, 10_000 * self.step_minor) * self.step_minor


@dataclass(frozen=True)
class FieldChange:
    """One field set to the same value for all: VAT code, category, supplier."""

    field: str
    value: str

    def of(self, product: Product) -> Product:
        """Give the article with the value."""
        return replace(product, **{self.field: self.value})


@dataclass(frozen=True)
class OnlineChange:
    """Shown on the portal, or no longer."""

    online: bool

    def of(self, product: Product) -> Product:
        """Give the article shown or not; what has no price cannot be sold there."""
        if self.online and product.price_minor is None and not product.online_url:
            raise UserError("{name} has no price: it cannot be sold on the portal.", name=product.name)
        return replace(product, online=self.online)


class Planned(NamedTuple):
    """One article of a preview: as it is, as it would be (None where `error` says why not), and its version."""

    old: Product
    version: int
    new: Product | None
    error: UserError | None = None

    @property
    def counts(self) -> bool:
        """Whether anything would change."""
        return self.new is not None and self.new != self.old


class UndoStep(msgspec.Struct, frozen=True):
    """An article as it was before, and the version that the bulk change made of it."""

    old: Product
    version: int


class Undo(msgspec.Struct, frozen=True):
    """What takes the last bulk change back."""

    at: str
    steps: tuple[UndoStep, ...]


class Outcome(NamedTuple):
    """How many articles changed, and the names of those that were changed elsewhere meanwhile and left alone."""

    changed: int
    refused: tuple[str, ...]


def preview(shop: ShopFile, numbers: Sequence[int], change: Change) -> list[Planned]:
    """Give each article old and new; nothing is written."""
    if len(numbers) > AT_ONCE:
        raise UserError("At most {n} articles at a time. Choose a category or search first.", n=AT_ONCE)
    with shop.read() as connection:
        return [_planned(found.product, found.version, change) for found in catalogue.walk(connection, numbers)]


def apply(shop: ShopFile, plan: Sequence[Planned], *, cashier: str = "") -> Outcome:
    """Journal every article of a preview that changes, in one transaction; keep what undoes it."""
    return _write(shop, [(row.version, row.old, row.new) for row in plan if row.new and row.counts], cashier)


def last_undo(shop: ShopFile) -> Undo | None:
    """Give what would be undone: the last bulk change, without the articles changed since; None when none is left."""
    with shop.read() as connection:
        kept = local.setting(connection, _UNDO, Undo | None, None)  # type: ignore[arg-type]
        if kept is None:
            return None
        steps = tuple(step for step in kept.steps if _version(connection, step.old.id) == step.version)
    return Undo(kept.at, steps) if steps else None


def undo(shop: ShopFile, *, cashier: str = "") -> Outcome:
    """Journal the reverse of the last bulk change; articles changed meanwhile are left alone and named."""
    with shop.read() as connection:
        kept = local.setting(connection, _UNDO, Undo | None, None)  # type: ignore[arg-type]
    if kept is None:
        raise UserError("There is no bulk change to undo.")
    return _write(shop, [(step.version, None, step.old) for step in kept.steps], cashier)


def _write(shop: ShopFile, steps: Sequence[tuple[int, Product | None, Product]], cashier: str) -> Outcome:
    """Journal (version expected, old to go back to, new) in one transaction; without an old there is no way back."""
    changed, refused, back = 0, [], []
    with shop.write() as journal:
        for version, old, new in steps:
            if _version(journal.connection, new.id) != version:
                refused.append(new.name)
                continue
            add_product(shop, journal, new, base=version, cashier=cashier)
            changed += 1
            if old is not None:
                back.append(UndoStep(old, version + 1))
        at = shop.clock.now().isoformat(timespec="seconds")
        if back or (steps and steps[0][1] is None):
            local.set_setting(journal.connection, _UNDO, Undo(at, tuple(back)) if back else None)
    return Outcome(changed, tuple(refused))


def _planned(product: Product, version: int, change: Change) -> Planned:
    try:
        return Planned(product, version, checked(change.of(product)))
    except UserError as error:
        return Planned(product, version, None, error)


def _version(connection: object, product_id: str) -> int:
    found = search.by_id(connection, product_id)  # type: ignore[arg-type]
    return found.version if found is not None else 0
