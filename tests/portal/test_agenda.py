"""The agenda: what is announced, what tickets say by themselves, what is called off, and calendars that read it."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import requests
from litestar.testing import TestClient

from pos.domain.errors import UserError
from pos.domain.product import Admission, Product
from pos.domain.quantity import ONE
from sync.portal.accounts.principal import ChamberRole, MemberRole
from sync.portal.agenda import icalendar
from sync.portal.agenda.happening import CHAMBER, Draft, as_typed, checked
from sync.portal.web.application import create_application
from tests.portal.market import FOURNIL, GRAINS, Market
from tests.portal.visitors import ADDRESS, Browser, account

if TYPE_CHECKING:
    from collections.abc import Iterator

BALL, CHILD = "f1" * 16, "f4" * 16
FAIR = Draft("foire", "Foire d’hiver", "Trente stands.\nVin chaud; soupe, pain.", "Salle du Marronnier",
             "Rue du Marché 3", "1205 Genève", "2026-12-12", "09:30", "", "18:00", "libre")  # fmt: skip


@pytest.fixture
def market(database_url: str) -> Iterator[Market]:
    made = Market(database_url, serves=True)
    yield made
    made.close()


def page(market: Market, path: str, status: int = 200) -> str:
    assert market._server is not None
    answer = requests.get(market._server.address + path, timeout=10)
    assert answer.status_code == status
    return html.unescape(answer.text).replace("\u00a0", " ")


def sell_tickets(market: Market, left: int = 40) -> None:
    doors = Admission(event=7, event_name="Bal folk", opens_at="2026-11-27T20:00", minutes=300, place="Le Hangar")
    ball = Product(BALL, "Bal folk, plein tarif", 2000, kind="ticket", stocked=True, admission=doors)
    child = Product(CHILD, "Bal folk, enfant", 500, kind="ticket", stocked=True, admission=doors)
    market.put(FOURNIL, ball, online=True)
    market.put(FOURNIL, child, online=True)
    market.receive(FOURNIL, {BALL: left * ONE, CHILD: 3 * ONE})


def linked(text: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(found) == 1
    made: dict[str, Any] = json.loads(found[0])
    return made


def test_what_is_coming_stands_month_by_month_and_what_is_over_is_gone(market: Market) -> None:
    agenda = market.portal.agenda
    agenda.keep(GRAINS, "", FAIR._replace(title="Portes ouvertes", day="24.1.2027", kind="portes-ouvertes"))
    agenda.keep(CHAMBER, "", FAIR)
    agenda.keep(GRAINS, "", FAIR._replace(title="Marché du matin", day="2026-12-05"))
    agenda.keep(GRAINS, "", FAIR._replace(title="Hier", day="2026-11-23"))

    text = page(market, "/agenda")

    places = [text.index(words) for words in ("Décembre 2026", "Marché du matin", "Foire d’hiver", "Janvier 2027",
                                              "Portes ouvertes</a>")]  # fmt: skip
    assert places == sorted(places)
    assert "Hier" not in text
    assert "Chambre de l’économie sociale et solidaire" in text
    assert "Samedi 12 décembre, 9 h 30" in text
    market.now_ms = int(datetime(2026, 12, 12, 18, 1, tzinfo=UTC).timestamp() * 1000)
    assert "Foire d’hiver" not in page(market, "/agenda")


def test_tickets_that_a_till_puts_online_are_in_the_agenda_by_themselves(market: Market) -> None:
    assert "Bal folk" not in page(market, "/agenda")
    sell_tickets(market)

    listed = page(market, "/agenda")

    assert "Vendredi 27 novembre, 20 h" in listed
    assert "dès CHF 5.00" in listed
    assert listed.count("Bal folk") == 1
    one = page(market, f"/agenda/{FOURNIL}-7")
    assert f'href="/membres/{FOURNIL}/{BALL}"' in one
    assert "40 places" in one
    assert "Le Hangar" in one
    market.receive(FOURNIL, {BALL: -40 * ONE, CHILD: -3 * ONE})
    sold_out = page(market, f"/agenda/{FOURNIL}-7")
    assert "complet" in sold_out
    assert "Prendre un billet" not in sold_out
    assert {offer["availability"] for offer in linked(sold_out)["offers"]} == {"https://schema.org/SoldOut"}


def test_an_announcement_takes_the_place_of_what_the_tickets_say(market: Market) -> None:
    sell_tickets(market)
    known = market.portal.agenda.sold(FOURNIL)[0]

    event = market.portal.agenda.keep(
        FOURNIL, "", as_typed(known)._replace(title="Grand bal", kind="bal", venue="Salle du Lac")
    )

    listed = page(market, "/agenda")
    assert "Grand bal" in listed
    assert "Bal folk" not in listed
    data = linked(page(market, f"/agenda/{event}"))
    assert data["@type"] == "DanceEvent"
    assert sorted(offer["price"] for offer in data["offers"]) == ["20.00", "5.00"]
    assert data["startDate"] == "2026-11-27T20:00:00+01:00"
    assert data["endDate"] == "2026-11-28T01:00:00+01:00"


def test_a_ticket_is_ordered_like_any_article(market: Market) -> None:
    sell_tickets(market, left=2)

    market.placed({(FOURNIL, BALL): 2 * ONE})

    assert market.held(FOURNIL, BALL) == 2 * ONE
    assert "complet" in page(market, f"/membres/{FOURNIL}/{BALL}")


def test_an_event_called_off_says_so_everywhere(market: Market) -> None:
    event = market.portal.agenda.keep(GRAINS, "", FAIR)
    before = page(market, f"/agenda/{event}")
    assert linked(before)["eventStatus"] == "https://schema.org/EventScheduled"

    market.portal.agenda.cancel(GRAINS, event)

    after = page(market, f"/agenda/{event}")
    assert linked(after)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "Cette date n’aura pas lieu" in after
    assert '<span class="tag bad">annulé</span>' in page(market, "/agenda")
    assert "STATUS:CANCELLED" in calendar(market, event)
    market.portal.agenda.cancel(GRAINS, event, is_cancelled=False)
    assert "Cette date n’aura pas lieu" not in page(market, f"/agenda/{event}")


def test_a_members_page_and_the_home_show_what_comes_next(market: Market) -> None:
    event = market.portal.agenda.keep(GRAINS, "", FAIR)

    assert f'href="/agenda/{event}"' in page(market, f"/membres/{GRAINS}")
    assert f'href="/agenda/{event}"' not in page(market, f"/membres/{FOURNIL}")
    assert f'href="/agenda/{event}"' in page(market, "/")
    assert f'href="/de/agenda/{event}"' in page(market, "/de/agenda")


def test_what_a_member_announced_leaves_with_it(market: Market) -> None:
    event = market.portal.agenda.keep(FOURNIL, "", FAIR)
    market.portal.leaving.leave(FOURNIL, "Fournil de la Jonction", "Fournil de la Jonction")

    assert "Foire d’hiver" not in page(market, "/agenda")
    page(market, f"/agenda/{event}", 404)
    assert market.portal.agenda.of_member(FOURNIL) == []


def calendar(market: Market, event: str) -> str:
    assert market._server is not None
    answer = requests.get(f"{market._server.address}/agenda/{event}/agenda.ics", timeout=10)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return answer.content.decode()


def read(text: str) -> dict[str, str]:
    """Read a calendar as RFC 5545 says: unfold, part at the colon, take the backslashes away."""
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "").split("\r\n")[:-1]
    said = dict(line.split(":", 1) for line in whole)
    return {name: re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value) for name, value in said.items()}


def test_a_calendar_reads_what_was_announced(market: Market) -> None:
    long = FAIR._replace(title="Foire, fête; marché\\troc — " + "éà" * 40)
    event = market.portal.agenda.keep(GRAINS, "", long)
    said = read(calendar(market, event))

    assert said["SUMMARY"] == long.title
    assert said["DTSTART"] == "20261212T083000Z"
    assert said["DTEND"] == "20261212T170000Z"
    assert said["LOCATION"] == "Salle du Marronnier, Rue du Marché 3, 1205 Genève"
    assert said["DESCRIPTION"].startswith("Trente stands.\nVin chaud; soupe, pain.\n")
    assert said["STATUS"] == "CONFIRMED"
    assert {"UID", "DTSTAMP", "URL", "PRODID", "VERSION"} <= set(said)
    first = (said["UID"], int(said["SEQUENCE"]))
    market.portal.agenda.keep(GRAINS, event, FAIR._replace(opens="10:00"))
    again = read(calendar(market, event))
    assert (again["UID"], int(again["SEQUENCE"])) == (first[0], first[1] + 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"title": "x" * 121},
        {"day": "31.2.2026"},
        {"day": "demain"},
        {"opens": "25:00"},
        {"last_day": "2026-12-11"},
        {"last_day": "2027-02-11"},
        {"kind": "autre chose"},
        {"entry": "billets", "tickets": ""},
        {"entry": "lien", "link": "javascript:alert(1)"},
        {"about": "x" * 4001},
    ],
)
def test_what_cannot_be_an_event_is_refused(wrong: dict[str, str]) -> None:
    checked(FAIR, "e", GRAINS, 0)

    with pytest.raises(UserError):
        checked(FAIR._replace(**wrong), "e", GRAINS, 0)


def test_a_ball_ends_in_the_night_and_its_form_says_the_same_again() -> None:
    ball = checked(FAIR._replace(opens="20h", closes="2:00"), "e", GRAINS, 0)

    assert (ball.begins, ball.ends) == ("2026-12-12T20:00", "2026-12-13T02:00")
    assert checked(as_typed(ball), "e", GRAINS, 0) == ball
    fair = checked(FAIR._replace(last_day="2026-12-14"), "e", GRAINS, 0)
    assert checked(as_typed(fair), "e", GRAINS, 0) == fair
    assert "END:VCALENDAR" in icalendar.written(ball, "https://portail.example/agenda/e", "")


def test_people_of_a_member_announce_change_and_call_off(database_url: str) -> None:
    market = Market(database_url, address=ADDRESS)
    session = account(market.portal, "nadia@grain.example", MemberRole.OWNER, GRAINS)
    strangers = market.portal.agenda.keep(FOURNIL, "", FAIR)
    fields = FAIR._asdict()
    start = f"/espace/{GRAINS}/agenda"
    with Browser(market.portal) as browser:
        browser.use(session)
        wrong = browser.send(f"{start}/nouveau", start, **{**fields, "day": "?"})
        assert wrong.status_code == 422
        assert "Foire d’hiver" in wrong.text
        made = browser.send(f"{start}/nouveau", start, **fields)
        assert made.status_code == 303
        one = made.headers["location"].partition("?")[0]
        assert "Foire d’hiver" in browser.get(one).text
        assert browser.send(one, one, **{**fields, "title": "Foire de Noël"}).status_code == 303
        assert browser.send(one, f"{one}/annuler", geste="annuler").status_code == 303
        assert browser.get(f"{start}/{strangers}").status_code == 404
        assert browser.send(one, f"{start}/{strangers}", **fields).status_code == 404
        assert browser.send(one, f"{start}/{strangers}/annuler", geste="annuler").status_code == 404
    kept = market.portal.agenda.of_member(GRAINS)
    assert [(each.title, each.is_cancelled, each.sequence) for each in kept] == [("Foire de Noël", True, 2)]
    assert not market.portal.agenda.of_member(FOURNIL)[0].is_cancelled
    market.close()


def test_the_chamber_announces_its_own(database_url: str) -> None:
    market = Market(database_url, address=ADDRESS)
    session = account(market.portal, "anne@chambre.example", ChamberRole.ADMIN)
    with Browser(market.portal) as browser:
        browser.use(session)
        made = browser.send("/chambre/agenda/nouveau", "/chambre/agenda", **FAIR._asdict())
        assert made.status_code == 303
        assert "Foire d’hiver" in browser.get("/chambre/agenda").text
    with TestClient(create_application(market.portal), base_url=ADDRESS) as visitor:
        data = linked(visitor.get(f"/agenda/{market.portal.agenda.of_member(CHAMBER)[0].id}").text)
    assert data["organizer"]["name"] == "Chambre de l’économie sociale et solidaire"
    assert data["isAccessibleForFree"] is True
    market.close()
