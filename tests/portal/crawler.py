"""Programs of others that read pages as crawlers do: extruct for what is in them, rdflib for JSON-LD by itself."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

_EXTRACT = """
import json, sys
import extruct
found = extruct.extract(sys.stdin.read(), base_url=sys.argv[1], syntaxes=["json-ld", "opengraph"], errors="strict")
print(json.dumps(found))
"""
_TRIPLES = """
import json, sys
from rdflib import Graph
graph = Graph().parse(data=sys.stdin.read(), format="json-ld")
print(json.dumps([[str(part) for part in triple] for triple in graph]))
"""


def found_in(page: str, address: str) -> dict[str, list[dict[str, Any]]]:
    """Give what extruct finds in a page, by kind: json-ld, opengraph."""
    found: dict[str, list[dict[str, Any]]] = json.loads(_run(_EXTRACT, page, address))
    return found


def triples(document: bytes) -> set[tuple[str, str, str]]:
    """Give what a document of JSON-LD says, as rdflib understands it, without fetching anything."""
    return {(a, b, c) for a, b, c in json.loads(_run(_TRIPLES, document.decode()))}


def _run(program: str, text: str, *arguments: str) -> str:
    python = os.environ.get("EXTRUCT_PYTHON", "")
    if not python:
        pytest.skip(os.environ.get("EXTRUCT_ABSENT") or "EXTRUCT_PYTHON does not name the Python that has extruct")
    done = subprocess.run(
        [python, "-I", "-X", "utf8", "-c", program, *arguments],
        input=text, encoding="utf-8", capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
