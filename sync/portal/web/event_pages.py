"""Pages of the agenda: what is coming, month by month, and each event with its tickets."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sync.portal.agenda import happening
from sync.portal.agenda.happening import KINDS
from sync.portal.orders import spoken
from sync.portal.orders.pickup import ZONE
from sync.portal.web.linked_data import linked
from sync.portal.web.pages import rendered
from sync.portal.wording import say, sentence, to

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.portal.agenda.happening import Happening
    from sync.portal.catalogue.browsing import Shop, Ticket
    from sync.portal.catalogue.labels import Stock
    from sync.portal.gathered import Portal

CHAMBER_NAME = sentence("Chambre de l’économie sociale et solidaire")
_AVAILABILITY = {"in": "InStock", "few": "LimitedAvailability", "none": "SoldOut"}
_DAY_MS = 24 * 3_600_000


class Row(NamedTuple):
    """An event in a list: `stock` stands for its tickets, None where none are sold here."""

    path: str
    title: str
    when: str
    where: str
    entry: str
    stock: Stock | None
    is_cancelled: bool


class Month(NamedTuple):
    """A month with its events."""

    heading: str
    rows: list[Row]


def agenda_page(portal: Portal, base: str) -> str:
    """Give what is coming, month by month."""
    events, shops = portal.agenda.coming(), _shops(portal)
    tickets = _by_event(portal.browsing.tickets())
    months = [
        Month(_month(key), [_row(each, shops, tickets) for each in among])
        for key, among in groupby(events, key=lambda each: each.begins[:7])
    ]
    return rendered("agenda.html", base, here="agenda", months=months, number=len(events))


def next_rows(portal: Portal, most: int, member: str | None = None) -> list[Row]:
    """Give what comes next, of all or of one member."""
    events = portal.agenda.coming(member)[:most]
    tickets = _by_event(portal.browsing.tickets(member)) if events else {}
    shops = _shops(portal) if events else {}
    return [_row(each, shops, tickets) for each in events]


def event_page(portal: Portal, base: str, event: Happening) -> str:
    """Give an event's page."""
    shop = portal.browsing.member(event.member) if event.member else None
    tickets = portal.agenda.tickets(event)
    is_over = event.ends_ms <= portal.hub.now_ms()
    return rendered(
        "event.html",
        base,
        here="agenda",
        event=event,
        shop=shop,
        chamber=say(CHAMBER_NAME),
        kind=say(KINDS[event.kind][0]),
        when=when(event),
        place=_place(event, shop),
        entry=_entry(event, tickets),
        tickets=tickets,
        is_over=is_over,
        paragraphs=[line.strip() for line in event.about.splitlines() if line.strip()],
        linked=linked(event_data(event, shop, tickets, base)),
    )


def when(event: Happening) -> str:
    """Say when an event is: one day with its hours, or from one day to another."""
    first, last = spoken.full_day(event.begins_ms), spoken.full_day(event.ends_ms)
    opens, closes = spoken.hour(event.begins_ms), spoken.hour(event.ends_ms)
    in_one_night = event.ends_ms - event.begins_ms < _DAY_MS
    if in_one_night:
        return say("{day}, de {opens} à {closes}", day=first, opens=opens, closes=closes)
    return say("du {first}, {opens}, au {last}, {closes}", first=first, opens=opens, last=last, closes=closes)


def calendar_text(event: Happening, base: str) -> str:
    """Give what a calendar shows of an event."""
    said = [say("Annulé.")] if event.is_cancelled else []
    return "\n".join([*said, *filter(None, (event.about, base + to(event.path)))])


def event_data(event: Happening, shop: Shop | None, tickets: list[Ticket], base: str) -> dict[str, Any]:
    """Give schema.org's Event with its offers."""
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": KINDS[event.kind][1],
        "name": event.title,
        "url": base + to(event.path),
        "startDate": _iso(event.begins),
        "endDate": _iso(event.ends),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _location(event, shop),
        "organizer": {
            "@type": "Organization",
            "name": shop.name if shop else say(CHAMBER_NAME),
            "url": base + to(shop.path if shop else "/"),
        },
        "isAccessibleForFree": event.entry == happening.FREE,
    }
    if event.about:
        made["description"] = event.about
    if pictures := [base + each.card.picture for each in tickets if each.card.picture]:
        made["image"] = pictures
    if offers := _offers(event, tickets, base):
        made["offers"] = offers
    return made


def _offers(event: Happening, tickets: list[Ticket], base: str) -> list[dict[str, Any]]:
    if event.entry == happening.FREE:
        return [{"@type": "Offer", "price": "0", "priceCurrency": "CHF", "url": base + to(event.path)}]
    if event.entry == happening.LINK:
        return [{"@type": "Offer", "url": event.link}]
    made = []
    for each in tickets:
        offer = {
            "@type": "Offer",
            "name": each.article.name,
            "url": base + to(each.card.path),
            "priceCurrency": "CHF",
            "availability": f"https://schema.org/{_AVAILABILITY[each.card.stock.state]}",
        }
        price = each.article.price_minor
        if price is not None:
            offer["price"] = f"{price // 100}.{price % 100:02d}"
        made.append(offer)
    return made


def _location(event: Happening, shop: Shop | None) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressCountry": "CH"}
    street, town = _street(event, shop)
    if street:
        address["streetAddress"] = street
    head, _, rest = town.partition(" ")
    if head.isdigit() and len(head) == 4:
        address |= {"postalCode": head, "addressLocality": rest}
    elif town:
        address["addressLocality"] = town
    return {"@type": "Place", "name": event.venue or (shop.name if shop else event.title), "address": address}


def _street(event: Happening, shop: Shop | None) -> tuple[str, str]:
    """Give street and town: the member's own where the event says no other place."""
    if event.street or event.town or event.venue or shop is None or not shop.address:
        return event.street, event.town
    return ", ".join(shop.address[:-1]), shop.address[-1]


def _place(event: Happening, shop: Shop | None) -> list[str]:
    return [each for each in (event.venue or (shop.name if shop else ""), *_street(event, shop)) if each]


def _row(event: Happening, shops: Mapping[str, Shop], tickets: Mapping[tuple[str, int], list[Ticket]]) -> Row:
    shop = shops.get(event.member)
    mine = tickets.get((event.member, event.tickets), []) if event.tickets is not None else []
    where = " · ".join(dict.fromkeys(filter(None, (event.venue, shop.name if shop else say(CHAMBER_NAME), event.town))))
    hour = say("{day}, {hour}", day=spoken.full_day(event.begins_ms), hour=spoken.hour(event.begins_ms))
    stock = _best(mine) if mine and not event.is_cancelled else None
    return Row(event.path, event.title, hour, where, _entry(event, mine), stock, event.is_cancelled)


def _entry(event: Happening, tickets: Iterable[Ticket]) -> str:
    """Say in a word or two what getting in costs."""
    if event.entry == happening.FREE:
        return event.price or say("entrée libre")
    if event.entry == happening.TICKETS:
        cards = sorted(tickets, key=lambda each: each.article.price_minor or 0)
        if not cards:
            return event.price
        first = cards[0].card.price
        return first if len({each.card.price for each in cards}) == 1 else say("dès {price}", price=first)
    return event.price or (say("billets en ligne") if event.entry == happening.LINK else say("payer sur place"))


def _best(tickets: list[Ticket]) -> Stock:
    """Give the stock that leaves most hope: an event is sold out when all its tickets are."""
    order = ("in", "few", "none")
    return min((each.card.stock for each in tickets), key=lambda stock: order.index(stock.state))


def _by_event(tickets: Iterable[Ticket]) -> dict[tuple[str, int], list[Ticket]]:
    made: dict[tuple[str, int], list[Ticket]] = {}
    for each in tickets:
        if each.article.admission is not None:
            made.setdefault((each.member, each.article.admission.event), []).append(each)
    return made


def _shops(portal: Portal) -> dict[str, Shop]:
    return {shop.id: shop for shop in portal.browsing.members()}


def _month(key: str) -> str:
    return spoken.month(key)


def _iso(local: str) -> str:
    """Give a wall time of Geneva with its distance from UTC."""
    return datetime.fromisoformat(local).replace(tzinfo=ZONE).isoformat()
