"""Random baskets, rules and handfuls of money for the properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pos.domain.basket import Basket, BasketLine
from pos.domain.currency import LEM, ChangePolicy
from pos.domain.errors import UserError
from pos.domain.pricing import Discount
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT, Given, Rules, notes
from pos.domain.vat import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = "2026-11-23"
EVERYTHING = (CASH, CASH_EUR, CARD, TWINT, NOTES_LEM)

percents = st.builds(Discount, percent_bp=st.integers(1, 10_000))
amounts = st.builds(Discount, amount_minor=st.integers(1, 3_000))
discounts = percents | amounts
pieces = st.integers(1, 30).map(lambda n: n * 1000)
weights = st.integers(1, 5_000)
quantities = pieces | weights


@st.composite
def lines(draw: Callable[..., object], signs: st.SearchStrategy[int]) -> BasketLine:
    """One line, with or without discount and deposit, sold or brought back."""
    quantity = draw(quantities)
    sign = draw(signs)
    assert isinstance(quantity, int)
    assert isinstance(sign, int)
    unit = "piece" if quantity % 1000 == 0 else "kg"
    code = draw(st.sampled_from(("N", "R", "H", "E", OUTSIDE)))
    with_deposit = draw(st.booleans())
    return BasketLine(
        id="x",
        product_id=draw(st.none() | st.sampled_from(("p1", "p2", "p3"))),  # type: ignore[arg-type]
        name="article",
        quantity_milli=quantity * sign,
        unit=unit,
        unit_price_minor=draw(st.integers(0, 20_000)),  # type: ignore[arg-type]
        vat_code=code,  # type: ignore[arg-type]
        deposit_id="d" if with_deposit else None,
        deposit_price_minor=draw(st.sampled_from((25, 50, 100))) if with_deposit else 0,  # type: ignore[arg-type]
    )


@st.composite
def baskets(draw: Callable[..., object], *, returns: bool = True) -> Basket:
    """A basket of a few lines; a discount that does not fit is not given, as at the counter."""
    signs = st.sampled_from((1, 1, 1, -1)) if returns else st.just(1)
    rung = draw(st.lists(lines(signs), min_size=1, max_size=6))
    assert isinstance(rung, list)
    basket = Basket("b")
    for number, line in enumerate(rung):
        named = BasketLine(**{f: getattr(line, f) for f in BasketLine.__struct_fields__} | {"id": f"l{number}"})
        basket = basket.add(named)
        reduction = draw(st.none() | discounts)
        try:
            basket = basket.set_line_discount(basket.lines[-1].id, reduction)  # type: ignore[arg-type]
        except UserError:
            continue
    try:
        return basket.set_discount(draw(st.none() | discounts))  # type: ignore[arg-type]
    except UserError:
        return basket


@st.composite
def rules(draw: Callable[..., object]) -> Rules:
    """What a shop takes: any change policy, with or without limit and rate."""
    return Rules(
        accepted=EVERYTHING,
        eur_rate=draw(st.sampled_from((None, "0.9412", "1", "0.01", "1.2345"))),  # type: ignore[arg-type]
        eur_rate_on=DAY,
        lem_change=draw(st.sampled_from(list(ChangePolicy))),  # type: ignore[arg-type]
        lem_limit_minor=draw(st.none() | st.integers(0, 20_000)),  # type: ignore[arg-type]
    )


note_counts = st.dictionaries(st.sampled_from(LEM.notes), st.integers(1, 12), min_size=1, max_size=5)
handed_over = st.one_of(
    st.builds(Given, st.sampled_from((CARD, TWINT)), st.integers(-5, 60_000)),
    st.builds(Given, st.just(CASH), st.integers(0, 12_000).map(lambda n: n * 5) | st.integers(-5, 60_000)),
    st.builds(Given, st.just(CASH_EUR), st.integers(-5, 60_000)),
    note_counts.map(notes),
)
