"""Copy a shop file safely while it is in use, check the copy before it counts, and put one back in use."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.domain.errors import UserError
from pos.shopfile import tables
from pos.shopfile.fence import Fence
from pos.shopfile.lock import ShopLock
from pos.shopfile.manifest import Manifest, manifest_path, read_manifest, sha256_of
from pos.shopfile.snapshot import copy_database, looking
from pos.shopfile.walk import Line, Stored, entry_keys, opening_key, read_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pos.clock import Clock
    from pos.shopfile.shopfile import ShopFile

SUFFIX = ".comptoir"
_STAMP = "%Y%m%d-%H%M%S"
ALL_FOR = timedelta(days=2)
DAILY_FOR = timedelta(days=30)


class BackupMade(NamedTuple):
    """A backup that was reopened and checked."""

    path: Path
    manifest: Manifest


class Restored(NamedTuple):
    """A shop file put back in use; `vouched` tells whether a signed manifest vouched for the backup."""

    path: Path
    entries: int
    last_receipt: str
    last_sale_at: str
    manifest: Manifest | None
    vouched: bool


class _Head(NamedTuple):
    inc: bytes
    seq: int
    hash: bytes
    entries: int
    public_key: bytes


def back_up(
    shop: Path,
    destination: Path,
    clock: Clock,
    sign: Callable[[bytes], bytes] | None = None,
) -> BackupMade:
    """Copy the shop file to a new file, with its manifest beside it; nothing is left when it fails.

    `sign` signs 32 bytes with the till's key (`ShopFile.sign`); without it the manifest is unsigned.
    """
    if not shop.is_file():
        raise UserError("There is no shop file at {path}. Check the folder.", path=str(shop))
    if destination.is_dir():
        destination = _free_name(destination, shop.stem, clock.now())
    if destination.resolve() == shop.resolve():
        raise UserError("A backup needs another name or folder than the shop file itself.")
    _refuse_existing(destination)
    if not destination.parent.is_dir():
        raise UserError("There is no folder {folder}. Nothing was made.", folder=str(destination.parent))
    note_path = manifest_path(destination)
    with _told(destination), _part(destination) as part, _part(note_path) as note:
        copy_database(shop, part)
        head = _checked_head(part)
        manifest = Manifest(
            inc=head.inc.hex(),
            seq=head.seq,
            hash=head.hash.hex(),
            entries=head.entries,
            sha256=sha256_of(part),
            made_at=clock.now().isoformat(timespec="seconds"),
            pubkey=head.public_key.hex(),
        )
        if sign is not None:
            manifest = manifest.signed(sign)
        note.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        _settle(part, destination)
        _settle(note, note_path)
    return BackupMade(destination, manifest)


def restore(backup: Path, destination: Path, machine: Path) -> Restored:
    """Put a backup in use as a new shop file; its next start opens a new incarnation.

    An existing file is never overwritten. `machine` is this machine's folder, which may remember a fence of that path.
    """
    if not backup.is_file():
        raise UserError("There is no backup at {path}. Check the folder.", path=str(backup))
    if destination.is_dir():
        raise UserError("{path} is a folder: say the name of the shop file to make.", path=str(destination))
    if destination.exists():
        raise UserError(
            "There is a shop file at {path} already. Nothing was changed. Move it away first, or choose another name.",
            path=str(destination),
        )
    manifest = _vouching(backup)
    with _told(destination):
        destination.parent.mkdir(parents=True, exist_ok=True)
        lock = ShopLock(destination)
        try:
            with _part(destination) as part:
                copy_database(backup, part)
                head = _checked_head(part)
                _match(backup, manifest, head)
                receipt, sold_at = _last_sale(part)
                _set_aside_log(destination)
                # Forgotten before the file is there: it must never go on with numbers that were given already.
                Fence(machine / "fences", destination).remove()
                _settle(part, destination)
        finally:
            lock.release()
    vouched = manifest is not None and bool(manifest.sig)
    return Restored(destination, head.entries, receipt, sold_at, manifest, vouched)


def keep_backups(shop: ShopFile, folder: Path, clock: Clock) -> BackupMade | None:
    """Make a backup named by the time, when something changed since the last one, and let go of old ones."""
    changes = shop.changes
    if changes == shop.backed_up_changes:
        return None
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    made = back_up(shop.path, _free_name(folder, shop.path.stem, clock.now()), clock, shop.sign)
    shop.backed_up_changes = changes
    let_go(folder, shop.path.stem, clock.now())
    return made


def signing_key_of(shop: Path) -> bytes | None:
    """Give the public key of the newest incarnation of a shop file, None when it cannot be read."""
    query = "SELECT * FROM entry WHERE seq = 1 AND inc = (SELECT inc FROM entry ORDER BY n DESC LIMIT 1)"
    with suppress(sqlite3.Error), looking(shop) as connection:
        row = connection.execute(query).fetchone()
        return opening_key(Stored(*row)) if row is not None else None
    return None


def let_go(folder: Path, stem: str, now: datetime) -> None:
    """Delete old backups: all of two days stay, then the newest of each day for 30 days, then of each month."""
    backups = list(automatic_backups(folder, stem))
    kept = set(surviving((at for at, _ in backups), now.replace(tzinfo=None)))
    for at, path in backups:
        if at not in kept:
            with suppress(OSError):
                path.unlink()
                manifest_path(path).unlink(missing_ok=True)


def surviving(times: Iterable[datetime], now: datetime) -> list[datetime]:
    """Give the times of the backups that stay, newest first."""
    kept, taken = [], set[object]()
    for at in sorted(set(times), reverse=True):
        age = now - at
        place: object = at if age <= ALL_FOR else at.date() if age <= DAILY_FOR else (at.year, at.month)
        if place not in taken:
            taken.add(place)
            kept.append(at)
    return kept


def automatic_backups(folder: Path, stem: str) -> Iterator[tuple[datetime, Path]]:
    """Give the backups that `keep_backups` made of a shop file with this name, with their local times."""
    name = re.compile(re.escape(stem) + r"-(\d{8}-\d{6})(-\d+)?" + re.escape(SUFFIX))
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if (found := name.fullmatch(path.name)) is not None:
            with suppress(ValueError):
                yield datetime.strptime(found[1], _STAMP), path  # noqa: DTZ007  # names carry local time


def last_backup(folder: Path, stem: str) -> tuple[datetime, Path] | None:
    """Give the newest automatic backup."""
    return max(automatic_backups(folder, stem), default=None)


def _free_name(folder: Path, stem: str, now: datetime) -> Path:
    first = folder / f"{stem}-{now.strftime(_STAMP)}{SUFFIX}"
    path, number = first, 1
    while path.exists():
        number += 1
        path = first.with_name(f"{first.stem}-{number}{SUFFIX}")
    return path


def _refuse_existing(destination: Path) -> None:
    for path in (destination, manifest_path(destination)):
        if path.exists():
            raise UserError("{path} exists already. Nothing was changed. Choose another name.", path=str(path))


def _checked_head(path: Path) -> _Head:
    """Reopen a copy, check its pages and its whole chain with the signature of each head; give the newest head."""
    with looking(path) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != tables.APPLICATION_ID:
            raise UserError("This is no shop file of Comptoir. Nothing was changed.")
        damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise sqlite3.DatabaseError("malformed: " + damage)
        lines: dict[bytes, Line] = {}
        last: Stored | None = None
        keys = entry_keys(connection)
        heads = {key.inc: key for key in keys}
        for key, entry in read_entries(connection, keys):
            line = lines.setdefault(key.inc, Line(key.inc))
            sentence = entry if isinstance(entry, str) else line.follow(entry, signed=key == heads[key.inc])
            if sentence or isinstance(entry, str):
                raise UserError(
                    "The journal is damaged at entry {name}: {cause} Run verify on it, and keep the older backups.",
                    name=key.name,
                    cause=sentence,
                )
            last = entry
    if last is None or (key_of_head := lines[last.inc].public_key) is None:
        raise UserError("There is no journal in this file: it was never used as a shop.")
    return _Head(last.inc, last.seq, last.hash, len(keys), key_of_head)


def _vouching(backup: Path) -> Manifest | None:
    """Give the manifest beside a backup after checking the bytes against it."""
    try:
        manifest = read_manifest(backup)
    except (msgspec.MsgspecError, OSError) as error:
        raise UserError(
            "The note {name} beside the backup cannot be read. Nothing was restored. Take another backup.",
            name=manifest_path(backup).name,
        ) from error
    if manifest is None:
        return None
    if sha256_of(backup) != manifest.sha256 or (manifest.sig and not manifest.is_genuine()):
        raise UserError(
            "The backup {name} was changed since it was made. Nothing was restored. Take another backup.",
            name=backup.name,
        )
    return manifest


def _match(backup: Path, manifest: Manifest | None, head: _Head) -> None:
    if manifest is not None and (manifest.hash, manifest.pubkey) != (head.hash.hex(), head.public_key.hex()):
        raise UserError(
            "The note {name} belongs to another backup. Nothing was restored.", name=manifest_path(backup).name
        )


def _last_sale(path: Path) -> tuple[str, str]:
    with looking(path) as connection:
        row = connection.execute(
            "SELECT s.receipt, s.at FROM sale s JOIN entry e ON e.n = s.entry AND e.type IN ('sale', 'refund')"
            " ORDER BY s.n DESC LIMIT 1"
        ).fetchone()
    return (row[0], row[1]) if row else ("", "")


def _set_aside_log(destination: Path) -> None:
    """A log left by a lost shop file would be replayed into the restored one: SQLite cannot tell them apart."""
    for ending in ("-wal", "-shm", "-journal"):
        left = destination.with_name(destination.name + ending)
        if left.exists():
            left.replace(left.with_name(left.name + ".before-restore"))


@contextmanager
def _part(destination: Path) -> Iterator[Path]:
    """Give a temporary name beside the destination; whatever still bears it at the end is deleted."""
    part = destination.with_name(f".{destination.name}.{os.getpid()}.part")
    try:
        yield part
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                part.with_name(part.name + ending).unlink()


def _settle(part: Path, destination: Path) -> None:
    """Give a finished file its name, once its bytes are on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(destination)
    if os.name == "posix":
        folder = os.open(destination.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _told(destination: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _sentence(error, destination) from error


def _sentence(error: sqlite3.Error | OSError, destination: Path) -> UserError:
    folder, cause = str(destination.parent), str(error).lower()
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ENOSPC or "full" in cause:
        return UserError(
            "There is no room left in {folder}. No half copy was left. Free some space there, or choose another disk.",
            folder=folder,
        )
    if code in (errno.EACCES, errno.EPERM, errno.EROFS) or "readonly" in cause or "unable to open" in cause:
        return UserError("{folder} cannot be written. Nothing was made. Choose another folder.", folder=folder)
    if "malformed" in cause or "not a database" in cause:
        return UserError("The file is damaged or is no shop file: it cannot be copied. Nothing was made.")
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return UserError("The copy in {folder} failed ({reason}). Nothing was left of it.", folder=folder, reason=reason)
