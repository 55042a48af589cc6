"""The pages of the statistics: the same protected tables for everybody, in every language, as files and on paper."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import msgspec
import pypdfium2
import pytest

from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.gathered import Portal
from sync.portal.serving import PortalThread
from sync.portal.statistics.month import Month
from sync.portal.statistics.protection import Rule, cell_of
from sync.portal.storage import tables
from sync.portal.web.statistics_charts import bars, ceiling, lines
from tests.portal.chromium import DESKTOP, PHONE, findings, is_too_wide, visiting
from tests.portal.ledger.network import Calendar
from tests.portal.statistics.shops import Sharing
from tests.portal.visitors import ADDRESS, Browser, account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser as Chromium

BAKERS = tuple(f"Four {place}" for place in range(6))
MENDERS = tuple(f"Roue {place}" for place in range(5))
PC = "Octet solitaire"
MONTHS = ("2026-07", "2026-08", "2026-09")


def filled(portal: Portal, calendar: Calendar) -> Sharing:
    """Play three months; the one computer shop is alone in its sector, and next month a little more is sold."""
    network = Sharing(portal, calendar)
    for name in (*BAKERS, *MENDERS, PC):
        sector = "alimentation" if name in BAKERS else "reparation" if name in MENDERS else "informatique"
        network.add(name, sector, "Carouge" if name[-1] in "012" else "Genève")
    for number, month in enumerate(MONTHS):
        for place, name in enumerate((*BAKERS, *MENDERS, PC)):
            network.sell(name, f"{month}-1{place % 3}", 40_000 + 7_000 * place + 31_000 * number, lem_minor=2_000)
    network.out("2026-11-24")
    return network


@pytest.fixture
def network(database_url: str) -> Iterator[Sharing]:
    calendar = Calendar("2026-07-01")
    portal = Portal(database_url, address=ADDRESS, now_ms=calendar)
    yield filled(portal, calendar)
    portal.close()


@pytest.fixture
def visitor(network: Sharing) -> Iterator[Browser]:
    with Browser(network.portal) as browser:
        yield browser


def test_a_month_is_shown_with_its_definitions_and_what_is_protected(visitor: Browser) -> None:
    page = visitor.get("/statistiques").text
    assert "Septembre 2026, publié et figé le 24 novembre 2026." in page
    assert "12 membres sur 12" in page
    assert 'Informatique</th><td class="hid" colspan="4">protégé, non publié' in page
    assert page.count("Définition.") >= 3
    assert visitor.get("/statistiques?mois=2026-07").text.count("<table>") >= 4


@pytest.mark.parametrize(("language", "said"), [("de", "geschützt"), ("it", "protetto"), ("en", "protected")])
def test_it_is_said_in_every_language(visitor: Browser, language: str, said: str) -> None:
    page = visitor.get(f"/{language}/statistiques").text
    assert said in page
    assert "protégé" not in page


def test_nothing_but_published_months_exists(visitor: Browser) -> None:
    for path in ("?mois=2026-10", "?mois=2026-13", "?mois=x", "/annee/2025", "/annee/x", "/2026-10/csv", "/2026-09/pdf",
                 "/2026-09/x", "/annee/2026/x", "/annee/2025/pdf"):  # fmt: skip
        assert visitor.get(f"/statistiques{path}").status_code == 404, path


def test_before_the_first_month_the_page_says_when_it_comes(database_url: str) -> None:
    portal = Portal(database_url, address=ADDRESS, now_ms=Calendar("2026-11-24"))
    with Browser(portal) as visitor:
        page = visitor.get("/statistiques").text
    portal.close()
    assert "Le premier paraît le 1er décembre 2026." in page


def test_open_data_say_what_the_page_says_and_nothing_of_a_shop(network: Sharing, visitor: Browser) -> None:
    made = network.portal.statistics.month("2026-09")
    assert made is not None
    assert made.medians
    [shown] = json.loads(visitor.get("/statistiques/2026-09/json").text)["months"]
    assert "medians" not in shown
    assert msgspec.convert(shown, Month) == made.public()
    rows = list(
        csv.reader(io.StringIO(visitor.get("/statistiques/2026-09/csv").content.decode("utf-8-sig")), delimiter=";")
    )
    values = {(row[1], row[2], row[3]): row[4] for row in rows[1:]}
    assert values["ensemble", "ventes", ""] == f"{(made.sales_minor or 0) // 100}.00"
    assert values["secteur", "Informatique", ""] == "protégé"
    for form in ("csv", "json"):
        text = visitor.get(f"/statistiques/annee/2026/{form}").text
        assert not [name for name in network.shops if name in text]
        assert not [shop for shop in network.shops.values() if shop.id in text]


def test_the_year_on_paper_is_a_real_file_and_the_same_each_time(visitor: Browser) -> None:
    first, again = (visitor.get("/statistiques/annee/2026/pdf").content for _ in range(2))
    assert first == again
    document = pypdfium2.PdfDocument(first)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Ce que vendent les membres, 2026" in words
    assert "juillet 2026" in words
    assert f"page 1 / {len(document)}" in words
    document.close()


def test_a_page_is_kept_until_a_month_comes_out(network: Sharing, visitor: Browser) -> None:
    tag = visitor.get("/statistiques").headers["ETag"]
    assert visitor.client.get("/statistiques", headers={"If-None-Match": tag}).status_code == 304
    network.out("2026-12-01")
    assert visitor.client.get("/statistiques", headers={"If-None-Match": tag}).status_code == 200


def test_the_statistician_sees_published_months_and_no_member(network: Sharing, visitor: Browser) -> None:
    codes = {}
    for role in ChamberRole:
        visitor.use(account(network.portal, f"{role}@chambre.example", role))
        codes[role.value] = visitor.get("/chambre/statistiques").status_code
    assert codes == {"admin": 200, "accountant": 403, "statistician": 200, "auditor": 200}
    visitor.use(account(network.portal, "theo@chambre.example", ChamberRole.STATISTICIAN))
    page = visitor.get("/chambre/statistiques").text
    assert "12\u00a0membres partagent" in page
    assert not [name for name in network.shops if name in page]
    for path in ("/chambre/comptes", "/chambre/acces", "/chambre/avance"):
        assert visitor.get(path).status_code == 403


def test_a_member_sees_the_middle_of_its_own_sector_from_five_members_on(network: Sharing, visitor: Browser) -> None:
    shown = {}
    for name in (BAKERS[0], MENDERS[0], PC):
        member = network.shops[name].id
        visitor.use(account(network.portal, f"{name.split()[0].lower()}@x.example", MemberRole.OWNER, member))
        page = visitor.get(f"/espace/{member}/ventes/2026-09").text
        found = re.search(r"Milieu de (\d+) membres", page)
        shown[name] = int(found[1]) if found else 0
    assert shown == {BAKERS[0]: 6, MENDERS[0]: 5, PC: 0}


def test_a_member_chooses_its_sector_and_only_one_of_the_list(network: Sharing, visitor: Browser) -> None:
    member = network.shops[PC].id
    visitor.use(account(network.portal, "pc@x.example", MemberRole.OWNER, member))
    path = f"/espace/{member}/profil"
    fields = {"lead": "2", "kept": "2", "commune": "Onex"}
    assert "liste" in visitor.send(path, **fields, sector="pirates").text
    assert visitor.send(path, **fields, sector="livres").status_code in {200, 303}
    assert network.portal.profiles.of(member).sector == "livres"


def test_no_public_cell_stands_for_fewer_members_than_the_rule_asks(network: Sharing) -> None:
    """I16: whatever a page or a file shows of members' sales is safe by number and share."""
    totals: dict[str, dict[str, int]] = {}
    with network.portal.database.read() as connection:
        s = tables.sale
        for row in connection.execute(s.select()):
            mine = totals.setdefault(row.business_day[:7], {})
            mine[row.member] = mine.get(row.member, 0) + row.total_minor
    for month in network.portal.statistics.between("0000", "9999"):
        if month.sales_minor is not None:
            assert cell_of(totals[month.month]).is_safe(Rule())
        shown = [line.members for line in (*month.sectors, *month.communes, *month.aisles) if line.members]
        assert shown
        assert min(shown) >= Rule().least_members


def test_charts_are_drawn_from_the_rows_of_their_tables() -> None:
    drawn = bars([("a", 200), ("b", None), ("c", 50)], str)
    assert [(bar.width, bar.value) for bar in drawn] == [(520, "200"), (0, ""), (130, "50")]
    line = lines([("j", 10), ("f", None), ("m", 40)], str)
    assert line is not None
    assert [point.y for point in line.points] == [147.0, 18.0]
    assert len(line.pieces) == 2
    assert lines([("j", 10), ("f", None)], str) is None
    assert [ceiling(value) for value in (1, 40, 41, 90, 100_001)] == [4, 40, 80, 100, 200_000]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    browser: Chromium, tmp_path: Path, size: tuple[int, int], *, dark: bool
) -> None:
    calendar = Calendar("2026-07-01")
    with PortalThread(f"sqlite:///{tmp_path / 'p.db'}", now_ms=calendar) as server:
        filled(server.portal, calendar)
        with visiting(browser, server.address, size=size, dark=dark) as page:
            for path in ("/statistiques", "/statistiques/annee/2026"):
                page.goto(path)
                assert findings(page) == []
                assert not is_too_wide(page)
