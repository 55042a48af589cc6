"""The door as a browser meets it: forms, cookies, sessions, and what never shows."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest

from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.accounts.service import LONGEST_MS, digest
from sync.portal.gathered import Portal
from sync.portal.web.application import create_application
from sync.portal.web.rules import own_path
from tests.portal.visitors import (
    ADDRESS,
    GRAIN,
    HERE,
    PASSWORD,
    VELO,
    Browser,
    Clock,
    Postbox,
    account,
    shops,
    token_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER, STAFF, ADMIN = MemberRole.OWNER, MemberRole.STAFF, ChamberRole.ADMIN
NADIA = "nadia@grain.example"
OTHER = "quatre nuages sur le lac"


@pytest.fixture
def post() -> Postbox:
    return Postbox()


@pytest.fixture
def portal(database_url: str, post: Postbox) -> Iterator[Portal]:
    made = Portal(database_url, address=ADDRESS, now_ms=Clock(), post=post)
    shops(made)
    yield made
    made.close()


@pytest.fixture
def browser(portal: Portal) -> Iterator[Browser]:
    with Browser(portal) as made:
        yield made


def test_who_signs_in_comes_to_the_shop_with_a_new_session_of_the_host_only(portal: Portal, browser: Browser) -> None:
    account(portal, NADIA, OWNER, GRAIN)

    answer = browser.sign_in(NADIA)
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("__Host-session="))
    home = browser.get("/espace")
    page = browser.get(home.headers["location"])

    assert answer.headers["location"] == "/espace"
    for word in ("Secure", "HttpOnly", "SameSite=lax", "Path=/", f"Max-Age={LONGEST_MS // 1000}"):
        assert word in cookie
    assert "Domain" not in cookie
    assert answer.headers["cache-control"] == "no-store"
    assert home.headers["location"] == f"/espace/{GRAIN}"
    assert "Le Grain" in page.text
    assert "propriétaire" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_a_session_that_was_planted_is_not_the_one_after_signing_in(portal: Portal, browser: Browser) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    browser.use("planted")
    browser.sign_in(NADIA)

    assert browser.session not in {"planted", ""}
    assert portal.accounts.whose("planted") is None


def test_a_wrong_password_keeps_what_was_typed_and_says_what_is_left(portal: Portal, browser: Browser) -> None:
    account(portal, NADIA, OWNER, GRAIN)

    wrong = browser.sign_in(NADIA, OTHER)
    unknown = browser.sign_in("personne@nulle.example")

    assert wrong.status_code == unknown.status_code == 422
    assert "Connexion refusée" in wrong.text
    assert "encore 4 essais" in wrong.text
    assert f'value="{NADIA}"' in wrong.text
    assert OTHER not in wrong.text
    assert wrong.text.replace(NADIA, "") == unknown.text.replace("personne@nulle.example", "")
    for _ in range(4):
        browser.sign_in(NADIA, OTHER)
    assert browser.sign_in(NADIA, OTHER).status_code == 429


def test_a_page_that_was_asked_for_comes_after_signing_in(portal: Portal, browser: Browser) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    door = browser.get(f"/espace/{GRAIN}/caisses?code=BCDFGHJK").headers["location"]

    page = browser.get(door)
    onwards = re.search(r'name="vers" value="([^"]*)"', page.text)
    assert onwards is not None
    answer = browser.send(door, "/entrer", email=NADIA, password=PASSWORD, vers=onwards.group(1))

    assert answer.headers["location"] == f"/espace/{GRAIN}/caisses?code=BCDFGHJK"


@pytest.mark.parametrize(
    "elsewhere",
    ["//autre.example", "https://autre.example", "/\\autre.example", "/vers/x/y", "/sortir", "/espace\r\nX: y", ""],
)
def test_signing_in_leads_to_spaces_only(elsewhere: str) -> None:
    assert own_path(elsewhere) == "/espace"


def test_signing_out_is_a_form_and_ends_the_session(portal: Portal, browser: Browser) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    browser.sign_in(NADIA)
    session = browser.session
    assert browser.get("/sortir").status_code == 405

    answer = browser.send("/compte", "/sortir")

    assert answer.headers["location"] == "/"
    assert portal.accounts.whose(session) is None
    assert browser.session == ""
    browser.use(session)
    assert browser.get("/compte").headers["location"].startswith("/entrer")


def test_an_invitation_is_looked_at_without_being_used_and_taken_up_once(portal: Portal, browser: Browser) -> None:
    link = portal.inviting.invite(NADIA, OWNER, member=GRAIN).removeprefix(ADDRESS)
    assert "Bienvenue chez Le Grain" in browser.get(link).text

    short = browser.send(link, name="Nadia", password="court")
    taken = browser.send(link, name="Nadia Ferro", password=PASSWORD)

    assert short.status_code == 422
    assert 'value="Nadia"' in short.text
    assert "court" not in short.text.replace("trop court", "")
    assert taken.headers["location"] == "/espace"
    assert "Nadia Ferro" in browser.get("/compte").text
    assert browser.get(link).status_code == 404


def test_an_account_that_is_signed_in_takes_a_second_role_without_a_password(portal: Portal, browser: Browser) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    link = portal.inviting.invite(NADIA, STAFF, member=VELO).removeprefix(ADDRESS)
    other = portal.inviting.invite("theo@velo.example", STAFF, member=VELO).removeprefix(ADDRESS)
    browser.sign_in(NADIA)

    assert browser.send(link).headers["location"] == "/espace"
    page = browser.get("/espace")
    assert browser.send(other).status_code == 422

    assert "Le Grain" in page.text
    assert "Vélo &amp; Co" in page.text


def test_forgotten_passwords_get_the_same_answer_known_or_not(portal: Portal, browser: Browser, post: Postbox) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    before = len(post.letters)

    known = browser.send("/mot-de-passe/oublie", email=NADIA)
    unknown = browser.send("/mot-de-passe/oublie", email="personne@nulle.example")

    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text
    assert [each.to for each in post.letters[before:]] == [NADIA]


def test_a_new_password_is_chosen_by_the_letters_link(portal: Portal, browser: Browser, post: Postbox) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    browser.send("/mot-de-passe/oublie", email=NADIA)
    link = re.search(ADDRESS + r"(/mot-de-passe/\S+)", post.letters[-1].text)
    assert link is not None

    differ = browser.send(link.group(1), password=OTHER, again=OTHER + "!")
    done = browser.send(link.group(1), password=OTHER, again=OTHER)

    assert differ.status_code == 422
    assert done.headers["location"] == "/entrer?change=1"
    assert browser.get(link.group(1)).status_code == 404
    assert browser.sign_in(NADIA).status_code == 422
    assert browser.sign_in(NADIA, OTHER).status_code == 303


def test_people_change_their_name_and_password_and_end_sessions(portal: Portal, browser: Browser) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    elsewhere = portal.accounts.sign_in(NADIA, PASSWORD, HERE)
    browser.sign_in(NADIA)

    assert browser.send("/compte", "/compte/nom", name="Nadia F.").status_code == 303
    assert browser.send("/compte", "/compte/nom", name="  ").status_code == 422
    assert "Nadia F." in browser.get("/compte?fait=nom").text
    assert browser.send("/compte", f"/compte/sessions/{digest(elsewhere)}/fin").status_code == 303
    assert portal.accounts.whose(elsewhere) is None
    wrong = browser.send("/compte", "/compte/mot-de-passe", old=OTHER, password=OTHER, again=OTHER)
    right = browser.send("/compte", "/compte/mot-de-passe", old=PASSWORD, password=OTHER, again=OTHER)
    assert wrong.status_code == 422
    assert "Mot de passe actuel refusé" in wrong.text
    assert right.headers["location"] == "/compte?fait=mot-de-passe"
    assert portal.accounts.whose(browser.session) is not None


def test_an_owner_invites_and_takes_roles_away(portal: Portal, browser: Browser, post: Postbox) -> None:
    account(portal, NADIA, OWNER, GRAIN)
    browser.sign_in(NADIA)
    team = f"/espace/{GRAIN}/equipe"

    shown = browser.send(team, f"{team}/inviter", email="theo@grain.example", role="staff")
    link = re.search(r"https://portail\.example(/invitation/[\w-]+)", shown.text)
    assert link is not None
    assert link.group(0) in post.letters[-1].text
    assert link.group(0) not in browser.get(team).text
    assert "theo@grain.example" in browser.get(team).text
    assert browser.send(team, f"{team}/inviter", email="pas une adresse").status_code == 422
    session = portal.inviting.accept(link.group(1).rpartition("/")[2], "Théo Blanc", PASSWORD, HERE)
    theo = portal.accounts.whose(session)
    assert theo is not None
    assert "Théo Blanc" in browser.get(team).text
    assert browser.send(team, f"{team}/retirer", person=theo.id, role="staff").status_code == 303
    seen_again = portal.accounts.whose(session)
    assert seen_again is not None
    assert seen_again.memberships == ()
    nadia = portal.accounts.whose(browser.session)
    assert nadia is not None
    assert browser.send(team, f"{team}/retirer", person=nadia.id, role="owner").status_code == 422


def test_the_chamber_invites_a_shop_and_its_own_people(portal: Portal, browser: Browser) -> None:
    browser.use(account(portal, "anne@chambre.example", ADMIN))
    page = "/chambre/personnes"

    shop = browser.send(page, f"{page}/inviter-membre", shop="Atelier Neuf", email="zoe@atelier.example")
    own = browser.send(page, f"{page}/inviter", role="accountant", email="marc@chambre.example")

    assert "/invitation/" in shop.text
    assert "Atelier Neuf" in shop.text
    assert "/invitation/" in own.text
    assert "marc@chambre.example" in browser.get(page).text
    last = browser.send(page, f"{page}/retirer", person=_id(portal, browser.session), role="admin")
    assert last.status_code == 422


def test_nothing_secret_is_logged(
    portal: Portal, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    link = portal.inviting.invite(NADIA, OWNER, member=GRAIN).removeprefix(ADDRESS)
    with Browser(portal, create_application(portal)) as browser:
        browser.send(link, name="Nadia", password=PASSWORD)
        session = browser.session
        form = token_of(browser.get("/compte").text)
        browser.send("/compte", "/sortir")
        browser.sign_in(NADIA, OTHER)
        monkeypatch.setattr(portal.inviting, "offer", _broken)
        broken = browser.get(link)

    assert broken.status_code == 500
    assert "/invitation/{token}" in caplog.text
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("sync", "litestar")))
    assert ours
    for secret in (PASSWORD, OTHER, session, form, link.rpartition("/")[2]):
        assert secret not in ours
    assert PASSWORD not in caplog.text
    assert session not in caplog.text


def _broken(_token: str) -> None:
    raise RuntimeError("broken")


def _id(portal: Portal, session: str) -> str:
    found = portal.accounts.whose(session)
    assert found is not None
    return found.id
