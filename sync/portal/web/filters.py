"""Filters of the catalogue as addresses carry them, and as the page shows them: fields, numbers, chips to take off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from pos.domain.errors import UserError
from pos.domain.money import format_amount, parse_amount
from sync.portal.catalogue import filtering, narrowing
from sync.portal.catalogue.filtering import Asked
from sync.portal.wording import say, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from litestar.datastructures import MultiDict

    from sync.portal.catalogue.browsing import Found
    from sync.portal.catalogue.filtering import About

MOST_PLACES = 8
KIND_WORDS = {
    filtering.GOODS: sentence("Articles"),
    filtering.SERVICES: sentence("Services et ateliers"),
    filtering.EVENTS: sentence("Rendez-vous"),
}
LEMAN_WORDS = {
    "": sentence("Indifférent"),
    filtering.LEMAN: sentence("Acceptés, même en partie"),
    filtering.LEMAN_WHOLE: sentence("À 100\u00a0%"),
}
ORDERS = {
    narrowing.BEST: sentence("Pertinence"),
    narrowing.CHEAPEST: sentence("Prix croissant"),
    narrowing.DEAREST: sentence("Prix décroissant"),
    narrowing.NEWEST: sentence("Nouveautés"),
}
BEST_SOLD = sentence("Ce qui part le mieux")
"""What the first order is called where no words were searched."""


class Choice(NamedTuple):
    """A filter that can be set: `number` is what it leaves, None where that was not counted."""

    value: str
    words: str
    number: int | None
    is_set: bool


class Chip(NamedTuple):
    """A filter that is set, and the page without it."""

    words: str
    path: str


class Panel(NamedTuple):
    """The filters as the page shows them; `least` and `most` as they were typed."""

    kinds: list[Choice]
    members: list[Choice]
    places: list[Choice]
    lemans: list[Choice]
    ess_made: Choice
    local: Choice
    orders: list[Choice]
    chips: list[Chip]
    hidden: list[tuple[str, str]]
    least: str
    most: str


def asked_of(query: MultiDict[str]) -> Asked:
    """Read what was asked for; what is no filter of ours is passed over."""
    by, leman = query.get("tri", ""), query.get(filtering.LEMANS, "")
    return Asked(
        " ".join(query.get("q", "")[:80].split()),
        query.get("rayon", "")[:60],
        query.get(filtering.MEMBER, "")[:32],
        tuple(kind for kind in filtering.KINDS if kind in query.getall(filtering.KIND, [])),
        tuple(dict.fromkeys(place[:60] for place in query.getall(filtering.PLACE, [])[:MOST_PLACES] if place)),
        query.get("dispo", "") == "1",
        leman if leman in LEMAN_WORDS else "",
        query.get(filtering.ESS, "") == "1",
        query.get(filtering.LOCAL, "") == "1",
        _minor(query.get("min", "")),
        _minor(query.get("max", "")),
        by if by in ORDERS else narrowing.BEST,
        _number(query.get("page", "1")),
    )


def address(asked: Asked) -> str:
    """Give the address of a page, in its shortest form."""
    said = urlencode(_said(asked))
    return f"/catalogue?{said}" if said else "/catalogue"


def paged(asked: Asked) -> str:
    """Give the address of the same list up to the number of its page."""
    start = address(asked._replace(page=1))
    return f"{start}{'&' if '?' in start else '?'}page="


def panel(asked: Asked, found: Found, about: Mapping[str, About]) -> Panel:
    """Give the filters with what each of them leaves."""
    numbers = found.numbers

    def choice(group: str, value: str, words: str, *, is_set: bool) -> Choice:
        return Choice(value, words, numbers.get((group, value), 0) if numbers else None, is_set)

    members = sorted(about.items(), key=lambda item: item[1].name.casefold())
    return Panel(
        [choice(filtering.KIND, key, say(it), is_set=key in asked.kinds) for key, it in KIND_WORDS.items()],
        _worth([choice(filtering.MEMBER, key, it.name, is_set=key == asked.member) for key, it in members]),
        _places(asked, choice, about),
        [choice(filtering.LEMANS, key, say(it), is_set=key == asked.leman) for key, it in LEMAN_WORDS.items()],
        choice(filtering.ESS, "1", "ESS\u00a0Made", is_set=asked.ess_made),
        choice(filtering.LOCAL, "1", say("Genève et région"), is_set=asked.local),
        [Choice(key, _order(key, asked), None, key == asked.by) for key in ORDERS],
        _chips(asked, about),
        [(key, value) for key, value in _said(asked._replace(page=1)) if key in {"q", "rayon", "tri"}],
        _typed(asked.least_minor),
        _typed(asked.most_minor),
    )


def fields(asked: Asked) -> list[tuple[str, str]]:
    """Give what the form that sorts carries along."""
    return [(key, value) for key, value in _said(asked._replace(page=1)) if key != "tri"]


def _worth(choices: list[Choice]) -> list[Choice]:
    return [each for each in choices if each.is_set or each.number != 0]


def _places(asked: Asked, choice: Callable[..., Choice], about: Mapping[str, About]) -> list[Choice]:
    """Give the towns with the most offers, by name, and those that are asked for."""
    towns = sorted({it.place for it in about.values() if it.place})
    made = _worth([choice(filtering.PLACE, town, town, is_set=town in asked.places) for town in towns])
    first = sorted(made, key=lambda each: (not each.is_set, -(each.number or 0)))[:MOST_PLACES]
    return [each for each in made if each in first]


def _order(key: str, asked: Asked) -> str:
    return say(BEST_SOLD) if key == narrowing.BEST and not asked.text else say(ORDERS[key])


def _chips(asked: Asked, about: Mapping[str, About]) -> list[Chip]:
    def chip(words: str, **without: object) -> Chip:
        return Chip(words, address(asked._replace(page=1, **without)))  # type: ignore[arg-type]

    made = [
        chip(say(KIND_WORDS[kind]), kinds=tuple(each for each in asked.kinds if each != kind)) for kind in asked.kinds
    ]
    if asked.member:
        made.append(chip(about[asked.member].name, member=""))
    made += [chip(place, places=tuple(each for each in asked.places if each != place)) for place in asked.places]
    if asked.available:
        made.append(chip(say("En stock maintenant"), available=False))
    if asked.leman:
        whole = asked.leman == filtering.LEMAN_WHOLE
        made.append(chip(say("Lémans\u00a0: 100\u00a0%") if whole else say("Lémans acceptés"), leman=""))
    if asked.ess_made:
        made.append(chip("ESS\u00a0Made", ess_made=False))
    if asked.local:
        made.append(chip(say("Genève et région"), local=False))
    if asked.least_minor is not None:
        made.append(chip(say("dès CHF\u00a0{amount}", amount=_typed(asked.least_minor)), least_minor=None))
    if asked.most_minor is not None:
        made.append(chip(say("jusqu’à CHF\u00a0{amount}", amount=_typed(asked.most_minor)), most_minor=None))
    return made


def _said(asked: Asked) -> list[tuple[str, str]]:
    """Give the parts of an address, always in the same order, nothing for what is not asked."""
    said = [
        ("q", asked.text),
        ("rayon", asked.aisle),
        *((filtering.KIND, kind) for kind in asked.kinds),
        (filtering.MEMBER, asked.member),
        *((filtering.PLACE, place) for place in asked.places),
        ("dispo", "1" if asked.available else ""),
        (filtering.LEMANS, asked.leman),
        (filtering.ESS, "1" if asked.ess_made else ""),
        (filtering.LOCAL, "1" if asked.local else ""),
        ("min", _typed(asked.least_minor)),
        ("max", _typed(asked.most_minor)),
        ("tri", asked.by),
        ("page", str(asked.page) if asked.page > 1 else ""),
    ]
    return [(key, value) for key, value in said if value]


def _typed(minor: int | None) -> str:
    return "" if minor is None else format_amount(minor).removesuffix(".00")


def _minor(text: str) -> int | None:
    """Read an amount; None for what is none, or is less than nothing."""
    try:
        minor = parse_amount(text[:12])
    except UserError:
        return None
    return minor if minor >= 0 else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
