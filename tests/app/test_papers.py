"""Files among the person's documents: a name that any disk takes, and where it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pos.app.papers import Papers

if TYPE_CHECKING:
    from pathlib import Path


class Window:
    """Hears what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, words: str) -> None:
        self.said.append(words)

    problem = say


@pytest.fixture
def window() -> Window:
    """Give a window that only listens."""
    return Window()


def test_a_file_is_written_under_a_name_that_any_disk_takes(
    window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Papers, "folder", lambda _self: tmp_path)

    Papers(window, None).file("../C/1-2026-11-Banana.txt", b"x")  # type: ignore[arg-type]  # no places are asked for

    assert [path.name for path in tmp_path.iterdir()] == ["---C-1-2026-11-Banana.txt"]
    assert (tmp_path / "---C-1-2026-11-Banana.txt").read_bytes() == b"x"
    assert window.said == [f"Written: {tmp_path / '---C-1-2026-11-Banana.txt'}"]


def test_a_folder_that_cannot_be_written_is_told(window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Papers, "folder", lambda _self: tmp_path / "missing")

    Papers(window, None).file("C1.txt", b"x")  # type: ignore[arg-type]  # as above

    assert "C1.txt could not be written" in window.said[0]
