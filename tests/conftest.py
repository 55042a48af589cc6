"""What many tests need: a shop file of their own and a clock that stands where it is set."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from pos.clock import SetClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.shopfile.shopfile import ShopFile

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that tests start answer in English, whatever the language of this machine."""
    monkeypatch.setenv("COMPTOIR_LANGUAGE", "en")


@pytest.fixture
def clock() -> SetClock:
    """A clock at eight in the morning of a Monday in Geneva."""
    return SetClock(MORNING)


@pytest.fixture
def shop(tmp_path: Path, clock: SetClock) -> Iterator[ShopFile]:
    """A new, empty shop file, its keys in a file beside it."""
    from pos.shopfile.shopfile import open_shop  # noqa: PLC0415  # windows are tested without SQLAlchemy

    opened = open_shop(tmp_path / "shop" / "shop.sqlite", tmp_path / "machine", clock, create=True, system_keys=False)
    yield opened
    opened.close()
