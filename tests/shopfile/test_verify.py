"""A verification finds and names whatever was changed, and finds nothing in what the till wrote."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.app import verify as room
from pos.clock import SetClock
from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.tender import CARD, Given
from pos.services import closing_day, parking, refunding, selling
from pos.services import settings as shop_settings
from pos.shopfile import local
from pos.shopfile.engine import writer_engine
from pos.shopfile.journal import incarnation_letters
from pos.shopfile.shopfile import ShopFile, create_schema, open_shop
from pos.shopfile.verify import verify
from tests.conftest import MORNING
from tests.services.counter import exact_counts, opened, sell
from tests.shopfile.bytes_of import change, change_byte, entry_name, entry_spans

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed shop file with a day in it: sales, a refund, a training ticket, a Z, and a second incarnation."""
    folder = tmp_path_factory.mktemp("sound")
    path, machine, clock = folder / "shop.comptoir", folder / "machine", SetClock(MORNING)
    shop = open_shop(path, machine, clock, create=True, system_keys=False)
    goods = opened(shop)
    first = sell(shop, (goods.bread, 2000), (goods.milk, 1000))
    sell(shop, (goods.cheese, 250), (goods.soap, 1000), given=(Given(CARD, 1503),))
    refunding.refund(shop, first.id, {first.lines[0].id: 1000}, reason="dry")
    basket = selling.ring_up(shop, selling.new_basket(shop), goods.soap)
    selling.complete_sale(shop, basket, [Given(CARD, 790)], training=True)
    closing_day.close_session(shop, exact_counts(closing_day.read_x(shop)))
    shop.close()
    for fence in (machine / "fences").iterdir():
        fence.unlink()
    shop = open_shop(path, machine, clock, system_keys=False)
    closing_day.open_session(shop, {"CHF": 1000})
    sell(shop, (goods.bread, 1000))
    shop.close()
    return path


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound file to spoil."""
    path = tmp_path / "copy.comptoir"
    shutil.copyfile(sound, path)
    return path


def named(path: Path) -> list[str]:
    """Give the entries that a verification names, without their receipts."""
    return [problem.where.split(",")[0] for problem in verify(path).problems]


def test_what_the_till_wrote_is_in_order(sound: Path) -> None:
    found = verify(sound)

    assert found.problems == ()
    assert found.ok
    assert (found.incarnations, found.sales) == (2, 3)
    assert found.entries == 16


def test_a_file_that_a_till_has_open_is_verified_with_its_newest_sale(shop: ShopFile) -> None:
    goods = opened(shop)
    shop.checkpoint()
    sell(shop, (goods.bread, 1000))

    found = verify(shop.path)

    assert (found.ok, found.sales) == (True, 1)


def test_verifying_leaves_no_file_and_changes_none(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "alone"
    folder.mkdir()
    path = folder / "shop.comptoir"
    shutil.copyfile(sound, path)
    before = path.read_bytes()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)

    assert verify(path).ok

    folder.chmod(stat.S_IRWXU)
    assert [file.name for file in folder.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_progress_is_told_up_to_the_last_entry(sound: Path) -> None:
    told: list[tuple[int, int]] = []

    found = verify(sound, lambda done, total: told.append((done, total)))

    assert told[-1] == (found.entries, found.entries)


@pytest.mark.parametrize("column", ["payload", "prev", "hash", "sig", "id", "inc"])
@pytest.mark.parametrize("n", [1, 9, 11, 16])
def test_a_changed_byte_in_a_column_is_named(sound: Path, tmp_path: Path, column: str, n: int) -> None:
    for place in (0, 7, -1):
        path = tmp_path / f"{place}.comptoir"
        shutil.copyfile(sound, path)
        name = entry_name(path, n)
        with closing(sqlite3.connect(path)) as connection:
            value = bytearray(connection.execute(f"SELECT {column} FROM entry WHERE n = ?", (n,)).fetchone()[0])
        value[place] ^= 0x01
        change(path, f"UPDATE entry SET {column} = ? WHERE n = ?", (bytes(value), n))
        if column == "inc":
            name = f"{incarnation_letters(bytes(value))} {name.split()[1]}"

        assert name in named(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET type = 'refund' WHERE n = 9",
        "UPDATE entry SET v = 2 WHERE n = 9",
        "UPDATE entry SET adopted = 'x' WHERE n = 9",
        "UPDATE entry SET adopted = lower(hex(inc)) || ':8:' || lower(hex(prev)) WHERE n = 9",
        "UPDATE entry SET payload = CAST(payload AS TEXT) WHERE n = 9",
        "UPDATE entry SET payload = x'ff' WHERE n = 9",
        "UPDATE entry SET payload = x'' WHERE n = 9",
        "UPDATE entry SET sig = x'00' WHERE n = 9",
        "UPDATE entry SET seq = 80 WHERE n = 9",
        "UPDATE entry SET n = 80 WHERE n = 9",
    ],
)
def test_another_value_in_a_column_is_named(copy: Path, statement: str) -> None:
    letters = entry_name(copy, 9).split()[0]
    change(copy, statement)

    assert {f"{letters} 9", f"{letters} 80"} & set(named(copy))


def test_a_changed_sale_is_named_with_its_receipt(copy: Path) -> None:
    other = "replace(CAST(payload AS TEXT), '\"rate_bp\":260', '\"rate_bp\":261')"
    change(copy, f"UPDATE entry SET payload = CAST({other} AS BLOB) WHERE n = 9")

    problem = verify(copy).problems[0]

    name = entry_name(copy, 9)
    assert problem.where == f"{name}, C1-{name.split()[0]}-000001"
    assert "changed after it was recorded" in problem.sentence


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_of_an_entry_in_the_file_is_named(sound: Path, tmp_path: Path, data: st.DataObject) -> None:
    """I12: any byte of an entry, in the file as it lies on disk."""
    spans = entry_spans(sound)
    n = data.draw(st.sampled_from(sorted(spans)))
    place = data.draw(st.integers(0, len(spans[n]) - 1))
    old = sound.read_bytes()[spans[n][place]]
    value = data.draw(st.integers(0, 255).filter(lambda byte: byte != old))
    path = tmp_path / "flipped.comptoir"
    shutil.copyfile(sound, path)
    change_byte(path, spans[n][place], value)

    assert entry_name(sound, n) in named(path)


@pytest.mark.parametrize("value", [1, 8, 9, 10, 11, 12, 13])
@pytest.mark.parametrize("column", [0, 10])
def test_another_way_to_write_the_same_row_is_named_too(copy: Path, column: int, value: int) -> None:
    """SQL reads the key's own column and reserved kinds of NULL as if nothing was there."""
    span = entry_spans(copy)[9]
    raw = copy.read_bytes()[span.start : span.stop]
    name = entry_name(copy, 9)
    # Payload size (2 bytes), row number (1), then the record's header: its length and eleven kinds.
    kinds_at = [4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 16]
    assert raw[kinds_at[column]] == 0

    change_byte(copy, span.start + kinds_at[column], value)

    assert name in named(copy)


def test_a_destroyed_page_names_its_entries_and_the_rest_is_still_read(copy: Path) -> None:
    span = entry_spans(copy)[9]
    page = (span.start // 4096) * 4096
    with copy.open("rb+") as file:
        file.seek(page)
        file.write(bytes(4096))

    found = verify(copy)

    assert any(problem.where.split(",")[0].endswith(" 9") for problem in found.problems)
    assert found.entries == 16


def test_a_missing_entry_is_told(copy: Path) -> None:
    name = entry_name(copy, 10)
    change(copy, "DELETE FROM entry WHERE n = 9")

    found = verify(copy)

    assert (name, "1 entries before this one are missing.") in [
        (problem.where.split(",")[0], problem.sentence) for problem in found.problems
    ]


def test_an_entry_signed_by_another_key_is_named(copy: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        signature = connection.execute("SELECT sig FROM entry WHERE n = 10").fetchone()[0]
    change(copy, "UPDATE entry SET sig = ? WHERE n = 9", (signature,))

    found = verify(copy)

    first = found.problems[0]
    assert first.where.split(",")[0] == entry_name(copy, 9)
    assert first.sentence == "The signature of this entry is not the till's."


@pytest.mark.parametrize(
    ("statement", "table", "said"),
    [
        ("UPDATE sale SET total_minor = 9 WHERE n = 2", "sale", "total_minor is 9, the journal gives 1503"),
        ("DELETE FROM tender WHERE sale = 2", "tender", "is missing"),
        ("INSERT INTO stock_level VALUES (x'00', 5)", "stock_level", "follows from no entry"),
        ("UPDATE counter SET value = 0 WHERE key = 'perpetual_sales'", "counter", "value is 0"),
        ("UPDATE product SET name = 'Brioche' WHERE n = 1", "product", "name is Brioche"),
        ("UPDATE session SET z = 7 WHERE z = 1", "session", "z is 7"),
        ("DELETE FROM product_words WHERE product = 1", "product_words", "It holds 4 articles, the shop has 5."),
    ],
)
def test_a_table_that_does_not_follow_from_the_journal_is_named(
    copy: Path, statement: str, table: str, said: str
) -> None:
    change(copy, statement)

    problems = verify(copy).problems

    assert [problem.where for problem in problems] == [f"table {table}"]
    assert said in problems[0].sentence


@pytest.mark.parametrize(
    "spoil", ["DROP TRIGGER entry_no_delete", "CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END"]
)
def test_a_journal_that_is_not_append_only_any_more_is_told(copy: Path, spoil: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(spoil)
        connection.commit()

    assert [problem.where for problem in verify(copy).problems] == ["file"]


WRONG_FIGURES = [
    ({"total_minor": 422}, "Its lines do not add up to its total."),
    ({"rounding_minor": 3}, "Its payments, less change and rounding, do not add up to its total."),
    ({"receipt": "C1-ZZZ-000002"}, "is not one of this incarnation"),
    ({"receipt": "+1"}, "breaks the row"),
    ({"vat": "tax"}, "Its VAT is not that of its lines."),
    ({"perpetual": 1}, "Its perpetual totals do not continue those before it."),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG_FIGURES)
def test_figures_that_do_not_agree_are_told_though_well_signed(
    shop: ShopFile, wrong: dict[str, object], sentence: str
) -> None:
    goods = opened(shop)
    sale = sell(shop, (goods.bread, 1000), given=(Given(CARD, 421),))
    extra = 0
    with shop.write() as journal:
        made = replace(sale, id=journal.new_id(), receipt=journal.next_receipt("C1"))
        match wrong:
            case {"total_minor": int(total)}:
                made = replace(made, total_minor=total)
            case {"rounding_minor": int(rounding)}:
                made = replace(made, rounding_minor=rounding)
            case {"receipt": "+1"}:
                made = replace(made, receipt=made.receipt[:-1] + "9")
            case {"receipt": str(receipt)}:
                made = replace(made, receipt=receipt)
            case {"vat": _}:
                made = replace(made, vat=(replace(made.vat[0], tax_minor=made.vat[0].tax_minor + 1),))
            case {"perpetual": int(more)}:
                extra = more
        total = 421 + made.total_minor + extra
        journal.append(
            facts.SaleCompleted(
                id=made.id, at=journal.stamp(), sale=made, perpetual_sales_minor=total, perpetual_refunds_minor=0
            )
        )

    problems = verify(shop.path).problems

    assert any(sentence in problem.sentence and made.receipt in problem.where for problem in problems)


def test_an_entry_carried_over_counts_once(tmp_path: Path) -> None:
    path, machine, clock = tmp_path / "shop.comptoir", tmp_path / "machine", SetClock(MORNING)
    shop = open_shop(path, machine, clock, create=True, system_keys=False)
    goods = opened(shop)
    sell(shop, (goods.bread, 1000))
    with shop.keep() as connection:
        key = f"acked_seq:{shop.head.inc.hex()}"
        connection.exec_driver_sql("INSERT INTO sync(k, val) VALUES (?, ?)", (key, 2))
    shop.close()
    next((machine / "fences").iterdir()).unlink()
    shop = open_shop(path, machine, clock, system_keys=False)
    sell(shop, (goods.bread, 1000))
    shop.close()

    found = verify(path)

    assert found.problems == ()
    assert found.sales == 2
    assert found.incarnations == 2


def test_baskets_people_and_settings_of_the_machine_are_no_business_of_the_journal(shop: ShopFile) -> None:
    goods = opened(shop)
    parking.keep_open(shop, selling.ring_up(shop, selling.new_basket(shop), goods.bread))
    shop_settings.set_local_setting(shop, "printer", {"kind": "none"})
    with shop.keep() as connection:
        local.save_person(connection, local.Person("1", "Nadia", "owner", "", active=True))

    assert verify(shop.path).ok


def test_an_empty_journal_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.comptoir"
    engine = writer_engine(path)
    with engine.connect() as connection:
        create_schema(connection)
    engine.dispose()

    assert [problem.sentence for problem in verify(path).problems] == ["There is no entry in the journal."]


@pytest.mark.parametrize("content", [b"", b"receipt;item\n1;bread\n", b"SQLite format 3\x00" + bytes(84)])
def test_a_foreign_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.csv"
    path.write_bytes(content)

    with pytest.raises(UserError, match="shop file"):
        verify(path)


def test_a_truncated_file_is_told_in_a_sentence(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-5000])

    with pytest.raises(UserError, match="damaged"):
        verify(copy)


def test_the_room_answers_in_json_and_by_its_exit_code(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert room.run(Namespace(file=str(copy), json=True)) == 0
    good = json.loads(capsys.readouterr().out)
    change(copy, "UPDATE entry SET payload = x'00' WHERE n = 9")
    assert room.run(Namespace(file=str(copy), json=True)) == 1
    bad = json.loads(capsys.readouterr().out)
    copy.write_bytes(b"nothing")
    assert room.run(Namespace(file=str(copy), json=True)) == 2
    none = json.loads(capsys.readouterr().out)

    assert good == {"ok": True, "entries": 16, "incarnations": 2, "sales": 3, "problems": []}
    assert bad["ok"] is False
    assert set(bad["problems"][0]) == {"where", "sentence"}
    assert none["ok"] is False
    assert none["problems"][0]["where"] == "file"


def test_the_room_speaks_in_sentences(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert room.run(Namespace(file=str(copy), json=False)) == 0
    assert "Everything is in order" in capsys.readouterr().out
    name = entry_name(copy, 9)
    change(copy, "UPDATE entry SET payload = x'00' WHERE n = 9")

    assert room.run(Namespace(file=str(copy), json=False)) == 1

    assert name in capsys.readouterr().out
