"""The whole way in a real browser and with a till in its own process: let in, on line, dearer, ordered, handed out."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from sync.portal.accounts.principal import MemberRole
from sync.portal.members.profile import openings_of
from sync.portal.serving import PortalThread
from sync.portal.storage import ledger_tables, tables
from tests.portal.chromium import visiting
from tests.portal.visitors import GRAIN, PASSWORD, account, shops

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NADIA = "nadia@grain.example"
PATIENCE_S, ONLINE_WITHIN_S = 30.0, 5.0


class TillProcess:
    """A till elsewhere; each line asks it for one thing."""

    def __init__(self, home: Path, address: str) -> None:
        command = [sys.executable, "-m", "tests.portal.till_child", str(home / "shop.sqlite"), str(home), address]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, name: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """Let it end by itself."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PortalThread]:
    """Give a portal with a shop that said its hours, and its owner."""
    with PortalThread(f"sqlite:///{tmp_path / 'portal.db'}", name="localhost") as running:
        shops(running.portal)
        account(running.portal, NADIA, MemberRole.OWNER, GRAIN)
        profiles = running.portal.profiles
        week = tuple(each for day in range(7) for each in openings_of(day, "0-24"))
        profiles.keep(GRAIN, replace(profiles.of(GRAIN), email="bonjour@grain.example", openings=week))
        yield running


@pytest.fixture
def till(tmp_path: Path, server: PortalThread) -> Iterator[TillProcess]:
    home = tmp_path / "till"
    home.mkdir()
    made = TillProcess(home, server.address)
    yield made
    made.close()


def until(asked: Callable[[], Any], within_s: float = PATIENCE_S) -> Any:
    """Ask until there is an answer."""
    ends = time.monotonic() + within_s
    while not (answer := asked()):
        assert time.monotonic() < ends, "nothing came in time"
        time.sleep(0.1)
    return answer


def shown(page: Page, words: str) -> bool:
    page.reload()
    return words in page.locator("main").inner_text().replace("\u00a0", " ")


@pytest.mark.parametrize("script", [True, False])
def test_from_the_code_on_the_till_to_the_goods_handed_out(
    browser: Browser, server: PortalThread, till: TillProcess, script: bool
) -> None:
    till("join")
    code = until(lambda: till("code"))
    with visiting(browser, server.address, script=script) as page:
        page.goto("/entrer")
        page.fill("#email", NADIA)
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.goto(f"/espace/{GRAIN}/caisses")
        page.get_by_label("Code à huit lettres").fill(code)
        page.locator("#code").press("Enter")
        page.get_by_label("Votre mot de passe, pour confirmer").fill(PASSWORD)
        page.get_by_role("button", name="Approuver cette caisse").click()
        assert "fait=oui" in page.url
    until(lambda: till("state") == "current")

    honey = till("put", "Miel de sapin", 1250, 3)
    with visiting(browser, server.address, script=script) as page:
        page.goto("/catalogue?q=miel+sapin")
        until(lambda: shown(page, "Miel de sapin"))
        page.get_by_role("link", name="Miel de sapin").click()
        assert "CHF 12.50" in page.locator("main").inner_text().replace("\u00a0", " ")
        till("price", 1300)
        until(lambda: shown(page, "CHF 13.00"), ONLINE_WITHIN_S)
        page.goto(f"/catalogue?membre={GRAIN}")
        page.get_by_role("link", name="Miel de sapin").click()

        page.get_by_label("Quantité").fill("2")
        page.get_by_role("button", name="Mettre au panier").click()
        page.get_by_role("button", name="Continuer").click()
        page.get_by_label("Prénom ou nom").fill("Camille")
        page.get_by_label("E-mail ou téléphone").fill("079 123 45 67")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Envoyer la commande").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Votre commande est envoyée."
        ((order, _),) = until(lambda: till("orders"))
        until(lambda: shown(page, "confirmée"))
        till("ready", order)
        until(lambda: shown(page, "prête"))
        assert till("collect", order) == 2600
        until(lambda: shown(page, "retirée"))
        page.goto(f"/membres/{GRAIN}/{honey}")
        until(lambda: shown(page, "1 restant"))

    portal = server.portal
    with portal.database.read() as connection:
        sales = connection.execute(select(func.count()).select_from(tables.sale)).scalar_one()
        lines = connection.execute(select(ledger_tables.commission_line.c.amount_minor)).scalars().all()
    assert (sales, lines) == (1, [130])
