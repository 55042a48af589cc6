"""Statements as files, names for the pages of the ledger, who looked at whose figures, the meter of art. 20a."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from pos.domain.errors import UserError
from sync.portal.ledger import decided
from sync.portal.ledger.months import after
from sync.portal.ledger.signing import Kind
from sync.portal.ledger.statement import to_csv, to_json
from sync.portal.storage import tables
from sync.portal.storage.ledger_tables import commission_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from sync.portal.gathered import Portal
    from sync.portal.ledger.closing import Closing, Issued
    from sync.portal.ledger.service import Ledger
    from sync.portal.ledger.signing import Signing
    from sync.portal.ledger.statement import Statement
    from sync.portal.storage.engine import Database

LOOKS = ("account.seen", "statement.seen", "payment.booked", "figures.seen")
MOST_LOOKS = 200
FRANCS = "CHF"
THRESHOLD_MINOR = 10_000_000
"""CHF 100,000 of turnover a year make liable for VAT (LTVA art. 10 al. 2 let. a)."""
ALARM_BP = 8_000


class Standing(NamedTuple):
    """A statement, what was paid since it was closed (minor units), and whether a later one carries it forward."""

    one: Issued
    paid_minor: int
    is_last: bool


class Month(NamedTuple):
    """A closed month with its statements."""

    month: str
    statements: tuple[Standing, ...]


class Look(NamedTuple):
    """Somebody of the chamber looked at a member's figures."""

    at_ms: int
    who: str
    member: str
    action: str
    detail: str


class Meter(NamedTuple):
    """Goods sold through the portal in the last twelve months, beside the threshold (CHF minor units)."""

    goods_minor: int
    threshold_minor: int
    alarm: bool
    central: bool


def months(closing: Closing) -> list[Month]:
    """Give the closed months, the latest first."""
    found: dict[str, list[Standing]] = {}
    for each in standing(closing):
        found.setdefault(each.one.month, []).append(each)
    return [Month(month, tuple(each)) for month, each in sorted(found.items(), reverse=True)]


def of_member(closing: Closing, member: str) -> list[Standing]:
    """Give a member's statements, the newest first."""
    return [each for each in standing(closing) if each.one.member == member]


def standing(closing: Closing) -> list[Standing]:
    """Give every statement with how it stands, the newest first."""
    made, seen = [], set[tuple[str, str]]()
    with closing.ledger.database.read() as connection:
        for one in closing.issued_in(connection):
            account = (one.member, one.currency)
            made.append(Standing(one, closing.paid_since(connection, one), account not in seen))
            seen.add(account)
    return made


def is_common(signing: Signing, proposal: str) -> bool:
    """Tell whether a proposal is about what the pot commun spends: members see its receipt."""
    return any(each.id == proposal and each.kind is Kind.SPENDING for each in signing.all())


def owner_of(closing: Closing, statement: str) -> str:
    """Give whose statement it is, empty for none."""
    found = closing.read(statement)
    return found.member.id if found else ""


def written(portal: Portal, statement: str, form: str) -> tuple[bytes, str, str] | None:
    """Give a statement as a file: its bytes, name and media type; None where there is no such thing."""
    found = portal.closing.read(statement)
    if found is None or form not in ("pdf", "csv", "json"):
        return None
    name = f"releve-{found.number}.{form}"
    if form == "csv":
        return to_csv(found), name, "text/csv; charset=utf-8"
    if form == "json":
        return to_json(found), name, "application/json"
    from sync.portal.ledger.statement_pdf import to_pdf  # noqa: PLC0415  # fonts and all, only when one is asked for

    link = payment_link(portal.ledger, found) if found.currency != FRANCS else ""
    return to_pdf(found, link), name, "application/pdf"


def payment_link(ledger: Ledger, of: Statement) -> str:
    """Give the link that pays a statement in a complementary currency, empty where the chamber gave none.

    The chamber writes it once, as the currency's own wallet understands it (facts: currencies §1.3); the amount and
    the statement's reference stand in for {montant} and {reference}.
    """
    pattern = ledger.rule(decided.PAY_LINK)
    amount = f"{of.due_minor // 100}.{of.due_minor % 100:02}"
    return pattern.replace("{montant}", amount).replace("{reference}", of.reference) if of.due_minor else ""


def name_of(database: Database, member: str) -> str | None:
    """Give a member's name."""
    with database.read() as connection:
        return connection.execute(select(tables.member.c.name).where(tables.member.c.id == member)).scalar_one_or_none()


def names(database: Database) -> Mapping[str, str]:
    """Give the members' names by id."""
    with database.read() as connection:
        return names_in(connection)


def names_in(connection: Connection) -> Mapping[str, str]:
    """Give the members' names by id, in a view that is open already."""
    m = tables.member.c
    return {row.id: row.name for row in connection.execute(select(m.id, m.name).order_by(m.name))}


def people(database: Database) -> Mapping[str, str]:
    """Give the names of people by id."""
    with database.read() as connection:
        return {row.id: row.name for row in connection.execute(select(tables.person.c.id, tables.person.c.name))}


def looks(database: Database, member: str = "") -> list[Look]:
    """Give who of the chamber looked at members' figures, the latest first; at one member's where it is named."""
    a = tables.audit.c
    query = (
        select(a.at_ms, a.actor, a.member, a.action, a.detail)
        .where(a.action.in_(LOOKS))
        .order_by(a.id.desc())
        .limit(MOST_LOOKS)
    )
    query = query.where(a.member == member) if member else query
    known, shops = people(database), names(database)
    with database.read() as connection:
        return [
            Look(row.at_ms, known.get(row.actor, "quelqu’un de la Chambre"), shops.get(row.member, ""), row.action,
                 row.detail)
            for row in connection.execute(query)
        ]  # fmt: skip


def rules(ledger: Ledger) -> Mapping[str, str]:
    """Give what holds today besides rates."""
    with ledger.database.read() as connection:
        return {key: decided.rule(connection, key, ledger.today) for key in decided.DEFAULTS}


def platform_turnover(portal: Portal) -> Meter:
    """Give what goods the portal sold in the last twelve months: its meter towards liability for VAT (art. 20a)."""
    ledger = portal.ledger
    c = commission_line.c
    since = f"{after(ledger.today[:7], -12)}-{ledger.today[8:]}"
    query = select(func.coalesce(func.sum(c.base_minor), 0)).where(
        c.channel == "portal", c.kind == "goods", c.day > since
    )
    with ledger.database.read() as connection:
        goods = int(connection.execute(query).scalar_one())
        central = decided.is_central(connection, ledger.today)
    return Meter(goods, THRESHOLD_MINOR, goods * 10_000 >= THRESHOLD_MINOR * ALARM_BP, central)


def day_read(text: str, today: str) -> str:
    """Read a day of a form; empty is today, and nothing is booked in the future."""
    if not text.strip():
        return today
    try:
        day = date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise UserError("«{text}» is not a day. Write it like 2026-07-01.", text=text.strip()[:20]) from None
    if day > today:
        raise UserError("This day has not come yet. Nothing was booked.")
    return day
