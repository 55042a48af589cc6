"""The room `bench`: measure speed and memory beside their floors on a large shop file, and tell the truth."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.benches import counter, importing, painting, scrolling, searching, starting
from pos.app.benches.building import built
from pos.app.benches.figures import Figure
from pos.wording import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pos.app.benches.building import Built

SMALL = 1000


def run(args: argparse.Namespace) -> int:
    """Build or find the shop file, measure every figure, print the table; it fails nobody."""
    import platformdirs  # noqa: PLC0415  # only this room caches

    cache = platformdirs.user_cache_path("Comptoir", appauthor=False) / "bench"
    large = built(cache, args.products, args.sales, _tell)
    small = built(cache, min(SMALL, args.products), min(SMALL, args.sales), _tell)
    folder = Path(tempfile.mkdtemp(prefix="measuring-", dir=cache))
    figures: list[Figure] = []
    try:
        ours = _measured(small, large, folder)
        for figure in (*ours, *(Figure(**row) for row in args.portal_figures())):
            figures.append(figure)
            _say(tr("measured {name}", name=figure.name))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print_table(figures)
    if args.json:
        rows = [figure.plain() for figure in figures]
        Path(args.json).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _measured(small: Built, large: Built, folder: Path) -> Iterator[Figure]:
    yield counter.sale_commit(large, folder / "commit")
    yield searching.search_query(large, folder / "search")
    yield from painting.painted(large, folder / "painting")
    yield scrolling.article_scroll(large, folder / "scrolling")
    yield from starting.started(large, folder / "starting")
    yield counter.close_day(small, large, folder / "closing")
    yield importing.import_rows(large.products, folder / "import")


def _print_table(figures: list[Figure]) -> None:
    print(f"{'':<25}{'p50':>10}{'p99':>10}{'floor':>10}{'ratio':>8}{'budget':>10}")
    for figure in figures:
        if figure.reason:
            print(f"{figure.name:<25}  " + tr("not measured: {reason}", reason=figure.reason))
            continue
        cells = [_cell(value) for value in (figure.p50, figure.p99, figure.floor)]
        budget = f"{figure.budget:g} {'x' if figure.ratio is not None else figure.unit}"
        verdict = tr("within") if figure.ok else tr("over")
        print(
            f"{figure.name:<25}{cells[0]:>10}{cells[1]:>10}{cells[2]:>10}{_cell(figure.ratio):>8}{budget:>10}"
            f"  {figure.unit:<3} {verdict}"
        )


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _tell(what: str, done: int, of: int) -> None:
    _say(tr("building: {done} of {of} {what}", done=done, of=of, what=what), last=done == of)


def _say(text: str, *, last: bool = True) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\x1b[K" + ("\n" if last else ""))
        sys.stderr.flush()
