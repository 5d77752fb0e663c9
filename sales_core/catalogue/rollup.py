"""What the rows of a dataset are summed up to, so that a question reads fewer of them. Pure declarations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class RollupGrain(StrEnum):
    """The span of time that one row of a rollup sums."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class RollupSum:
    """One summed column: the sum of the column `of` over the rows where `where` holds; without `of`, their number.

    `where`: SQL over columns of the dataset's resolved rows; empty = every row. No row to sum makes 0, never NULL.
    """

    name: str
    of: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Rollup:
    """One table: a row for each day or month and each combination of `keys`, columns of the dataset's resolved rows.

    `only_if_short`: stored only where it has less than a third as many rows as there are lines; else it is a view of
    the lines, with the same columns.
    """

    table: str
    grain: RollupGrain
    keys: tuple[str, ...]
    only_if_short: bool = False

    @property
    def days(self) -> tuple[str, ...]:
        """The columns that date a row, the finest first."""
        return ("date", "month") if self.grain is RollupGrain.DAY else ("month",)


@dataclass(frozen=True, slots=True)
class RollupSet:
    """The rollups of one dataset, from the smallest, and the columns that all of them sum."""

    sums: tuple[RollupSum, ...] = ()
    tables: tuple[Rollup, ...] = ()

    def columns(self, rollup: Rollup) -> tuple[str, ...]:
        """The columns of one of the rollups, in order."""
        return (*rollup.days, *rollup.keys, *(one.name for one in self.sums))

    def smallest(self, columns: Iterable[str]) -> Rollup | None:
        """The smallest rollup that has the columns; None when none has them all."""
        wanted = set(columns)
        return next((one for one in self.tables if wanted <= {*self.columns(one)}), None)


NO_ROLLUPS = RollupSet()


def lines_view(dataset_id: str) -> str:
    """The view that shows the resolved rows of a dataset with rollups together with the summed columns."""
    return f"{dataset_id}_lines"
