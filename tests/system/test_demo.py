"""The demo plays its market day through the real windows and leaves what it promises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DOOR = Path(__file__).resolve().parents[2] / "main.py"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that one played day left."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    environment = {**os.environ, "COMPTOIR_NO_SETUP": "1", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(DOOR), "demo", "--headless", "--out", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return folder


def test_summary_tells_of_a_full_day_and_a_sound_journal(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))

    assert summary["sales"] >= 60
    assert summary["refunds"] == 1
    assert set(summary["tenders"]) == {"cash.CHF", "cash.EUR", "card", "twint", "note.LEM"}
    assert summary["differences"] == {"CHF": -500, "EUR": 0, "LEM": 0}
    assert summary["verify"]["ok"]


def test_every_ticket_was_printed_once_although_the_paper_ran_out(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))

    concert = 2
    assert summary["printer"]["jobs"] == summary["sales"] + summary["refunds"] + concert + 1  # the Z


def test_three_months_of_five_members_are_closed(out: Path) -> None:
    ledger = json.loads((out / "summary.json").read_text(encoding="utf-8"))["ledger"]

    assert ledger["trial_balance"] == {"CHF": 0, "LEM": 0}
    assert 0 < ledger["advance_remaining_minor"] < 2_000_000
    assert ledger["statements"] == 30
    assert min(ledger["commission_minor"].values()) > 0
    papers = list((out / "statements").glob("*.pdf"))
    assert len(papers) == 10
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)


def test_months_of_the_five_are_published_with_what_is_protected(out: Path) -> None:
    told = json.loads((out / "summary.json").read_text(encoding="utf-8"))["statistics"]
    shown = json.loads((out / "portal" / "statistics.json").read_text(encoding="utf-8"))["months"]

    assert told["months"] == len(shown) == 2
    assert 0 < told["suppressed"] < told["cells"]
    assert [month["members"] for month in shown] == [5, 5]
    # Two members sell food: their sector is never said.
    assert not [
        line for month in shown for line in month["sectors"] if line["key"] == "alimentation" and line["sales_minor"]
    ]
    assert shown[-1]["network_bp"]


def test_goods_came_in_were_counted_labelled_and_a_ticket_let_in_once(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))

    goods = summary["goods"]
    assert goods["receipts"] >= 1
    assert goods["counts"] == 1
    assert goods["labels"] > 10
    assert (goods["tickets_admitted"], goods["tickets_refused"]) == (1, 1)
    assert (out / "labels.pdf").read_bytes().startswith(b"%PDF")


def test_screens_exist_in_both_sizes_and_schemes(out: Path) -> None:
    names = {path.name for path in (out / "screens").iterdir()}
    scenes = {name.rsplit("-", 2)[0] for name in names}

    assert len(scenes) >= 30
    for scene in scenes:
        for size in ("1366x768", "1024x600"):
            for scheme in ("light", "dark"):
                assert f"{scene}-{size}-{scheme}.png" in names


def test_receipts_and_the_z_are_there_as_pdf_and_png(out: Path) -> None:
    receipts = list((out / "receipts").glob("*.pdf"))

    assert len(receipts) >= 5
    assert all(path.with_suffix(".png").exists() for path in receipts)
    assert list(out.glob("Z*.pdf"))


def test_the_shop_file_left_behind_verifies(out: Path) -> None:
    environment = {**os.environ, "COMPTOIR_NO_SETUP": "1"}
    command = [sys.executable, str(DOOR), "verify", str(out / "demo.comptoir"), "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    assert json.loads(done.stdout)["ok"], done.stdout
