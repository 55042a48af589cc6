"""The portal in plain words: states, kinds of entries, and what is odd with what to do about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pos.services import syncing
from pos.ui.admission_words import short_number
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.syncing import Oddity, SyncState


def moment(wall_ms: int) -> str:
    """Write a wall time: the hour today, with the date before."""
    if not wall_ms:
        return ""
    at = datetime.fromtimestamp(wall_ms / 1000).astimezone()
    today = datetime.now().astimezone().date()
    return f"{at:%H:%M}" if at.date() == today else f"{at:%d.%m. %H:%M}"


def state_words(state: SyncState) -> tuple[str, str]:
    """Say how things stand with the portal in a few words, and their tone."""
    since = moment(state.offline_since_ms or 0)
    words = {
        syncing.OFF: (tr("Portal not joined"), "muted"),
        syncing.ASKING: (tr("Portal: waiting for approval"), "warning"),
        syncing.SENDING: (tr("Portal: sending"), ""),
        syncing.CURRENT: (tr("Portal up to date"), "positive"),
        syncing.OFFLINE: (tr("Portal out of reach since {time}", time=since), "danger"),
        syncing.REFUSED: (_refusal_words(state.reason), "danger"),
        syncing.ALARM: (tr("Portal: {reason}", reason=state.reason), "danger"),
    }
    return words[state.state]


def dot_of(state: SyncState) -> str:
    """Give the dot of the bottom bar."""
    return {
        syncing.CURRENT: "ok",
        syncing.SENDING: "ok",
        syncing.ASKING: "low",
        syncing.OFF: "off",
    }.get(state.state, "bad")


def _ms(told: object) -> int:
    return told if isinstance(told, int) else 0


def _refusal_words(reason: str) -> str:
    return {
        "unknown_till": tr("Portal: this till is not known there; join again"),
        "revoked": tr("Portal: this till was taken out"),
        "expired_token": tr("Portal: the code has expired; ask for a new one"),
        "access_denied": tr("Portal: the code was refused"),
    }.get(reason, tr("Portal: {reason}", reason=reason))


def next_words(state: SyncState) -> str:
    """Say what lies on this disk only and when the next try is, or what was sent."""
    if state.waiting_sales and state.state in {syncing.OFFLINE, syncing.REFUSED, syncing.ALARM}:
        lonely = tr("{n} sales are on this disk only", n=state.waiting_sales)
        seconds = int(state.next_try_s)
        return f"{lonely} · " + tr("next try in {time}", time=f"{seconds // 60}:{seconds % 60:02d}")
    return tr("{n} entries sent since the start", n=state.sent) if state.address else ""


def joined_words(state: SyncState) -> str:
    """Say whether this till is joined, and as which."""
    if state.till_name:
        return tr("This till is «{till}» of {member}.", till=state.till_name, member=state.member_name)
    if state.state == syncing.ASKING:
        return tr("Show or read this code to the chamber:")
    if state.state in {syncing.OFFLINE, syncing.REFUSED, syncing.ALARM}:
        return state_words(state)[0]
    return tr("This till keeps everything here. Joined to the portal, its articles and stock can be seen on line.")


def kind_words(kind: str) -> str:
    """Name a kind of entry."""
    return {
        "open": tr("Journal opened"),
        "sale": tr("Sale"),
        "refund": tr("Refund"),
        "session.opened": tr("Day opened"),
        "session.closed": tr("Day closed, Z"),
        "period.closed": tr("Month or year closed"),
        "cash.moved": tr("Cash in or out"),
        "drawer.opened": tr("Drawer opened"),
        "stock.received": tr("Goods received"),
        "stock.counted": tr("Stock counted"),
        "product.changed": tr("Article changed"),
        "category.changed": tr("Category changed"),
        "catalogue.pulled": tr("Taken from the portal"),
        "sales.recovered": tr("Tickets brought back"),
        "heard": tr("Heard from another till"),
        "supplier.changed": tr("Supplier changed"),
        "purchase.ordered": tr("Purchase order"),
        "purchase.closed": tr("Purchase order closed"),
        "picture.kept": tr("Picture of an article"),
        "tickets.issued": tr("Tickets sold"),
        "tickets.revoked": tr("Tickets taken back"),
        "ticket.admitted": tr("Let in at the door"),
        "admission.undone": tr("Admission taken back"),
        "orders.pulled": tr("Online orders taken"),
        "order.acknowledged": tr("Online order kept"),
        "order.ready": tr("Online order ready"),
        "order.short": tr("Online order: goods missing"),
        "order.refused": tr("Online order refused"),
        "order.collected": tr("Online order collected"),
        "settings.changed": tr("Settings changed"),
        "receipt.reprinted": tr("Duplicate"),
        "consent.changed": tr("Consent"),
        "clock.jumped": tr("Clock jumped"),
    }.get(kind, kind)


def oddity_words(odd: Oddity) -> tuple[str, str]:
    """Say in plain words what happened and what a person can do."""
    detail = odd.detail
    said = {
        "negative_stock": (
            tr("The stock of an article fell below zero."),
            tr("Count it, or enter the goods that came in."),
        ),
        "conflict": (
            tr(
                "«{name}» was changed on two tills at once: {field} is now {kept}, the other value was {lost}.",
                name=detail.get("name", ""),
                field=detail.get("field", ""),
                kept=detail.get("kept", ""),
                lost=detail.get("lost", ""),
            ),
            tr("Keep it, or change the article once more."),
        ),
        "fork": (
            tr("Two journals claim the same numbers: a till was copied, or put back to an earlier day."),
            tr("Both were kept, no sale is lost. Look at which tickets carry the same number."),
        ),
        "receipt_twice": (
            tr(
                "Two tickets carry the number {receipt}: a machine was put back from a copy.",
                receipt=detail.get("receipt", ""),
            ),
            tr("Both count. Note on your copies which is which."),
        ),
        "double_refund": (
            tr("The same line was refunded on two tills (ticket {receipt}).", receipt=detail.get("receipt", "")),
            tr("Compare both refunds with the goods that came back."),
        ),
        "admitted_twice": (
            tr(
                "Ticket {number} was let in twice: at {first} and at {last}.",
                number=short_number(str(detail.get("ticket", ""))),
                first=moment(_ms(detail.get("first_ms"))),
                last=moment(_ms(detail.get("last_ms"))),
            ),
            tr("Two doors did not hear each other: somebody came in with a copy. Look at who is inside."),
        ),
        "clock": (tr("The clock of a till jumped."), tr("Check the date and time of that machine.")),
        "count": (
            tr("A sale and a count happened almost together on two tills."),
            tr("Count this article again."),
        ),
        "projection": (
            tr("The portal keeps an entry that it does not understand yet."),
            tr("Nothing to do: it is read again when the portal is updated."),
        ),
        "ledger": (
            tr("The portal could not book a commission yet."),
            tr("Nothing to do: the sales are counted, and the closing of the month tries again."),
        ),
    }
    return said.get(odd.kind) or _order_oddities(detail.get("code", "")).get(odd.kind, (odd.kind, ""))


def _order_oddities(code: object) -> dict[str, tuple[str, str]]:
    return {
        "order_twice": (
            tr("Order {code} was handed out twice, at two tills.", code=code),
            tr("Compare both tickets with the goods, and refund one if it was never given."),
        ),
        "order_after_end": (
            tr("Order {code} was handed out after it had been cancelled or refused.", code=code),
            tr("The sale counts. Count these goods if somebody else was promised them."),
        ),
        "order_oversold": (
            tr("The web shop sold more than there is, in order {code}.", code=code),
            tr("Order the goods, or tell the buyer."),
        ),
        "order_unknown": (
            tr("An order was handed out that the portal does not know: it may have been put back from a copy."),
            tr("The sale counts. Nothing to do."),
        ),
    }
