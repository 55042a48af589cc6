"""Every sentence a person reads, in the language of the shop.

The source strings are English. The window installs Qt's translator here, so that documents and
services can word things without importing Qt. `pyside6-lupdate` finds `tr(...)` and `UserError(...)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.domain.errors import UserError


class _Speaker:
    """Holds the translator in force; English until one is installed."""

    translate: Callable[[str], str] = staticmethod(lambda text: text)


def speak(translate: Callable[[str], str]) -> None:
    """Install the translator: source sentence in, sentence of the shop's language out."""
    _Speaker.translate = staticmethod(translate)


def tr(text: str, /, **values: object) -> str:
    """Give the sentence in the shop's language, its `{names}` filled with `values`."""
    said = _Speaker.translate(text)
    return said.format(**values) if values else said


def explain(error: UserError) -> str:
    """Give an error's sentence in the shop's language."""
    return _Speaker.translate(error.text).format(**error.values)
