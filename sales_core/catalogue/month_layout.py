"""A layout of sheets that a dataset declares: months that run across. Pure declarations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """A layout with months across: the columns that receive the month, the value, and the measure named above it."""

    month: str
    value: str
    measure: str | None = None
    words: tuple[str, ...] = ()
    """Words in a title or header that say what the values are, beside the dataset's subject words."""
    goods_measure: str = ""
    """The measure of values in a unit of goods: pieces, cases."""

    @property
    def filled(self) -> tuple[str, str]:
        """The month and the value column."""
        return (self.month, self.value)
