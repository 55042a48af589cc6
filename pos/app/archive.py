"""The room `archive`: write a year of a shop file as a signed zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.backup import signature_of
from pos.clock import SystemClock
from pos.shopfile.archive import archive
from pos.wording import tr

if TYPE_CHECKING:
    from argparse import Namespace


def run(args: Namespace) -> int:
    """Archive `args.file` at `args.dest`."""
    shop, destination = Path(args.file).expanduser(), Path(args.dest).expanduser()
    made = archive(shop, destination, SystemClock(), signature_of(shop, args), year=args.year or "")
    print(tr("The archive is made: {path}", path=str(made.path)))
    print(tr("It holds {n} entries and {tickets} tickets.", n=made.entries, tickets=made.tickets))
    if not made.signed:
        print(tr("It is not signed: this machine does not hold the key of that shop file."))
    return 0
