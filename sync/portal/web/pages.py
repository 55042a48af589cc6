"""Pages made with Jinja2; usable without JavaScript."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, select_autoescape

from pos.domain.money import format_amount
from pos.resources import RESOURCES

if TYPE_CHECKING:
    from sync.portal.catalogue.service import Shown

_UNITS = {"kg": "/kg", "l": "/l", "m": "/m", "hour": "/h"}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(RESOURCES / "portal" / "templates"), autoescape=select_autoescape(["html"])
    )
    made.filters["amount"] = lambda minor: "prix libre" if minor is None else format_amount(minor, screen=True)
    made.filters["per"] = lambda unit: _UNITS.get(unit, "")
    return made


def home_page(articles: list[Shown]) -> str:
    """Give the home: what members show, shop by shop."""
    shops = [(name, list(rows)) for name, rows in groupby(articles, key=lambda article: article.member)]
    return _environment().get_template("home.html").render(shops=shops)


def joining_page() -> str:
    """Say how a till's code is approved."""
    return _environment().get_template("joining.html").render()
