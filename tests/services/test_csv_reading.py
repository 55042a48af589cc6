"""CSV files as they come: any encoding and separator; wrong quotes cost their own rows, never those behind."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.services import csv_reading, table_reading
from pos.services.csv_reading import records

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Désignation;Prix\r\nCrème brûlée;4,50\r\nŒufs;6,60\r\n"


@pytest.mark.parametrize(
    ("encoding", "guess"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_guessed(tmp_path: Path, encoding: str, guess: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.replace(",", ".").replace(";", separator).encode(encoding))

    form = table_reading.form_of(path)

    assert (form.encoding, form.separator) == (guess, separator)
    assert [list(record.cells) for record in table_reading.rows(path, form)] == [
        ["Désignation", "Prix"],
        ["Crème brûlée", "4.50"],
        ["Œufs", "6.60"],
    ]


def test_prices_with_commas_do_not_make_the_comma_a_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nom;Prix;Stock\nPain, bio;4,20;3,5\nJus, pomme;3,10;2,5\n", encoding="utf-8")

    assert table_reading.form_of(path).separator == ";"


def test_a_file_says_its_separator_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\na|b,c\n", encoding="utf-8")
    form = table_reading.form_of(path)

    assert form.separator == "|"
    assert [tuple(record.cells) for record in table_reading.rows(path, form)] == [(), ("a", "b,c")]


def test_a_quote_never_closed_costs_one_row() -> None:
    lines = ["nom;prix", '"Jus de pomme;3.20', "Pain;4.20", '"Miel ""doux""";6.00', "Lait;2.10"]

    read = list(records(lines, ";"))

    assert [record.problem is None for record in read] == [True, False, True, True, True]
    assert "never closed" in str(read[1].problem)
    assert [tuple(record.cells) for record in read[2:]] == [("Pain", "4.20"), ('Miel "doux"', "6.00"), ("Lait", "2.10")]
    assert [record.number for record in read] == [1, 2, 3, 4, 5]


def test_a_quote_closed_rows_later_swallows_none_of_them() -> None:
    lines = ["nom;prix", '"Jus;3.20', "Pain;4.20", '";5.00', "Lait;2.10"]

    read = list(records(lines, ";"))

    assert [tuple(record.cells) for record in read if record.problem is None] == [
        ("nom", "prix"),
        ("Pain", "4.20"),
        ("Lait", "2.10"),
    ]


def test_text_over_several_lines_is_one_cell() -> None:
    lines = ["nom;texte;prix", '"Pain";"cru', "", 'et cuit";4.20', "Lait;;2.10"]

    read = list(records(lines, ";"))

    assert [tuple(record.cells) for record in read[1:]] == [("Pain", "cru\n\net cuit", "4.20"), ("Lait", "", "2.10")]


def test_inches_in_the_middle_of_a_cell_are_inches() -> None:
    assert next(records(['Pizza 12";3.20'], ";")).cells == ['Pizza 12"', "3.20"]
    assert next(records(['"Pizza "12"";3.20'], ";")).problem is not None


def test_codes_kept_as_text_for_a_spreadsheet_are_unwrapped() -> None:
    assert next(records(['="0012";"=""0034"""'], ";")).cells == ["0012", "0034"]


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])), min_size=2,
                         max_size=4), min_size=1, max_size=6))  # fmt: skip
def test_what_the_standard_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    rows = [row for row in rows if not any(cell.startswith('="') or cell.startswith("\ufeff") for cell in row)]
    # A cell over several lines whose lines look like rows is taken for an open quote: the safe side.
    rows = [row for row in rows if not any("\n" in cell for cell in row)]
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)

    read = list(records(written.getvalue().split("\n")[:-1], ";"))

    assert [list(record.cells) for record in read] == rows


def test_twenty_megabytes_of_wrong_quotes_end_and_lose_no_good_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    block = '"Jus de pomme de la ferme;3.20;7610000000011\n' + "Pain de seigle du Mandement;4.20;\n" * 2 + 'a"b;1;"\n'
    with path.open("w", encoding="utf-8") as file:
        file.write("nom;prix;ean\n")
        for _ in range(20_000_000 // len(block)):
            file.write(block)
    blocks = 20_000_000 // len(block)

    good = bad = 0
    for record in csv_reading.rows(path, "utf-8-sig", ";", lambda _: None):
        good += record.problem is None
        bad += record.problem is not None

    assert path.stat().st_size > 19_000_000
    assert good == 1 + blocks * 2
    assert bad == blocks * 2
