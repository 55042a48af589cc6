"""What the chamber announces reaches tills, holds from its day on, and changes nothing that was sold before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from pos.domain.article_cells import vat
from pos.domain.drawer import checked_count
from pos.domain.errors import UserError
from pos.domain.marks import Marks
from pos.domain.quantity import ONE
from pos.domain.tender import Given, notes
from pos.domain.vat import SWISS_RATES, VatRate, VatRegime, rate_on, rates_with
from pos.services import cataloguing, marks, settings
from pos.shopfile import reading
from sync.agent.hearing import Hearing
from sync.portal.ledger.decided import rates as decided
from tests.portal.test_spaces import Scene, other, scene
from tests.services.counter import opened, sell

if TYPE_CHECKING:
    from pos.clock import SetClock
    from pos.shopfile.shopfile import ShopFile

__all__ = ["other", "scene"]
NEXT = VatRate("N", 880, "2026-12-01")


def announced(scene: Scene) -> None:
    chamber = scene.as_(scene.chamber)
    said = {"geste": "annoncer-taux", "code": "N", "taux": "8,8", "des": "2026-12-01"}
    assert chamber.send("/chambre/reperes", **said).status_code in (200, 303)
    assert chamber.send("/chambre/reperes", geste="mettre-billet", billet="50").status_code in (200, 303)


def hear(scene: Scene) -> None:
    Hearing(lambda: 0.0).hear(scene.courier, 1)


def test_a_till_hears_a_rate_and_a_note_and_writes_them_into_its_journal(scene: Scene) -> None:
    hear(scene)
    before = settings.profile(scene.here)
    announced(scene)
    hear(scene)

    profile = settings.profile(scene.here)
    assert profile.announced_rates == (NEXT,)
    assert profile.rules.lem_notes == (5000, 2000, 1000, 500, 314, 100)
    assert replace(profile, announced_rates=(), rules=before.rules) == before
    with scene.here.read() as connection:
        version, _ = reading.profile(connection)
    hear(scene)
    with scene.here.read() as connection:
        assert reading.profile(connection)[0] == version


def test_the_chambers_page_refuses_what_would_falsify_tickets(scene: Scene) -> None:
    chamber, owner = scene.as_(scene.chamber), scene.as_(scene.owner)
    day = scene.portal.marks.today
    for code, rate, since in (
        ("N", "8,8", day), ("N", "8,8", "2020-01-01"), ("N", "8,8", "demain"), ("E", "1", "2027-01-01"),
        ("N", "88", "2027-01-01"), ("N", "", "2027-01-01"),
    ):  # fmt: skip
        answer = chamber.send("/chambre/reperes", geste="annoncer-taux", code=code, taux=rate, des=since)
        assert answer.status_code == 422, (code, rate, since)
    announced(scene)
    assert chamber.send("/chambre/reperes", geste="mettre-billet", billet="50").status_code == 422
    again = {"geste": "annoncer-taux", "code": "N", "taux": "9", "des": "2026-12-01"}
    assert chamber.send("/chambre/reperes", **again).status_code == 422
    assert owner.get("/chambre/reperes").status_code == 404
    assert scene.portal.marks.now() == Marks((NEXT,), (5000, 2000, 1000, 500, 314, 100))

    assert "annoncé" in chamber.get("/chambre/reperes").text
    chamber.send("/chambre/reperes", geste="retirer-taux", code="N", des="2026-12-01")
    chamber.send("/chambre/reperes", geste="retirer-billet", billet="3.14")
    assert scene.portal.marks.now() == Marks((), (5000, 2000, 1000, 500, 100))
    hear(scene)
    assert settings.profile(scene.here).announced_rates == ()


def test_the_portal_shows_and_takes_out_the_announced_tax_from_its_day_on(scene: Scene) -> None:
    announced(scene)
    with scene.portal.database.read() as connection:
        legal = decided(connection).legal
    assert [rate_on("N", day, legal) for day in ("2026-11-30", "2026-12-01", "2030-01-01")] == [810, 880, 880]


def test_a_sale_carries_the_rate_of_its_day(shop: ShopFile, clock: SetClock) -> None:
    article = opened(shop).bread
    cataloguing.save_product(shop, replace(article, vat_code="N"))
    settings.change_profile(
        shop, replace(settings.profile(shop), vat_regime=VatRegime.EFFECTIVE, uid="CHE-109.322.551")
    )
    assert marks.keep(shop, Marks((VatRate("N", 880, clock.now().date().isoformat()),)))
    assert not marks.keep(shop, Marks((VatRate("N", 880, clock.now().date().isoformat()),)))
    sale = sell(shop, (replace(article, vat_code="N"), ONE))
    assert [line.rate_bp for line in sale.lines] == [880]


def test_what_cannot_be_announced_changes_nothing(shop: ShopFile) -> None:
    opened(shop)
    before = settings.profile(shop)
    for bad in (
        Marks((VatRate("N", 9_000, "2027-01-01"),)),
        Marks((VatRate("E", 100, "2027-01-01"),)),
        Marks((VatRate("N", 850, "2024-01-01"),)),
        Marks((VatRate("N", 850, "2027-01-01"), VatRate("N", 860, "2027-01-01"))),
        Marks((), ()),
        Marks((), (0,)),
        Marks((), tuple(range(1, 20))),
    ):
        with pytest.raises(UserError):
            marks.keep(shop, bad)
    assert settings.profile(shop) == before


def test_rates_follow_each_other_without_a_gap() -> None:
    made = rates_with((VatRate("R", 300, "2028-01-01"), VatRate("R", 280, "2027-01-01")))
    days = ("2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01")
    assert [rate_on("R", day, made) for day in days] == [260, 280, 280, 300]
    assert rates_with(()) == SWISS_RATES


def test_a_new_note_is_taken_and_counted_and_a_withdrawn_one_is_only_counted(shop: ShopFile) -> None:
    article = opened(shop).bread
    marks.keep(shop, Marks((), (5000, 2000, 1000, 500, 100)))
    rules = settings.profile(shop).rules
    sale = sell(shop, (article, ONE), given=(notes({5000: 1}),))
    assert [(tender.code, tender.notes) for tender in sale.tenders] == [("note.LEM", (5000,))]
    with pytest.raises(UserError, match="1, 5, 10, 20, 50"):
        sell(shop, (article, ONE), given=(Given("note.LEM", 314, (314,)),))
    drawer = rules.in_drawer("LEM")
    assert checked_count("LEM", {5000: 1, 314: 2}, drawer).total_minor == 5628


def test_an_import_knows_an_announced_rate(shop: ShopFile) -> None:
    opened(shop)
    marks.keep(shop, Marks((VatRate("N", 880, "2027-01-01"),)))
    assert vat("8.8 %", settings.profile(shop).vat_rates) == "N"
    with pytest.raises(UserError):
        vat("8.8 %")
