"""Months are closed once, the advance is repaid to zero and not below, two people sign for what is spent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import exc, text

from pos.domain import facts
from pos.domain.errors import UserError
from pos.domain.product import Product
from pos.domain.shop import ShopProfile
from sync.portal.gathered import Portal
from sync.portal.ledger import accounts, decided, papers
from sync.portal.ledger.posting import Leg, Posting
from sync.portal.ledger.rates import Channel, Rate, Tier
from sync.portal.ledger.signing import Kind, document_of
from sync.portal.ledger.statement import Address, Issuer, What, from_json, to_json
from sync.portal.ledger.telling import told
from tests.portal.ledger.takings import STAMP, Rung, Shop, handed_out, named, refund, ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAMBER = Issuer(
    "Chambre de l’économie sociale et solidaire", Address("Rue des Artisans", "12", "1205", "Genève"),
    "CH93 0076 2011 6238 5295 7", "comptes@chambre.example", "CHE-100.000.029",
)  # fmt: skip
INVOICE = document_of("facture.pdf", b"%PDF-1.4 dummy")


class Book:
    """A portal whose calendar is turned by hand."""

    def __init__(self, url: str) -> None:
        self._now_ms = 0
        self.turn("2026-09-01")
        self.portal = Portal(url, now_ms=lambda: self._now_ms)
        issuer = msgspec.json.encode(CHAMBER).decode()
        self.portal.ledger.decide_rule(decided.ISSUER, issuer, "Comité du 01.09.", "anna")

    def turn(self, day: str) -> None:
        self._now_ms = int(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC).timestamp() * 1000)

    def shop(self, name: str) -> Shop:
        made = Shop(self.portal, name)
        profile = ShopProfile(name=name, address=("Rue des Tanneurs 8", "1227 Carouge"))
        made.arrive(facts.SettingsChanged(id=named("settings", name), at=STAMP, version=1, profile=profile))
        return made

    def sell(self, shop: Shop, name: str, minor: int, day: str, *, lem: int = 0) -> facts.SaleCompleted:
        """Hand an order out."""
        sale = ticket(name, [Rung(minor)], day, lem_minor=lem)
        shop.ordered(sale)
        shop.arrive(sale, handed_out(sale))
        return sale


@pytest.fixture
def kept(database_url: str) -> Iterator[Book]:
    made = Book(database_url)
    yield made
    assert made.portal.ledger.problems() == []
    assert not any(made.portal.ledger.trial_balance().values())
    made.portal.close()


# --- statements ---------------------------------------------------------------------------------------------------


def test_a_month_is_closed_into_a_statement_for_each_member_and_currency(kept: Book) -> None:
    grains, fournil = kept.shop("Les Grains Libres"), kept.shop("Fournil")
    kept.turn("2026-09-10")
    sold = kept.sell(grains, "1", 10_000, "2026-09-10", lem=4_000)
    kept.sell(fournil, "2", 5_000, "2026-09-12")
    grains.arrive(refund("r", sold, {0: 1_000}, "2026-09-11"))
    kept.turn("2026-10-02")
    made = kept.portal.closing.close("2026-09", "anna")
    assert {(each.member, each.currency): each.closing_minor for each in made} == {
        (grains.id, "CHF"): 270, (grains.id, "LEM"): 180, (fournil.id, "CHF"): 250,
    }  # fmt: skip
    assert sorted(each.number for each in made) == ["2026-000001", "2026-000002", "2026-000003"]
    francs = next(each for each in made if (each.member, each.currency) == (grains.id, "CHF"))
    read = kept.portal.closing.read(francs.id)
    assert read is not None
    assert [(line.what, line.amount_minor, line.base_minor, line.rate) for line in read.lines] == [
        (What.COMMISSION, 300, 6_000, "5,00\u00a0%"),
        (What.REVERSAL, -30, -600, "5,00\u00a0%"),
    ]
    assert read.lines[1].reverses == read.lines[0].id
    assert read.member.address == Address("Rue des Tanneurs", "8", "1227", "Carouge")
    assert from_json(to_json(read)) == read


def test_closing_twice_gives_the_same_and_what_comes_late_stands_on_the_next(kept: Book) -> None:
    grains = kept.shop("Les Grains Libres")
    kept.turn("2026-09-10")
    kept.sell(grains, "1", 10_000, "2026-09-10")
    kept.turn("2026-10-02")
    first = kept.portal.closing.close("2026-09", "anna")
    body = kept.portal.closing.read(first[0].id)
    kept.sell(grains, "2", 2_000, "2026-09-30")
    kept.portal.ledger.pay(grains.id, "CHF", 500, "2026-10-05", "RF00", "anna")
    october = kept.portal.member_accounts.account(grains.id, "CHF", "2026-10")
    assert [(row.kind, row.late) for row in october.rows] == [("commission", True), ("payment", False)]
    assert (october.opening_minor, october.closing_minor) == (500, 100)
    assert kept.portal.closing.close("2026-09", "anna") == first
    assert kept.portal.closing.read(first[0].id) == body
    kept.turn("2026-11-02")
    second = kept.portal.closing.close("2026-10", "anna")
    assert [(each.opening_minor, each.closing_minor) for each in second] == [(500, 100)]
    read = kept.portal.closing.read(second[0].id)
    assert read is not None
    assert read.previous == "2026-000001"
    assert [(line.what, line.occurred_at[:10], line.amount_minor) for line in read.lines] == [
        (What.COMMISSION, "2026-09-30", 100), (What.PAYMENT, "2026-10-05", -500),
    ]  # fmt: skip


def test_what_is_still_owed_stands_on_a_statement_of_a_month_without_anything_new(kept: Book) -> None:
    kept.turn("2026-09-10")
    kept.sell(kept.shop("Les Grains Libres"), "1", 10_000, "2026-09-10")
    kept.turn("2026-11-02")
    kept.portal.closing.close("2026-09", "anna")
    (again,) = kept.portal.closing.close("2026-10", "anna")
    assert (again.opening_minor, again.closing_minor, again.number) == (500, 500, "2026-000002")


def test_months_are_closed_in_their_order_and_after_their_end(kept: Book) -> None:
    kept.turn("2026-09-10")
    kept.sell(kept.shop("Les Grains Libres"), "1", 10_000, "2026-09-10")
    with pytest.raises(UserError, match="has not ended"):
        kept.portal.closing.close("2026-09", "anna")
    kept.turn("2026-11-02")
    with pytest.raises(UserError, match="Close 2026-09 first"):
        kept.portal.closing.close("2026-10", "anna")


def test_a_closing_that_was_interrupted_goes_on(kept: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.turn("2026-09-10")
    for number in range(3):
        kept.sell(kept.shop(f"Boutique {number}"), str(number), 10_000, "2026-09-10")
    kept.turn("2026-10-02")
    from sync.portal.ledger import closing  # noqa: PLC0415

    issue, left = closing._issue, [2]

    def dies(*values: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("the machine died")
        issue(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(closing, "_issue", dies)
    with pytest.raises(RuntimeError):
        kept.portal.closing.close("2026-09", "anna")
    monkeypatch.undo()
    made = kept.portal.closing.close("2026-09", "anna")
    assert sorted(each.number for each in made) == ["2026-000001", "2026-000002", "2026-000003"]


def test_a_statement_is_never_changed(kept: Book) -> None:
    kept.turn("2026-09-10")
    kept.sell(kept.shop("Les Grains Libres"), "1", 10_000, "2026-09-10")
    kept.turn("2026-10-02")
    kept.portal.closing.close("2026-09", "anna")
    for statement in ("UPDATE statement SET closing_minor = 0", "DELETE FROM statement_entry"):
        with pytest.raises(exc.DBAPIError, match="append only"), kept.portal.database.write() as connection:
            connection.execute(text(statement))


def test_without_the_chambers_account_nothing_is_closed(database_url: str) -> None:
    portal = Portal(database_url, now_ms=lambda: 1_795_518_000_000)
    with pytest.raises(UserError, match="account number first"):
        portal.closing.close("2026-10", "anna")
    portal.close()


def test_members_with_a_shop_of_their_own_contribute_to_the_pot(kept: Book) -> None:
    books = kept.shop("Livres")
    article = Product(named("book"), "Livre du levain", 2_900, online=True, online_url="https://livres.example/42")
    books.arrive(facts.ProductChanged(id=named("p"), at=STAMP, product=article, base=0, valid_from="2026-01-01"))
    kept.turn("2026-10-02")
    made = kept.portal.closing.close("2026-09", "anna")
    assert [(each.member, each.closing_minor) for each in made] == [(books.id, 1_000)]
    assert kept.portal.pot.balances() == {"CHF": 1_000}


def test_tiers_are_made_up_for_in_the_order_of_the_sales(kept: Book) -> None:
    tiered = Rate(
        named("tiered"), "2026-09-01", "paliers", Channel.COUNTER, rate_bp=1_000, tiers=(Tier(10_000, 100),),
        reference="Comité",
    )  # fmt: skip
    kept.portal.ledger.decide(tiered, "anna")
    owed, shops = [], []
    kept.turn("2026-09-20")
    for turned in (False, True):
        one = kept.shop(f"Boutique {turned}")
        shops.append(one)
        early, late = ticket("1", [Rung(10_000)], "2026-09-02"), ticket("2", [Rung(10_000)], "2026-09-03")
        back = refund("r", early, {0: 10_000}, "2026-09-04")
        for fact in (late, early, back) if turned else (early, late, back):
            one.arrive(fact)
        owed.append(one.owes().get("CHF", 0))
    # The refund of the dear ticket gave back more where it had arrived first.
    assert owed == [100, 1_000]
    kept.turn("2026-10-02")
    made = kept.portal.closing.close("2026-09", "anna")
    assert [each.closing_minor for each in made] == [100, 100]
    assert [told(kept.portal.ledger, each.id, "2026-09").totals for each in shops] == [{"CHF": 100}, {"CHF": 100}]


def test_what_the_ledger_could_not_make_of_a_batch_is_told_and_charged_at_the_closing(
    kept: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.portal.ledger.charging import Charging  # noqa: PLC0415

    def broken(*_: object) -> None:
        raise LookupError("no such thing")

    grains = kept.shop("Les Grains Libres")
    kept.turn("2026-09-10")
    with monkeypatch.context() as patched:
        patched.setattr(Charging, "settle", broken)
        kept.sell(grains, "1", 10_000, "2026-09-10")
    assert grains.owes() == {}
    with kept.portal.database.read() as connection:
        told = connection.execute(text("SELECT kind FROM anomaly")).scalars().all()
    assert "ledger" in told
    kept.turn("2026-10-02")
    assert [each.closing_minor for each in kept.portal.closing.close("2026-09", "anna")] == [500]


def test_a_payment_before_the_closing_but_after_the_month_settles_its_statement(kept: Book) -> None:
    grains = kept.shop("Les Grains Libres")
    kept.turn("2026-09-10")
    kept.sell(grains, "1", 10_000, "2026-09-10")
    kept.turn("2026-10-02")
    kept.portal.ledger.pay(grains.id, "CHF", 500, "2026-10-01", "RF", "anna")
    (made,) = kept.portal.closing.close("2026-09", "anna")
    assert made.closing_minor == 500
    assert [each.paid_minor for each in papers.standing(kept.portal.closing)] == [500]


# --- the advance --------------------------------------------------------------------------------------------------


def earn(kept: Book, minor: int, day: str) -> None:
    legs = (Leg(accounts.BANK, "CHF", minor), Leg(accounts.COMMISSION, "CHF", -minor))
    kept.portal.ledger.post(Posting(f"earned:{day}:{minor}", "commission", day, legs), "")


def test_the_advance_is_repaid_out_of_what_commissions_leave(kept: Book) -> None:
    kept.portal.advance.pay_out(2_000_000, "2026-09-01", "Comité du 14.01.2026", "anna")
    kept.portal.ledger.decide_rule(decided.RUNNING_COSTS, "18000", "Comité", "anna")
    kept.turn("2026-09-15")
    earn(kept, 100_000, "2026-09-15")
    kept.turn("2026-10-02")
    run = kept.portal.advance.run("2026-09", "anna")
    assert (run.repaid_minor, run.remaining_minor) == (65_600, 1_934_400)
    # A run twice counts once; what came to light after it counts in the next.
    earn(kept, 50_000, "2026-09-30")
    assert kept.portal.advance.run("2026-09", "anna") == run
    kept.turn("2026-11-02")
    assert kept.portal.advance.run("2026-10", "anna").repaid_minor == 25_600
    standing = kept.portal.advance.standing()
    assert (standing.advanced_minor, standing.repaid_minor, standing.remaining_minor) == (2_000_000, 91_200, 1_908_800)
    assert standing.pace_minor == 45_600
    assert standing.ends == "2030-04"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(earned=st.lists(st.integers(-5_000, 60_000), min_size=1, max_size=8), advanced=st.integers(1, 90_000))
def test_the_advance_is_repaid_to_zero_and_never_below(
    tmp_path_factory: pytest.TempPathFactory, earned: list[int], advanced: int
) -> None:
    kept = Book(f"sqlite:///{tmp_path_factory.mktemp('advance') / 'portal.db'}")
    kept.portal.advance.pay_out(advanced, "2026-09-01", "Comité", "anna")
    for month, minor in enumerate(earned, 1):
        if minor:
            earn(kept, minor, f"2027-{month:02}-15")
        kept.turn(f"2027-{month + 1:02}-02")
        run = kept.portal.advance.run(f"2027-{month:02}", "anna")
        assert 0 <= run.remaining_minor <= advanced
    kept.portal.advance.standing()
    over = (Leg(accounts.ADVANCE, "CHF", advanced + 1), Leg(accounts.BANK, "CHF", -advanced - 1))
    with pytest.raises(UserError, match="beyond what was advanced"):
        kept.portal.ledger.post(Posting("over", "repayment", "2027-09-01", over, words="{}"), "")
    assert kept.portal.ledger.problems() == []
    kept.portal.close()


# --- two signatures -----------------------------------------------------------------------------------------------


def test_the_pot_spends_with_two_signatures_and_a_receipt(kept: Book) -> None:
    grains = kept.shop("Les Grains Libres")
    kept.turn("2026-09-10")
    kept.sell(grains, "1", 100_000, "2026-09-10")
    signing = kept.portal.signing
    with pytest.raises(UserError, match="Add the receipt"):
        signing.propose(Kind.SPENDING, "CHF", 500, "Dépliant", "anna")
    made = signing.propose(Kind.SPENDING, "CHF", 500, "Dépliant commun", "anna", document=INVOICE)
    with pytest.raises(UserError, match="another person"):
        signing.answer(made, "anna", agrees=True)
    assert kept.portal.pot.balances() == {"CHF": 1_000}
    assert not signing.answer(made, "marc", agrees=True).is_open
    assert kept.portal.pot.balances() == {"CHF": 500}
    with pytest.raises(UserError, match="settled"):
        signing.answer(made, "luc", agrees=True)
    assert sorted((each.words, each.amount_minor) for each in kept.portal.pot.movements()) == [
        ("", 1_000), ("Dépliant commun", -500),
    ]  # fmt: skip
    assert kept.portal.pot.movements()[-1].balance_minor == 500
    assert signing.document(made) == INVOICE


def test_more_than_there_is_is_not_spent_and_a_refusal_ends_it(kept: Book) -> None:
    signing = kept.portal.signing
    made = signing.propose(Kind.SPENDING, "CHF", 500, "Dépliant", "anna", document=INVOICE)
    with pytest.raises(UserError, match="less than that"):
        signing.answer(made, "marc", agrees=True)
    assert signing.all()[0].is_open
    assert not signing.answer(made, "marc", agrees=False).is_open
    assert kept.portal.ledger.trial_balance() == {}


def test_what_is_given_up_is_signed_twice_too(kept: Book) -> None:
    grains = kept.shop("Les Grains Libres")
    kept.turn("2026-09-10")
    kept.sell(grains, "1", 10_000, "2026-09-10")
    made = kept.portal.signing.propose(Kind.WRITE_OFF, "CHF", 200, "Geste", "anna", member=grains.id)
    kept.portal.signing.answer(made, "marc", agrees=True)
    assert grains.owes() == {"CHF": 300}


@pytest.mark.parametrize("body", [b"", b"<html>", b"MZ....", b"%PDF-" + bytes(5_000_000)])
def test_a_receipt_is_a_document_and_nothing_else(body: bytes) -> None:
    with pytest.raises(UserError, match="PDF"):
        document_of("x.pdf", body)


def test_the_meter_of_platform_sales_rings_at_80_percent_of_the_threshold(kept: Book) -> None:
    grains = kept.shop("Les Grains Libres")
    kept.turn("2026-09-10")
    kept.sell(grains, "1", 7_999_999, "2026-09-10")
    assert not papers.platform_turnover(kept.portal).alarm
    kept.sell(grains, "2", 1, "2026-09-10")
    meter = papers.platform_turnover(kept.portal)
    assert (meter.goods_minor, meter.alarm) == (8_000_000, True)


# --- the portal sells in its own name (LTVA art. 20a) --------------------------------------------------------------


def test_in_central_sale_the_tax_on_goods_is_owed_to_the_portal(kept: Book) -> None:
    kept.portal.ledger.decide_rule(decided.CENTRAL, "1", "Fiduciaire, à confirmer", "anna")
    grains = kept.shop("Les Grains Libres")
    kept.turn("2026-09-10")
    sale = ticket("1", [Rung(10_260, vat_code="R")], "2026-09-10")
    grains.ordered(sale)
    grains.arrive(sale, handed_out(sale), refund("r", sale, {0: 10_260}, "2026-09-10"))
    assert grains.owes() == {}
    kept.sell(grains, "2", 10_260, "2026-09-10")
    assert grains.owes() == {"CHF": 513 + 260}
    assert kept.portal.ledger.balance(accounts.VAT) == -260
