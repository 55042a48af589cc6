"""A discount as a cashier types it: percent or amount, then the reason."""

from __future__ import annotations

import pytest

from pos.domain.errors import UserError
from pos.domain.pricing import Discount, parse_discount


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10%", Discount(percent_bp=1000)),
        ("10 % date courte", Discount(percent_bp=1000, reason="date courte")),
        ("2.50 bon voisin", Discount(amount_minor=250, reason="bon voisin")),
        ("0", None),
        ("  ", None),
    ],
)
def test_what_is_typed_is_read(text: str, read: Discount | None) -> None:
    assert parse_discount(text) == read


@pytest.mark.parametrize("text", ["ten", "%", "1..2 x"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_discount(text)
