"""A published month: protected figures only, rounded, never changed again."""

from __future__ import annotations

import msgspec

REST = "~"
"""The key of what is gathered because too little stands in it alone."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sector, commune or aisle: turnover in CHF minor units rounded to 100 francs; all None where protected."""

    key: str
    sales_minor: int | None = None
    members: int | None = None
    complete_bp: int | None = None
    """Part of the tills that were heard after the month."""
    name: str = ""
    """As the chamber writes it, where the key is none of ours."""


class Row(msgspec.Struct, frozen=True):
    """A commune over all sectors' columns; None where protected."""

    key: str
    cells: tuple[int | None, ...]


class Crossed(msgspec.Struct, frozen=True):
    """Communes by sectors, turnover in CHF minor units rounded to 100 francs."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Median(msgspec.Struct, frozen=True):
    """What a member in the middle of its sector sold, for the members of that sector alone."""

    sector: str
    minor: int
    members: int


class Month(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All of a month; what is None is protected, parts are basis points."""

    month: str
    published_on: str
    network: int
    """Members of the network, whether they share or not."""
    members: int
    """Members that share."""
    tills: int = 0
    complete_bp: int = 0
    sales_minor: int | None = None
    active: int | None = None
    tickets: int | None = None
    basket_mean_minor: int | None = None
    basket_median_minor: int | None = None
    complementary_bp: int | None = None
    complementary_members: int | None = None
    notes_bp: int | None = None
    electronic_bp: int | None = None
    network_minor: int | None = None
    network_bp: int | None = None
    buyers_bp: int | None = None
    """Part of the turnover of members that note their buyers."""
    local_bp: int | None = None
    origin_bp: int | None = None
    """Part of the turnover whose origin is noted."""
    ess_made_bp: int | None = None
    sectors: tuple[Line, ...] = ()
    communes: tuple[Line, ...] = ()
    aisles: tuple[Line, ...] = ()
    crossed: Crossed = Crossed()
    medians: tuple[Median, ...] = ()

    @property
    def values(self) -> list[int | None]:
        """Every cell that is published or protected."""
        tiles = [self.sales_minor, self.tickets, self.basket_median_minor, self.complementary_bp, self.notes_bp,
                 self.electronic_bp, self.network_bp, self.local_bp, self.ess_made_bp]  # fmt: skip
        lines = [line.sales_minor for table in (self.sectors, self.communes, self.aisles) for line in table]
        return [*tiles, *lines, *(cell for row in self.crossed.rows for cell in row.cells)]

    @property
    def cells(self) -> int:
        """How many cells its tables have."""
        return len(self.values)

    @property
    def suppressed(self) -> int:
        """How many of them are protected."""
        return sum(value is None for value in self.values)

    def public(self) -> Month:
        """Give what anybody may read: all but the medians, which are for the members of a sector."""
        return msgspec.structs.replace(self, medians=())
