"""The machine under the till: system packages, shared libraries, fonts, and whether Qt starts."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pos.setup import smoke, system_libraries, system_packages

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ('ID=debian\nVERSION_ID="12"\n', ["libglib2.0-0", "libegl1"]),
        ('ID=debian\nVERSION_ID="13"\n', ["libglib2.0-0t64", "libegl1"]),
        ("ID=debian\n", ["libglib2.0-0t64", "libegl1"]),
        ('ID=ubuntu\nVERSION_ID="22.04"\n', ["libglib2.0-0", "libegl1"]),
        ('ID=ubuntu\nVERSION_ID="24.04"\n', ["libglib2.0-0t64", "libegl1"]),
        ("ID=linuxmint\nUBUNTU_CODENAME=noble\n", ["libglib2.0-0t64", "libegl1"]),
        ("ID=linuxmint\nUBUNTU_CODENAME=jammy\n", ["libglib2.0-0", "libegl1"]),
    ],
)
def test_libraries_have_the_name_this_system_gives_them(tmp_path: Path, release: str, expected: list[str]) -> None:
    os_release = tmp_path / "os-release"
    os_release.write_text(release, encoding="utf-8")
    wanted = ("libglib-2.0.so.0", "libgthread-2.0.so.0", "libEGL.so.1")
    packages = [lib.package for name in wanted for lib in system_libraries.LIBRARIES if lib.soname == name]

    assert system_packages.names(packages, "apt", os_release) == expected


def test_a_library_that_is_not_there_is_found_missing() -> None:
    assert system_libraries.unloadable(["libm.so.6", "libcomptoir-nowhere.so.9"]) == {"libcomptoir-nowhere.so.9"}


def test_missing_libraries_become_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "unloadable", lambda _: {"libEGL.so.1", "libxcb-cursor.so.0"})
    monkeypatch.setattr(system_libraries, "has_fonts", lambda: True)
    monkeypatch.setattr(system_packages, "package_manager", lambda: "apt")

    packages = system_libraries.missing_packages()
    sentence = system_libraries.explain_import_failure(ImportError("libEGL.so.1: cannot open shared object file"))

    assert system_packages.install_line(packages).endswith("--no-install-recommends libegl1 libxcb-cursor0")
    assert sentence is not None
    assert str(sentence).endswith("libegl1 libxcb-cursor0")


def test_an_import_error_of_our_own_is_not_taken_for_a_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "unloadable", lambda _: {"libEGL.so.1"})

    assert system_libraries.explain_import_failure(ModuleNotFoundError("No module named 'pos.bread'")) is None


@pytest.mark.parametrize("manager", ["apt", "dnf", "pacman"])
def test_every_library_has_a_package_for_every_manager(manager: str) -> None:
    assert all(getattr(library.package, manager) for library in system_libraries.LIBRARIES)


def test_without_root_and_without_a_terminal_the_line_is_only_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "_is_root", lambda: False)
    monkeypatch.setattr(system_packages, "package_manager", lambda: "apt")
    monkeypatch.setattr(system_packages, "_run", lambda _: pytest.fail("must not install"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))

    assert not system_packages.offer([system_packages.XVFB], why="Tests need a screen.")

    assert "xvfb" in capsys.readouterr().out


def test_root_gets_fresh_lists_when_the_first_try_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str]) -> bool:
        ran.append(command)
        return len(ran) > 1

    monkeypatch.setattr(system_packages, "_is_root", lambda: True)
    monkeypatch.setattr(system_packages, "package_manager", lambda: "apt")
    monkeypatch.setattr(system_packages, "_run", run)

    assert system_packages.offer([system_packages.POPPLER], why="Pictures.")

    assert [command[1] for command in ran] == ["install", "update", "install"]


def test_a_font_is_looked_for_in_depth(tmp_path: Path) -> None:
    assert not system_libraries.has_fonts([tmp_path])

    (tmp_path / "truetype/dejavu").mkdir(parents=True)
    (tmp_path / "truetype/dejavu/DejaVuSans.ttf").touch()

    assert system_libraries.has_fonts([tmp_path])


def test_qt_starts_without_a_screen() -> None:
    assert smoke.start_qt(Path(sys.executable), "offscreen") == smoke.Attempt("offscreen", ok=True, detail="")


def test_a_qt_that_does_not_start_says_why() -> None:
    attempt = smoke.start_qt(Path(sys.executable), "no-such-platform")

    assert not attempt.ok
    assert attempt.detail


@pytest.mark.parametrize(
    ("surroundings", "expected"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)]
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_a_screen_is_recognised(surroundings: dict[str, str], expected: bool) -> None:
    assert smoke.has_display(surroundings) is expected


@pytest.fixture
def screen() -> Iterator[str]:
    """A real X screen nobody looks at."""
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI"):
            pytest.fail("Xvfb is not installed")
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with server, os.fdopen(reading) as answer:
        yield ":" + answer.readline().strip()
        server.terminate()


def test_qt_starts_on_a_real_screen(screen: str) -> None:
    surroundings = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}

    attempt = smoke.start_qt(Path(sys.executable), surroundings={**surroundings, "DISPLAY": screen})

    assert attempt == smoke.Attempt("xcb", ok=True, detail="")
