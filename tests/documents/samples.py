"""A shop, its sales and a closing, as the services would hand them over."""

from __future__ import annotations

from msgspec.structs import replace

from pos.domain.closing import CashMove, Report, Totals, add_sale
from pos.domain.drawer import DrawerDifference
from pos.domain.sale import AppliedDiscount, Sale, SaleLine, vat_of
from pos.domain.shop import ShopProfile
from pos.domain.tender import GivenChange, TenderTaken
from pos.domain.vat import VatRegime

SHOP = ShopProfile(
    name="Épicerie de l’Œuvre",
    address=("Rue des Grottes 12", "1201 Genève"),
    uid="CHE-123.456.788",
    vat_regime=VatRegime.EFFECTIVE,
    footer="Merci et à bientôt !\nOuvert du mardi au samedi",
)
UNREGISTERED = replace(SHOP, vat_regime=VatRegime.NONE)

LINES = (
    SaleLine("a", "p1", "Croissant au beurre", 2000, "piece", 180, 360, 360, "R", 260),
    SaleLine("b", "p2", "Lentilles vertes du Léman", 486, "kg", 540, 262, 262, "R", 260, tare_milli=12),
    SaleLine(
        "c",
        "p3",
        "Savon œillet et lavande de l’atelier du quartier",
        1000,
        "piece",
        790,
        790,
        711,
        "N",
        810,
        discounts=(AppliedDiscount("line", 79, 1000, "emballage abîmé"),),
    ),
    SaleLine(
        "d",
        "p4",
        "Sirop de sureau",
        1000,
        "piece",
        1290,
        1290,
        1240,
        "R",
        260,
        discounts=(AppliedDiscount("basket", 50),),
    ),
    SaleLine("d-d", "p5", "Consigne bouteille", 1000, "piece", 100, 100, 100, "D", 0, deposit_of="d"),
)
SALE = Sale(
    id="s1",
    receipt="C1-AB-000123",
    at="2026-11-23T14:05:09+01:00",
    business_day="2026-11-23",
    cashier="u1",
    lines=LINES,
    total_minor=2673,
    vat=vat_of(LINES),
    tenders=(
        TenderTaken("note.LEM", "LEM", 2000, 2000, notes=(1000, 500, 500)),
        TenderTaken("cash.EUR", "EUR", 1000, 941, rate="0.9412", rate_on="2026-11-23"),
    ),
    change=(GivenChange("cash.CHF", "CHF", 270, 270, (200, 50, 20)),),
    rounding_minor=-2,
)
REFUND = replace(
    SALE,
    id="s2",
    receipt="C1-AB-000124",
    lines=(SaleLine("a-r", "p1", "Croissant au beurre", -1000, "piece", 180, -180, -180, "R", 260, refunds="a"),),
    total_minor=-180,
    vat=vat_of((SaleLine("a-r", "p1", "Croissant au beurre", -1000, "piece", 180, -180, -180, "R", 260),)),
    tenders=(TenderTaken("cash.CHF", "CHF", -180, -180),),
    change=(),
    rounding_minor=0,
    refunds_sale="s1",
    refunds_receipt="C1-AB-000123",
    reason="trop cuit",
)
X = Report(
    kind="X",
    number=7,
    till="C1",
    opened_at="2026-11-23T08:30:00+01:00",
    at="2026-11-23T18:45:00+01:00",
    business_day="2026-11-23",
    totals=add_sale(add_sale(Totals(), SALE), REFUND),
    floats=(("CHF", 20000), ("LEM", 0)),
    moves=(CashMove("CHF", -4000, "Fleurs pour la vitrine"), CashMove("CHF", 1000, "Monnaie")),
    first_receipt="C1-AB-000123",
    last_receipt="C1-AB-000124",
    first_seq=40,
    last_seq=61,
    perpetual_sales_minor=1234567,
    perpetual_refunds_minor=-4321,
    head_hash="0123456789abcdef" * 4,
)
Z = replace(
    X,
    kind="Z",
    drawers=(
        DrawerDifference(
            currency="CHF",
            float_minor=20000,
            expected_minor=X.expected("CHF"),
            counted_minor=16545,
            kept_minor=15000,
            reason="une pièce manque",
            counts=((10000, 1), (5000, 1), (500, 3), (20, 2), (5, 1)),
            recounted=True,
        ),
        DrawerDifference("LEM", 0, 2000, 2000, 0, counts=((1000, 1), (500, 2))),
        DrawerDifference("EUR", 0, 1000, 1000, 0, counts=((1000, 1),)),
    ),
)
