"""A member connects its web shop in its space: only its owner, only the public network, and no key is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pos.domain.errors import UserError
from sync.connectors.calling import refuse_private
from sync.portal.accounts.principal import MemberRole
from sync.portal.web.spaces.webshops import KINDS
from sync.portal.webshops.service import Webshops
from tests.connectors.woo_double import KEY, SECRET
from tests.portal.market import FOURNIL, GRAINS
from tests.portal.visitors import ADDRESS, Browser, account

if TYPE_CHECKING:
    from tests.connectors.woo_double import WooDouble
    from tests.portal.market import Market

PAGE = f"/espace/{GRAINS}/boutique"


@pytest.fixture
def owner(market: Market) -> Browser:
    market.portal.address = ADDRESS
    market.portal.webshops = Webshops(market.portal.database, lambda: market.now_ms, private=True)
    browser = Browser(market.portal)
    browser.use(account(market.portal, "nadia@grain.example", MemberRole.OWNER, GRAINS))
    return browser


def connect(owner: Browser, woo: WooDouble, secret: str = SECRET) -> str:
    sent = owner.send(PAGE, geste="relier", genre="woocommerce", adresse=woo.url, compte=KEY, secret=secret)
    return sent.text if sent.status_code == 422 else ""


def test_an_owner_connects_visits_and_forgets(market: Market, woo: WooDouble, owner: Browser) -> None:
    woo.now = market.now_ms // 1000
    assert connect(owner, woo) == ""
    [standing] = market.portal.webshops.standing_of(GRAINS)
    page = owner.get(PAGE).text
    assert woo.url in page
    assert SECRET not in page
    assert standing.shop.sealed not in page

    market.portal.webshops.visit_due()
    assert owner.send(PAGE, geste="visiter", boutique=standing.shop.id).status_code == 303
    assert market.portal.webshops.standing_of(GRAINS)[0].shop.due_ms == market.now_ms

    owner.send(PAGE, geste="oublier", boutique=standing.shop.id)
    assert market.portal.webshops.standing_of(GRAINS) == []


def test_wrong_keys_are_said_and_nothing_is_kept(market: Market, woo: WooDouble, owner: Browser) -> None:
    page = connect(owner, woo, "cs_wrong")
    assert "note" in page
    assert "cs_wrong" not in page
    assert KEY in page  # what was typed stays, but for the secret
    assert market.portal.webshops.standing() == []
    assert (
        owner.send(PAGE, geste="relier", genre="woocommerce", adresse=woo.url, compte="", secret="").status_code == 422
    )
    assert owner.send(PAGE, geste="relier", genre="x", adresse=woo.url, compte=KEY, secret="s").status_code == 422


def test_another_members_shop_is_not_touched(market: Market, woo: WooDouble, owner: Browser) -> None:
    woo.now = market.now_ms // 1000
    connect(owner, woo)
    [mine] = market.portal.webshops.standing_of(GRAINS)
    other = Browser(market.portal)
    other.use(account(market.portal, "paul@fournil.example", MemberRole.OWNER, FOURNIL))
    page = f"/espace/{FOURNIL}/boutique"
    for act in ("visiter", "oublier"):
        assert other.send(page, geste=act, boutique=mine.shop.id).status_code == 422
    assert market.portal.webshops.standing_of(GRAINS) == [mine]
    assert woo.url not in other.get(page).text


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1", "https://10.1.2.3", "https://192.168.1.4:8443", "https://169.254.169.254", "https://[::1]",
     "https://localhost", "https://[fd00::1]", "https://0.0.0.0"],
)  # fmt: skip
def test_an_address_of_this_network_is_refused(url: str) -> None:
    with pytest.raises(UserError, match="public network"):
        refuse_private(url)


def test_a_name_that_nobody_has_is_said() -> None:
    with pytest.raises(UserError, match="does not answer"):
        refuse_private("https://nobody.invalid")


def test_an_address_that_turned_private_is_no_longer_visited(market: Market, woo: WooDouble, owner: Browser) -> None:
    woo.now = market.now_ms // 1000
    connect(owner, woo)
    # The same web shop, served by a portal that lets nobody into its own network.
    strict = Webshops(market.portal.database, lambda: market.now_ms)
    before = len(woo.asked)
    strict.visit_due()
    [standing] = strict.standing_of(GRAINS)
    assert standing.shop.trouble == "This address is not one of the public network."
    assert len(woo.asked) == before
    assert "Cette adresse n’est pas du réseau public." in owner.get(PAGE).text


def test_every_kind_that_can_be_chosen_exists() -> None:
    from sync.connectors.kinds import KINDS as KNOWN  # noqa: PLC0415  # the same word

    assert set(KINDS) == set(KNOWN)
