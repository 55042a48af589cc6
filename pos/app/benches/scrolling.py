"""The table of articles: from the wheel or the page key to the painted rows, anywhere in a large catalogue.

It runs in a process of its own, as the other painting does: `python -m pos.app.benches.scrolling SHOP MACHINE`
writes the times of each round as JSON.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.benches.building import FIRST_DAY, copied
from pos.app.benches.figures import Figure, Rounds, absolute, missing
from pos.app.benches.painting import BUDGET_MS, PATIENCE_S, window_environment
from pos.clock import SetClock
from pos.shopfile.shopfile import open_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from pos.app.benches.building import Built
    from pos.ui.screens.articles_page import ArticlesPage

NAME = "article.scroll"
ROUNDS, JUMPS, PAGES_ON = 3, 60, 60


def article_scroll(source: Built, folder: Path) -> Figure:
    """Measure it in a child process."""
    copied(source, folder, "scrolling.comptoir", SetClock(FIRST_DAY.replace(year=2026))).close()
    command = [sys.executable, "-m", __name__, str(folder / "scrolling.comptoir"), str(folder / "machine")]
    child = subprocess.run(command, capture_output=True, text=True, check=False, env=window_environment())  # noqa: S603
    if child.returncode:
        reason = (child.stderr.strip().splitlines() or ["the window did not open"])[-1]
        return missing(NAME, "ms", BUDGET_MS, reason)
    rounds = Rounds()
    for values in json.loads(child.stdout):
        rounds.add(values)
    return absolute(NAME, "ms", rounds, BUDGET_MS)


def main(shop_path: Path, machine: Path) -> None:
    """Scroll in the real window; write the samples."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # only in the child

    from pos.services.till import Till  # noqa: PLC0415
    from pos.ui import theme  # noqa: PLC0415
    from pos.ui.main_window import MainWindow  # noqa: PLC0415
    from pos.ui.screens.articles_page import ArticlesPage  # noqa: PLC0415
    from pos.ui.tasks import TaskRunner  # noqa: PLC0415

    app = QApplication([])
    theme.apply(app, dark=False)
    shop = open_shop(shop_path, machine, SetClock(FIRST_DAY.replace(year=2026)), system_keys=False)
    tasks = TaskRunner()
    try:
        till = Till(shop)
        window = MainWindow()
        window.show()
        window.attach(till)
        page = ArticlesPage(till, tasks)
        window.add_page("articles", page)
        window.open_page("articles")
        _wait_for_rows(app, page)
        print(json.dumps([list(_scrolling(app, page, seed)) for seed in range(ROUNDS)]))
        window.close()
    finally:
        tasks.close()
        shop.close()


def _wait_for_rows(app: QApplication, page: ArticlesPage) -> None:
    until = time.perf_counter() + 10 * PATIENCE_S
    while not page.list.table.verticalScrollBar().maximum():
        app.processEvents()
        if time.perf_counter() > until:
            raise TimeoutError("the articles were not read")


def _scrolling(app: QApplication, page: ArticlesPage, seed: int) -> Iterator[float]:
    """Time jumps of the bar to anywhere, where nothing is read yet, and page after page from there on."""
    bar, chance = page.list.table.verticalScrollBar(), random.Random(seed)  # noqa: S311  # a measurement
    for step in range(JUMPS + PAGES_ON):
        at = bar.value()
        place = chance.randrange(bar.maximum()) if step < JUMPS else at + bar.pageStep()
        if not 0 <= place <= bar.maximum() or place == at:
            place = 0 if at else bar.maximum()
        yield _until_painted(app, page, lambda place=place: bar.setValue(place))  # type: ignore[misc]


def _until_painted(app: QApplication, page: ArticlesPage, act: Callable[[], object]) -> float:
    """Time from a move of the bar until its rows are painted."""
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415  # only in the child

    class Watch(QObject):
        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.painted = self.painted or event.type() == QEvent.Type.Paint
            return super().eventFilter(watched, event)

    app.processEvents()
    canvas, watch = page.list.table.viewport(), Watch()
    canvas.installEventFilter(watch)
    start = time.perf_counter()
    act()
    while not watch.painted:
        app.processEvents()
        if time.perf_counter() - start > PATIENCE_S:
            raise TimeoutError("nothing was painted")
    took = (time.perf_counter() - start) * 1000
    canvas.removeEventFilter(watch)
    return took


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
