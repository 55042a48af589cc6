"""Every sentence a person reads, in the language of the shop.

The source strings are English. The window installs Qt's translator here, so that documents and
services can word things without importing Qt; the commands read the same translations from the file
that translators edit. `pyside6-lupdate` finds `tr(...)` and `UserError(...)`.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from pos.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.domain.errors import UserError


_LANGUAGE_NAMES = ("COMPTOIR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a terminal says its language, the first one set wins."""


class _Speaker:
    """Holds the translator in force; English until one is installed."""

    translate: Callable[[str], str] = staticmethod(lambda text: text)


def speak(translate: Callable[[str], str]) -> None:
    """Install the translator: source sentence in, sentence of the shop's language out."""
    _Speaker.translate = staticmethod(translate)


def speak_as_the_terminal() -> None:
    """Speak the language of the terminal, from `COMPTOIR_LANGUAGE` or the locale; English when it is not ours."""
    wanted = next((os.environ[name] for name in _LANGUAGE_NAMES if os.environ.get(name)), "")
    language = wanted[:2].lower()
    speak(lambda text: read_sentences(language).get(text, text))


@cache
def read_sentences(language: str) -> dict[str, str]:
    """Give the finished translations into a language (two letters), empty when there is no such language."""
    path = RESOURCES / "translations" / f"comptoir_{language}.ts"
    if not path.is_file():
        return {}
    from xml.etree import ElementTree as Tree  # noqa: PLC0415 - English needs no parser

    messages = Tree.parse(path).iter("message")  # noqa: S314 - our own file
    return {message.findtext("source", ""): message.findtext("translation", "") for message in messages}


def tr(text: str, /, **values: object) -> str:
    """Give the sentence in the shop's language, its `{names}` filled with `values`."""
    said = _Speaker.translate(text)
    return said.format(**values) if values else said


def explain(error: UserError) -> str:
    """Give an error's sentence in the shop's language."""
    return _Speaker.translate(error.text).format(**error.values)
