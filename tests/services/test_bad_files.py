"""Files that are not what they say, broken, locked, huge or hostile are refused in words, and nothing is changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from pos.domain.errors import UserError
from pos.services import importing, sheet_reading, table_reading
from pos.services.importing import Wishes
from tests.services.spreadsheets import bomb, ole, with_part, workbook, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile

MANIFEST = b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\r\n;;\r\n  \r\n", "is empty"),
        ("a.xls", ole("Workbook"), "old Excel file"),
        ("a.xlsx", ole("Workbook"), "old Excel file"),
        ("a.xlsx", ole("EncryptedPackage"), "protected by a password"),
        ("a.xls", b"<html><table><tr><td>Nom</td></tr></table>", "web page"),
        ("a.xml", b'<?xml version="1.0"?><rows/>', "web page or XML"),
        ("a.csv", b"%PDF-1.7 ...", "is not a table"),
        ("a.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(32)) * 8, "is not a table"),
        ("a.xlsx", zipped(**{"word/document.xml": b"<w/>"}), "is not a table"),
        ("a.xlsx", zipped(mimetype=MANIFEST), "OpenDocument"),
        ("a.xlsx", b"PK\x03\x04 and no more", "damaged"),
        ("a.xlsx", zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook"}), "damaged"),
        ("~$a.xlsx", b"\x05Nadia", "spreadsheet is open"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UserError) as refused:
        importing.look(tmp_path / name)

    assert why in str(refused.value)


def test_a_file_is_read_as_what_it_is_whatever_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("Nom;Prix\nPain;4.20\n", encoding="utf-8")
    workbook(tmp_path / "b.csv", [["Nom", "Prix"], ["Pain", 4.2]])

    assert importing.look(tmp_path / "a.xlsx").form.kind == "csv"
    assert importing.look(tmp_path / "b.csv").form.kind == "xlsx"


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        importing.look(tmp_path / "nowhere.csv")
    with pytest.raises(UserError, match="is a folder"):
        importing.look(tmp_path)


def test_a_file_that_another_program_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nom;Prix\n", encoding="utf-8")

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(type(path), "open", held)
    with pytest.raises(UserError, match="another program holds it"):
        importing.look(path)


def test_a_broken_workbook_with_a_good_start_keeps_the_shop_as_it_was(shop: ShopFile, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Prix"], *[[f"Pain {n}", 4.2] for n in range(50)]])
    with_part(path, "xl/worksheets/sheet1.xml", (b'<row r="30"', b'<row r="30"<'))

    with pytest.raises(UserError, match="damaged"):
        importing.look(path)


def test_a_bomb_is_not_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reading, "MOST_INFLATED", 20 * 2**20)
    path = bomb(tmp_path / "bomb.xlsx", 25)

    assert path.stat().st_size < 100_000
    with pytest.raises(UserError, match="too much room"):
        importing.look(path)


def test_too_many_columns_or_bytes_or_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text(";".join(f"c{n}" for n in range(300)) + "\n", encoding="utf-8")
    with pytest.raises(UserError, match="has 300 columns"):
        importing.look(path)

    monkeypatch.setattr(table_reading, "MOST_ROWS", 3)
    path.write_text("Nom\n" * 5, encoding="utf-8")
    with pytest.raises(UserError, match="1'000'000 rows"):
        importing.look(path)

    monkeypatch.setattr(table_reading, "MOST_BYTES", 10)
    with pytest.raises(UserError, match="too large"):
        importing.look(path)


def test_two_hundred_columns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    heads = ["Nom", *[f"c{n}" for n in range(198)], "Prix"]
    path.write_text(";".join(heads) + "\nPain" + ";" * 199 + "4.20\n", encoding="utf-8")

    mapping = importing.look(path).mapping

    assert (mapping[0], mapping[-1], set(mapping[1:-1])) == ("name", "price", {""})


@pytest.mark.parametrize("claim", [b"A1:A1", b"A1:XFD1048576"])
def test_a_claimed_size_does_not_count(tmp_path: Path, claim: bytes) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Prix"], ["Pain", 4.2]])
    with_part(path, "xl/worksheets/sheet1.xml", (b'ref="A1:B2"', b'ref="' + claim + b'"'))
    preview = importing.look(path)

    assert (preview.headings, preview.samples) == (("Nom", "Prix"), (("Pain", "4.2"),))


def test_dates_formulas_and_errors_of_a_spreadsheet_are_refused_with_their_row(shop: ShopFile, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Nom", "Prix"],
        ["Date", date(2026, 5, 12)],
        ["Formule", "=1+1"],
        ["Matrice", ArrayFormula("B4", "=SUM(1,2)")],
        ["Erreur", "#REF!"],
        ["Bon", 4.2],
        [date(2026, 5, 12), 5],
        [True, 6],
    ]
    preview = importing.look(workbook(tmp_path / "a.xlsx", rows))
    tally = importing.dry_run(shop, preview, Wishes(preview.mapping))

    assert [(problem.row, problem.column) for problem in tally.problems] == [(n, "Prix") for n in (2, 3, 4, 5)]
    words = ("is a date", "is a formula", "is a formula", "error of the spreadsheet")
    assert all(word in str(problem.why) for word, problem in zip(words, tally.problems, strict=True))
    assert [sample.name for sample in tally.samples] == ["Bon", "2026-05-12 00:00:00", "yes"]


def test_the_value_that_a_spreadsheet_computed_is_taken(shop: ShopFile, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nom", "Prix"], ["Pain", "=2.1*2"]])
    with_part(path, "xl/worksheets/sheet1.xml", (b"<f>2.1*2</f>", b"<f>2.1*2</f><v>4.2</v>"))
    preview = importing.look(path)
    tally = importing.dry_run(shop, preview, Wishes(preview.mapping))

    assert [sample.new for sample in tally.samples] == ["4.2"]


def test_another_encoding_can_be_chosen_where_the_guess_was_wrong(shop: ShopFile, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Nom;Prix\nCrème brûlée;4.20\n".encode("cp850"))
    preview = importing.look(path)
    wrong = importing.look(path, preview.form._replace(encoding="utf-8-sig"))
    right = importing.look(path, preview.form._replace(encoding="cp850"))

    assert preview.samples[0][0] != "Crème brûlée"
    assert right.samples[0][0] == "Crème brûlée"
    assert "cannot be read" in str(importing.dry_run(shop, wrong, Wishes(wrong.mapping)).problems[0].why)
