"""How buyers write who they are, and what a basket's cookie holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.portal.orders.basket import MOST_LINES, MOST_MEMBERS, MOST_MILLI, Basket, Wish, packed, unpacked
from sync.portal.orders.contact import Contact, contact_of


@pytest.mark.parametrize(
    ("typed", "email", "phone"),
    [
        (" camille@exemple.ch ", "camille@exemple.ch", ""),
        ("a.b+c@sub.exemple.co", "a.b+c@sub.exemple.co", ""),
        ("079 123 45 67", "", "+41791234567"),
        ("+41 (0)76 123 45 67", "", "+41761234567"),
        ("0041-78-123.45.67", "", "+41781234567"),
        ("075/1234567", "", "+41751234567"),
    ],
)
def test_an_email_or_a_swiss_mobile_is_understood(typed: str, email: str, phone: str) -> None:
    assert contact_of("Camille", typed) == Contact("Camille", email, phone)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", "absent"),
        ("camille", "mobile"),
        ("022 123 45 67", "mobile"),
        ("079 123 45 6", "mobile"),
        ("079 123 45 678", "mobile"),
        ("+33 6 12 34 56 78", "mobile"),
        ("camille@", "email"),
        ("camille@exemple", "email"),
        ("camille@exemple.ch, autre@exemple.ch", "email"),
        ("Camille <camille@exemple.ch>", "email"),
        ("camille@exemple.ch\r\nBcc: x@y.ch", "email"),
        ("ca mille@exemple.ch", "email"),
        (".camille@exemple.ch", "email"),
        ("camille@-exemple.ch", "email"),
        ("é@exemple.ch", "email"),
        ("x" * 65 + "@exemple.ch", "email"),
        ("x@" + "exemple." * 40 + "ch", "email"),
    ],
)
def test_what_nobody_can_be_reached_by_is_named(typed: str, wrong: str) -> None:
    assert contact_of("Camille", typed) == {"contact": wrong}


def test_a_name_is_one_line_without_signs_that_are_not_seen() -> None:
    assert contact_of(" Camille\r\nBcc:\u202e x ", "079 123 45 67") == Contact("CamilleBcc: x", "", "+41791234567")
    assert contact_of("\u200b ", "079 123 45 67") == {"nom": "absent"}
    assert contact_of("x" * 61, "") == {"nom": "long", "contact": "absent"}


ids = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")
wishes = st.builds(Wish, ids, ids, st.integers(1, MOST_MILLI), st.integers(0, 2**32 - 1))


@given(st.lists(wishes, max_size=10, unique_by=lambda wish: wish[:2]), st.integers(0, 2**48))
def test_a_basket_comes_back_as_it_was_packed(wanted: list[Wish], slot: int) -> None:
    basket = Basket(tuple(wanted)).with_slots({wish.member: slot for wish in wanted})

    back = unpacked(packed(basket))

    assert sorted(back.wishes) == sorted(basket.wishes)
    assert dict(back.slots) == dict(basket.slots)


@given(st.text(max_size=200) | st.binary(max_size=300).map(lambda raw: packed(Basket()) + raw.hex()))
def test_no_cookie_breaks_a_basket(value: str) -> None:
    assert len(unpacked(value).wishes) <= MOST_LINES


def test_the_fullest_basket_fits_a_cookie_and_takes_nothing_more() -> None:
    basket = Basket()
    for number in range(MOST_LINES):
        assert not basket.is_full
        basket = basket.with_wish(Wish(f"{number % (MOST_MEMBERS - 1):032x}", f"{number:032x}", MOST_MILLI, 2**32 - 1))

    assert basket.is_full
    assert len(packed(basket)) < 4000
    assert unpacked(packed(basket)).is_full


def test_more_of_an_article_is_added_and_nothing_of_it_takes_it_out() -> None:
    wish = Wish("a" * 32, "b" * 32, 2000, 100)
    basket = Basket().with_wish(wish).with_wish(wish._replace(quantity_milli=1000), more=True)

    assert basket.wishes[0].quantity_milli == 3000
    assert basket.with_wish(wish, more=True).with_wish(wish._replace(quantity_milli=0)).wishes == ()
    assert basket.with_wish(wish._replace(quantity_milli=MOST_MILLI), more=True).wishes[0].quantity_milli == MOST_MILLI
