"""The chamber's errands from the command line."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

import pytest

from main import PORTAL_ACTIONS
from pos.domain.errors import UserError
from sync.agent.courier import Courier
from sync.portal import office
from sync.portal.accounts.principal import ChamberRole
from sync.portal.gathered import Portal
from tests.portal.visitors import HERE, PASSWORD
from tests.services.counter import opened, sell
from tests.sync.wire import Wire

if TYPE_CHECKING:
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile


def errand(url: str, action: str, what: str = "", **more: str) -> Namespace:
    given = {"member": "", "replaces": "", "note": "", "admin": "", "address": "https://portail.example", **more}
    return Namespace(db=url, action=action, what=what, host="127.0.0.1", port=8013, **given)


def test_a_till_is_let_in_seen_restored_and_taken_out(
    shop: ShopFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    goods = opened(shop)
    portal = Portal(url)
    courier = Courier(shop, Wire(lambda: portal))
    code = courier.ask_code("Le Grain", "Caisse 1", "C1").user_code

    assert office.run(errand(url, "waiting")) == 0
    assert code in capsys.readouterr().out
    assert office.run(errand(url, "approve", code[:4] + "-" + code[4:].lower(), member="Le Grain")) == 0
    assert courier.redeem_code()
    courier.connect()
    while courier.push():
        pass
    sell(shop, (goods.bread, 1_000_000))
    while courier.push():
        pass
    assert office.run(errand(url, "anomalies")) == 0
    listed = capsys.readouterr().out
    assert "negative_stock" in listed
    assert office.run(errand(url, "resolve", listed.split("negative_stock")[0].split()[-1])) == 0
    with pytest.raises(UserError):
        office.run(errand(url, "resolve", "999"))
    assert office.run(errand(url, "restored")) == 0
    generation = courier.welcome.hub_gen if courier.welcome else 0
    assert courier.connect().hub_gen > generation
    assert office.verify(Namespace(db=url, json=True)) == 0
    identity = courier.identity()
    assert identity is not None
    assert office.run(errand(url, "revoke", identity.till)) == 0
    portal.close()


def test_the_first_administrator_comes_by_a_printed_link_and_so_does_a_new_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"

    def printed(head: str) -> str:
        return capsys.readouterr().out.split(f"https://portail.example/{head}/")[1].strip()

    assert office.run(errand(url, "invite", admin="anne@chambre.example")) == 0
    portal = Portal(url, address="https://portail.example")
    session = portal.inviting.accept(printed("invitation"), "Anne", PASSWORD, HERE)
    anne = portal.accounts.whose(session)
    assert anne is not None
    assert anne.chamber == {ChamberRole.ADMIN}
    assert office.run(errand(url, "password", "anne@chambre.example")) == 0
    portal.accounts.reset(printed("mot-de-passe"), "quatre nuages sur le lac")
    session = portal.accounts.sign_in("anne@chambre.example", "quatre nuages sur le lac", HERE)
    assert office.run(errand(url, "shut-out", "anne@chambre.example")) == 0
    assert portal.accounts.whose(session) is None
    assert office.run(errand(url, "let-in", "anne@chambre.example")) == 0
    assert portal.accounts.sign_in("anne@chambre.example", "quatre nuages sur le lac", HERE)
    portal.close()


def test_every_errand_is_a_word_of_the_command_line() -> None:
    assert tuple(PORTAL_ACTIONS.split()) == office.ACTIONS


@pytest.mark.parametrize(
    ("action", "what"),
    [
        ("approve", "BCDFGHJK"),
        ("approve", ""),
        ("resolve", "x"),
        ("revoke", "0" * 32),
        ("invite", ""),
        ("password", "personne@nulle.example"),
        ("shut-out", "personne@nulle.example"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(tmp_path: Path, action: str, what: str) -> None:
    with pytest.raises(UserError):
        office.run(errand(f"sqlite:///{tmp_path / 'portal.db'}", action, what))
