"""The room `verify`: re-read a shop file and say what is wrong with it, for people or for programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.shopfile.verify import Problem, Verification, verify
from pos.wording import explain, tr

if TYPE_CHECKING:
    from argparse import Namespace

GOOD, FOUND, UNREADABLE = 0, 1, 2
BAR = 30


def run(args: Namespace) -> int:
    """Verify `args.file`; 0 when all is well, 1 with problems, 2 when it is no readable shop file."""
    path = Path(args.file).expanduser()
    shown = not args.json and sys.stderr is not None and sys.stderr.isatty()
    try:
        found = verify(path, _progress if shown else None)
    except UserError as error:
        sentence = explain(error)
        if args.json:
            _print_json(
                Verification(ok=False, entries=0, incarnations=0, sales=0, problems=(Problem("file", sentence),))
            )
        else:
            print(sentence, file=sys.stderr)
        return UNREADABLE
    if args.json:
        _print_json(found)
    else:
        _print_sentences(path, found)
    return GOOD if found.ok else FOUND


def _print_json(found: Verification) -> None:
    print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())


def _print_sentences(path: Path, found: Verification) -> None:
    print(
        tr(
            "{name}: {entries} entries, {sales} sales, {incarnations} incarnations.",
            name=path.name,
            entries=found.entries,
            sales=found.sales,
            incarnations=found.incarnations,
        )
    )
    for problem in found.problems:
        print(f"{problem.where}: {problem.sentence}")
    if found.ok:
        print(tr("Everything is in order: chain, signatures, numbers, totals, and the tables follow from the journal."))
    else:
        print(tr("{n} problems found. Nothing was changed. Keep this file and the backups.", n=len(found.problems)))


def _progress(done: int, total: int) -> None:
    filled = BAR * done // total
    end = "\n" if done == total else ""
    print(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)
