"""What a visitor asks of the catalogue, and how much each further filter would leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.portal.catalogue.freshness import FRESH_MS
from sync.portal.catalogue.narrowing import BEST
from sync.portal.catalogue.offers import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.portal.catalogue.offers import Tally

GOODS, SERVICES, EVENTS = "articles", "services", "rendez-vous"
KINDS = {GOODS: ("goods", "kit", "deposit"), SERVICES: ("service",), EVENTS: ("ticket",)}
"""Kinds as visitors tell them apart, with those of the till's articles."""
_KIND_OF = {kind: name for name, kinds in KINDS.items() for kind in kinds}
LEMAN, LEMAN_WHOLE = "oui", "100"
MEMBER, KIND, PLACE, LEMANS, ESS, LOCAL = "membre", "genre", "lieu", "leman", "ess", "region"
"""The groups of filters whose hits are counted, as addresses name them."""


class Asked(NamedTuple):
    """A page of the catalogue as it was asked for; money is CHF minor units."""

    text: str = ""
    aisle: str = ""
    member: str = ""
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    available: bool = False
    leman: str = ""
    ess_made: bool = False
    local: bool = False
    least_minor: int | None = None
    most_minor: int | None = None
    by: str = BEST
    page: int = 1

    @property
    def plain(self) -> Asked:
        """The same without any filter."""
        return Asked(self.text, self.aisle)

    @property
    def is_filtered(self) -> bool:
        """Whether any filter leaves something out."""
        return self._replace(by=BEST, page=1) != self.plain


class About(NamedTuple):
    """What filters ask of a member: its name, its town, the percentage it takes in lémans (0: none)."""

    name: str
    place: str
    leman_percent: int


class Counted(NamedTuple):
    """How many offers there are, and how many a filter (group, value) leaves or would leave."""

    total: int
    numbers: Mapping[tuple[str, str], int]


def known(asked: Asked, about: Mapping[str, About]) -> Asked:
    """Give what was asked without members and towns that are not there."""
    places = {it.place for it in about.values()}
    return asked._replace(
        member=asked.member if asked.member in about else "",
        places=tuple(place for place in asked.places if place in places),
    )


def wanted(
    asked: Asked,
    words: tuple[str, ...],
    categories: tuple[tuple[str, str], ...] | None,
    about: Mapping[str, About],
    now_ms: int,
) -> Wanted:
    """Give what is asked for as the database is asked."""
    members = None
    if asked.places or asked.leman:
        passing = tuple(sorted(m for m, it in about.items() if _in_place(asked, it) and _takes(asked, it)))
        # Asked for some of its members, SQLite reads and sorts all of theirs: not for nothing.
        members = passing if len(passing) < len(about) else None
    return Wanted(
        words,
        categories,
        asked.member,
        members,
        tuple(kind for name in asked.kinds for kind in KINDS[name]),
        asked.ess_made,
        asked.local,
        asked.least_minor,
        asked.most_minor,
        now_ms - FRESH_MS if asked.available else None,
    )


def count(
    tallies: Iterable[Tally],
    asked: Asked,
    categories: tuple[tuple[str, str], ...] | None,
    about: Mapping[str, About],
) -> Counted:
    """Count what passes all filters, and beside each filter what passes the others."""
    among = None if categories is None else set(categories)
    total, numbers = 0, dict[tuple[str, str], int]()
    for each in tallies:
        if (among is not None and (each.member, each.category) not in among) or each.member not in about:
            continue
        it, kind = about[each.member], _KIND_OF.get(each.kind, GOODS)
        failed = _failed(asked, each, it, kind)
        if len(failed) > 1:
            continue
        total += 0 if failed else each.number
        for option in _options(each, it, kind):
            if not failed or failed == [option[0]]:
                numbers[option] = numbers.get(option, 0) + each.number
    return Counted(total, numbers)


def _failed(asked: Asked, tally: Tally, it: About, kind: str) -> list[str]:
    passes = (
        (MEMBER, not asked.member or asked.member == tally.member),
        (KIND, not asked.kinds or kind in asked.kinds),
        (PLACE, _in_place(asked, it)),
        (LEMANS, _takes(asked, it)),
        (ESS, tally.ess_made or not asked.ess_made),
        (LOCAL, tally.local or not asked.local),
    )
    return [group for group, is_passed in passes if not is_passed]


def _options(tally: Tally, it: About, kind: str) -> list[tuple[str, str]]:
    made = [(MEMBER, tally.member), (KIND, kind), (PLACE, it.place), (LEMANS, "")]
    if it.leman_percent:
        made.append((LEMANS, LEMAN))
    if it.leman_percent == 100:
        made.append((LEMANS, LEMAN_WHOLE))
    if tally.ess_made:
        made.append((ESS, "1"))
    if tally.local:
        made.append((LOCAL, "1"))
    return made


def _in_place(asked: Asked, it: About) -> bool:
    return not asked.places or it.place in asked.places


def _takes(asked: Asked, it: About) -> bool:
    return it.leman_percent >= {"": 0, LEMAN: 1, LEMAN_WHOLE: 100}[asked.leman]
