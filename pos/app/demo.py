"""The demo: the demo shop at a real window, or one market day played through the windows without a screen."""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pos.app.paths import Places, places

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from pos.services.syncing import PortalBeside, SyncMaker

    OpenPortal = Callable[[Path], PortalBeside]

DEMO_FILE = "demo.comptoir"


def run(args: argparse.Namespace) -> int:
    """Open the demo shop; without a display, or with --headless, play the market day into --out."""
    if args.two_tills:
        from pos.app.two_tills import run as run_two  # noqa: PLC0415  # rarely

        return run_two(args)
    if args.headless or not has_display():
        return play(
            Path(args.out), make_sync=args.make_sync, open_portal=args.open_portal, play_quarter=args.play_quarter
        )
    where = places(args.data_dir)
    shop = where.data / DEMO_FILE
    return _show(where, shop, args)


def has_display() -> bool:
    """Tell whether a window can be shown to somebody."""
    shown = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return shown or platform.system() != "Linux"


def play(
    out: Path,
    *,
    make_sync: SyncMaker | None = None,
    open_portal: OpenPortal | None = None,
    play_quarter: Callable[[Path], dict[str, Any]] | None = None,
) -> int:
    """Play one market day offscreen and leave screenshots, receipts, reports and the shop file in `out`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from pos.app.market_day import MarketDay  # noqa: PLC0415  # Qt reads its platform when it is imported

    folder = out.expanduser().absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="comptoir-demo-") as scratch:
        day = MarketDay(folder, Path(scratch), make_sync=make_sync, open_portal=open_portal)
        summary = day.play()
    if play_quarter is not None:
        summary |= play_quarter(folder)
        (folder / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    print(f"{summary['sales']} sales, {summary['refunds']} refund, total {summary['total_minor'] / 100:.2f} CHF")
    print(f"Journal: {summary['verify']['entries']} entries, {'sound' if summary['verify']['ok'] else 'DAMAGED'}")
    if "ledger" in summary:
        told = summary["ledger"]
        print(f"Ledger: {told['statements']} statements, sums {told['trial_balance']}")
        told = summary["statistics"]
        print(f"Statistics: {told['months']} months out, {told['suppressed']} of {told['cells']} cells protected")
    print(f"Look at {folder}")
    return 0 if summary["verify"]["ok"] else 1


def _show(where: Places, shop: Path, args: argparse.Namespace) -> int:
    from pos.app.demo_shop import build_demo_shop  # noqa: PLC0415  # only where a window opens
    from pos.app.till import Start, application, use_system_keys  # noqa: PLC0415
    from pos.clock import SystemClock  # noqa: PLC0415
    from pos.shopfile.shopfile import open_shop  # noqa: PLC0415

    app = application(where)
    if not shop.exists():
        print("Building the demo shop …")
        fresh = shop.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        build_demo_shop(fresh, where.machine, SystemClock())
        shutil.move(fresh, shop)
    portal: PortalBeside = args.open_portal(where.data)
    try:
        opened = open_shop(shop, where.machine, SystemClock(), system_keys=use_system_keys())
        args.enrol_till(opened, portal.address, portal.approve)
        opened.close()
        tell_sign_ins(portal)
        start = Start(app, where, shop, make_sync=partial(args.make_sync, quick=True))
        start.show()
        return int(app.exec())
    finally:
        portal.close()


def tell_sign_ins(portal: PortalBeside) -> None:
    """Say where the portal is and who may sign in."""
    print(f"Portal: {portal.address}")
    for who, email, password in portal.sign_ins():
        print(f"  {portal.address}/entrer  {who}: {email}  {password}")
