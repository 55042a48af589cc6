"""The start: what is read before the first paint, a real X server, an old shop file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos.clock import SetClock
from pos.domain.tender import CARD, Given
from pos.services import closing_day, selling
from pos.services.till import Till
from pos.shopfile.shopfile import open_shop
from pos.shopfile.verify import verify

ROOT = Path(__file__).resolve().parents[2]
OLD = sorted((ROOT / "tests" / "old_shop_files").glob("*.comptoir"))
FIRST_PAINT = """
import sys
from pathlib import Path
from pos.app.paths import places
from pos.app.till import Start, application
where = places(sys.argv[1])
app = application(where)
start = Start(app, where, Path(sys.argv[1]) / "none.comptoir")
start.window.show()
app.processEvents()
heavy = {"sqlalchemy", "escpos", "requests", "cryptography", "segno", "PIL"} & set(sys.modules)
assert not heavy, heavy
print("painted")
"""
ON_A_SCREEN = """
import sys
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from pos.app.demo_shop import build_demo_shop
from pos.app.paths import places
from pos.app.till import Start, application
from pos.clock import SystemClock
from pos.services import closing_day
where = places(sys.argv[1])
build_demo_shop(where.shop, where.machine, SystemClock())
app = application(where)
assert app.platformName() == "xcb", app.platformName()
start = Start(app, where, where.shop)
start.show()
while start.counter is None:
    app.processEvents()
closing_day.open_session(start.counter.shop, {"CHF": 20000})
start.window.refresh()
start.window.activateWindow()
QTest.qWaitForWindowExposed(start.window)
start.window.scanned("7612345678900")
start.window.sale.confirm()
start.window.sale.desk.confirm()
assert start.counter.till.last_sale is not None
print("sold", start.counter.till.last_sale.total_minor)
start.window.close()
"""


def child(code: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own."""
    environment = {**os.environ, "COMPTOIR_KEYS": "file", **more}
    command = [sys.executable, "-c", code, str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90, check=False)


def test_nothing_heavy_is_read_before_the_first_paint(tmp_path: Path) -> None:
    done = child(FIRST_PAINT, tmp_path, QT_QPA_PLATFORM="offscreen")

    assert done.stdout.strip() == "painted", done.stderr


def test_the_till_sells_on_a_real_x_server(tmp_path: Path) -> None:
    if shutil.which("xvfb-run") is None:
        if os.environ.get("CI"):
            pytest.fail("xvfb is not installed")
        pytest.skip("xvfb is not installed")
    code = tmp_path / "on_a_screen.py"
    code.write_text(ON_A_SCREEN, encoding="utf-8")
    environment = {**os.environ, "COMPTOIR_KEYS": "file", "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "xcb"}
    command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, str(code), str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    assert "sold 510" in done.stdout, done.stderr


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_a_shop_file_of_each_release_opens_verifies_and_sells(tmp_path: Path, old: Path) -> None:
    copy = tmp_path / old.name
    shutil.copy(old, copy)
    clock = SetClock(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))

    shop = open_shop(copy, tmp_path / "machine", clock, system_keys=False)
    till = Till(shop)
    if till.session is None:
        closing_day.open_session(shop, {"CHF": 0})
    basket = selling.ring_up(shop, selling.new_basket(shop), till.tiles()[0].product)
    selling.complete_sale(shop, basket, [Given(CARD, basket.total_minor)])
    shop.close()

    checked = verify(copy)
    assert checked.ok, checked.problems
    assert checked.incarnations == 2  # the file is new to this machine


def test_there_is_an_old_file_to_open() -> None:
    assert OLD
