"""Scanners that type like a keyboard, and people who type."""

from __future__ import annotations

import pytest

from pos.devices.scanner import Verdict, Wedge, fix_layout

CODE = "7610000000011"
STX = "\x02"


def play(wedge: Wedge, text: str, step_ms: float, *, start_ms: float = 1000) -> list[Verdict]:
    """Type the text at a pace, the window ticking when due; give what was settled."""
    settled: list[Verdict] = []
    time_ms = start_ms
    for char in text:
        due_ms = wedge.due_ms
        if due_ms is not None and due_ms + 1 < time_ms:
            settled.append(wedge.tick(due_ms + 1))
        settled.append(wedge.feed(time_ms, char))
        time_ms += step_ms
    return [verdict for verdict in settled if verdict.kind != "pending"]


def silence(wedge: Wedge) -> Verdict:
    assert wedge.due_ms is not None
    return wedge.tick(wedge.due_ms + 1)


def scanned(verdicts: list[Verdict]) -> list[str]:
    return [verdict.text for verdict in verdicts if verdict.kind == "scan"]


def typed(verdicts: list[Verdict]) -> str:
    return "".join(verdict.typed for verdict in verdicts)


@pytest.mark.parametrize("step_ms", [2, 8, 20, 34])
def test_a_fast_text_ended_by_return_is_one_scan_and_nothing_is_typed(step_ms: float) -> None:
    verdicts = play(Wedge(), CODE + "\r", step_ms)

    assert scanned(verdicts) == [CODE]
    assert typed(verdicts) == ""
    assert verdicts[0].pace_ms == pytest.approx(step_ms)


@pytest.mark.parametrize("step_ms", [60, 140])
@pytest.mark.parametrize("text", ["pain\r", "confiture\r", "401234\r", CODE + "\r"])
def test_what_a_person_types_reaches_the_field_unchanged(text: str, step_ms: float) -> None:
    verdicts = play(Wedge(), text, step_ms)

    assert scanned(verdicts) == []
    assert typed(verdicts) == text


def test_a_short_fast_text_is_typing() -> None:
    assert typed(play(Wedge(), "4011\r", 20)) == "4011\r"


def test_the_least_length_can_be_lowered() -> None:
    assert scanned(play(Wedge(min_length=4), "4011\r", 8)) == ["4011"]


def test_a_key_held_down_is_not_a_scan() -> None:
    assert typed(play(Wedge(), "00000000\r", 30)) == "00000000\r"


def test_a_scan_in_the_middle_of_typing_leaves_the_typing_alone() -> None:
    wedge = Wedge()

    verdicts = [
        *play(wedge, "pom", 140),
        *play(wedge, CODE + "\r", 8, start_ms=2000),
        *play(wedge, "me\r", 140, start_ms=3000),
    ]

    assert scanned(verdicts) == [CODE]
    assert typed(verdicts) == "pomme\r"


def test_a_scanner_without_return_is_ended_by_silence() -> None:
    wedge = Wedge()

    assert play(wedge, CODE, 8) == []
    assert silence(wedge).text == CODE
    assert wedge.due_ms is None


def test_a_character_delayed_by_a_busy_machine_stays_in_the_scan() -> None:
    wedge = Wedge()

    play(wedge, CODE[:8], 8, start_ms=0)
    verdicts = play(wedge, CODE[8:] + "\r", 8, start_ms=7 * 8 + 50)

    assert scanned(verdicts) == [CODE]


def test_line_feed_after_return_does_not_press_enter() -> None:
    verdicts = play(Wedge(), CODE + "\r\n", 8)

    assert scanned(verdicts) == [CODE]
    assert typed(verdicts) == ""


def test_return_that_comes_after_the_silence_does_not_press_enter() -> None:
    wedge = Wedge()
    play(wedge, CODE, 8, start_ms=0)
    last_ms = 12 * 8
    assert silence(wedge).kind == "scan"

    assert wedge.feed(last_ms + 100, "\r").kind == "pending"


def test_enter_pressed_by_the_cashier_after_a_scan_passes() -> None:
    wedge = Wedge()
    play(wedge, CODE + "\r", 8, start_ms=0)

    assert wedge.feed(500, "\r") == Verdict("typed", typed="\r")


def test_enter_that_comes_before_any_tick_is_given_with_the_scan() -> None:
    wedge = Wedge()
    play(wedge, CODE, 8, start_ms=0)

    verdict = wedge.feed(900, "\r")

    assert (verdict.kind, verdict.text, verdict.typed) == ("scan", CODE, "\r")


def test_a_label_read_twice_in_one_gesture_counts_once() -> None:
    wedge = Wedge()

    verdicts = play(wedge, CODE + "\r", 2, start_ms=0) + play(wedge, CODE + "\r", 2, start_ms=200)

    assert scanned(verdicts) == [CODE]
    assert typed(verdicts) == ""
    assert scanned(play(wedge, CODE + "\r", 2, start_ms=1000)) == [CODE]


def test_two_different_labels_in_a_row_are_two_scans() -> None:
    wedge = Wedge()

    verdicts = play(wedge, CODE + "\r", 2, start_ms=0) + play(wedge, "76100000\r", 2, start_ms=100)

    assert scanned(verdicts) == [CODE, "76100000"]


@pytest.mark.parametrize("step_ms", [2, 60, 140])
def test_with_a_prefix_the_pace_does_not_matter(step_ms: float) -> None:
    verdicts = play(Wedge(prefix=STX), STX + "4011\r", step_ms)

    assert scanned(verdicts) == ["4011"]
    assert typed(verdicts) == ""


def test_with_a_prefix_typing_is_never_held_back() -> None:
    wedge = Wedge(prefix=STX)

    assert [wedge.feed(2 * i, char).typed for i, char in enumerate("pain\r")] == list("pain\r")
    assert wedge.due_ms is None


def test_a_prefix_with_nothing_after_it_is_forgotten() -> None:
    wedge = Wedge(prefix=STX)
    play(wedge, STX + "40", 8)

    assert silence(wedge) == Verdict("typed", typed="40")
    assert wedge.feed(9000, "a") == Verdict("typed", typed="a")


@pytest.mark.parametrize(
    "wrong",
    ["è-&àààààààà&&", "è§&àààààààà&&", "/&+========++", "&^!))))))))!!"],
)
def test_digits_written_by_another_keyboard_layout_are_read_back(wrong: str) -> None:
    assert fix_layout(wrong) == CODE
    assert scanned(play(Wedge(), wrong + "\r", 8)) == [CODE]


@pytest.mark.parametrize("text", ["è-&àààààààà&é", "confiture", "à la carte", CODE, "https://a.ch/?q=1&b=(2)"])
def test_text_that_hides_no_code_is_left_as_it_is(text: str) -> None:
    assert fix_layout(text) == text


def test_the_mark_of_the_kind_of_barcode_is_dropped() -> None:
    assert scanned(play(Wedge(), "]E0" + CODE + "\r", 8)) == [CODE]
