"""The letters to buyers: plain text in the buyer's language, one template each; its first line is the subject."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pos.domain.online_order import OrderState
from pos.resources import RESOURCES
from sync.portal.orders import spoken, standing
from sync.portal.wording import translating

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.portal.catalogue.browsing import Shop
    from sync.portal.orders.standing import Part
    from sync.portal.orders.store import Whole

RECEIVED = "received"
AFTER = {
    OrderState.CONFIRMED: "confirmed",
    OrderState.READY: "ready",
    OrderState.SHORTAGE: "shortage",
    OrderState.CANCELLED: "cancelled",
    OrderState.REFUSED: "refused",
    OrderState.EXPIRED: "expired",
}
"""States that a buyer is written of; what was collected needs no letter."""


class Letter(NamedTuple):
    """A letter as it is sent."""

    subject: str
    body: str


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(RESOURCES / "portal" / "templates" / "mail"),
        autoescape=False,  # noqa: S701  # plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    translating(made)
    made.globals |= {"spoken": spoken, "standing": standing}
    return made


def letter(
    kind: str, whole: Whole, parts: Sequence[tuple[Part, Shop]], emails: Mapping[str, str], address: str, now_ms: int
) -> Letter:
    """Write a letter about some parts of an order; `emails` are the sellers', `address` is that of the follow page."""
    made = _environment().get_template(f"{kind}.txt")
    text = made.render(whole=whole, parts=parts, emails=emails, address=address, now=now_ms)
    subject, _, body = text.partition("\n")
    return Letter(" ".join(subject.split()), body.strip() + "\n")
