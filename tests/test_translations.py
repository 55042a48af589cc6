"""French is complete: every sentence of the source has one, with the same fields, in the file Qt reads."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from pos.wording import read_sentences, speak, speak_as_the_terminal, tr

ROOT = Path(__file__).parent.parent
SOURCES = [ROOT / "main.py", *sorted((ROOT / "pos").rglob("*.py")), *sorted((ROOT / "sync").rglob("*.py"))]
SAYS = {"tr", "UserError", "LinkError", "AwayError", "ShutError"}
FIELD = re.compile(r"\{(\w*)\}")


def sentences_of(path: Path) -> set[str]:
    """Give the literal first arguments of all that words something for a person."""
    said = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            first = node.args[0]
            if name in SAYS and isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                said.add(first.value)
    return said


def test_every_sentence_has_its_french() -> None:
    french = read_sentences("fr")
    missing = {f"{path.name}: {text}" for path in SOURCES for text in sentences_of(path) if not french.get(text)}
    assert missing == set()


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    said = set().union(*(sentences_of(path) for path in SOURCES))
    assert set(read_sentences("fr")) - said == set()


@pytest.mark.parametrize("language", ["fr"])
def test_translations_keep_the_fields_of_their_source(language: str) -> None:
    broken = {
        source
        for source, said in read_sentences(language).items()
        if sorted(FIELD.findall(source)) != sorted(FIELD.findall(said))
        or source[-1].isspace() != said[-1].isspace()
        or source[0].isspace() != said[0].isspace()
    }
    assert broken == set()


def test_french_keeps_its_spaces() -> None:
    broken = {said for said in read_sentences("fr").values() if re.search(r"\w [:;!?»]|« |«\w|\w»", said)}
    assert broken == set()


def test_qt_reads_the_same_sentences(qapp: object) -> None:
    """The compiled file is made with `pyside6-lrelease` from the one that translators edit."""
    from PySide6.QtCore import QTranslator  # noqa: PLC0415  # the other tests here need no Qt

    compiled = QTranslator()
    assert compiled.load("comptoir_fr", str(ROOT / "resources" / "translations"))
    stale = {source for source, said in read_sentences("fr").items() if compiled.translate("", source) != said}
    assert stale == set()


def test_a_terminal_in_french_is_answered_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTOIR_LANGUAGE", "fr_CH.UTF-8")
    try:
        speak_as_the_terminal()
        assert tr("Nothing is lost") == "Rien n’est perdu"
        monkeypatch.setenv("COMPTOIR_LANGUAGE", "rm")
        speak_as_the_terminal()
        assert tr("Nothing is lost") == "Nothing is lost"
    finally:
        speak(lambda text: text)
