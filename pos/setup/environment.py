"""The till's own Python environment: where it lives, whether it is up to date, making it, entering it.

A file in the environment (`comptoir-stamp.json`) remembers the lock it was made from. Another
(`comptoir-installing`) exists only while packages go in, so an interrupted set-up shows and is repaired.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pos.domain.errors import UserError
from pos.setup import installing, locks, smoke, system_libraries, system_packages
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

STAMP = "comptoir-stamp.json"
INSTALLING = "comptoir-installing"
# For packagers and tests: use the Python that runs main.py exactly as it is.
AS_IS = "COMPTOIR_NO_SETUP"
_IS_USABLE = "import sys; sys.exit(sys.prefix == sys.base_prefix or sys.version_info < (3, 11))"


def python_in(folder: Path) -> Path:
    """Where a virtual environment keeps its Python."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def environment_folder(project: Path, name: str = ".venv", surroundings: Mapping[str, str] | None = None) -> Path:
    """Where the environment goes: beside main.py, or in the person's data folder when that is read-only."""
    beside = project / name
    place = beside if beside.exists() else project
    if os.access(place, os.W_OK) or (beside / STAMP).exists():
        return beside
    values = os.environ if surroundings is None else surroundings
    home = Path(values.get("HOME") or values.get("USERPROFILE") or Path("~").expanduser())
    if sys.platform == "win32":
        data = Path(values.get("LOCALAPPDATA") or home / "AppData/Local")
    elif sys.platform == "darwin":
        data = home / "Library/Application Support"
    else:
        data = Path(values.get("XDG_DATA_HOME") or home / ".local/share")
    # Two copies of the till on one machine must not share packages.
    copy = hashlib.sha256(str(project).encode()).hexdigest()[:8]
    return data / "comptoir" / f"environment-{copy}{name}"


class Environment:
    """One virtual environment, and what is known about it."""

    def __init__(self, folder: Path, interpreter: Path | None = None) -> None:
        self.folder = folder
        self.python = python_in(folder)
        self._last_interpreter: object = None
        self._interpreter = interpreter or Path(getattr(sys, "_base_executable", "") or sys.executable)

    def is_made_from(self, lock: Path) -> bool:
        """Say whether the packages of this lock, as it is now, are in place and usable."""
        return not (self.folder / INSTALLING).exists() and self._matches(lock)

    def is_running(self) -> bool:
        """Say whether this very process runs in the environment."""
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    def make(
        self,
        lock: Path,
        also: Sequence[Path] = (),
        install: Callable[[Path, Path], None] = installing.install_packages,
    ) -> bool:
        """Bring the environment to this lock, repairing what is broken; False if it already was.

        `also` names other locks whose packages are all in this one.
        """
        if self.is_made_from(lock):
            return False
        self._refuse_foreign_folder()
        interrupted = (self.folder / INSTALLING).exists()
        self._create_folder()
        with self._alone():
            if self._matches(lock):
                return False  # by the set-up we waited for
            if interrupted:
                print(tr("The last set-up was interrupted: starting it again."), flush=True)
            with self._stamp_lifted():
                if interrupted or not self._python_runs():
                    self._rebuild()
                install(self.python, lock)
            self._write_stamp([lock, *also])
        return True

    def _matches(self, lock: Path) -> bool:
        stamp = self._read_stamp()
        made_from = stamp.get("locks")
        return (
            self.python.exists()
            and isinstance(made_from, dict)
            and made_from.get(lock.name) == locks.fingerprint(lock)
            # A system upgrade may have put another Python behind the same name.
            and stamp.get("interpreter") == os.path.realpath(self.python)
        )

    @contextlib.contextmanager
    def _stamp_lifted(self) -> Iterator[None]:
        """Take the stamp off during the work; put it back if the work stops in good order."""
        self._last_interpreter = self._read_stamp().get("interpreter")
        stamp = self.folder / STAMP
        was = stamp.read_bytes() if stamp.exists() else None
        stamp.unlink(missing_ok=True)
        try:
            yield
        except UserError:
            # No network, say: pip has changed nothing, so what was there still works.
            if was is not None and self.python.exists():
                stamp.write_bytes(was)
            raise

    def _read_stamp(self) -> dict[str, object]:
        try:
            stamp = json.loads((self.folder / STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _write_stamp(self, made_from: Sequence[Path]) -> None:
        stamp = {
            "locks": {lock.name: locks.fingerprint(lock) for lock in made_from},
            "interpreter": os.path.realpath(self.python),
        }
        unfinished = self.folder / (STAMP + ".new")
        unfinished.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(self.folder / STAMP)

    def _refuse_foreign_folder(self) -> None:
        folder = self.folder
        if not folder.exists() and not folder.is_symlink():
            return
        ours = ("pyvenv.cfg", STAMP, INSTALLING)
        if folder.is_dir() and (not any(folder.iterdir()) or any((folder / name).exists() for name in ours)):
            return
        raise UserError(
            "{folder} is not a Python environment, so it is left alone. Move it away, then run the same command again.",
            folder=folder,
        )

    def _create_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError("The folder {folder} cannot be made: {error}", folder=self.folder, error=error) from error

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait for another set-up of the same folder; leave the marker behind only if killed."""
        marker = self.folder / INSTALLING
        try:
            turn = marker.open("a", encoding="utf-8")
        except OSError as error:
            raise UserError(
                "The folder {folder} cannot be written: {error}", folder=marker.parent, error=error
            ) from error
        with turn:
            _take_turn(turn)
            # The set-up we waited for removed the marker.
            marker.touch()
            try:
                yield
            except UserError:
                _remove(marker)
                raise
            _remove(marker)

    def _python_runs(self) -> bool:
        known = self._last_interpreter
        if known is not None and known != os.path.realpath(self.python):
            return False  # its packages were for the Python before the system's upgrade
        try:
            return subprocess.run([str(self.python), "-I", "-c", _IS_USABLE], timeout=60, check=False).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False

    def _rebuild(self) -> None:
        if self.folder.is_symlink():
            raise UserError("{folder} is a link, so it is left alone. Remove it yourself.", folder=self.folder)
        for entry in self.folder.iterdir():
            if entry.name == INSTALLING:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        pip_wanted = installing.find_uv() is None
        if pip_wanted and self._interpreter.samefile(sys.executable):
            _provide_venv_module()
        command = [str(self._interpreter), "-I", "-m", "venv", *([] if pip_wanted else ["--without-pip"])]
        done = subprocess.run([*command, str(self.folder)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()
            reason = said[-1] if said else done.returncode
            raise UserError("Python could not make its environment: {reason}", reason=reason)


def provide(project: Path, *, for_tests: bool = False) -> Environment:
    """Make sure the till's environment is there and Qt starts in it; at once when nothing changed."""
    environment = Environment(environment_folder(project))
    runtime = locks.lock_file(project, locks.RUNTIME)
    test = locks.lock_file(project, locks.TEST)
    wanted = test if for_tests else runtime
    if environment.is_made_from(wanted):
        return environment
    print(tr("Setting up Comptoir in {folder}. This happens once.", folder=environment.folder), flush=True)
    if environment.make(wanted, also=[runtime] if for_tests else []):
        _check_qt(environment)
    return environment


def enter(project: str, *, for_tests: bool = False) -> int | None:
    """Go on in the till's environment: None when already in it, else the exit code of the run in it."""
    if getattr(sys, "frozen", False) or os.environ.get(AS_IS):
        return None
    environment = provide(Path(project), for_tests=for_tests)
    if environment.is_running():
        return None
    sys.stdout.flush()
    sys.stderr.flush()
    command = [str(environment.python), *sys.argv]
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606
    # On Windows execv would return to the shell before the till is closed.
    return subprocess.run(command, check=False).returncode


def _check_qt(environment: Environment) -> None:
    screen = smoke.has_display()
    uses = [system_libraries.OFFSCREEN, *([system_libraries.SCREEN] if screen else [])]
    complete = system_libraries.provide_libraries(uses)
    for attempt in smoke.try_platforms(environment.python):
        if attempt.ok:
            print(tr("Qt starts ({platform}).", platform=attempt.platform), flush=True)
        elif complete:
            print(tr("Qt does not start ({platform}): {detail}", platform=attempt.platform, detail=attempt.detail))
    sys.stdout.flush()


def _provide_venv_module() -> None:
    if _has_venv_module():
        return
    package = system_packages.venv_package()
    why = tr("This Python lacks its venv module.")
    if system_packages.offer([package], why=why) and _has_venv_module():
        return
    raise UserError(
        "The till needs Python's venv module. Run this, then the same command again: {line}",
        line=system_packages.install_line([package]),
    )


def _has_venv_module() -> bool:
    importlib.invalidate_caches()
    found = (importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    # An empty leftover folder is found too, but comes from no file.
    return all(spec is not None and spec.origin is not None for spec in found)


def _take_turn(turn: IO[str]) -> None:
    if sys.platform == "win32":
        return  # the folder's own files are locked there while in use
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print(tr("Another set-up is running: waiting for it."), flush=True)
        fcntl.flock(turn, fcntl.LOCK_EX)


def _remove(marker: Path) -> None:
    with contextlib.suppress(OSError):
        marker.unlink()
