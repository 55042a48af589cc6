"""Articles come in from files: matched by code, tried out first, unchanged the second time, stopped or killed."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from pos.clock import SetClock, SystemClock
from pos.domain.barcode import check_digit
from pos.domain.errors import UserError
from pos.domain.product import Category, Pack, Product
from pos.domain.stock import Movement
from pos.services import cataloguing, exporting, importing, searching
from pos.services.importing import Wishes
from pos.shopfile import search
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify
from tests.services.counter import opened, sell
from tests.services.spreadsheets import workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.services.import_rows import Tally
    from pos.shopfile.search import Found
    from pos.shopfile.shopfile import ShopFile

ROOT = Path(__file__).resolve().parents[2]
SOAP = "7610000000011"
HONEY = "7610000000028"


def file_of(folder: Path, *rows: Sequence[str], encoding: str = "cp1252") -> Path:
    path = folder / "articles.csv"
    path.write_text("".join(";".join(row) + "\r\n" for row in rows), encoding=encoding, newline="")
    return path


def bring(shop: ShopFile, path: Path, **wishes: Any) -> Tally:
    preview = importing.look(path)
    return importing.run(shop, preview, Wishes(preview.mapping, **wishes))


def try_out(shop: ShopFile, path: Path, **wishes: Any) -> Tally:
    preview = importing.look(path)
    return importing.dry_run(shop, preview, Wishes(preview.mapping, **wishes))


def entries(shop: ShopFile, kind: str = "%") -> int:
    with shop.read() as connection:
        query = "SELECT count(*) FROM entry WHERE type LIKE ?"
        return int(connection.exec_driver_sql(query, (kind,)).scalar_one())


def article(shop: ShopFile, code: str) -> Found:
    found = searching.exact(shop, code)
    assert found is not None
    return found


def counts(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.added, tally.changed, tally.kept, tally.refused, tally.doubles


def whys(tally: Tally) -> list[tuple[int, str]]:
    return [(problem.row, str(problem.why)) for problem in tally.problems]


ROWS = (
    ("Désignation", "Prix TTC", "EAN", "Code article", "Catégorie", "Fournisseur", "TVA", "Unité", "Stock"),
    ("Miel de forêt", "12,50", HONEY, "", "Épicerie", "Ferme du Lac", "2,6 %", "pce", "12"),
    ("Œufs de Lully", "6.60 CHF", "", "301", "Épicerie", "", "2.6", "pce", ""),
    ("Lentilles", "5.40", "", "205", "Vrac", "", "R", "kg", "18,4"),
)


def test_a_dry_run_tells_all_and_writes_nothing(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    before = entries(shop)
    path = file_of(tmp_path, *[tuple(cell.replace("Œ", "Oe") for cell in row) for row in ROWS])

    tally = try_out(shop, path)

    assert counts(tally) == (2, 1, 0, 0, 0)
    assert list(tally.new_categories) == ["Épicerie", "Vrac"]
    assert tally.opened == 2
    assert [(sample.name, sample.key, sample.old, sample.new) for sample in tally.samples if sample.key == "name"] == [
        ("Lait entier", "name", "Lait entier", "Oeufs de Lully")
    ]
    assert entries(shop) == before


def test_articles_come_in_with_category_vat_unit_and_opening_stock(shop: ShopFile, tmp_path: Path) -> None:
    path = file_of(tmp_path, *ROWS)
    tally = bring(shop, path)
    honey, lentils = article(shop, HONEY), article(shop, "205")

    assert counts(tally) == (3, 0, 0, 0, 0)
    assert (honey.product.price_minor, honey.product.vat_code, honey.stock_milli) == (1250, "R", 12_000)
    assert honey.product.stocked
    assert (lentils.product.unit, lentils.stock_milli) == ("kg", 18_400)
    assert {category.name for category in searching.categories(shop)} == {"Épicerie", "Vrac"}
    assert entries(shop, "product.changed") == 3
    assert entries(shop, "stock.received") == 1
    assert verify(shop.path).ok


def test_the_second_time_nothing_changes_even_when_goods_were_sold_meanwhile(shop: ShopFile, tmp_path: Path) -> None:
    opened(shop)
    path = file_of(tmp_path, *[tuple(cell.replace("Œ", "Oe") for cell in row) for row in ROWS])
    bring(shop, path)
    sell(shop, (article(shop, HONEY).product, 3000))
    before = entries(shop)

    tally = bring(shop, path)

    assert counts(tally) == (0, 0, 3, 0, 0)
    assert entries(shop) == before
    assert article(shop, HONEY).stock_milli == 9000


@pytest.fixture
def soap(shop: ShopFile) -> Product:
    cataloguing.save_category(shop, Category("home", "Ménage", 1, "home"))
    made = Product(
        shop.identities.new(), "Savon", 790, "N", plu="601", barcodes=(SOAP,), category="home", supplier="La Ruche",
        supplier_ref="SAV-1", description="doux", member_price_minor=700,
    )  # fmt: skip
    return cataloguing.save_product(shop, made)


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("EAN", "Prix"), (SOAP, "8.10")),
        (("EAN", "PLU", "Prix"), (HONEY, "601", "8.10")),
        (("Fournisseur", "Réf. fournisseur", "Prix"), ("la ruche", "SAV-1", "8.10")),
        (("Désignation", "Prix"), ("Savon", "8.10")),
    ],
)
def test_an_article_is_found_by_barcode_own_code_reference_or_bare_name(
    shop: ShopFile, soap: Product, tmp_path: Path, headings: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    tally = bring(shop, file_of(tmp_path, headings, cells))

    assert counts(tally) == (0, 1, 0, 0, 0)
    assert article(shop, SOAP).product.price_minor == 810


def test_the_barcode_goes_before_the_own_code(shop: ShopFile, soap: Product, tmp_path: Path) -> None:
    honey = cataloguing.save_product(shop, Product(shop.identities.new(), "Miel", 900, plu="602", barcodes=(HONEY,)))
    tally = bring(shop, file_of(tmp_path, ("EAN", "PLU", "Prix"), (HONEY, "601", "9.50")))

    assert article(shop, SOAP).product.price_minor == 790
    assert article(shop, HONEY).product == replace(honey, price_minor=950, plu="601")
    assert whys(tally) == [(2, "The code 601 is also that of Savon.")]


def test_an_empty_cell_changes_nothing_and_the_chosen_word_empties(
    shop: ShopFile, soap: Product, tmp_path: Path
) -> None:
    path = file_of(
        tmp_path,
        ("EAN", "Désignation", "Prix", "Prix membre", "Description", "Réf. fournisseur"),
        (SOAP, "", "", "vide", "vide", ""),
    )
    bring(shop, path, empty_word="vide")

    assert article(shop, SOAP).product == replace(soap, member_price_minor=None, description="")


def test_a_name_cannot_be_emptied(shop: ShopFile, soap: Product, tmp_path: Path) -> None:
    tally = bring(shop, file_of(tmp_path, ("EAN", "Désignation"), (SOAP, "-")))

    assert whys(tally) == [(2, "This column cannot be emptied.")]
    assert article(shop, SOAP).product == soap


def test_barcodes_of_a_list_join_those_there_are(shop: ShopFile, soap: Product, tmp_path: Path) -> None:
    bring(shop, file_of(tmp_path, ("PLU", "EAN", "EAN 2"), ("601", HONEY, "")))

    assert article(shop, SOAP).product.barcodes == (SOAP, HONEY)


def test_a_supplier_for_the_whole_file_finds_and_names_its_articles(
    shop: ShopFile, soap: Product, tmp_path: Path
) -> None:
    path = file_of(tmp_path, ("Référence", "Désignation", "Prix"), ("SAV-1", "", "8.10"), ("SAV-2", "Shampoing", "9"))
    tally = bring(shop, path, supplier="La Ruche")
    again = bring(shop, path, supplier="La Ruche")

    assert (counts(tally), counts(again)) == ((1, 1, 0, 0, 0), (0, 0, 2, 0, 0))
    assert searching.find(shop, "shampoing")[0].product.supplier == "La Ruche"


def test_doubles_within_a_file_are_shown_and_not_merged(shop: ShopFile, soap: Product, tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        ("EAN", "PLU", "Désignation", "Prix"),
        (HONEY, "", "Miel", "9"),
        (HONEY, "", "Miel de sapin", "10"),
        (SOAP, "", "", "8"),
        ("", "601", "", "9"),
        ("", "", "Sans code", "1"),
        ("", "", "Sans code", "2"),
    )
    dry, tally, again = try_out(shop, path), bring(shop, path), bring(shop, path)

    assert counts(dry) == counts(tally) == (2, 1, 0, 0, 3)
    assert counts(again) == (0, 0, 3, 0, 3)
    assert [row for row, why in whys(tally) if "same article" in why] == [3, 5, 7]
    assert article(shop, HONEY).product.name == "Miel"
    assert article(shop, SOAP).product.price_minor == 800


def test_a_code_that_several_articles_carry_is_told_apart_or_refused(
    shop: ShopFile, soap: Product, tmp_path: Path
) -> None:
    cataloguing.save_product(shop, replace(soap, id=shop.identities.new(), name="Savon noir", plu="609"))
    path = file_of(tmp_path, ("EAN", "PLU", "Prix"), (SOAP, "609", "5"), (SOAP, "", "6"))
    tally = bring(shop, path)

    assert counts(tally) == (0, 1, 0, 1, 0)
    assert "2 articles carry the code" in whys(tally)[0][1]
    assert article(shop, "609").product.price_minor == 500
    assert article(shop, "601").product.price_minor == 790


def test_the_price_of_a_case_never_becomes_that_of_a_bottle(shop: ShopFile, tmp_path: Path) -> None:
    juice = cataloguing.save_product(
        shop, Product(shop.identities.new(), "Jus", 450, barcodes=(SOAP,), packs=(Pack(HONEY, 6000, "carton"),))
    )
    tally = bring(shop, file_of(tmp_path, ("EAN", "Prix"), (HONEY, "25.00")))

    assert "that of a pack of Jus" in whys(tally)[0][1]
    assert article(shop, SOAP).product == juice


def test_an_archived_article_is_found_again_and_stays_archived(shop: ShopFile, soap: Product, tmp_path: Path) -> None:
    cataloguing.save_product(shop, replace(soap, archived=True))
    tally = bring(shop, file_of(tmp_path, ("EAN", "Prix"), (SOAP, "8")))

    with shop.read() as connection:
        now = search.by_id(connection, soap.id)
    assert now is not None
    assert (now.product.archived, now.product.price_minor) == (True, 800)
    assert whys(tally) == [(2, "Savon is archived and stays so.")]


def test_odd_rows_are_noted_and_wrong_ones_refused_with_row_and_column(shop: ShopFile, tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        ("Désignation", "Prix", "EAN", "TVA", "Stock"),
        ("Offert", "0", "", "", ""),
        ("Libre", "", "", "", ""),
        ("Mal lu", "1", "7610000000012", "", ""),
        ("Date", "12.05.2026", "", "", ""),
        ("Formule", "=B2*2", "", "", ""),
        ("Deux fautes", "x", "", "20", ""),
        ("Code", "1", "7.61E+12", "", ""),
        ("", "1", HONEY, "", ""),
        ("Trop", "1", "", "", "", "", "reste"),
        ("Nul\x00", "1", "", "", ""),
        ("=1+1", "1", "", "", ""),
        ("Négatif", "-1", "", "", ""),
        ("Long" * 40, "1", "", "", ""),
        ("Stock", "1", "", "", "beaucoup"),
    )
    tally = bring(shop, path)

    assert counts(tally) == (3, 0, 0, 11, 0)
    told = [(problem.row, problem.column, problem.warning) for problem in tally.problems]
    assert told == [
        (2, "Prix", True), (3, "Prix", True), (4, "EAN", True), (5, "Prix", False), (6, "Prix", False),
        (7, "Prix", False), (7, "TVA", False), (8, "EAN", False), (9, "Désignation", False), (10, "", False),
        (11, "Désignation", False), (12, "Désignation", False), (13, "", False), (14, "", False), (15, "Stock", False),
    ]  # fmt: skip
    assert searching.find(shop, "mal lu")[0].product.barcodes == ()
    assert verify(shop.path).ok


def test_problems_can_be_saved_as_a_table(shop: ShopFile, tmp_path: Path) -> None:
    tally = try_out(shop, file_of(tmp_path, ("Désignation", "Prix"), ("=cmd()", "x"), ("Offert", "0")))
    exporting.save_problems(tmp_path / "errors.csv", tally.problems)

    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[:3] for row in rows[1:]] == [
        ["2", "Désignation", "'=cmd()"],
        ["2", "Prix", "x"],
        ["3", "Prix", "0"],
    ]
    assert [row[4] for row in rows[1:]] == ["row refused", "row refused", "noted"]


def test_a_deposit_is_named_by_its_code_in_the_shop_or_earlier_in_the_file(shop: ShopFile, tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        ("PLU", "Désignation", "Prix", "TVA", "Consigne"),
        ("690", "Consigne bouteille", "0.50", "D", ""),
        ("401", "Jus de pomme", "4.50", "R", "690"),
        ("402", "Jus de poire", "4.50", "R", "999"),
    )
    dry, tally = try_out(shop, path), bring(shop, path)

    assert counts(dry) == counts(tally) == (2, 0, 0, 1, 0)
    assert article(shop, "401").product.deposit_id == article(shop, "690").product.id


def test_a_google_feed_comes_in_and_its_paths_become_categories(shop: ShopFile, tmp_path: Path) -> None:
    path = tmp_path / "feed.txt"
    path.write_text(
        "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\tbrand\tgtin\tproduct_type\n"
        f"A1\tMiel\tdoux\thttps://x.ch/1\thttps://x.ch/1.jpg\tin_stock\t9.20 CHF\tLa Ruche\t{HONEY}\tFood > Honey\n",
        encoding="utf-8",
    )
    bring(shop, path)
    honey = article(shop, "A1").product

    assert (honey.name, honey.price_minor, honey.producer, honey.online, honey.online_url) == (
        "Miel", 920, "La Ruche", True, "",
    )  # fmt: skip
    assert [category.name for category in searching.categories(shop)] == ["Honey"]


def many(folder: Path, count: int) -> Path:
    rows = [("Désignation", "Prix", "EAN", "Catégorie", "Stock")]
    for number in range(count):
        body = f"762{number:09d}"
        rows.append((f"Article {number}", "4.20", body + check_digit(body), "Divers", "5"))
    return file_of(folder, *rows)


def test_an_import_stopped_in_the_middle_keeps_and_tells_what_was_done(shop: ShopFile, tmp_path: Path) -> None:
    preview = importing.look(many(tmp_path, 1800))
    wishes, heard = Wishes(preview.mapping), list[importing.Progress]()

    stopped = importing.run(shop, preview, wishes, stop=lambda: bool(heard) and heard[-1].added >= 500,
                            tell=heard.append)  # fmt: skip
    after_stop = entries(shop, "product.changed")
    rest = importing.run(shop, preview, wishes)

    assert stopped.stopped
    assert 500 <= stopped.added < 1800
    assert after_stop == stopped.added == stopped.rows
    assert counts(rest) == (1800 - stopped.added, 0, stopped.added, 0, 0)
    assert heard[-1].share == 1.0 or stopped.stopped
    assert verify(shop.path).ok


def test_a_dry_run_can_be_stopped(shop: ShopFile, tmp_path: Path) -> None:
    preview = importing.look(many(tmp_path, 1200))

    tally = importing.dry_run(shop, preview, Wishes(preview.mapping), stop=lambda: True)

    assert (tally.stopped, tally.rows) == (True, 0)


def test_one_sells_while_an_import_runs(tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "a.shop", tmp_path / "machine", SystemClock(), create=True, system_keys=False)
    stock = opened(shop)
    preview = importing.look(many(tmp_path, 3000))
    heard = list[importing.Progress]()
    tallies = list[Any]()

    def work() -> None:
        tallies.append(importing.run(shop, preview, Wishes(preview.mapping), tell=heard.append))

    thread = threading.Thread(target=work)
    thread.start()
    sold_while = 0
    while thread.is_alive():
        sell(shop, (stock.bread, 1000))
        sold_while += 1
    thread.join()

    assert sold_while >= 5
    assert counts(tallies[0]) == (3000, 0, 0, 0, 0)
    shop.close()
    assert verify(tmp_path / "a.shop").ok


class PassingClock(SetClock):
    """A clock on which ten milliseconds pass whenever one looks at it."""

    def mono_ms(self) -> int:
        self.pass_seconds(0.01)
        return super().mono_ms()


def test_the_writer_is_let_go_after_moments(tmp_path: Path, clock: SetClock) -> None:
    changes = []
    for number, pace in enumerate((clock, PassingClock(clock.now()))):
        folder = tmp_path / str(number)
        shop = open_shop(folder / "a.shop", folder / "machine", pace, create=True, system_keys=False)
        before = shop.changes
        tally = bring(shop, many(tmp_path, 100))
        changes.append(shop.changes - before)
        shop.close()
        assert tally.added == 100

    # All at once where no time passes; a few articles at a time where each takes ten milliseconds and more.
    assert changes[0] == 1
    assert changes[1] >= 25


KILLED = """
import sys
from pathlib import Path
from pos.clock import SetClock, SystemClock
from pos.services import importing
from pos.shopfile.shopfile import open_shop
shop = open_shop(Path(sys.argv[1]), Path(sys.argv[2]), SystemClock(), create=True, system_keys=False)
preview = importing.look(Path(sys.argv[3]))
importing.run(shop, preview, importing.Wishes(preview.mapping), tell=lambda p: print(p.added, flush=True))
"""


def test_an_import_killed_in_the_middle_is_run_again_to_its_end(tmp_path: Path) -> None:
    path = many(tmp_path, 4000)
    shop_path, machine = tmp_path / "a.shop", tmp_path / "machine"
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(shop_path), str(machine), str(path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    while int(child.stdout.readline() or 4000) < 500:
        pass
    child.kill()
    child.wait()
    child.stdout.close()

    shop = open_shop(shop_path, machine, SystemClock(), system_keys=False)
    done = entries(shop, "product.changed")
    tally = bring(shop, path)
    levels = {found.stock_milli for found in searching.find(shop, "article 39", 400)}
    shop.close()

    assert 500 <= done < 4000
    assert counts(tally) == (4000 - done, 0, done, 0, 0)
    assert levels == {5000}
    assert verify(shop_path).ok


def test_a_file_that_changed_since_it_was_looked_at_is_not_imported(shop: ShopFile, tmp_path: Path) -> None:
    path = many(tmp_path, 3)
    preview = importing.look(path)
    many(tmp_path, 4)

    with pytest.raises(UserError, match="changed since"):
        importing.run(shop, preview, Wishes(preview.mapping))


def test_an_article_changed_elsewhere_between_look_and_write_is_not_overwritten(
    shop: ShopFile, soap: Product, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(tmp_path, ("EAN", "Prix"), (SOAP, "8"))
    real = importing._Written.write

    def write(self: Any, *arguments: Any) -> None:
        cataloguing.save_product(shop, replace(soap, name="Savon d’Alep"))
        real(self, *arguments)

    monkeypatch.setattr(importing._Written, "write", write)
    tally = bring(shop, path)

    assert counts(tally) == (0, 0, 0, 1, 0)
    assert "changed meanwhile" in whys(tally)[0][1]
    assert article(shop, SOAP).product.price_minor == 790


def test_a_spreadsheet_comes_in_with_its_values(shop: ShopFile, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Désignation", "Prix", "EAN", "PLU", "TVA"], ["Miel", 9.2, 7610000000028, 12, 0.026]]
    path = workbook(tmp_path / "a.xlsx", rows, sheets=("vide", "Articles"))
    with pytest.raises(UserError, match="is empty"):
        importing.look(path, importing.look(path).form._replace(sheet="vide"))

    bring(shop, path)

    honey = article(shop, HONEY).product
    assert (honey.price_minor, honey.plu, honey.vat_code) == (920, "12", "R")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_of_libreoffice_comes_in(shop: ShopFile, tmp_path: Path) -> None:
    path = file_of(tmp_path, ("Désignation", "Prix", "EAN"), ("Miel de forêt", "=4.1+5.1", HONEY), encoding="utf-8")
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--infilter=CSV:59,34,76,1", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, timeout=120)
    bring(shop, tmp_path / "articles.xlsx")

    assert article(shop, HONEY).product.price_minor == 920


def test_stock_below_zero_begins_as_a_correction(shop: ShopFile, tmp_path: Path) -> None:
    bring(shop, file_of(tmp_path, ("PLU", "Désignation", "Stock"), ("1", "Pain", "-2"), ("2", "Lait", "3")))

    assert article(shop, "1").stock_milli == -2000
    assert (entries(shop, "stock.adjusted"), entries(shop, "stock.received")) == (1, 1)


def test_an_article_that_has_a_stock_keeps_it(shop: ShopFile, soap: Product, tmp_path: Path) -> None:
    cataloguing.receive_stock(shop, [Movement(soap.id, 4000)])
    tally = bring(shop, file_of(tmp_path, ("EAN", "Stock"), (SOAP, "99")))

    assert counts(tally) == (0, 0, 1, 0, 0)
    assert article(shop, SOAP).stock_milli == 4000
