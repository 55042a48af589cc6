"""The start reads no source of the modules it imports: Qt is kept from it, and the seam it is kept by still exists."""

from __future__ import annotations

import subprocess
import sys

ASK = """
import linecache
import pos.app.till
import shibokensupport.feature as feature
import pos.app.counter, sqlalchemy
read = [name for name in linecache.cache if "sqlalchemy" in name and name.endswith(".py")]
print(len(read), feature.pyside_feature_dict["sqlalchemy"], feature.pyside_feature_dict["pos.ui.main_window"])
"""


def test_no_source_is_read_when_the_till_imports_its_modules() -> None:
    told = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["0", "-1", "0"]
