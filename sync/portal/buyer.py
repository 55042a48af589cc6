"""A buyer with a browser that runs no script: follows pages, fills their forms, keeps cookies.

The demo's visitors and the tests order with it, through the same pages as people do.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin

import requests


class Form(NamedTuple):
    """A form as it stands on a page: where it is sent, what its fields say, and its buttons (name, value, words)."""

    action: str
    fields: dict[str, str]
    buttons: list[tuple[str, str]]


class Buyer:
    """What one visitor does; `page` is the last answer."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.page = requests.Response()

    def go(self, path: str) -> str:
        """Open a page; give its text."""
        self.page = self.session.get(urljoin(self.address, path), timeout=20)
        return self.page.text

    def send(self, action: str, button: tuple[str, str] | None = None, /, **fields: str) -> str:
        """Fill the page's form that is sent to `action` and press its button; give the page that follows."""
        found = next(
            form
            for form in forms(self.page.text)
            if form.action == action and (button is None or button in form.buttons)
        )
        named = {**found.fields, **fields, **(dict([button]) if button else {})}
        headers = {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        self.page = self.session.post(urljoin(self.page.url, action), data=named, headers=headers, timeout=20)
        return self.page.text

    def order(
        self, *pairs: tuple[str, str, str], name: str = "Camille", contact: str = "camille@exemple.example"
    ) -> str:
        """Put (member, article, quantity) in the basket and send it; give the address of the follow page."""
        for member, article, quantity in pairs:
            self.go(f"/membres/{member}/{article}")
            self.send("/panier/ajouter", quantite=quantity)
        self.send("/panier/continuer")
        self.send("/commander", nom=name, contact=contact, accord="1")
        return self.page.url


class _Reader(HTMLParser):
    """Collects forms, and fields with the form that they stand in or name (radios may stand before their form)."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Form]] = []
        self.fields: list[tuple[str, str, dict[str, str]]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = said.get("id") or f"form {len(self.forms)}"
            self.forms.append((self._inside, Form(said.get("action", ""), {}, [])))
        elif tag in ("input", "button") and "name" in said:
            self.fields.append((said.get("form", self._inside), tag, said))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = ""


def forms(text: str) -> list[Form]:
    """Read the forms of a page as a browser would send them."""
    reader = _Reader()
    reader.feed(text)
    named = dict(reader.forms)
    for form, tag, said in reader.fields:
        if form not in named:
            continue
        if tag == "button":
            named[form].buttons.append((said["name"], said.get("value", "")))
        elif said.get("type") not in ("radio", "checkbox") or "checked" in said:
            named[form].fields[said["name"]] = said.get("value", "")
    return [form for _, form in reader.forms]


def words(text: str) -> str:
    """Give what a page says, without its tags."""
    plain = re.sub(r"<(style|script|svg).*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", plain).replace("\u00a0", " ").replace("&nbsp;", " ").split())
