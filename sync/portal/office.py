"""What the chamber does from the command line: let tills in and out, see what is odd, verify."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import or_, select, update

from pos.domain.errors import UserError
from pos.wording import explain, tr
from sync.portal.accounts.principal import ChamberRole, TurnedDownError
from sync.portal.gathered import Portal
from sync.portal.operation.copying import back_up
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.portal.storage.engine import restored
from sync.portal.webshops.service import Asked

if TYPE_CHECKING:
    from argparse import Namespace


def run(args: Namespace) -> int:
    """Do one errand on a portal's database; `serve` is the default."""
    if args.action == "serve":
        from sync.portal.serving import run as serve  # noqa: PLC0415  # the server is not needed for errands

        return serve(args)
    portal = Portal(args.db, address=args.address or f"http://{args.host}:{args.port}")
    try:
        return _ERRANDS[args.action](portal, args)
    finally:
        portal.close()


def _waiting(portal: Portal, args: Namespace) -> int:
    del args
    for asked in portal.members.waiting():
        print(f"{asked.user_code}  {asked.shop_name} · {asked.till_name} ({asked.till_code})")
    return 0


def _approve(portal: Portal, args: Namespace) -> int:
    till = portal.members.approve(_word(args), args.member or "", replaces=args.replaces or "")
    print(tr("The till is in: {till}", till=till))
    return 0


def _revoke(portal: Portal, args: Namespace) -> int:
    if not portal.members.revoke(_word(args)):
        raise UserError("The portal knows no till {till}.", till=_word(args))
    print(tr("Nothing more is taken from this till; what it sent before stays valid."))
    return 0


def _anomalies(portal: Portal, args: Namespace) -> int:
    del args
    c = tables.anomaly.c
    with portal.database.read() as connection:
        # No amounts and no names of people: the chamber sees that something is odd, not what was sold.
        rows = connection.execute(select(c.id, c.kind, c.till, c.at_ms).where(c.resolved_ms.is_(None)).order_by(c.id))
        for row in rows:
            print(f"{row.id}  {row.kind}  {row.till}")
    return 0


def _resolve(portal: Portal, args: Namespace) -> int:
    number = _word(args)
    if not number.isdigit():
        raise UserError("Say which anomaly by its number.")
    c = tables.anomaly.c
    with portal.database.write() as connection:
        done = connection.execute(
            update(tables.anomaly)
            .where(c.id == int(number), c.resolved_ms.is_(None))
            .values(resolved_ms=portal.hub.now_ms(), resolved_by="chamber", note=args.note or "")
        )
    if not done.rowcount:
        raise UserError("No open anomaly has the number {number}.", number=number)
    return 0


def _restored(portal: Portal, args: Namespace) -> int:
    del args
    generation = restored(portal.database)
    print(tr("Generation {n}: every till sends again what this backup lacks, and fetches anew.", n=generation))
    return 0


def _backup(portal: Portal, args: Namespace) -> int:
    if not args.to:
        raise UserError("Say where to: main.py portal backup --to FILE")
    size = back_up(portal.database, Path(args.to))
    print(tr("{file} written, {size} MB, and read again.", file=args.to, size=f"{size / 1e6:.1f}"))
    return 0


def _invite(portal: Portal, args: Namespace) -> int:
    if not args.admin:
        raise UserError("Say who: main.py portal invite --admin E-MAIL")
    try:
        link = portal.inviting.invite(args.admin, ChamberRole.ADMIN)
    except TurnedDownError as error:
        raise UserError("{text} is no e-mail address.", text=args.admin) from error
    print(tr("Open this page within seven days, once; who has it becomes the chamber's administrator:"))
    print(link)
    return 0


def _password(portal: Portal, args: Namespace) -> int:
    try:
        link = portal.accounts.password_link(_word(args))
    except TurnedDownError as error:
        raise UserError("Nobody has the address {text} here.", text=_word(args)) from error
    print(tr("Open this page within an hour, once, to choose a new password:"))
    print(link)
    return 0


def _shut_out(portal: Portal, args: Namespace) -> int:
    try:
        portal.accounts.set_disabled(_word(args), disabled=args.action == "shut-out")
    except TurnedDownError as error:
        raise UserError("Nobody has the address {text} here.", text=_word(args)) from error
    return 0


def _connect(portal: Portal, args: Namespace) -> int:
    kind = _word(args)
    if not (args.member and args.shop and args.user):
        raise UserError("Say whose and where: main.py portal connect KIND --member NAME --shop ADDRESS --user KEY")
    options = {"partner": args.partner or "", "stock_field": args.stock_field or "", "stock": args.stock or ""}
    asked = Asked(kind, args.shop, args.user, _secret(), options, writes_articles=args.articles == "all")
    shop = portal.webshops.connect(_member(portal, args.member), asked)
    print(tr("The web shop answers and is connected: {shop}", shop=shop))
    return 0


def _shops(portal: Portal, args: Namespace) -> int:
    if args.what:
        for stuck in portal.webshops.stuck(args.what):
            print(f"{stuck.name or stuck.product}: {_told(stuck.trouble)}")
        return 0
    for each in portal.webshops.standing():
        print(f"{each.shop.id}  {each.member_name} · {each.shop.kind} · {each.shop.url}")
        counted = {"linked": each.linked, "waiting": each.waiting, "orders": each.orders}
        print("   ", tr("{linked} articles linked, {waiting} waiting, {orders} orders taken", **counted))
        if each.shop.trouble:
            print("   ", _told(each.shop.trouble))
    return 0


def _disconnect(portal: Portal, args: Namespace) -> int:
    portal.webshops.disconnect(_word(args))
    print(tr("The web shop is no longer visited, and its keys are forgotten. Goods held for its orders stay held."))
    return 0


def _secret() -> str:
    """Ask for the secret: an argument would stand in the list of processes and in the shell's history."""
    if sys.stdin.isatty():
        secret = getpass.getpass(tr("Secret or password of the web shop:") + " ")
    else:
        secret = sys.stdin.readline()
    if not secret.strip():
        raise UserError("The web shop's secret is entered here, or comes on standard input.")
    return secret.strip()


def _member(portal: Portal, name: str) -> str:
    c = tables.member.c
    with portal.database.read() as connection:
        found = list(connection.execute(select(c.id).where(or_(c.name == name, c.id == name))).scalars())
    if len(found) != 1:
        raise UserError("The portal knows no single member {name}.", name=name)
    return str(found[0])


def _told(trouble: str) -> str:
    """Say a trouble in the language of this terminal; what a web shop called it stays as it is."""
    return explain(UserError(trouble.replace("{", "(").replace("}", ")")))


def _word(args: Namespace) -> str:
    if not args.what:
        raise UserError("Say which one: main.py portal {action} …", action=args.action)
    return str(args.what)


def verify(args: Namespace) -> int:
    """Rebuild every projection from the raw journal, and compare."""
    portal = Portal(args.db)
    try:
        found = compare(portal)
    finally:
        portal.close()
    if args.json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        for problem in found.problems:
            print(f"{problem.where}: {problem.what}")
        print(tr("{entries} entries, {events} facts.", entries=found.entries, events=found.events))
        print(tr("Every table follows from the journal.") if found.ok else tr("Something does not follow."))
    return 0 if found.ok else 1


_ERRANDS = {
    "waiting": _waiting,
    "approve": _approve,
    "revoke": _revoke,
    "anomalies": _anomalies,
    "resolve": _resolve,
    "restored": _restored,
    "backup": _backup,
    "invite": _invite,
    "password": _password,
    "shut-out": _shut_out,
    "let-in": _shut_out,
    "connect": _connect,
    "shops": _shops,
    "disconnect": _disconnect,
}
ACTIONS = ("serve", *_ERRANDS)
