"""Every route has a rule, and keeps it: for nobody, for strangers, and for staff where an owner is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from litestar import get
from litestar.routes import HTTPRoute

from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.gathered import Portal
from sync.portal.web.application import create_application
from sync.portal.web.rules import Anybody, InChamber, InMember, Rule, SignedIn
from tests.portal.visitors import ADDRESS, GRAIN, VELO, Browser, Clock, account, shops, token_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import httpx
    from litestar import Litestar


class Asked(NamedTuple):
    method: str
    path: str
    rule: Rule | None


def asked(application: Litestar) -> list[Asked]:
    """Give every method of every route with its rule."""
    found = []
    for route in application.routes:
        if not isinstance(route, HTTPRoute):
            continue
        for handler in route.route_handlers:
            rules = [guard for guard in handler.resolve_guards() if isinstance(guard, Rule)]
            rule = rules[0] if len(rules) == 1 else None
            for method in sorted(handler.http_methods - {"OPTIONS"}):
                found.append(Asked(str(method), str(route.path_format), rule))
    return found


@pytest.fixture
def portal(database_url: str) -> Iterator[Portal]:
    made = Portal(database_url, address=ADDRESS, now_ms=Clock())
    shops(made)
    yield made
    made.close()


def filled(path: str) -> str:
    """Give an address of a route: of the shop Le Grain, with ids that nobody has."""
    ids = {"{member}": GRAIN}
    return "/".join(ids.get(part, "f" * 32) if part.startswith("{") else part for part in path.split("/"))


def opened(browser: Browser, wanted: Iterable[Asked]) -> Iterator[tuple[Asked, httpx.Response]]:
    """Ask for each, forms with a token that holds."""
    token = token_of(browser.get("/mot-de-passe/oublie").text)
    for each in wanted:
        path = filled(each.path)
        data = {"_csrf_token": token} if each.method not in {"GET", "HEAD"} else None
        yield each, browser.client.request(each.method, path, data=data)


def test_every_route_has_exactly_one_rule_and_spaces_have_their_own(portal: Portal) -> None:
    everything = asked(create_application(portal))

    assert [each for each in everything if each.rule is None] == []
    assert len(everything) > 40
    for each in everything:
        if "{member}" in each.path and each.path.startswith("/espace"):
            assert isinstance(each.rule, InMember), each
        if each.path.startswith("/chambre"):
            assert isinstance(each.rule, InChamber), each
        if each.path.startswith(("/espace", "/compte", "/chambre")):
            assert not isinstance(each.rule, Anybody), each


@pytest.mark.parametrize(
    ("beginning", "rule"),
    [
        ("/espace/{member}/caisses", InMember(MemberRole.OWNER)),
        ("/espace/{member}/equipe", InMember(MemberRole.OWNER)),
        ("/chambre/personnes", InChamber((ChamberRole.ADMIN,))),
        ("/compte", SignedIn()),
    ],
)
def test_what_lets_others_in_is_for_owners_and_the_administration(portal: Portal, beginning: str, rule: Rule) -> None:
    found = {each.rule for each in asked(create_application(portal)) if each.path.startswith(beginning)}

    assert found == {rule}


def test_a_route_without_a_rule_is_seen(portal: Portal) -> None:
    @get("/oubliee")
    async def forgotten() -> str:
        return ""

    application = create_application(portal)
    application.register(forgotten)

    assert [each.path for each in asked(application) if each.rule is None] == ["/oubliee"]


def test_nobody_is_sent_to_the_door(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.portal.web.guarding.MOST_FORMS", 10_000)
    account(portal, "nadia@grain.example", MemberRole.OWNER, GRAIN)
    with Browser(portal) as browser:
        closed = [each for each in asked(create_application(portal)) if not isinstance(each.rule, Anybody)]
        seen = 0
        for each, answer in opened(browser, closed):
            seen += 1
            assert answer.status_code == 303, each
            assert answer.headers["location"].startswith("/entrer"), each
            assert answer.text == "", each
            # What was asked for comes back after signing in, but nothing is repeated that changes something.
            assert ("?vers=" in answer.headers["location"]) is (each.method in {"GET", "HEAD"}), each
    assert seen > 20


def test_open_routes_answer_strangers_without_a_500(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.portal.web.guarding.MOST_FORMS", 10_000)
    account(portal, "nadia@grain.example", MemberRole.OWNER, GRAIN)
    with Browser(portal) as browser:
        everybody = [each for each in asked(create_application(portal)) if isinstance(each.rule, Anybody)]
        for each, answer in opened(browser, everybody):
            assert answer.status_code < 500, each
            assert "nadia" not in answer.text.lower(), each


@pytest.mark.parametrize("who", ["stranger", "accountant", "admin"])
def test_a_shop_does_not_exist_for_who_is_not_in_it(portal: Portal, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    monkeypatch.setattr("sync.portal.web.guarding.MOST_FORMS", 10_000)
    account(portal, "nadia@grain.example", MemberRole.OWNER, GRAIN)
    session = {
        "stranger": lambda: account(portal, "paul@velo.example", MemberRole.OWNER, VELO),
        "accountant": lambda: account(portal, "paul@chambre.example", ChamberRole.ACCOUNTANT),
        "admin": lambda: account(portal, "paul@chambre.example", ChamberRole.ADMIN),
    }[who]()
    with Browser(portal) as browser:
        browser.use(session)
        inside = [each for each in asked(create_application(portal)) if isinstance(each.rule, InMember)]
        unknown = browser.get("/espace/" + "e" * 32 + "/caisses")
        for each, answer in opened(browser, inside):
            assert answer.status_code == 404, each
            assert "Le Grain" not in answer.text, each
            assert GRAIN not in answer.text, each
            if each.method == "GET":
                assert answer.text == unknown.text, each


def test_staff_may_not_what_an_owner_may(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.portal.web.guarding.MOST_FORMS", 10_000)
    account(portal, "nadia@grain.example", MemberRole.OWNER, GRAIN)
    inside = [each for each in asked(create_application(portal)) if isinstance(each.rule, InMember)]
    with Browser(portal) as browser:
        browser.use(account(portal, "theo@grain.example", MemberRole.STAFF, GRAIN))
        for each, answer in opened(browser, inside):
            assert isinstance(each.rule, InMember)
            owners = each.rule.role is MemberRole.OWNER
            assert (answer.status_code == 403) is owners, each
            assert answer.status_code < 500, each
            if owners:
                assert "pas ouvert à votre rôle" in answer.text or each.method == "HEAD", each
                assert "nadia" not in answer.text.lower(), each
    assert portal.members.tills(GRAIN) == []


@pytest.mark.parametrize("role", [role for role in ChamberRole if role is not ChamberRole.ADMIN])
def test_each_role_of_the_chamber_sees_its_own_pages_only(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, role: ChamberRole
) -> None:
    monkeypatch.setattr("sync.portal.web.guarding.MOST_FORMS", 10_000)
    account(portal, "anne@chambre.example", ChamberRole.ADMIN)
    chamber = [each for each in asked(create_application(portal)) if isinstance(each.rule, InChamber)]
    with Browser(portal) as browser:
        browser.use(account(portal, "marc@chambre.example", role))
        for each, answer in opened(browser, chamber):
            assert isinstance(each.rule, InChamber)
            shut = bool(each.rule.roles) and role not in each.rule.roles
            assert (answer.status_code == 403) is shut, each
            assert not shut or "anne@" not in answer.text, each


def test_the_chamber_does_not_exist_for_a_shops_people(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.portal.web.guarding.MOST_FORMS", 10_000)
    account(portal, "anne@chambre.example", ChamberRole.ADMIN)
    everything = asked(create_application(portal))
    with Browser(portal) as browser:
        browser.use(account(portal, "paul@velo.example", MemberRole.OWNER, VELO))
        for each, answer in opened(browser, [each for each in everything if isinstance(each.rule, InChamber)]):
            assert answer.status_code == 404, each
            assert "anne" not in answer.text, each
        for each, answer in opened(browser, [each for each in everything if isinstance(each.rule, SignedIn)]):
            assert answer.status_code < 500, each
            assert "anne" not in answer.text, each
