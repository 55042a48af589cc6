"""Ordering as a visitor does: pages and forms over HTTP, without a script."""

from __future__ import annotations

import re
import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import requests
from litestar.testing import TestClient
from msgspec.structs import replace
from sqlalchemy import func, select

from pos.domain import facts
from pos.domain.online_order import Missing
from pos.domain.product import Product
from pos.domain.quantity import ONE
from sync.portal.buyer import Buyer, forms, words
from sync.portal.catalogue import freshness
from sync.portal.orders import pickup
from sync.portal.orders.standing import HOUR_MS
from sync.portal.storage import order_tables
from sync.portal.web.application import create_application
from tests.portal.market import BEER, BOOK, BREAD, FOURNIL, GRAINS, HONEY, HOUR, LENTILS, Market, open_on_weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url, serves=True)
    yield made
    made.close()


@pytest.fixture
def buyer(market: Market) -> Buyer:
    return Buyer(market.portal.address)


def test_an_order_over_two_members_from_the_article_to_the_follow_page(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{BEER}")
    buyer.send("/panier/ajouter", quantite="2")
    buyer.go(f"/membres/{FOURNIL}/{BREAD}")
    basket = words(buyer.send("/panier/ajouter", quantite="1"))
    assert "2 membres, donc 2 retraits" in basket
    assert "+ consigne CHF 1.00" in basket
    assert "À payer chez Les Grains Libres CHF 8.40" in basket
    assert "Aujourd’hui, 11 h 30 – 18 h" in basket

    check = words(buyer.send("/panier/continuer"))
    assert (
        "Vendeur : Les Grains Libres, Rue des Tanneurs 8, 1227 Carouge · bonjour@libres.example · IDE CHE-123.456.788"
        in check
    )
    assert "CHF 16.90" in check
    assert "Consigne, rendue au retour 1.00" in check

    followed = words(buyer.send("/commander", nom="Camille", contact="079 123 45 67", accord="1"))
    assert re.fullmatch(r".*/commande/[0-9a-f]{32}", buyer.page.url)
    assert "Commande de Camille" in followed
    assert "Votre commande est envoyée." in followed
    assert re.search(r"[2-9A-Z]{4}\u20111 CHF 8.40 à payer sur place", followed)
    assert 'aria-label="Code QR de la commande"' in buyer.page.text
    assert "style=" not in buyer.page.text
    assert market.held(GRAINS, BEER) == 2 * ONE
    assert "Votre panier est vide" in buyer.go("/panier")


def test_the_follow_page_is_nobodys_business(market: Market, buyer: Buyer) -> None:
    address = buyer.order((GRAINS, HONEY, "1"))

    seen = requests.get(address, timeout=10)

    assert seen.headers["Referrer-Policy"] == "no-referrer"
    assert seen.headers["Cache-Control"] == "no-store"
    assert "noindex" in seen.headers["X-Robots-Tag"]
    assert "camille@exemple" not in seen.text
    wrong = address[:-1] + ("0" if address[-1] != "0" else "1")
    assert requests.get(wrong, timeout=10).status_code == 404
    with market.portal.database.read() as connection:
        kept = connection.execute(select(order_tables.buyer_order)).mappings().one()
    assert address[-32:] not in str(dict(kept))


def test_a_double_press_is_one_order(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="1")
    buyer.send("/panier/continuer")
    check, cookies = buyer.page, buyer.session.cookies.get_dict()
    form = next(form for form in forms(check.text) if form.action == "/commander")
    fields = {**form.fields, "nom": "Camille", "contact": "camille@exemple.example", "accord": "1"}
    answers: list[str] = []

    def press() -> None:
        done = requests.post(check.url, data=fields, cookies=cookies, allow_redirects=False, timeout=20)
        answers.append(done.headers["Location"])

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join(30)
    # The browser's back button, long after: the basket is empty, the form is known.
    later = requests.post(
        check.url, data=fields, cookies={**cookies, "comptoir-panier": ""}, allow_redirects=False, timeout=20
    )

    assert len(set(answers)) == 1
    assert len(answers) == 4
    assert later.headers["Location"] == answers[0]
    assert _orders(market) == 1
    assert market.held(GRAINS, HONEY) == ONE


def test_of_two_buyers_who_press_at_once_one_is_told_that_nothing_is_left(market: Market) -> None:
    market.receive(FOURNIL, {BREAD: -4 * ONE})
    buyers = [Buyer(market.portal.address) for _ in range(2)]
    for each in buyers:
        each.go(f"/membres/{FOURNIL}/{BREAD}")
        each.send("/panier/ajouter", quantite="1")
        each.send("/panier/continuer")
    together = threading.Barrier(2)

    def press(each: Buyer) -> None:
        together.wait(20)
        each.send("/commander", nom="Camille", contact="camille@exemple.example", accord="1")

    presses = [threading.Thread(target=press, args=(each,)) for each in buyers]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join(30)

    ends = sorted(each.page.url.removeprefix(market.portal.address)[:10] for each in buyers)
    assert ends == ["/commande/", "/panier"]
    late = next(each for each in buyers if each.page.url.endswith("/panier"))
    assert "Pain de campagne est épuisé" in words(late.page.text)
    assert market.held(FOURNIL, BREAD) == ONE


def test_what_changes_while_the_buyer_reads_is_shown_before_anything_is_reserved(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="3")
    buyer.send("/panier/continuer")
    market.receive(GRAINS, {HONEY: -8 * ONE})

    again = words(buyer.send("/commander", nom="Camille", contact="camille@exemple.example", accord="1"))

    assert buyer.page.status_code == 409
    assert "Rien n’a été envoyé ni réservé" in again
    assert "au lieu de 3" in again
    assert 'value="Camille"' in buyer.page.text
    assert market.held(GRAINS, HONEY) == 0
    buyer.send("/commander", accord="1")
    assert "/commande/" in buyer.page.url
    assert market.held(GRAINS, HONEY) == 2 * ONE


def test_the_basket_tells_what_is_lowered_dearer_and_gone(market: Market, buyer: Buyer) -> None:
    for member, article, quantity in ((GRAINS, HONEY, "3"), (GRAINS, BEER, "1"), (FOURNIL, BREAD, "1")):
        buyer.go(f"/membres/{member}/{article}")
        buyer.send("/panier/ajouter", quantite=quantity)
    market.receive(GRAINS, {HONEY: -8 * ONE})
    market.put(GRAINS, Product(BEER, "Bière au miel, 33 cl", 410), online=True)
    market.put(FOURNIL, Product(BREAD, "Pain de campagne", 850, stocked=True), online=False)

    said = words(buyer.go("/panier"))

    assert "ramené de 3 à 2, c’est tout ce qui reste" in said
    assert "<del>CHF\u00a03.70</del> CHF\u00a04.10" in buyer.page.text
    assert "Pain de campagne n’est plus en vente ici" in said
    buyer.send("/panier/changer", ("retirer", "1"))
    assert "n’est plus en vente ici" not in words(buyer.page.text)


def test_what_is_weighed_is_ordered_by_steps_and_named_by_its_unit(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{LENTILS}")
    said = words(buyer.send("/panier/ajouter", quantite="0,35"))

    assert 'value="0,4"' in buyer.page.text
    assert "pesé au comptoir" in said
    assert "CHF 3.60" in said
    assert market.parts(buyer.order()[-32:])[0].lines[0].quantity_milli == 400


def test_a_chosen_slot_is_kept_until_the_order_is_sent(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="1")
    offered = re.findall(r'name="creneau-\w+" value="(\d+)"', buyer.page.text)
    check = words(buyer.send("/panier/continuer", **{f"creneau-{GRAINS}": offered[2]}))
    buyer.send("/commander", nom="Camille", contact="camille@exemple.example", accord="1")

    assert "Jeudi 26 novembre, 10 h – 18 h" in check
    assert str(market.parts(buyer.page.url[-32:])[0].pick_until_ms) == offered[2]


def test_a_member_who_hands_nothing_out_these_days_stops_the_order_in_words(market: Market, buyer: Buyer) -> None:
    closed = tuple((date(2026, 11, 24) + timedelta(days=ahead)).isoformat() for ahead in range(30))
    with market.portal.database.write() as connection:
        pickup.save(connection, FOURNIL, replace(open_on_weekdays("Fournil"), closed=closed), market.now_ms)
    buyer.go(f"/membres/{FOURNIL}/{BREAD}")
    said = words(buyer.send("/panier/ajouter", quantite="1"))

    assert "ne remet pas de commande ces prochains jours" in said
    assert "Continuer" not in said
    assert buyer.go("/commander")
    assert buyer.page.url.endswith("/panier")


@pytest.mark.parametrize("lacking", [{"weekly": ()}, {"email": ""}])
def test_who_said_no_hours_or_no_e_mail_sells_at_the_counter_alone(
    market: Market, buyer: Buyer, lacking: dict[str, Any]
) -> None:
    buyer.go(f"/membres/{FOURNIL}/{BREAD}")
    buyer.send("/panier/ajouter", quantite="1")
    with market.portal.database.write() as connection:
        pickup.save(connection, FOURNIL, replace(open_on_weekdays("Fournil"), **lacking), market.now_ms)
        freshness.offers_changed(connection, FOURNIL)
    basket = words(buyer.go("/panier"))
    buyer.go("/commander")
    sent_back = buyer.page.url
    article = words(buyer.go(f"/membres/{FOURNIL}/{BREAD}"))

    assert "ne prend pas encore de commande ici" in basket
    assert "achetez-les au comptoir : Quai du Levain 3, 1205 Genève" in basket
    assert "Continuer" not in basket
    assert "Quand passez-vous" not in basket
    assert sent_back.endswith("/panier")
    assert "Achetez cet article au comptoir : Quai du Levain 3, 1205 Genève." in article
    assert "Mettre au panier" not in article
    pushed = Buyer(market.portal.address)
    pushed.session.post(
        market.portal.address + "/panier/ajouter",
        data={"membre": FOURNIL, "article": BREAD, "quantite": "1"},
        headers={"Origin": market.portal.address, "Sec-Fetch-Site": "same-origin"},
        timeout=10,
    )
    assert "Votre panier est vide" in pushed.go("/panier")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"nom": " "}, "Écrivez un prénom"),
        ({"contact": "camille@exemple"}, "n’est pas complète"),
        ({"contact": "021 312 45 67"}, "ni un e-mail ni un mobile suisse"),
        ({"contact": ""}, "Écrivez une adresse"),
        ({"accord": ""}, "Cochez la case"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    market: Market, buyer: Buyer, fields: dict[str, str], wrong: str
) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="1")
    buyer.send("/panier/continuer")
    good = {"nom": "Camille <b>", "contact": "+41 79 123 45 67", "accord": "1"}

    said = words(buyer.send("/commander", **{**good, **fields}))

    assert buyer.page.status_code == 422
    assert wrong in said
    kept = "+41 79 123 45 67" if "contact" not in fields else "Camille &lt;b&gt;"
    assert f'value="{kept}"' in buyer.page.text
    assert _orders(market) == 0
    buyer.send("/commander", **good)
    assert "/commande/" in buyer.page.url


def test_a_shortage_is_answered_on_the_follow_page(market: Market, buyer: Buyer) -> None:
    address = buyer.order((FOURNIL, BREAD, "2"))
    part = market.parts(address[-32:])[0]
    market.tell(FOURNIL, facts.OrderShort, order=part.id, missing=(Missing(BREAD, ONE),))

    said = words(buyer.go(address))
    assert "Il manque quelque chose : à vous de choisir." in said
    assert "CHF 8.50 au lieu de 17.00" in said
    assert "Sans réponse avant 10 h 30" in said
    said = words(buyer.send(f"/commande/{address[-32:]}/garder", ("part", "1")))
    assert "C’est confirmé" in said

    market.tell(FOURNIL, facts.OrderReady, order=part.id)
    market.now_ms += HOUR_MS
    assert "Votre commande est prête." in words(buyer.go(address))
    assert "Annuler" not in buyer.page.text


def test_cancelling_too_late_changes_nothing_and_says_so(market: Market, buyer: Buyer) -> None:
    address = buyer.order((FOURNIL, BREAD, "2"))
    market.tell(FOURNIL, facts.OrderReady, order=market.parts(address[-32:])[0].id)

    said = words(buyer.send(f"/commande/{address[-32:]}/annuler", ("part", "1")))

    assert "Rien n’a été changé" in said
    assert "Votre commande est prête." in said


def test_a_buyer_cancels(market: Market, buyer: Buyer) -> None:
    address = buyer.order((FOURNIL, BREAD, "2"))

    said = words(buyer.send(f"/commande/{address[-32:]}/annuler", ("part", "1")))

    assert "Votre commande est annulée." in said
    assert market.held(FOURNIL, BREAD) == 0


@pytest.mark.parametrize(
    ("article", "offered"), [((GRAINS, HONEY), True), ((FOURNIL, BOOK), False), ((FOURNIL, HOUR), False)]
)
def test_only_what_is_sold_here_can_be_put_in_a_basket(
    market: Market, buyer: Buyer, article: tuple[str, str], offered: bool
) -> None:
    page = buyer.go("/membres/{}/{}".format(*article))
    sent = {"membre": article[0], "article": article[1], "quantite": "1"}
    answer = requests.post(f"{buyer.address}/panier/ajouter", data=sent, timeout=10)

    assert ("/panier/ajouter" in page) is offered
    assert ("ne se commande pas ici" in answer.text) is not offered
    assert "Set-Cookie" not in buyer.page.headers


@pytest.mark.parametrize("quantity", ["", "deux", "-1", "9" * 40, "\0", "1.2345", "0x10", "½"])
def test_a_quantity_that_is_none_leaves_the_basket_as_it_was(market: Market, buyer: Buyer, quantity: str) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="2")

    said = words(buyer.send("/panier/changer", quantite=quantity))

    assert "Cette quantité n’est pas comprise" in said
    assert "17.80" in said


def test_over_https_the_baskets_cookie_is_bound_to_the_portal_and_out_of_reach_of_scripts(tmp_path: Path) -> None:
    market = Market(f"sqlite:///{tmp_path / 'portal.db'}", address="https://portail.example")
    sent = {"membre": GRAINS, "article": HONEY, "quantite": "1"}
    with TestClient(create_application(market.portal)) as client:
        answer = client.post("/panier/ajouter", data=sent, follow_redirects=False)

    said = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
    assert any(part.startswith("__host-panier=") for part in said)
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= said


def test_zero_takes_an_article_out(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="2")

    assert "Votre panier est vide" in buyer.send("/panier/changer", quantite="0")


@pytest.mark.parametrize(
    "cookie", ["x", "AQ", "AQ" + "A" * 50, "A" * 4000, "%00", "AQ==" * 9, "é".encode().decode("latin-1")]
)
def test_a_cookie_that_is_none_is_an_empty_basket(market: Market, cookie: str) -> None:
    headers = {"Cookie": f"comptoir-panier={cookie}"}

    answer = requests.get(f"{market.portal.address}/panier", headers=headers, timeout=10)

    assert answer.status_code == 200
    assert "Votre panier est vide" in answer.text


@pytest.mark.parametrize(
    "path", ["/commande/x", "/commande/" + "0" * 32, "/commande/%00", "/commande/" + "F" * 32, "/commande/..%2Fpanier"]
)
def test_an_address_that_is_no_order_is_not_found(market: Market, path: str) -> None:
    assert requests.get(market.portal.address + path, timeout=10).status_code == 404


def test_a_form_of_another_site_orders_nothing(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="1")
    buyer.send("/panier/continuer")
    form = next(form for form in forms(buyer.page.text) if form.action == "/commander")
    fields = {**form.fields, "nom": "Camille", "contact": "camille@exemple.example", "accord": "1"}
    strange = {"Origin": "https://ailleurs.example", "Sec-Fetch-Site": "cross-site"}

    foreign = buyer.session.post(buyer.page.url, data=fields, headers=strange, timeout=10)
    without = buyer.session.post(buyer.page.url, data={**fields, "_csrf_token": "x"}, timeout=10)

    assert (foreign.status_code, without.status_code) == (403, 403)
    assert _orders(market) == 0


def test_garbage_in_every_field_of_the_last_form_is_answered_with_a_page(market: Market, buyer: Buyer) -> None:
    buyer.go(f"/membres/{GRAINS}/{HONEY}")
    buyer.send("/panier/ajouter", quantite="1")
    buyer.send("/panier/continuer")
    for bad in ("\0", "\r\nBcc: x@y.example", "x" * 19_000, "\ud83d\ude00" * 30, "{{7*7}}"):
        name = bad.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        buyer.send("/commander", nom=name, contact=name, cle=name, sceau=name, accord=name)
        assert buyer.page.status_code == 422
    assert _orders(market) == 0


def _orders(market: Market) -> int:
    with market.portal.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(order_tables.buyer_order)).scalar_one())
