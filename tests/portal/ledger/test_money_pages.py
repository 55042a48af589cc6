"""The pages of money: who may open them, what they show and do, and that each look is told to the member."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msgspec
import pytest

from sync.portal.gathered import Portal
from sync.portal.ledger import papers
from sync.portal.ledger.previewing import preview
from sync.portal.ledger.statement import from_json
from sync.portal.serving import PortalThread
from tests.portal.chromium import DESKTOP, PHONE, findings, is_too_wide, visiting
from tests.portal.ledger.bank_files import Payment, camt, entry
from tests.portal.ledger.network import NADIA, PEOPLE, SECRET_ARTICLE, Calendar, Network
from tests.portal.visitors import ADDRESS, PASSWORD, Browser, token_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser as Chromium

CHAMBER_PAGES = ("comptes", "releves", "paiements", "avance", "taux", "livres")
MARC, INES, ROSE, THEO = PEOPLE


@pytest.fixture
def network(database_url: str) -> Iterator[Network]:
    calendar = Calendar()
    portal = Portal(database_url, address=ADDRESS, now_ms=calendar)
    yield Network(portal, calendar)
    assert portal.ledger.problems() == []
    portal.close()


@pytest.fixture
def visitor(network: Network) -> Iterator[Browser]:
    with Browser(network.portal) as browser:
        yield browser


# --- who may what ------------------------------------------------------------------------------------------------


def test_money_is_seen_by_who_keeps_or_audits_it_and_by_nobody_else(network: Network, visitor: Browser) -> None:
    for email in PEOPLE:
        visitor.use(network.sessions[email])
        for page in CHAMBER_PAGES:
            assert visitor.get(f"/chambre/{page}").status_code == (403 if email == THEO else 200), (email, page)
    visitor.use(network.sessions[NADIA])
    assert {visitor.get(f"/chambre/{page}").status_code for page in CHAMBER_PAGES} == {404}


@pytest.mark.parametrize("page", ["comptes/{member}", "releves", "paiements", "avance", "taux"])
def test_an_auditor_changes_nothing(network: Network, visitor: Browser, page: str) -> None:
    visitor.use(network.sessions[ROSE])
    path = f"/chambre/{page.format(member=network.shops[0].id)}"
    token = token_of(visitor.get("/compte").text)
    assert visitor.client.post(path, data={"_csrf_token": token, "geste": "x"}).status_code == 403


def test_the_accountant_sees_commissions_and_never_what_was_sold(network: Network, visitor: Browser) -> None:
    visitor.use(network.sessions[MARC])
    shop = network.shops[0].id
    account = visitor.get(f"/chambre/comptes/{shop}?mois=2026-09").text
    number = account.split("ouvert=")[1].split("#")[0].split('"')[0]
    opened = visitor.get(f"/chambre/comptes/{shop}?mois=2026-09&ouvert={number}").text
    assert "5,0\u00a0% dont 20,0\u00a0% au pot" in opened
    assert SECRET_ARTICLE not in opened
    visitor.use(network.sessions[NADIA])
    own = visitor.get(f"/espace/{shop}/commission?mois=2026-09&ouvert={number}").text
    assert SECRET_ARTICLE in own
    # The member sees who looked, and at what.
    assert "Marc" in own
    assert "a ouvert le compte" in own


def test_a_member_reads_no_statement_of_another(network: Network, visitor: Browser) -> None:
    visitor.use(network.sessions[NADIA])
    mine, other = network.shops[0].id, network.shops[1].id
    own = network.portal.closing.all(member=mine)[0].id
    others = network.portal.closing.all(member=other)[0].id
    assert visitor.get(f"/espace/{mine}/commission/releves/{own}/pdf").content.startswith(b"%PDF-")
    for form in ("pdf", "csv", "json"):
        assert visitor.get(f"/espace/{mine}/commission/releves/{others}/{form}").status_code == 404
    assert visitor.get(f"/espace/{other}/commission").status_code == 404


# --- what they do -------------------------------------------------------------------------------------------------


def test_a_statement_is_fetched_as_it_was_issued(network: Network, visitor: Browser) -> None:
    visitor.use(network.sessions[MARC])
    one = network.portal.closing.all(month="2026-10")[0]
    found = from_json(visitor.get(f"/chambre/releves/{one.id}/json").content)
    assert found == network.portal.closing.read(one.id)
    assert visitor.get(f"/chambre/releves/{one.id}/exe").status_code == 404


def test_a_payment_is_booked_and_seen_on_the_account(network: Network, visitor: Browser) -> None:
    visitor.use(network.sessions[MARC])
    shop = network.shops[0]
    before = shop.owes()["CHF"]
    page = f"/chambre/comptes/{shop.id}"
    sent = visitor.send(page, page, geste="paiement", monnaie="CHF", montant="1.50", reference="RF1")
    assert sent.status_code == 303
    assert shop.owes()["CHF"] == before - 150
    assert "Paiement reçu, RF1" in visitor.get(sent.headers["location"]).text
    bad = visitor.send(page, page, geste="paiement", monnaie="CHF", montant="beaucoup", reference="RF1")
    assert bad.status_code == 422
    assert shop.owes()["CHF"] == before - 150


def test_a_bank_file_books_what_it_names_and_leaves_the_rest_to_people(network: Network, visitor: Browser) -> None:
    visitor.use(network.sessions[MARC])
    due = next(
        each.one for each in papers.standing(network.portal.closing)
        if each.is_last and not each.paid_minor and each.one.currency == "CHF"
    )  # fmt: skip
    shop = next(each for each in network.shops if each.id == due.member)
    statement = network.portal.closing.read(due.id)
    assert statement is not None
    amount = f"{due.closing_minor / 100:.2f}"
    body = camt(
        entry(amount, Payment(amount, statement.reference), reference="A1"),
        entry("12.00", Payment("12.00", debtor="Inconnue SA"), reference="A2"),
    )
    before = shop.owes()["CHF"]
    for _ in range(2):
        token = token_of(visitor.get("/chambre/paiements").text)
        sent = visitor.client.post(
            "/chambre/paiements", data={"_csrf_token": token, "geste": "fichier"},
            files={"fichier": ("camt.xml", io.BytesIO(body), "application/xml")},
        )  # fmt: skip
        assert sent.status_code == 200, sent.text
    assert shop.owes().get("CHF", 0) == before - due.closing_minor
    assert "2 déjà connus" in sent.text.replace("\u00a0", " ")
    assert "Inconnue SA" in sent.text
    waiting = next(each for each in network.portal.payments.all() if each.txn is None)
    done = visitor.send(
        "/chambre/paiements", "/chambre/paiements", geste="attribuer", paiement=waiting.id, membre=shop.id
    )
    assert done.status_code == 303
    assert shop.owes().get("CHF", 0) == before - due.closing_minor - 1_200


@pytest.mark.parametrize("body", [b"", b"not xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_no_bank_file_books_nothing(network: Network, visitor: Browser, body: bytes) -> None:
    visitor.use(network.sessions[MARC])
    token = token_of(visitor.get("/chambre/paiements").text)
    sent = visitor.client.post(
        "/chambre/paiements", data={"_csrf_token": token}, files={"fichier": ("x.xml", io.BytesIO(body), "text/xml")}
    )
    assert sent.status_code == 422
    assert network.portal.payments.all() == []


def test_a_decision_is_tried_before_it_is_taken(network: Network, visitor: Browser) -> None:
    visitor.use(network.sessions[MARC])
    said = {"canal": "portal", "taux": "10", "pot": "20", "regle": "same", "nom": "Dix pour cent"}
    tried = visitor.send("/chambre/taux", "/chambre/taux", geste="essayer", **said).text
    was = sum(each.closing_minor - each.opening_minor for each in network.portal.closing.all(month="2026-10"))
    assert was
    assert "Ce que cela aurait donné en octobre" in tried.replace("\u00a0", " ")
    assert len(network.portal.ledger.rates().all) == 3
    seen = preview(network.portal, msgspec.structs.replace(network.portal.ledger.rates().all[1], id="x", rate_bp=1_000))
    assert seen.was["CHF"] > 0
    assert abs(seen.would_be["CHF"] - 2 * seen.was["CHF"]) < 10
    missing = visitor.send("/chambre/taux", "/chambre/taux", geste="taux", **said)
    assert missing.status_code == 422
    assert 'value="Dix pour cent"' in missing.text
    taken = visitor.send("/chambre/taux", "/chambre/taux", geste="taux", reference="Comité", **said)
    assert taken.status_code == 303
    assert [rate.rate_bp for rate in network.portal.ledger.rates().all][-1] == 1_000


def test_the_second_signature_spends(network: Network, visitor: Browser) -> None:
    visitor.use(network.sessions[MARC])
    before = network.portal.pot.balances()["CHF"]
    sent = visitor.send("/chambre/avance", "/chambre/avance", geste="signer", proposition=network.proposed)
    assert sent.status_code == 303
    assert network.portal.pot.balances()["CHF"] == before - 200
    visitor.use(network.sessions[NADIA])
    pot = visitor.get(f"/espace/{network.shops[0].id}/pot").text
    assert "Dépliant commun" in pot
    paper = visitor.get(f"/espace/{network.shops[0].id}/pot/pieces/{network.proposed}")
    assert paper.content.startswith(b"%PDF-")
    assert "attachment" in paper.headers["content-disposition"]


def test_a_month_is_closed_from_its_page(network: Network, visitor: Browser) -> None:
    network.calendar.turn("2026-12-02")
    # Sessions of a week ago are over.
    assert visitor.sign_in(MARC).status_code == 303
    assert "Clore novembre" in visitor.get("/chambre/releves").text.replace("\u00a0", " ")
    assert visitor.send("/chambre/releves", "/chambre/releves", mois="2026-11").status_code == 303
    assert network.portal.closing.all(month="2026-11")


@pytest.mark.parametrize("form", ["beancount", "banana", "cresus", "bexio", "balance", "comptes"])
def test_the_books_are_fetched(network: Network, visitor: Browser, form: str) -> None:
    visitor.use(network.sessions[ROSE])
    found = visitor.get(f"/chambre/livres/2026/{form}")
    assert found.status_code == 200
    assert len(found.content) > 100


def test_lemans_become_francs_each_in_its_own_balance(network: Network, visitor: Browser) -> None:
    ledger = network.portal.ledger
    member = next(shop for shop in network.shops if shop.owes().get("LEM"))
    ledger.pay(member.id, "LEM", 300, "2026-11-20", "RF", "")
    visitor.use(network.sessions[MARC])
    page = "/chambre/livres"
    said = {"monnaie": "LEM", "recu": "1.95", "reference": "Comité"}
    assert visitor.send(page, page, donne="2.00", **said).status_code == 303
    assert visitor.send(page, page, donne="2.00", **said).status_code == 303
    assert (ledger.balance("bank", "LEM"), ledger.balance("fx", "CHF")) == (100, -195)
    assert not any(ledger.trial_balance().values())
    assert visitor.send(page, page, donne="9999", **said).status_code == 422


# --- in a browser ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PortalThread, Network]]:
    calendar = Calendar()
    path: Path = tmp_path_factory.mktemp("network") / "portal.db"
    with PortalThread(f"sqlite:///{path}", now_ms=calendar) as running:
        yield running, Network(running.portal, calendar)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_in_the_pages_of_money(
    browser: Chromium, listening: tuple[PortalThread, Network], size: tuple[int, int], dark: bool
) -> None:
    running, network = listening
    shop = network.shops[0].id
    number = next(row.number for row in network.portal.member_accounts.account(shop, "CHF", "2026-09").rows)
    wanted = {
        INES: [
            *(f"/chambre/{page}" for page in (*CHAMBER_PAGES, "acces")),
            f"/chambre/comptes/{shop}?mois=2026-09&ouvert={number}",
        ],
        NADIA: [f"/espace/{shop}/commission?mois=2026-09&ouvert={number}", f"/espace/{shop}/pot"],
    }  # fmt: skip
    for email, pages in wanted.items():
        with visiting(browser, running.address, size=size, dark=dark) as page:
            page.goto("/entrer")
            page.fill("#email", email)
            page.fill("#password", PASSWORD)
            page.get_by_role("button", name="Se connecter", exact=True).click()
            page.wait_for_load_state()
            for address in pages:
                page.goto(address)
                assert findings(page) == [], address
                assert not is_too_wide(page), address
