"""A file of another till is recorded once, whatever its form; what is wrong in it is told line by line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pos.domain.errors import UserError
from pos.domain.shop import ShopProfile
from pos.services import closing_day, refunding, settings
from pos.services.replaying import Replayed, replay
from pos.services.sales_table import parse_moment, read_prices, read_sales
from tests.services.counter import PROFILE, exact_counts, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pos.clock import SetClock
    from pos.domain.sale import Sale
    from pos.shopfile.shopfile import ShopFile

HEAD = "receipt,at,item,quantity,unit_price,tender\n"


@pytest.fixture
def run(shop: ShopFile, clock: SetClock, tmp_path: Path) -> Callable[..., Replayed]:
    """Replay a text as a file into the shop file."""

    def replay_text(text: str | bytes, prices: dict[str, int] | None = None) -> Replayed:
        path = tmp_path / "sales.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        rows, rejected = read_sales(path)
        done = replay(shop, clock, rows, prices or {})
        return done._replace(rejected=sorted([*rejected, *done.rejected]))

    return replay_text


def sales(shop: ShopFile) -> list[Sale]:
    rows = reversed(refunding.tickets(shop, limit=1000))
    return [refunding.ticket(shop, row.id).sale for row in rows]


def test_rows_of_one_receipt_are_one_sale_at_the_file_s_own_time(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    done = run(
        HEAD + "1,2026-03-02T08:15:30+01:00,Pain,2,4.20,cash\n"
        "2,2026-03-02T09:00:00+01:00,Café,1,3.50,card\n"
        "1,2026-03-02T08:15:30+01:00,Tresse,1,6.80,cash\n"
    )

    assert done == Replayed(2, 3, 0, 1870, 0, [])
    first, second = sales(shop)
    assert [(line.name, line.quantity_milli) for line in first.lines] == [("Pain", 2000), ("Tresse", 1000)]
    assert (first.at, first.business_day) == ("2026-03-02T08:15:30+01:00", "2026-03-02")
    assert [tender.code for tender in (*first.tenders, *second.tenders)] == ["cash.CHF", "card"]


def test_each_day_is_opened_empty_and_closed_as_expected(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    run(HEAD + "1,02.03.2026 08:15,Pain,1,4.21,\n2,03.03.2026 08:15:10,Pain,1,4.21,\n")

    newest, oldest = closing_day.past_reports(shop)

    assert [(z.number, z.business_day, z.totals.total_minor) for z in (oldest, newest)] == [
        (1, "2026-03-02", 421),
        (2, "2026-03-03", 421),
    ]
    assert [drawer.difference_minor for z in (oldest, newest) for drawer in z.drawers] == [0] * 6
    assert oldest.drawers[0].counted_minor == 420
    assert closing_day.current_session(shop) is None


def test_run_again_it_adds_nothing(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    text = HEAD + "1,2026-03-02 08:15,Pain,1,4.20,\n1,2026-03-02 08:15,Pain,1,4.20,\n2,2026-03-03 08:15,Pain,1,4.20,\n"
    run(text)
    before = shop.head

    again = run(text)

    assert again == Replayed(0, 0, 0, 0, 3, [])
    assert shop.head == before


def test_a_corrected_file_adds_only_what_was_corrected(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    good = "1,2026-03-02 08:15,Pain,1,4.20,\n"
    first = run(HEAD + good + "1,2026-03-02 08:15,Tresse,x,6.80,\n")
    assert [one.line for one in first.rejected] == [3]

    second = run(HEAD + good + "1,2026-03-02 08:15,Tresse,1,6.80,\n")

    assert (second.receipts, second.lines, second.known, second.total_minor) == (1, 1, 1, 680)
    assert sum(sale.total_minor for sale in sales(shop)) == 1100


def test_a_day_interrupted_is_recorded_whole_the_next_time(
    shop: ShopFile, clock: SetClock, run: Callable[..., Replayed], tmp_path: Path
) -> None:
    text = HEAD + "".join(f"{n},2026-03-0{2 + n // 5} 08:1{n},Pain,1,4.20,\n" for n in range(10))
    (tmp_path / "sales.csv").write_text(text, encoding="utf-8")
    rows, _ = read_sales(tmp_path / "sales.csv")

    def stop(done: int, _of: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replay(shop, clock, rows, {}, stop)
    assert len(sales(shop)) == 5
    assert closing_day.current_session(shop) is None

    assert (run(text).receipts, len(sales(shop))) == (5, 10)
    assert [sale.receipt[-2:] for sale in sales(shop)] == [f"{n:02d}" for n in range(1, 11)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,2026-03-02 08:15,Pain", "«quantity» is empty"),
        (",2026-03-02 08:15,Pain,1,1.00,", "«receipt» is empty"),
        ("1,,Pain,1,1.00,", "«at» is empty"),
        ("1,yesterday,Pain,1,1.00,", "not a date and time"),
        ("1,31.02.2026 08:15,Pain,1,1.00,", "not a date and time"),
        ("1,0001-01-01 00:00,Pain,1,1.00,", "The year 1 cannot be replayed"),
        ("1,2026-03-02 08:15,,1,1.00,", "«item» is empty"),
        ("1,2026-03-02 08:15,Pain,one,1.00,", "not a quantity"),
        ("1,2026-03-02 08:15,Pain,0,1.00,", "quantity of zero"),
        ("1,2026-03-02 08:15,Pain,1000000000000,1.00,", "quantity is too large"),
        ("1,2026-03-02 08:15,Pain,999999,99999999,", "amount is too large"),
        ("1,2026-03-02 08:15,Pain,1,-1.00,", "price is not negative"),
        ("1,2026-03-02 08:15,Pain,1,abc,", "not an amount"),
        ("1,2026-03-02 08:15,Pain,1,1.00,gold", "not a means of payment"),
        ("1,2026-03-02 08:15,Pain,1,1.00,eur", "does not take this means"),
        ("1,2026-03-02 08:15,Pa\x07in,1,1.00,", "control characters"),
        ("1,2026-03-02 08:15,Pa\x0cin\u2028x,1,1.00,", "control characters"),
        ("1,2026-03-02 08:15,Pain,1,1,50,cash", "more columns"),
        ("1,2026-03-02 08:15," + "x" * 200 + ",1,1.00,", "at most 120"),
        ("1,2026-03-02 08:15,Nouveau,1,,", "There is no price for «Nouveau»"),
        ('1,2026-03-02 08:15,"Pain,1,1.00,', "«quantity» is empty"),
        ("1,2026-03-02 08:15," + "x" * 200_000 + ",1,1.00,", "cannot be split"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_others_go_in(
    run: Callable[..., Replayed], row: str, reason: str
) -> None:
    done = run(HEAD + "1,2026-03-02 08:15,Pain,1,4.20,\n" + row + "\n1,2026-03-02 08:15,Tresse,1,6.80,\n")

    assert (done.receipts, done.lines, done.total_minor) == (1, 2, 1100)
    ((line, told),) = done.rejected
    assert line == 3
    assert reason in told


def test_returns_are_lines_of_the_same_ticket_and_an_empty_drawer_is_filled_first(
    shop: ShopFile, run: Callable[..., Replayed]
) -> None:
    done = run(HEAD + "1,2026-03-02 08:15,Pain,1,4.20,\n1,2026-03-02 08:15,Bouteille,-10,0.50,\n")

    assert (done.returns, done.total_minor) == (1, -80)
    (sale,) = sales(shop)
    assert [line.total_minor for line in sale.lines] == [420, -500]
    (z,) = closing_day.past_reports(shop)
    assert [(move.currency, move.minor) for move in z.moves] == [("CHF", 80)]
    assert all(drawer.difference_minor == 0 for drawer in z.drawers)


def test_a_price_of_zero_is_a_price(run: Callable[..., Replayed]) -> None:
    assert run(HEAD + "1,2026-03-02 08:15,Echantillon,1,0,\n")[:4] == (1, 1, 0, 0)


def test_prices_come_from_the_row_then_the_list_then_the_article(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    stock = opened(shop)
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)))

    done = run(
        HEAD + "1,2026-12-02 08:15,pain de SEIGLE,1,,\n2,2026-12-02 08:16,Thé,1,,\n3,2026-12-02 08:17,Thé,1,9.00,\n"
        "4,2026-12-02 08:18,101,1,,\n",
        {"thé": 350},
    )

    assert done.total_minor == 421 + 350 + 900 + 421
    assert [sale.lines[0].product_id == stock.bread.id for sale in sales(shop)] == [True, False, False, True]


def test_tenders_pay_their_rows_and_lemans_as_far_as_notes_go(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    settings.change_profile(shop, PROFILE)

    done = run(
        HEAD + "1,2026-03-02 08:15,Pain,1,4.20,lem\n"
        "2,2026-03-02 08:16,Pain,1,4.20,EUR\n"
        "3,2026-03-02 08:17,Pain,1,4.20,card\n3,2026-03-02 08:17,Tresse,1,6.80,cash\n"
        "4,2026-03-02 08:18,Pain,1,4.20,Léman\n4,2026-03-02 08:18,Pain,1,4.20,twint\n"
    )

    assert done.rejected == []
    paid = [{tender.code: tender.minor for tender in sale.tenders} for sale in sales(shop)]
    assert paid == [
        {"note.LEM": 414, "cash.CHF": 5},
        {"cash.EUR": 446},
        {"card": 420, "cash.CHF": 680},
        {"note.LEM": 414, "twint": 426},
    ]
    (z,) = closing_day.past_reports(shop)
    assert all(drawer.difference_minor == 0 for drawer in z.drawers)


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + "1,2026-03-02 08:15,Crème brûlée,1,4.20,\n").encode("utf-8-sig"),
        (HEAD + "1,2026-03-02 08:15,Crème brûlée,1,4.20,\n").encode("utf-16"),
        "Receipt;At;Item;Quantity;Unit_Price\r\n1;02.03.2026 08:15;Crème brûlée;1;4,20\r\n".encode("latin-1"),
        "receipt\tat\titem\tquantity\tunit_price\n1\t2026-03-02 08:15\tCrème brûlée\t1\t4,20\n".encode(),
        b'receipt,at,item,quantity,unit_price\n"1","2026-03-02 08:15","Cr\xe8me br\xfbl\xe9e","1","4,20"\n\n,,,\n',
    ],
)
def test_encoding_separator_and_dates_are_recognised(shop: ShopFile, run: Callable[..., Replayed], raw: bytes) -> None:
    assert run(raw)[:4] == (1, 1, 0, 420)
    assert sales(shop)[0].lines[0].name == "Crème brûlée"


def test_a_number_used_again_on_another_day_is_another_receipt(run: Callable[..., Replayed]) -> None:
    assert run(HEAD + "1,2026-03-02 08:15,Pain,1,4.20,\n1,2026-03-03 08:15,Pain,1,4.20,\n").receipts == 2


def test_a_ticket_too_large_is_told_for_each_of_its_rows(run: Callable[..., Replayed]) -> None:
    done = run(HEAD + "1,2026-03-02 08:15,Or,1,99999999.99,\n1,2026-03-02 08:15,Argent,1,99999999.99,\n")

    assert done.receipts == 0
    assert [one.line for one in done.rejected] == [2, 3]
    assert "too large" in done.rejected[0].reason


def test_a_file_without_the_columns_or_no_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,total\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")

    for name, sentence in (
        ("a.csv", "no column «receipt»"),
        ("empty.csv", "no column"),
        ("none.csv", "cannot be read"),
    ):
        with pytest.raises(UserError, match=sentence):
            read_sales(tmp_path / name)


def test_an_open_day_is_not_mixed_with_a_replay(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    opened(shop)

    with pytest.raises(UserError, match="The day is open in this shop file"):
        run(HEAD + "1,2026-03-02 08:15,Pain,1,4.20,\n")


def test_a_price_list_is_read_whole_or_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("item;price\nPain;4,20\nThé;0\n", encoding="utf-8")
    assert read_prices(path) == {"Pain": 420, "Thé": 0}

    path.write_text("item,unit_price\nPain,4.20\nThé,x\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"Line 3 of prices\.csv"):
        read_prices(path)
    path.write_text("name,cost\n", encoding="utf-8")
    with pytest.raises(UserError, match="no price list"):
        read_prices(path)


def test_a_time_without_offset_is_one_of_this_machine() -> None:
    assert parse_moment("2026-03-02T08:15:00+02:00").utcoffset() == timedelta(hours=2)
    assert parse_moment("2.3.2026 8:15").isoformat()[:16] == "2026-03-02T08:15"
    assert parse_moment("2026-03-02 08:15").utcoffset() is not None


def test_vat_of_the_day_is_taken_where_the_shop_is_registered(shop: ShopFile, run: Callable[..., Replayed]) -> None:
    settings.change_profile(shop, ShopProfile("Le Grain", uid="CHE-123.456.788", vat_regime=PROFILE.vat_regime))

    run(HEAD + "1,2017-03-02 08:15,Pain,1,4.20,\n2,2026-03-02 08:15,Pain,1,4.20,\n")

    assert [sale.vat[0].rate_bp for sale in sales(shop)] == [250, 260]


def test_the_same_row_twice_in_a_receipt_is_two_rows(run: Callable[..., Replayed]) -> None:
    row = "1,2026-03-02 08:15,Pain,1,4.20,\n"
    run(HEAD + row)

    assert run(HEAD + row + row)[:5] == (1, 1, 0, 420, 1)
