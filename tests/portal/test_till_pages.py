"""An owner lets a till in by its code, keeps one out, revokes one, and puts a new machine in place of a dead one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pos.shopfile.shopfile import ShopFile, open_shop
from sync.agent.courier import Courier, RefusedError
from sync.portal.accounts import audit
from sync.portal.accounts.principal import MemberRole
from sync.portal.gathered import Portal
from sync.portal.storage import tables
from sync.protocol.signing import fingerprint
from tests.portal.visitors import ADDRESS, GRAIN, HERE, PASSWORD, VELO, Browser, account, shops
from tests.services.counter import opened, sell
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.clock import SetClock

TILLS = f"/espace/{GRAIN}/caisses"


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url, address=ADDRESS)
    shops(made)
    yield made
    made.close()


@pytest.fixture
def browser(portal: Portal) -> Iterator[Browser]:
    with Browser(portal) as made:
        made.use(account(portal, "nadia@grain.example", MemberRole.OWNER, GRAIN))
        yield made


def push(courier: Courier) -> None:
    courier.connect()
    while courier.push():
        pass


def test_a_till_is_seen_approved_by_password_and_sends_its_journal(
    shop: ShopFile, portal: Portal, browser: Browser
) -> None:
    opened(shop)
    courier = Courier(shop, Wire(lambda: portal))
    code = courier.ask_code("Le Grain, Carouge", "Caisse 3", "C3").user_code

    there = browser.get(f"/espace?code={code}").headers["location"]
    page = browser.get(there)
    wrong = browser.send(there, f"{TILLS}/approuver", code=code, password="non, pas celui-là")
    assert not courier.redeem_code()
    done = browser.send(there, f"{TILLS}/approuver", code=code, password=PASSWORD)

    assert there == f"{TILLS}?code={code}"
    for words in ("Caisse 3", "Le Grain, Carouge", fingerprint(shop.public_key.hex())):
        assert words in page.text
    assert wrong.status_code == 422
    assert "Mot de passe refusé" in wrong.text
    assert done.headers["location"] == f"{TILLS}?fait=oui"
    assert courier.redeem_code()
    push(courier)
    till = portal.members.tills(GRAIN)[0]
    assert (till.name, till.revoked, till.seq > 0) == ("Caisse 3", False, True)
    assert "Caisse 3" in browser.get(TILLS).text
    with portal.database.read() as connection:
        noted = audit.done(connection, member=GRAIN)[0]
        person = connection.execute(select(tables.person.c.id)).scalar_one()
    assert (noted.actor, noted.action, noted.target) == (person, "till approved", till.id)


def test_a_till_that_is_not_ours_is_refused_and_told_so(shop: ShopFile, portal: Portal, browser: Browser) -> None:
    courier = Courier(shop, Wire(lambda: portal))
    code = courier.ask_code("Une autre", "Caisse 1", "C1").user_code

    answer = browser.send(f"{TILLS}?code={code.lower()}", f"{TILLS}/refuser", code=code)

    assert answer.headers["location"] == f"{TILLS}?fait=non"
    with pytest.raises(RefusedError):
        courier.redeem_code()
    assert portal.members.tills(GRAIN) == []


def test_codes_cannot_be_guessed_without_end(browser: Browser) -> None:
    answers = [browser.get(f"{TILLS}?code=BCDFGH{number:02}") for number in range(22)]

    assert "Aucune caisse n’attend avec ce code" in answers[0].text
    assert "Une pause" in answers[-1].text


def test_a_revoked_till_is_not_heard_beyond_what_is_held(shop: ShopFile, portal: Portal, browser: Browser) -> None:
    goods = opened(shop)
    courier = Courier(shop, Wire(lambda: portal))
    code = courier.ask_code("Le Grain", "Caisse 1", "C1").user_code
    browser.send(f"{TILLS}?code={code}", f"{TILLS}/approuver", code=code, password=PASSWORD)
    assert courier.redeem_code()
    push(courier)
    till = portal.members.tills(GRAIN)[0]
    sell(shop, (goods.bread, 1000))

    page = browser.get(f"{TILLS}/{till.id}/revoquer")
    wrong = browser.send(f"{TILLS}/{till.id}/revoquer", password="non, pas celui-là")
    done = browser.send(f"{TILLS}/{till.id}/revoquer", password=PASSWORD)

    assert f"l’entrée {till.seq}" in page.text
    assert wrong.status_code == 422
    assert done.headers["location"] == f"{TILLS}?fait=fin"
    with pytest.raises(RefusedError):
        push(courier)
    assert portal.members.tills(GRAIN)[0][5:] == (till.seq, till.pubkey, True)
    assert browser.get(f"{TILLS}/{till.id}/revoquer").status_code == 422


def test_another_shops_till_can_neither_be_revoked_nor_replaced(
    shop: ShopFile, portal: Portal, browser: Browser
) -> None:
    courier = Courier(shop, Wire(lambda: portal))
    theirs = portal.members.approve(courier.ask_code("Vélo & Co", "Caisse 1", "C1").user_code, VELO)
    code = courier.ask_code("Vélo & Co", "Caisse 1", "C1").user_code

    revoked = browser.send(TILLS + f"?code={code}", f"{TILLS}/{theirs}/revoquer", password=PASSWORD)
    replaced = browser.send(
        TILLS + f"?code={code}", f"{TILLS}/approuver", code=code, password=PASSWORD, replaces=theirs
    )

    assert "Caisse révoquée" not in revoked.text
    assert revoked.status_code == replaced.status_code == 422
    assert [till.revoked for till in portal.members.tills(VELO)] == [False]
    assert portal.members.tills(GRAIN) == []


def test_a_new_machine_takes_the_place_of_a_dead_one(
    shop: ShopFile, tmp_path: Path, clock: SetClock, portal: Portal, browser: Browser
) -> None:
    opened(shop)
    dead = Courier(shop, Wire(lambda: portal))
    code = dead.ask_code("Le Grain", "Caisse 1", "C1").user_code
    browser.send(f"{TILLS}?code={code}", f"{TILLS}/approuver", code=code, password=PASSWORD)
    assert dead.redeem_code()
    push(dead)
    till = portal.members.tills(GRAIN)[0].id
    browser.send(f"{TILLS}/{till}/revoquer", password=PASSWORD)
    machine = open_shop(tmp_path / "new" / "shop.sqlite", tmp_path / "new", clock, create=True, system_keys=False)
    new = Courier(machine, Wire(lambda: portal))
    code = new.ask_code("Le Grain", "Caisse 1", "C1").user_code

    page = browser.get(f"{TILLS}?code={code}")
    answer = browser.send(f"{TILLS}?code={code}", f"{TILLS}/approuver", code=code, password=PASSWORD, replaces=till)

    assert f'value="{till}"' in page.text
    assert answer.headers["location"] == f"{TILLS}?fait=oui"
    assert new.redeem_code()
    push(new)
    identity = new.identity()
    machine.close()
    assert identity is not None
    assert identity.till == till
    assert [(each.id, each.revoked) for each in portal.members.tills(GRAIN)] == [(till, False)]
    with pytest.raises(RefusedError):
        push(dead)


def test_a_qr_code_leads_through_the_door_to_the_right_shop(portal: Portal, browser: Browser) -> None:
    public = browser.get("/caisse?code=bcdf-ghjk")
    assert "BCDFGHJK" in public.text
    assert "set-cookie" not in public.headers
    assert 'href="/espace?code=BCDFGHJK"' in public.text

    with Browser(portal) as both:
        account(portal, "paul@velo.example", MemberRole.OWNER, GRAIN)
        token = portal.inviting.invite("paul@velo.example", MemberRole.OWNER, member=VELO).rpartition("/")[2]
        session = portal.accounts.sign_in("paul@velo.example", PASSWORD, HERE)
        paul = portal.accounts.whose(session)
        assert paul is not None
        portal.inviting.accept_as(paul, token)
        both.use(session)
        page = both.get("/espace?code=BCDFGHJK")

    assert f"{TILLS}?code=BCDFGHJK" in page.text
    assert f"/espace/{VELO}/caisses?code=BCDFGHJK" in page.text
