"""One figure as it is carried to whoever shows it: value, unit, and whether there is a value at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sales_core.kernel.query import Value
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit


class FigureState(StrEnum):
    """Whether a figure has a value to show."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    """There is a value, and the data does not tell it (no file for the period)."""
    NONE = "none"
    """Not defined here: nothing to divide by, no target."""
    MASKED = "masked"
    """The viewer may not see it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit and state; `reason` says why there is none to show. Only a known figure has a value."""

    value: Value
    unit: Unit
    state: FigureState = FigureState.KNOWN
    reason: Text | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.state is FigureState.KNOWN):
            raise ValueError(f"a figure that is {self.state} with the value {self.value!r}")

    @classmethod
    def of(cls, value: Value, unit: Unit, reason: Text | None = None) -> Figure:
        """A known figure, or one that is not defined, for `reason`, when `value` is None."""
        return cls(value, unit) if value is not None else cls(None, unit, FigureState.NONE, reason)

    @property
    def is_withheld(self) -> bool:
        """Whether there is a value that is not shown: it is not known, or not for the viewer."""
        return self.state is FigureState.UNKNOWN or self.state is FigureState.MASKED
