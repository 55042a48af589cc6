"""Labels as ZPL: the text to the letter, and pictures of it by an independent renderer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from msgspec.structs import replace
from PySide6.QtGui import QImage

from pos.documents.label import Label, product_label
from pos.documents.label_formats import ROLLS
from pos.documents.zpl import to_zpl
from tests.documents.label_samples import BREAD, DAY, JAR, JUICE, SOAP, STRANGE, WEIGHED, all_labels

GOLDEN = Path(__file__).parent / "golden" / "labels_57x32.zpl"
RENDERER = "zpl-renderer-js"
RENDER = """
const fs = require("node:fs");
const { ready } = require("zpl-renderer-js");
const [source, target, width, height, dpmm] = process.argv.slice(1);
ready.then(async ({ api }) => {
  const made = await api.zplToBase64MultipleAsync(fs.readFileSync(source, "utf8"), +width, +height, +dpmm);
  made.forEach((image, place) => fs.writeFileSync(`${target}/${place}.png`, Buffer.from(image, "base64")));
  process.exit(0);
});
"""


def shelf(product: object = BREAD) -> Label:
    return product_label(product, "shelf", on=DAY)  # type: ignore[arg-type]


def test_the_job_is_this_text_to_the_letter() -> None:
    job = to_zpl([shelf(), shelf(), shelf(JUICE), WEIGHED, JAR], ROLLS["57x32"]).decode()

    assert job == GOLDEN.read_text(encoding="utf-8")


def test_the_same_label_several_times_is_a_quantity() -> None:
    job = to_zpl([shelf()] * 3 + [JAR] + [shelf()] * 10_000, ROLLS["57x32"]).decode()

    assert re.findall(r"\^PQ(\d+)", job) == ["3", "1", "9999", "1"]


@pytest.mark.parametrize(("dpi", "width", "height"), [(203, 456, 256), (300, 673, 378)])
def test_sizes_are_in_dots(dpi: int, width: int, height: int) -> None:
    job = to_zpl([JAR], ROLLS["57x32"], dpi).decode()

    assert f"^PW{width}\n^LL{height}\n" in job


@pytest.mark.parametrize(
    ("code", "command"),
    [
        ("7610000000011", r"\^BEN,\d+,N,N\^FD761000000001\^FS"),
        ("76104008", r"\^B8N,\d+,N,N\^FD7610400\^FS"),
        ("17610000000018", r"\^BCN,\d+,N,N,N\^FH\^FD>;17610000000018\^FS"),
        ("A^B>7", r"\^BCN,\d+,N,N,N\^FH\^FD>:A_5EB>07\^FS"),
    ],
)
def test_each_kind_of_code_has_its_command(code: str, command: str) -> None:
    job = to_zpl([shelf(replace(BREAD, barcodes=(code,)))], ROLLS["100x50"]).decode()

    assert len(re.findall(command, job)) == 1


def test_a_name_gives_no_orders_to_the_printer() -> None:
    evil = replace(STRANGE, name="a^XZ~JA_\\b\x10\u00a0é", plu="")
    job = to_zpl([shelf(evil)], ROLLS["57x32"]).decode()

    assert "^FDa_5EXZ_7EJA_5F_5Cb  é^FS" in job
    assert job.count("^XZ") == 1
    assert "~" not in job


def test_text_is_cut_where_a_block_of_one_line_would_print_over_itself() -> None:
    long = replace(SOAP, producer="Atelier de savonnerie du quartier des Grottes " * 3)
    job = to_zpl([shelf(long)], ROLLS["57x32"]).decode()

    assert re.search(r"\^FDAtelier [^^]{10,60}…\^FS", job)


@pytest.fixture(scope="module")
def renderer() -> dict[str, str]:
    """Give the environment in which node finds the renderer."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("No node here: Debian's package npm brings it.")
    folders = [os.environ.get("NODE_PATH", "")]
    folders.append(subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False).stdout.strip())
    found = next((folder for folder in folders if folder and (Path(folder) / RENDERER).is_dir()), None)
    if found is None:
        pytest.skip(f"No {RENDERER} here: npm install -g {RENDERER}@3.4.0")
    return {**os.environ, "NODE_PATH": found}


@pytest.mark.parametrize(("key", "dpi", "dpmm"), [("57x32", 203, 8), ("100x50", 300, 12), ("40x30", 203, 8)])
def test_an_independent_renderer_prints_codes_that_read_back(
    key: str, dpi: int, dpmm: int, renderer: dict[str, str], tmp_path: Path
) -> None:
    roll = ROLLS[key]
    # This renderer does not know EAN-8 (^B8).
    labels = [label for label in all_labels() if len(label.code) != 8]
    (tmp_path / "job.zpl").write_bytes(to_zpl(labels, roll, dpi))

    node = shutil.which("node")
    assert node is not None
    subprocess.run(
        [node, "-e", RENDER, str(tmp_path / "job.zpl"), str(tmp_path), str(roll.width), str(roll.height), str(dpmm)],
        check=True,
        env=renderer,
        timeout=60,
    )

    for place, label in enumerate(labels):
        image = QImage(str(tmp_path / f"{place}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
        view = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
        read = [found.text for found in zxingcpp.read_barcodes(view)]
        shown = "^BEN" in (job := to_zpl([label], roll, dpi).decode()) or "^BCN" in job
        assert read == ([label.code] if shown else []), label
