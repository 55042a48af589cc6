"""Label paper that shops buy, as data: sheets of A4 and rolls. All in millimetres."""

from __future__ import annotations

from typing import NamedTuple

from pos.domain.errors import UserError

A4 = (210.0, 297.0)
EDGE = 5.0
"""Office printers print no closer to the edge of the paper."""
INSIDE = 1.8


class Sheet(NamedTuple):
    """A sheet of A4: columns and rows of labels of one size, the first one's corner, the gaps between them."""

    key: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0
    cut: bool = False
    """Plain paper: thin lines show where to cut."""

    @property
    def places(self) -> int:
        """How many labels one sheet has."""
        return self.columns * self.rows

    @property
    def margins(self) -> tuple[float, float]:
        """Keep this free inside every label, across and down: what a printer cannot reach is on none of them."""
        return max(INSIDE, EDGE - self.left), max(INSIDE, EDGE - self.top)

    def corner(self, place: int) -> tuple[float, float]:
        """Give the top left corner of a label, numbered from 0 along the rows."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.gap_x), self.top + row * (self.height + self.gap_y)


SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet("3x8", 3, 8, 70, 37, 0, 0.5),
        Sheet("3x7", 3, 7, 63.5, 38.1, 7.21, 15.15, gap_x=2.54),
        Sheet("4x10", 4, 10, 48.5, 25.4, 8, 21.5),
        Sheet("5x13", 5, 13, 38.1, 21.2, 4.67, 10.7, gap_x=2.54),
        Sheet("2x4", 2, 4, 99.1, 67.7, 4.65, 13.1, gap_x=2.5),
        Sheet("strip", 3, 7, 66, 38, 6, 15.5, cut=True),
    )
}
"""The formats sold everywhere, and strips of plain paper for 38 mm shelf rails."""


class Roll(NamedTuple):
    """A label on a roll."""

    key: str
    width: float
    height: float


ROLLS = {
    roll.key: roll
    for roll in (
        Roll("57x32", 57, 32),
        Roll("51x25", 51, 25),
        Roll("40x30", 40, 30),
        Roll("70x38", 70, 38),
        Roll("100x50", 100, 50),
    )
}
ROLL_MARGIN = 1.5


def sheet_of(key: str) -> Sheet:
    """Give a sheet by its name."""
    if key not in SHEETS:
        raise UserError("«{key}» is not a format of labels. Choose one of {known}.", key=key, known=", ".join(SHEETS))
    return SHEETS[key]


def roll_of(key: str) -> Roll:
    """Give a roll by its name."""
    if key not in ROLLS:
        raise UserError("«{key}» is not a format of labels. Choose one of {known}.", key=key, known=", ".join(ROLLS))
    return ROLLS[key]
