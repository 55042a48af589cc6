"""The room `doctor`: one line per thing a till needs from this machine, and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.app.paths import places
from pos.clock import SystemClock
from pos.devices.contracts import Paper, PrinterSettings
from pos.domain.errors import UserError
from pos.setup import smoke
from pos.wording import explain, tr

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from pos.app.paths import Places
    from pos.devices.contracts import Link

OK, ATTENTION, PROBLEM = "ok", "attention", "problem"
PRINTER_WAIT_S = 3
FLUSHES = 20
SLOW_FLUSH_MS = 50
SPACE_NEEDED, SPACE_WISHED = 100 << 20, 1 << 30
SAFE_SQLITE = (3, 51, 3)
BACKUP_OVERDUE = timedelta(days=3)
BUILT = 2026


class Finding(NamedTuple):
    """What was found about one thing."""

    subject: str
    word: str
    sentence: str


def run(args: Namespace) -> int:
    """Print every finding as it is made; 0 when none of them is a problem."""
    known = places(args.data_dir)
    shop = Path(args.shop).expanduser() if args.shop else known.shop
    words = {OK: tr("ok"), ATTENTION: tr("attention"), PROBLEM: tr("PROBLEM")}
    worst = 0
    for finding in examine(known, shop, SystemClock().now()):
        print(f"{finding.subject:<12} {words[finding.word]:<10} {finding.sentence}", flush=True)
        worst = max(worst, int(finding.word == PROBLEM))
    return worst


def examine(known: Places, shop: Path, now: datetime) -> Iterator[Finding]:
    """Make every check in turn."""
    yield Finding(tr("Python"), OK, f"{platform.python_version()} ({sys.executable})")
    yield from _screen()
    yield from _printer(shop, known)
    folder = shop.parent if shop.exists() else known.data
    checks: tuple[tuple[str, Callable[[], tuple[str, str]]], ...] = (
        (tr("Disk flush"), lambda: flush_time(folder)),
        (tr("Disk space"), lambda: free_space(folder)),
        (tr("Clock"), lambda: clock(now)),
        (tr("SQLite"), lambda: sqlite_version(sqlite3.sqlite_version_info)),
        (tr("Shop file"), lambda: shop_file(shop)),
        (tr("Backups"), lambda: backups(known.backups, shop, now)),
    )
    for subject, check in checks:
        yield Finding(subject, *check())


def flush_time(folder: Path) -> tuple[str, str]:
    """Time how long the disk takes to have 4 KiB for good: no sale can be faster."""
    times = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            for _ in range(FLUSHES):
                start = time.perf_counter()
                file.write(os.urandom(4096))
                file.flush()
                _flush(file.fileno())
                times.append((time.perf_counter() - start) * 1000)
    except OSError as error:
        reason = error.strerror or str(error)
        return PROBLEM, tr("{folder} cannot be written: {reason}.", folder=str(folder), reason=reason)
    typical = statistics.median(times)
    shown = f"{typical:.2f}"
    if typical > SLOW_FLUSH_MS:
        return ATTENTION, tr("{ms} ms: every sale waits that long. Use an internal disk.", ms=shown)
    return OK, tr("{ms} ms", ms=shown)


def free_space(folder: Path) -> tuple[str, str]:
    """Say how much room is left beside the shop file."""
    with suppress(OSError):
        free = shutil.disk_usage(folder).free
        word = PROBLEM if free < SPACE_NEEDED else ATTENTION if free < SPACE_WISHED else OK
        return word, tr("{gb} GB free in {folder}", gb=f"{free / (1 << 30):.1f}", folder=str(folder))
    return PROBLEM, tr("The folder {folder} is not there.", folder=str(folder))


def clock(now: datetime) -> tuple[str, str]:
    """Say whether date and zone can be right; receipts carry them."""
    shown = now.isoformat(sep=" ", timespec="seconds")
    if not BUILT <= now.year < BUILT + 50:
        return PROBLEM, tr("{now}: this cannot be. Set the date of this machine.", now=shown)
    if not now.utcoffset():
        return ATTENTION, tr(
            "{now}: the zone is UTC. Set the zone of the shop, or receipts show another hour.", now=shown
        )
    return OK, shown


def sqlite_version(version: tuple[int, ...]) -> tuple[str, str]:
    """Say which SQLite there is, and whether it has the WAL-reset bug (needs two writers: the till has one)."""
    shown = ".".join(map(str, version))
    if version < SAFE_SQLITE:
        return ATTENTION, tr(
            "{version}: before 3.51.3 two writers could damage a file. The till writes with one, so it is safe.",
            version=shown,
        )
    return OK, shown


def shop_file(shop: Path) -> tuple[str, str]:
    """Say whether the shop file is sound, and open in a till."""
    from pos.shopfile.shopfile import check_header  # noqa: PLC0415  # the first lines need not wait for SQLAlchemy
    from pos.shopfile.snapshot import looking  # noqa: PLC0415

    if not shop.exists():
        return ATTENTION, tr("There is none at {path} yet: the till makes it.", path=str(shop))
    try:
        version = check_header(shop)
        with looking(shop) as connection:
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            entries = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
    except UserError as error:
        return PROBLEM, explain(error)
    except sqlite3.DatabaseError as error:
        damage, entries, version = str(error), 0, 0
    if damage != "ok":
        return PROBLEM, tr("{path} is damaged ({damage}). Restore the last backup.", path=str(shop), damage=damage)
    if not os.access(shop, os.W_OK):
        return PROBLEM, tr("{path} cannot be written by this user.", path=str(shop))
    sound = tr("{path}: {n} entries, schema {version}, sound", path=str(shop), n=entries, version=version)
    return OK, tr("{sound}; open in a till now.", sound=sound) if _is_open(shop) else sound


def backups(folder: Path, shop: Path, now: datetime) -> tuple[str, str]:
    """Say how old the last automatic backup is."""
    from pos.shopfile.backup import last_backup  # noqa: PLC0415  # as above

    last = last_backup(folder, shop.stem)
    if last is None:
        return ATTENTION, tr("There is none in {folder} yet.", folder=str(folder))
    at, path = last
    shown = tr("The last is of {at}: {path}", at=at.isoformat(sep=" "), path=str(path))
    return (ATTENTION if now.replace(tzinfo=None) - at > BACKUP_OVERDUE else OK), shown


def printer(settings: PrinterSettings, cache: Path) -> tuple[tuple[str, str], tuple[str, str]]:
    """Ask the printer how it is, and through it the drawer."""
    from pos.devices.printer import open_link  # noqa: PLC0415  # drivers are slow to load

    if settings.kind == "none":
        none = (ATTENTION, tr("None is set up: receipts are shown on the screen."))
        return none, (ATTENTION, tr("It opens through the printer."))
    name = f"{settings.kind} {settings.address}"
    try:
        link = open_link(settings, PRINTER_WAIT_S, cache=cache)
    except UserError as error:
        return (PROBLEM, f"{name}: {explain(error)}"), (ATTENTION, tr("It opens through the printer."))
    try:
        return _answers(link, name, settings)
    except UserError as error:
        return (PROBLEM, f"{name}: {explain(error)}"), (ATTENTION, tr("It opens through the printer."))
    finally:
        link.close()


def _answers(link: Link, name: str, settings: PrinterSettings) -> tuple[tuple[str, str], tuple[str, str]]:
    status = link.status(PRINTER_WAIT_S)
    if not status.known:
        found = OK, tr("{name}: reached; it does not tell how it is.", name=name)
    elif status.paper is Paper.OUT:
        found = PROBLEM, tr("{name}: there is no paper.", name=name)
    elif status.cover_open:
        found = PROBLEM, tr("{name}: its cover is open.", name=name)
    elif not status.online:
        found = PROBLEM, tr("{name}: it is switched to pause.", name=name)
    elif status.paper is Paper.LOW:
        found = ATTENTION, tr("{name}: the paper is nearly at its end.", name=name)
    else:
        found = OK, tr("{name}: ready.", name=name)
    if not settings.drawer:
        return found, (OK, tr("None is set up."))
    if status.drawer_open is None or not status.known:
        return found, (OK, tr("It opens through the printer, which does not tell whether it is open."))
    return found, (OK, tr("It is open.") if status.drawer_open else tr("It is closed."))


def _screen() -> Iterator[Finding]:
    interpreter = Path(sys.executable)
    started = smoke.start_qt(interpreter, "offscreen")
    if not started.ok:
        yield Finding(tr("Qt"), PROBLEM, tr("Qt does not start: {cause}", cause=started.detail))
        return
    from PySide6.QtCore import qVersion  # noqa: PLC0415  # only once Qt is known to start

    yield Finding(tr("Qt"), OK, qVersion())
    if not smoke.has_display():
        yield Finding(tr("Display"), ATTENTION, tr("There is none in this session: no window can be shown."))
    else:
        shown = smoke.start_qt(interpreter)
        yield Finding(tr("Display"), OK if shown.ok else PROBLEM, shown.platform if shown.ok else shown.detail)
    yield Finding(tr("Fonts"), *fonts())


def fonts() -> tuple[str, str]:
    """Say which font the till draws with, and whether its figures are of one width."""
    from PySide6.QtGui import QFontDatabase, QFontMetricsF, QGuiApplication  # noqa: PLC0415  # as above

    from pos.ui import theme  # noqa: PLC0415

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication(["comptoir"])  # held: Qt ends with it
    installed = QFontDatabase.families()
    if not installed:
        return PROBLEM, tr("No font is installed: no text can be shown. Install one, such as DejaVu or Inter.")
    family = next((name for name in theme.FAMILIES if name in installed), "")
    drawn = theme.font(15)
    if family:
        drawn.setFamily(family)
    metrics = QFontMetricsF(drawn)
    widths = {round(metrics.horizontalAdvance(figure), 2) for figure in "0123456789"}
    if len(widths) > 1:
        return ATTENTION, tr("{family}: its figures differ in width, columns of amounts are uneven.", family=family)
    if not family:
        return ATTENTION, tr("{family}: none of the fonts the till is made for is installed.", family=drawn.family())
    return OK, tr("{family}, figures of one width", family=family)


def _printer(shop: Path, known: Places) -> Iterator[Finding]:
    state, drawer = printer(printer_settings(shop), known.machine / "printer")
    yield Finding(tr("Printer"), *state)
    yield Finding(tr("Drawer"), *drawer)


def printer_settings(shop: Path) -> PrinterSettings:
    """Read the printer's settings out of a shop file without opening it as a till."""
    from pos.services.printing import PRINTER  # noqa: PLC0415  # as above
    from pos.shopfile.snapshot import looking  # noqa: PLC0415

    if shop.is_file():
        with suppress(sqlite3.DatabaseError, msgspec.MsgspecError), looking(shop) as connection:
            row = connection.execute("SELECT value FROM local WHERE key = ?", (PRINTER,)).fetchone()
            if row is not None:
                return msgspec.json.decode(row[0], type=PrinterSettings)
    return PrinterSettings()


def _is_open(shop: Path) -> bool:
    from pos.shopfile.lock import ShopLock  # noqa: PLC0415  # as above

    if not shop.with_name(shop.name + ".lock").exists():
        return False
    try:
        ShopLock(shop).release()
    except (UserError, OSError):
        return True
    return False


def _flush(descriptor: int) -> None:
    if hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)
