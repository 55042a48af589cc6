"""The room `replay`: record a CSV file of sales, with a progress bar and the totals at the end."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.paths import places
from pos.clock import SetClock, SystemClock
from pos.domain.errors import UserError
from pos.domain.money import format_amount
from pos.services.replaying import Replayed, replay
from pos.services.sales_table import Rejected, read_prices, read_sales
from pos.shopfile.shopfile import open_shop
from pos.wording import tr

if TYPE_CHECKING:
    import argparse
    from typing import TextIO

BAR_CELLS = 30
SHOWN_REJECTIONS = 20


class ProgressBar:
    """One line on a terminal that fills up, with the rate; nothing where no person looks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._visible = stream.isatty()
        self._start = time.monotonic()
        self._drawn = 0.0

    def show(self, done: int, of: int) -> None:
        """Draw the bar, ten times a second at the most."""
        now = time.monotonic()
        if not self._visible or (now - self._drawn < 0.1 and done < of):
            return
        self._drawn = now
        rate = done / max(now - self._start, 0.001)
        filled = BAR_CELLS * done // max(of, 1)
        bar = "█" * filled + "·" * (BAR_CELLS - filled)
        words = tr("{done} of {of} receipts, {rate} a second", done=done, of=of, rate=round(rate))
        self._stream.write(f"\r{bar}  {words}\x1b[K")
        self._stream.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._visible and self._drawn:
            self._stream.write("\n")


def run(args: argparse.Namespace) -> int:
    """Record the file into the shop file, which is made when there is none, and give the exit code."""
    started = time.monotonic()
    rows, rejected = read_sales(Path(args.csv))
    prices = read_prices(Path(args.prices)) if args.prices else {}
    clock = SetClock(rows[0].at if rows else SystemClock().now())
    # Each replay is a run of its own: its clock tells nothing about the one before.
    clock.boot = "replay-" + os.urandom(4).hex()
    machine = places(args.data_dir).machine
    bar = ProgressBar(sys.stderr)
    system_keys = os.environ.get("COMPTOIR_KEYS") != "file"
    shop = open_shop(Path(args.shop), machine, clock, create=True, system_keys=system_keys)
    try:
        done = replay(shop, clock, rows, prices, bar.show)
    finally:
        bar.end()
        shop.close()
    done = done._replace(rejected=sorted([*rejected, *done.rejected]))
    seconds = time.monotonic() - started
    _report(done, seconds)
    if args.json:
        _write_json(Path(args.json), done, seconds)
    return 0


def _report(done: Replayed, seconds: float) -> None:
    rate = round(done.receipts / max(seconds, 0.001))
    print(
        tr(
            "{receipts} receipts, {lines} lines, {returns} returns: {total} CHF, in {seconds} s ({rate} receipts/s)",
            receipts=done.receipts,
            lines=done.lines,
            returns=done.returns,
            total=format_amount(done.total_minor),
            seconds=f"{seconds:.1f}",
            rate=rate,
        )
    )
    if done.known:
        print(tr("{n} lines were recorded by an earlier replay and left as they are.", n=done.known))
    if done.rejected:
        print(tr("{n} lines were not recorded:", n=len(done.rejected)))
        for one in done.rejected[:SHOWN_REJECTIONS]:
            print(tr("  line {line}: {reason}", line=one.line, reason=one.reason))
        if len(done.rejected) > SHOWN_REJECTIONS:
            print(tr("  … and {n} more; --json FILE lists them all.", n=len(done.rejected) - SHOWN_REJECTIONS))


def _write_json(path: Path, done: Replayed, seconds: float) -> None:
    totals = {
        "receipts": done.receipts,
        "lines": done.lines,
        "returns": done.returns,
        "total_minor": done.total_minor,
        "rejected": [_plain(one) for one in done.rejected],
        "seconds": round(seconds, 3),
        "known": done.known,
    }
    try:
        path.write_text(json.dumps(totals, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UserError("The totals cannot be written to {path}. The sales are recorded.", path=str(path)) from error


def _plain(one: Rejected) -> dict[str, object]:
    return {"line": one.line, "reason": one.reason}
