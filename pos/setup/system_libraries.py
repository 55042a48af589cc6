"""Shared libraries that Qt expects from a Linux system, and the packages that bring them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.errors import UserError
from pos.setup.system_packages import FONTS, Package, install_line, offer
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OFFSCREEN = "offscreen"
SCREEN = "screen"
USB = "usb"


class Library(NamedTuple):
    """One shared library, what it is needed for, and the package that holds it."""

    soname: str
    use: str
    package: Package


LIBRARIES = (
    Library("libEGL.so.1", OFFSCREEN, Package("libegl1", "libglvnd-egl", "libglvnd")),
    Library("libGL.so.1", OFFSCREEN, Package("libgl1", "libglvnd-glx", "libglvnd")),
    Library("libX11.so.6", OFFSCREEN, Package("libx11-6", "libX11", "libx11")),
    Library("libdbus-1.so.3", OFFSCREEN, Package("libdbus-1-3", "dbus-libs", "dbus")),
    Library("libfontconfig.so.1", OFFSCREEN, Package("libfontconfig1", "fontconfig", "fontconfig")),
    Library("libfreetype.so.6", OFFSCREEN, Package("libfreetype6", "freetype", "freetype2")),
    Library("libglib-2.0.so.0", OFFSCREEN, Package("libglib2.0-0", "glib2", "glib2")),
    Library("libgthread-2.0.so.0", OFFSCREEN, Package("libglib2.0-0", "glib2", "glib2")),
    Library("libxkbcommon.so.0", OFFSCREEN, Package("libxkbcommon0", "libxkbcommon", "libxkbcommon")),
    Library("libgssapi_krb5.so.2", OFFSCREEN, Package("libgssapi-krb5-2", "krb5-libs", "krb5")),
    Library("libxcb-cursor.so.0", SCREEN, Package("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor")),
    Library("libxcb-icccm.so.4", SCREEN, Package("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm")),
    Library("libxcb-image.so.0", SCREEN, Package("libxcb-image0", "xcb-util-image", "xcb-util-image")),
    Library("libxcb-keysyms.so.1", SCREEN, Package("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms")),
    Library("libxcb-randr.so.0", SCREEN, Package("libxcb-randr0", "libxcb", "libxcb")),
    Library(
        "libxcb-render-util.so.0", SCREEN, Package("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil")
    ),
    Library("libxcb-shape.so.0", SCREEN, Package("libxcb-shape0", "libxcb", "libxcb")),
    Library("libxcb-shm.so.0", SCREEN, Package("libxcb-shm0", "libxcb", "libxcb")),
    Library("libxcb-sync.so.1", SCREEN, Package("libxcb-sync1", "libxcb", "libxcb")),
    Library("libxcb-util.so.1", SCREEN, Package("libxcb-util1", "xcb-util", "xcb-util")),
    Library("libxcb-xfixes.so.0", SCREEN, Package("libxcb-xfixes0", "libxcb", "libxcb")),
    Library("libxcb-xkb.so.1", SCREEN, Package("libxcb-xkb1", "libxcb", "libxcb")),
    Library("libxkbcommon-x11.so.0", SCREEN, Package("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11")),
    Library("libX11-xcb.so.1", SCREEN, Package("libx11-xcb1", "libX11-xcb", "libx11")),
    Library("libusb-1.0.so.0", USB, Package("libusb-1.0-0", "libusb1", "libusb")),
)

# In a child: loading graphics libraries here would slow the till and may start their threads.
_PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


def unloadable(sonames: Iterable[str]) -> set[str]:
    """Say which of these shared libraries this system cannot load."""
    probe = [sys.executable, "-I", "-c", _PROBE, *sonames]
    done = subprocess.run(probe, capture_output=True, text=True, timeout=60, check=False)
    return set(done.stdout.split())


def missing_libraries(uses: Sequence[str] = (OFFSCREEN, SCREEN)) -> list[Library]:
    """Give the libraries needed for these uses that the system lacks; always none outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = [library for library in LIBRARIES if library.use in uses]
    absent = unloadable(library.soname for library in wanted)
    return [library for library in wanted if library.soname in absent]


def has_fonts(folders: Sequence[Path] | None = None) -> bool:
    """Say whether there is any outline font to draw text with."""
    if not sys.platform.startswith("linux"):
        return True
    home = Path("~").expanduser()
    places = folders or [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
    return any(next(place.rglob(f"*.{kind}"), None) for place in places for kind in ("ttf", "otf", "ttc"))


def missing_packages(uses: Sequence[str] = (OFFSCREEN, SCREEN)) -> list[Package]:
    """Give the system packages to install so that Qt starts and can draw text."""
    packages = list(dict.fromkeys(library.package for library in missing_libraries(uses)))
    return packages if has_fonts() else [*packages, FONTS]


def provide_libraries(uses: Sequence[str] = (OFFSCREEN, SCREEN)) -> bool:
    """Install what Qt lacks, or print the line that does; say whether nothing is missing any more."""
    packages = missing_packages(uses)
    if not packages:
        return True
    return offer(packages, why=tr("The screen needs libraries that this system lacks.")) and not missing_packages(uses)


def explain_import_failure(error: ImportError) -> UserError | None:
    """Turn a shared library that is not there into the sentence that gets it; None for any other failure."""
    if ".so" not in str(error):
        return None
    packages = missing_packages()
    if not packages:
        return None
    return UserError(
        "The screen needs libraries that this system lacks. Please run: {line}", line=install_line(packages)
    )
