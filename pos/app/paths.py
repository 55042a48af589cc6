"""Where this machine keeps the shop file, its own secrets, backups and logs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

APP = "Comptoir"
SHOP_FILE = "shop.comptoir"


class Places(NamedTuple):
    """The folders of the till; `machine` holds keys and fences and is never copied along with a shop file."""

    data: Path
    machine: Path
    backups: Path
    logs: Path

    @property
    def shop(self) -> Path:
        """The shop file that opens when none is named."""
        return self.data / SHOP_FILE


def places(data_dir: str | None = None) -> Places:
    """Give the system's standard folders, or those inside `data_dir`."""
    if data_dir is not None:
        data = Path(data_dir).expanduser().absolute()
        return Places(data, data / "machine", data / "backups", data / "logs")
    import platformdirs  # noqa: PLC0415  # not needed when the folder is named

    data = platformdirs.user_data_path(APP, appauthor=False)
    machine = platformdirs.user_state_path(APP, appauthor=False) / "machine"
    return Places(data, machine, data / "backups", platformdirs.user_log_path(APP, appauthor=False))
