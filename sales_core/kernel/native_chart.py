"""A chart as an office program draws it itself, so that it stays editable where it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sales_core.kernel.units import Unit


class NativeForm(StrEnum):
    """The kinds of chart that office programs have and that the cockpit's forms come down to."""

    BARS = "bars"
    """Lying, in the order given from the top."""
    STACKED_BARS = "stacked_bars"
    COLUMNS = "columns"
    STACKED_COLUMNS = "stacked_columns"
    LINES = "lines"
    DOTS = "dots"
    """A dot a point, at `at` and `values`."""


AxisEnds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """One series: a value a category, None for none. Colours are `#rrggbb`.

    `labels` are written at the points, "" for none; `colours` are those of single points, else `colour` holds for all.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    labels: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    at: tuple[float | None, ...] = ()
    is_strong: bool = False
    is_dashed: bool = False
    is_unseen: bool = False
    """Whether it only carries the series above it."""


@dataclass(frozen=True, slots=True)
class NativeChart:
    """Series over shared categories; `unit` is that of the values, `unit_at` that of the places of dots.

    `titles` name the two axes of dots. `limits` are the ends of the axis of values, `limits_at` those of the places of
    dots; None for the program's own choice.
    """

    form: NativeForm
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    unit: Unit = Unit.MONEY
    unit_at: Unit = Unit.MONEY
    titles: tuple[str, str] = ("", "")
    limits: AxisEnds = (None, None)
    limits_at: AxisEnds = (None, None)

    @property
    def is_filled(self) -> bool:
        """Whether there is anything to draw."""
        return any(value is not None for series in self.series for value in series.values)


@dataclass(frozen=True, slots=True)
class NativeCell:
    """A text on a ground; an empty colour leaves the ground as it is."""

    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class NativeTable:
    """A tinted table: what a form becomes that office programs have no chart for."""

    header: tuple[str, ...]
    rows: tuple[tuple[NativeCell, ...], ...]
