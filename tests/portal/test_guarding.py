"""Forms are taken from the portal's own pages only; public pages stay free of cookies; every answer is hardened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Request, Response, get, post
from litestar.testing import TestClient

from sync.portal.gathered import Portal
from sync.portal.web import guarding
from sync.portal.web.application import create_application
from sync.portal.web.guarding import came_from_here, form_token, read_form, see_other
from sync.portal.web.pages import template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from litestar import Litestar

HTTPS = "https://portail.example"
AnyRequest = Request[Any, Any, Any]


@get("/essai")
async def form(request: AnyRequest) -> Response[str]:
    field = template("parts.html").module.csrf_field(form_token(request))  # type: ignore[attr-defined]
    body = f'<form method="post">{field}</form>'
    return Response(body, media_type="text/html", headers={"Cache-Control": "public"})


@post("/essai")
async def sent(request: AnyRequest) -> Response[Any]:
    fields = await read_form(request)
    return see_other("/essai?" + "&".join(f"{name}={value}" for name, value in fields.items()))


@post("/panier-essai", exclude_from_csrf=True)
async def open_form(request: AnyRequest) -> Response[Any]:
    return see_other("/essai")


@pytest.fixture
def application(database_url: str) -> Litestar:
    made = create_application(Portal(database_url, address=HTTPS))
    for handler in (form, sent, open_form):
        made.register(handler)
    return made


@pytest.fixture
def browser(application: Litestar) -> Iterator[TestClient[Litestar]]:
    with TestClient(application, base_url=HTTPS) as client:
        client.follow_redirects = False
        yield client


def token_on(page: str) -> str:
    found = re.search(r'name="_csrf_token" value="([0-9a-f]{128})"', page)
    assert found is not None, page
    return found.group(1)


def test_a_form_of_the_portals_own_page_is_taken_and_answered_with_another_page(browser: TestClient[Litestar]) -> None:
    page = browser.get("/essai")

    answer = browser.post("/essai", data={"_csrf_token": token_on(page.text), "nom": "Nadia"})

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/essai?nom=Nadia"


def test_the_cookie_is_bound_to_its_host_and_out_of_reach_of_scripts(browser: TestClient[Litestar]) -> None:
    page = browser.get("/essai")

    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-form=")
    for word in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
    assert page.headers["Cache-Control"] == "no-store"
    again = browser.get("/essai")
    assert "Set-Cookie" not in again.headers
    assert again.headers["Cache-Control"] == "no-store"
    assert token_on(again.text) == token_on(page.text)


def test_on_http_the_cookie_has_a_plain_name(tmp_path: Path) -> None:
    made = create_application(Portal(f"sqlite:///{tmp_path / 'p.db'}", address="http://127.0.0.1:8013"))
    made.register(form)
    with TestClient(made, base_url="http://127.0.0.1:8013") as client:
        cookie = client.get("/essai").headers["Set-Cookie"]

    assert cookie.startswith("comptoir-form=")
    assert "Secure" not in cookie


@pytest.mark.parametrize("given_token", ["", "0" * 128, None])
def test_a_form_without_its_token_is_refused_and_says_that_nothing_changed(
    browser: TestClient[Litestar], given_token: str | None
) -> None:
    browser.get("/essai")

    answer = browser.post("/essai", data={} if given_token is None else {"_csrf_token": given_token})

    assert answer.status_code == 403
    assert "Rien n’a été changé" in answer.text


def test_a_token_without_its_cookie_is_refused(browser: TestClient[Litestar]) -> None:
    token = token_on(browser.get("/essai").text)
    browser.cookies.clear()

    assert browser.post("/essai", data={"_csrf_token": token}).status_code == 403


def test_a_cookie_that_the_portal_did_not_make_is_replaced(browser: TestClient[Litestar]) -> None:
    browser.cookies.set("__Host-form", "a" * 128)

    page = browser.get("/essai")

    assert "Set-Cookie" in page.headers
    assert "a" * 128 not in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://autre.example"},
        {"Origin": "null"},
    ],
)
def test_what_another_site_sends_is_refused_even_with_the_token(
    browser: TestClient[Litestar], headers: dict[str, str]
) -> None:
    token = token_on(browser.get("/essai").text)

    answer = browser.post("/essai", data={"_csrf_token": token}, headers=headers)
    open_answer = browser.post("/panier-essai", headers=headers)

    assert answer.status_code == 403
    assert open_answer.status_code == 403


def test_a_form_that_anybody_may_send_needs_no_token(browser: TestClient[Litestar]) -> None:
    assert browser.post("/panier-essai", headers={"Origin": HTTPS}).status_code == 303


def test_workers_on_one_database_take_each_others_forms(database_url: str, browser: TestClient[Litestar]) -> None:
    token = token_on(browser.get("/essai").text)
    other = create_application(Portal(database_url, address=HTTPS))
    other.register(sent)

    with TestClient(other, base_url=HTTPS, cookies=dict(browser.cookies)) as second:
        second.follow_redirects = False
        assert second.post("/essai", data={"_csrf_token": token}).status_code == 303


def test_too_many_forms_are_asked_to_wait(browser: TestClient[Litestar], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "MOST_FORMS", 2)
    monkeypatch.setattr("sync.portal.web.guarding.monotonic", lambda: 1000.0)
    answers = [browser.post("/panier-essai") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[-1].headers["Retry-After"] == "60"
    monkeypatch.setattr("sync.portal.web.guarding.monotonic", lambda: 1061.0)
    assert browser.post("/panier-essai").status_code == 303


@pytest.mark.parametrize("path", ["/", "/catalogue", "/membres", "/ess-made", "/caisse", "/nulle/part", "/robots.txt"])
def test_public_pages_have_no_cookie_and_every_header(browser: TestClient[Litestar], path: str) -> None:
    answer = browser.get(path)

    assert "Set-Cookie" not in answer.headers
    for name, value in guarding.HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Strict-Transport-Security"] == guarding.HSTS


def test_the_calls_of_tills_know_neither_cookie_nor_token(browser: TestClient[Litestar]) -> None:
    answer = browser.post("/v1/hello", content=b"{}", headers={"Origin": "https://autre.example"})

    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers


@given(st.text(max_size=40), st.sampled_from(["cross-site", "same-site", "", "nonsense"]))
def test_no_origin_but_the_portals_own_is_believed(origin: str, site: str) -> None:
    ours = {"host": "portail.example"}

    assert came_from_here({**ours, "origin": HTTPS}, HTTPS)
    assert not came_from_here({**ours, "origin": HTTPS.replace("https", "http")}, HTTPS)
    assert came_from_here({**ours, "sec-fetch-site": "same-origin"}, HTTPS)
    assert not came_from_here({**ours, "sec-fetch-site": site, "origin": HTTPS}, HTTPS)
    if "portail.example" not in origin:
        assert not came_from_here({**ours, "origin": "https://" + origin}, HTTPS)


@pytest.mark.parametrize("path", ["//autre.example", "https://autre.example", "compte"])
def test_forms_lead_to_pages_of_the_portal_only(path: str) -> None:
    with pytest.raises(AssertionError):
        see_other(path)
