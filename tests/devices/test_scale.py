"""The scale: its answers byte by byte, the simulated one on a serial line, and the thread that asks it."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

import pytest

from pos.devices.scale import ScaleSettings, ScaleThread, Toledo8217, check_scale, read_reply
from pos.domain.errors import UserError
from pos.domain.weighing import NO_SCALE, Reading, ScaleState
from tests.devices.bench import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pos.app.demo_scale import DemoScale

TOLEDO = ScaleSettings("toledo8217", "COM3")


@pytest.mark.parametrize(
    ("reply", "reading"),
    [
        (b"01.250", Reading(ScaleState.STABLE, 1250)),
        (b"00.486", Reading(ScaleState.STABLE, 486)),
        (b"00.486N", Reading(ScaleState.STABLE, 486, own_tare=True)),
        (b"12.3", Reading(ScaleState.STABLE, 12_300)),
        (b"\xb0\xb1.250", Reading(ScaleState.STABLE, 1250)),  # the parity bit, kept by some adapters
        (b"?\x01", Reading(ScaleState.MOTION)),
        (b"?\x02", Reading(ScaleState.OVER_CAPACITY)),
        (b"?\x03", Reading(ScaleState.OVER_CAPACITY)),
        (b"?\x04", Reading(ScaleState.UNDER_ZERO)),
        (b"?\x05", Reading(ScaleState.UNDER_ZERO)),
        (b"?\x10", Reading(ScaleState.SILENT)),
        (b"?\x40", Reading(ScaleState.SILENT)),
        (b"-1.250", Reading(ScaleState.SILENT)),
        (b"1.25O", Reading(ScaleState.SILENT)),
        (b"1e2", Reading(ScaleState.SILENT)),
        (b"", Reading(ScaleState.SILENT)),
    ],
)
def test_an_answer_is_a_stable_weight_or_the_reason_why_there_is_none(reply: bytes, reading: Reading) -> None:
    assert read_reply(reply) == reading


def test_a_scale_without_a_port_is_refused() -> None:
    with pytest.raises(UserError, match="Enter the port"):
        check_scale(ScaleSettings("toledo8217", " "))


def test_a_port_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(UserError, match="The scale on /dev/no-scale-here does not answer"):
        Toledo8217("/dev/no-scale-here")


@pytest.fixture
def toledo(scale: DemoScale) -> Iterator[Toledo8217]:
    """The till's end of the serial line."""
    line = Toledo8217(scale.port)
    yield line
    line.close()


def test_the_simulated_scale_gives_its_weight(scale: DemoScale, toledo: Toledo8217) -> None:
    scale.put(1250)

    assert toledo.read() == Reading(ScaleState.STABLE, 1250)


def test_the_simulated_scale_in_motion_gives_no_weight(scale: DemoScale, toledo: Toledo8217) -> None:
    scale.put(1250, stable=False)

    assert toledo.read().state is ScaleState.MOTION


@pytest.mark.parametrize(("grams", "state"), [(15_005, ScaleState.OVER_CAPACITY), (-5, ScaleState.UNDER_ZERO)])
def test_the_simulated_scale_out_of_its_range(
    scale: DemoScale, toledo: Toledo8217, grams: int, state: ScaleState
) -> None:
    scale.put(grams)

    assert toledo.read().state is state


def test_the_simulated_scale_says_that_its_own_tare_is_set(scale: DemoScale, toledo: Toledo8217) -> None:
    scale.put(125)
    scale.tare()
    scale.put(610)

    assert toledo.read() == Reading(ScaleState.STABLE, 485, own_tare=True)


def test_the_thread_tells_each_change_once(scale: DemoScale) -> None:
    told: list[Reading] = []
    thread = ScaleThread(ScaleSettings("toledo8217", scale.port), told.append, pace_s=0.01)
    thread.start()
    try:
        eventually(lambda: told == [Reading(ScaleState.STABLE, 0)])
        scale.put(485)
        eventually(lambda: told[-1] == Reading(ScaleState.STABLE, 485))
    finally:
        thread.close()

    assert told.count(Reading(ScaleState.STABLE, 485)) == 1


class Line:
    """A scale that answers from a list; its last answer stays, None is a line that is lost."""

    def __init__(self, answers: list[Reading | None]) -> None:
        self._answers = answers
        self.closed = False

    def read(self) -> Reading:
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if answer is None:
            raise UserError("The scale on {port} does not answer.", port="x")
        return answer

    def close(self) -> None:
        self.closed = True


def ask(
    answers: list[list[Reading | None]], scale: ScaleSettings = TOLEDO
) -> tuple[ScaleThread, Callable[[], Reading], list[Line]]:
    """Start a thread on a fake scale; give it, what waits for its next word, and the lines it opened."""
    told: queue.Queue[Reading] = queue.Queue()
    opened: list[Line] = []

    def opener(_scale: ScaleSettings) -> Line:
        opened.append(Line(answers.pop(0) if len(answers) > 1 else answers[0]))
        return opened[-1]

    thread = ScaleThread(scale, told.put, pace_s=0.001, retry_s=0.001, opener=opener)
    thread.start()
    return thread, lambda: told.get(timeout=5), opened


STABLE, SILENT = Reading(ScaleState.STABLE, 500), Reading(ScaleState.SILENT)


def test_one_lost_answer_is_not_a_silent_scale() -> None:
    thread, told, _ = ask([[STABLE, SILENT, SILENT, STABLE, Reading(ScaleState.STABLE, 600)]])

    assert [told(), told()] == [STABLE, Reading(ScaleState.STABLE, 600)]
    thread.close()


def test_a_scale_that_stays_mute_is_silent() -> None:
    thread, told, _ = ask([[STABLE, SILENT]])

    assert [told(), told()] == [STABLE, SILENT]
    thread.close()


def test_a_line_that_was_lost_is_opened_again() -> None:
    thread, told, opened = ask([[STABLE, None], [STABLE]])

    assert [told(), told(), told()] == [STABLE, SILENT, STABLE]
    assert opened[0].closed
    thread.close()


def test_another_scale_is_used_from_now_on_and_none_says_so() -> None:
    thread, told, opened = ask([[STABLE]])
    told()

    thread.configure(ScaleSettings())

    assert told() == NO_SCALE
    assert opened[0].closed
    thread.configure(ScaleSettings("toledo8217", "COM4"))
    assert told() == STABLE
    thread.close()
