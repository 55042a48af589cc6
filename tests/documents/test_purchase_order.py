"""An order to a supplier on A4: every article on a page whole, the head on each, and the total at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from pos.documents.purchase_order import Letter, write_order
from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.domain.purchase import OrderedLine, PurchaseOrder
from pos.domain.quantity import ONE
from pos.domain.shop import ShopProfile

if TYPE_CHECKING:
    from pathlib import Path


SHOP = ShopProfile("L’Épi d’or", ("Rue des Bains 12", "1205 Genève"), "CHE-100.000.035 TVA")
LONG = "Confiture artisanale d’abricots du Valais et d’amandes grillées, sans sucre ajouté"


def letter(articles: int, *, cost: int | None = 450, note: str = "") -> Letter:
    known = [
        Product(f"{n:032x}", f"{LONG} {n}" if n % 7 == 0 else f"Article {n}", 900, supplier_ref=f"R-{n}", plu=str(n))
        for n in range(articles)
    ]
    lines = tuple(OrderedLine(each.id, 6 * ONE, cost) for each in known)
    order = PurchaseOrder("a" * 32, "B12", "Moulin de Soral", lines, "2026-12-01", note)
    address = ("Chemin du Moulin 3", "1286 Soral")
    return Letter(order, list(zip(lines, known, strict=True)), SHOP, "23.11.2026", "K-77", address)


def pages_of(path: Path) -> list[str]:
    reader = PdfReader(path)
    sizes = {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in reader.pages}
    assert sizes == {(210, 297)}
    return [page.extract_text().replace("\t", " ") for page in reader.pages]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("articles", [1, 26, 27, 80])
def test_every_article_stands_once_and_each_page_has_its_head(tmp_path: Path, articles: int) -> None:
    count = write_order(letter(articles, note="Livrer avant 8 h."), tmp_path / "order.pdf")
    pages = pages_of(tmp_path / "order.pdf")
    assert len(pages) == count
    whole = "\n".join(pages)
    for n in range(articles):
        assert whole.count(f"R-{n}\n") + whole.count(f"R-{n} ") == 1, n
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {count}" in page
        if any(f"R-{n}" in page for n in range(articles)):
            assert "Your reference" in page
    assert "Moulin de Soral" in pages[0]
    assert "1286 Soral" in pages[0]
    assert "K-77" in pages[0]
    assert "CHE-100.000.035" in pages[0]
    total = f"{articles * 27}.00"
    assert total in pages[-1].replace("’", "").replace("'", "")
    assert "Livrer avant 8 h." in pages[-1]


@pytest.mark.usefixtures("qapp")
def test_no_total_is_told_when_a_cost_is_not_known(tmp_path: Path) -> None:
    write_order(letter(3, cost=None), tmp_path / "order.pdf")
    assert "Total" not in pages_of(tmp_path / "order.pdf")[0]


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="another folder"):
        write_order(letter(1), tmp_path / "nowhere" / "order.pdf")
