"""From the key or the scan to the painted rows, in the real selling screen.

It runs in a process of its own, so that its window is as fresh as the till's: `python -m pos.app.benches.painting
SHOP MACHINE` writes the times of each sample as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.benches.building import FIRST_DAY, Built, copied
from pos.app.benches.counter import some_articles
from pos.app.benches.figures import Figure, Rounds, absolute, missing
from pos.app.benches.searching import TYPED
from pos.clock import SetClock
from pos.services import closing_day
from pos.shopfile.shopfile import open_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QApplication, QWidget

    from pos.ui.main_window import MainWindow

BUDGET_MS = 16.0
ROUNDS, SCANS_A_ROUND = 3, 60
PATIENCE_S = 2.0
LINES_BEFORE_CLEARING = 20


def painted(source: Built, folder: Path) -> list[Figure]:
    """Measure both in a child process."""
    copied(source, folder, "painting.comptoir", SetClock(FIRST_DAY.replace(year=2026))).close()
    command = [sys.executable, "-m", __name__, str(folder / "painting.comptoir"), str(folder / "machine")]
    child = subprocess.run(command, capture_output=True, text=True, check=False, env=window_environment())  # noqa: S603
    names = ("search.painted", "scan.painted")
    if child.returncode:
        reason = (child.stderr.strip().splitlines() or ["the window did not open"])[-1]
        return [missing(name, "ms", BUDGET_MS, reason) for name in names]
    measured: dict[str, list[list[float]]] = json.loads(child.stdout)
    figures = []
    for name in names:
        rounds = Rounds()
        for values in measured[name]:
            rounds.add(values)
        figures.append(absolute(name, "ms", rounds, BUDGET_MS))
    return figures


def window_environment() -> dict[str, str]:
    """Give the environment of a child with a window: nobody wants to see it, and byte-code is kept as on a till."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "COMPTOIR_KEYS": "file"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def main(shop_path: Path, machine: Path) -> None:
    """Type and scan in the real window; write the samples."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # only in the child

    from pos.services.till import Till  # noqa: PLC0415
    from pos.ui import theme  # noqa: PLC0415
    from pos.ui.main_window import MainWindow  # noqa: PLC0415

    app = QApplication([])
    theme.apply(app, dark=False)
    shop = open_shop(shop_path, machine, SetClock(FIRST_DAY.replace(year=2026)), system_keys=False)
    try:
        closing_day.open_session(shop, {"CHF": 0})
        codes = [product.barcodes[0] for product in some_articles(shop, SCANS_A_ROUND)]
        window = MainWindow()
        window.show()
        window.attach(Till(shop))
        app.processEvents()
        samples = {
            "search.painted": [list(_typing(app, window)) for _ in range(ROUNDS)],
            "scan.painted": [list(_scanning(app, window, codes)) for _ in range(ROUNDS)],
        }
        print(json.dumps(samples))
        window.close()
    finally:
        shop.close()


def _typing(app: QApplication, window: MainWindow) -> Iterator[float]:
    """Time each key in the search field until the tiles that it finds are painted."""
    from PySide6.QtTest import QTest  # noqa: PLC0415  # only in the child

    field, view = window.sale.choices.search, window.sale.choices.tiles
    for text in TYPED:
        field.clear()
        field.setFocus()
        _settle(app)
        for char in text:
            yield _until_painted(app, view.viewport(), view.model(), lambda key=char: QTest.keyClicks(field, key))  # type: ignore[misc]


def _scanning(app: QApplication, window: MainWindow, codes: list[str]) -> Iterator[float]:
    """Time each scan until its line is painted."""
    view = window.sale.account.lines
    for number, code in enumerate(codes):
        if number % LINES_BEFORE_CLEARING == 0:
            while window.sale.till is not None and window.sale.till.basket.lines:
                window.sale.till.remove(window.sale.till.basket.lines[-1].id)
            window.sale.show_basket()
        _settle(app)
        yield _until_painted(app, view.viewport(), view.model(), lambda code=code: window.scanned(code))  # type: ignore[misc]


def _until_painted(app: QApplication, canvas: QWidget, model: QAbstractItemModel, act: Callable[[], object]) -> float:
    """Time from an action until the view has painted what its model then holds."""
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415  # only in the child

    class Watch(QObject):
        changed = painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.painted = self.painted or (self.changed and event.type() == QEvent.Type.Paint)
            return super().eventFilter(watched, event)

        def note(self) -> None:
            self.changed = True

    watch = Watch()
    signals = (model.modelReset, model.rowsInserted, model.dataChanged, model.layoutChanged)
    for signal in signals:
        signal.connect(watch.note)
    canvas.installEventFilter(watch)
    start = time.perf_counter()
    act()
    while not watch.painted:
        app.processEvents()
        if time.perf_counter() - start > PATIENCE_S:
            raise TimeoutError("nothing was painted")
    took = (time.perf_counter() - start) * 1000
    canvas.removeEventFilter(watch)
    for signal in signals:
        signal.disconnect(watch.note)
    return took


def _settle(app: QApplication) -> None:
    """Let everything that waits be painted and written, as between two customers."""
    until = time.perf_counter() + 0.03
    while time.perf_counter() < until:
        app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
