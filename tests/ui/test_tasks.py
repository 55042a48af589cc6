"""Work in the background: what waits when the till closes is dropped without a word."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pos.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_waits_when_the_till_closes_is_dropped(qtbot: QtBot) -> None:
    tasks, told, begun = TaskRunner(), list[object](), threading.Event()
    until_closed = threading.Event()

    def work() -> str:
        begun.set()
        until_closed.wait(0.2)
        return "done"

    tasks.run(work, done=told.append, failed=told.append)
    tasks.run(lambda: "never", done=told.append, failed=told.append)
    assert begun.wait(5)

    tasks.close()
    QApplication.processEvents()

    assert told == ["done"]
