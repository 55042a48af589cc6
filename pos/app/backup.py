"""The rooms `backup` and `restore`: copy a shop file safely, put a copy back in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.paths import places
from pos.clock import SystemClock
from pos.shopfile import backup
from pos.wording import tr

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable


def run(args: Namespace) -> int:
    """Make a backup of `args.file` at `args.dest`, a new file or a folder."""
    shop = Path(args.file).expanduser()
    destination = Path(args.dest).expanduser()
    made = backup.back_up(shop, destination, SystemClock(), signature_of(shop, args))
    print(tr("The backup is made and checked: {path}", path=str(made.path)))
    print(tr("It holds {n} entries of the journal.", n=made.manifest.entries))
    if not made.manifest.sig:
        print(tr("Its note is not signed: this machine does not hold the key of that shop file."))
    return 0


def restore(args: Namespace) -> int:
    """Put the backup `args.backup` in use as the new shop file `args.dest`."""
    destination = Path(args.dest).expanduser()
    restored = backup.restore(Path(args.backup).expanduser(), destination, _machine(args))
    print(tr("The backup is back in use: {path}", path=str(restored.path)))
    print(tr("It holds {n} entries of the journal.", n=restored.entries))
    if restored.last_receipt:
        receipt, at = restored.last_receipt, restored.last_sale_at
        print(tr("Its last ticket is {receipt} of {at}. What was sold later is not in it.", receipt=receipt, at=at))
    else:
        print(tr("There is no ticket in it yet."))
    if restored.manifest is None:
        print(tr("There was no note beside the backup: its journal was checked, not whether it is the backup as made."))
    elif not restored.vouched:
        print(tr("The note beside the backup is not signed: its bytes were checked, not who made it."))
    print(tr("At the next start the till numbers its receipts anew, with other letters: no number is given twice."))
    return 0


def _machine(args: Namespace) -> Path:
    return places(args.data_dir).machine


def signature_of(shop: Path, args: Namespace) -> Callable[[bytes], bytes] | None:
    """Give what signs for the till of a shop file, None where this machine does not hold its key."""
    from pos.shopfile.keys import KeyRing  # noqa: PLC0415  # the keystore is slow to load

    public = backup.signing_key_of(shop) if shop.is_file() else None
    key = KeyRing(_machine(args) / "keys").find(public) if public is not None else None
    return key.sign if key is not None else None
