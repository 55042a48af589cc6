"""What the chamber does from the command line: let tills in and out, see what is odd, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select, update

from pos.domain.errors import UserError
from pos.wording import tr
from sync.portal.accounts.principal import ChamberRole, TurnedDownError
from sync.portal.gathered import Portal
from sync.portal.operation.copying import back_up
from sync.portal.rebuilding import compare
from sync.portal.storage import tables
from sync.portal.storage.engine import restored

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
}
ACTIONS = ("serve", *_ERRANDS)
