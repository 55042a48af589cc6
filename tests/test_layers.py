"""Who may import whom: walks every import of the source and fails on an arrow that is not allowed."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

LEAVES = {"pos.wording", "pos.clock", "pos.identity", "pos.resources"}
"""Usable by every room; they use nothing of ours but `pos.domain.errors` and the clock."""
MAY_USE = {
    "pos.domain": {"pos.domain"},
    "pos.wording": {"pos.domain", "pos.resources"},
    "pos.clock": set[str](),
    "pos.identity": {"pos.clock"},
    "pos.resources": set[str](),
    "pos.shopfile": {"pos.shopfile", "pos.domain"},
    "pos.currencies": {"pos.currencies", "pos.domain"},
    "pos.devices": {"pos.devices", "pos.domain"},
    "pos.documents": {"pos.documents", "pos.domain"},
    "pos.services": {
        "pos.services", "pos.domain", "pos.shopfile", "pos.currencies", "pos.devices", "pos.documents",
    },
    "pos.ui": {
        "pos.ui", "pos.services", "pos.domain", "pos.shopfile", "pos.currencies", "pos.devices", "pos.documents",
    },
    "pos.app": {
        "pos.app", "pos.ui", "pos.services", "pos.domain", "pos.shopfile", "pos.currencies", "pos.devices",
        "pos.documents", "pos.setup",
    },
    "pos.setup": {"pos.setup", "pos.domain"},
    "sync.protocol": {"sync.protocol", "pos.domain"},
    "sync.agent": {"sync.agent", "sync.protocol", "pos.domain", "pos.shopfile", "pos.services"},
    "sync.portal": {"sync.portal", "sync.connectors", "sync.protocol", "pos.domain"},
    "sync.quarter": {"sync.agent", "sync.portal", "sync.protocol", "pos.domain", "pos.shopfile", "pos.services"},
    "sync.page_benches": {"sync.portal", "pos.domain"},
    "sync.statistics_benches": {"sync.portal"},
    "sync.benches": {
        "sync.page_benches", "sync.statistics_benches", "sync.agent", "sync.portal", "sync.protocol", "pos.domain",
        "pos.shopfile", "pos.services",
    },
    "sync.connectors": {"sync.connectors", "sync.protocol", "pos.domain"},
}  # fmt: skip
PURE = {"PySide6", "sqlalchemy", "escpos", "requests", "os", "time", "sqlite3", "pathlib", "socket", "random", "io"}
"""What the language of the shop never touches."""


class Arrow(NamedTuple):
    """One import: where it stands, what it names, and whether only the type checker follows it."""

    file: Path
    line: int
    target: str
    for_types: bool

    @property
    def room(self) -> str:
        """The room the import stands in."""
        return room_of(".".join(self.file.relative_to(ROOT).with_suffix("").parts))

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.target}"


def room_of(module: str) -> str:
    """Give the room of a dotted module name: its first two parts."""
    return ".".join(module.split(".")[:2])


def source_files() -> Iterator[Path]:
    for top in ("pos", "sync"):
        yield from sorted((ROOT / top).rglob("*.py"))


def arrows(file: Path) -> Iterator[Arrow]:
    """Give every import of a file, wherever in it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Arrow(file, node.lineno, name.name, id(node) in types)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively"
            for name in node.names:
                yield Arrow(file, node.lineno, f"{node.module}.{name.name}", id(node) in types)


ARROWS = [arrow for file in source_files() for arrow in arrows(file)]
OURS = [arrow for arrow in ARROWS if arrow.target.split(".")[0] in ("pos", "sync")]


def test_there_is_something_to_walk() -> None:
    assert len(OURS) > 100
    assert {arrow.room for arrow in OURS} >= {"pos.shopfile", "pos.services", "pos.domain"}


def test_every_import_of_ours_follows_the_arrows() -> None:
    wrong = []
    for arrow in OURS:
        target = room_of(arrow.target)
        allowed = MAY_USE.get(arrow.room, set())
        if target not in allowed and not (target in LEAVES and arrow.room not in LEAVES):
            wrong.append(str(arrow))

    assert wrong == []


def test_the_till_does_not_know_that_a_portal_exists() -> None:
    assert [str(arrow) for arrow in OURS if arrow.room.startswith("pos.") and arrow.target.startswith("sync")] == []


def test_wording_uses_the_errors_of_the_domain_and_the_translations_only() -> None:
    used = {arrow.target for arrow in OURS if arrow.room == "pos.wording"}

    assert used <= {"pos.domain.errors.UserError", "pos.resources.RESOURCES"}


def test_the_language_of_the_shop_is_pure() -> None:
    wrong = [str(a) for a in ARROWS if a.room == "pos.domain" and a.target.split(".")[0] in PURE]

    assert wrong == []


@pytest.mark.parametrize("room", ["domain", "services", "documents"])
def test_time_comes_from_the_clock_that_is_passed_in(room: str) -> None:
    wrong = []
    for file in sorted((ROOT / "pos" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = ast.unparse(node.func)
                if called in ("datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.today"):
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} calls {called}")

    assert wrong == []


def test_only_the_windows_import_widgets() -> None:
    wrong = [str(a) for a in ARROWS if "QtWidgets" in a.target and a.room not in ("pos.ui", "pos.app")]

    assert wrong == []


def test_the_set_up_needs_the_standard_library_only() -> None:
    tops = {a.target.split(".")[0]: str(a) for a in ARROWS if a.room == "pos.setup" and not a.for_types}

    wrong = {top: where for top, where in tops.items() if top != "pos" and top not in sys.stdlib_module_names}
    assert wrong == {}


SHOP_FILE_SQL = {"sqlalchemy", "sqlite3"}


def test_sql_is_spoken_in_the_shop_file_only() -> None:
    rooms = {"pos.domain", "pos.services", "pos.ui", "pos.devices", "pos.documents", "pos.currencies"}

    wrong = [str(a) for a in ARROWS if a.room in rooms and a.target.split(".")[0] in SHOP_FILE_SQL and not a.for_types]

    assert wrong == []
