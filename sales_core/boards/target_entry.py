"""Typing targets: what stands, how a year's amount falls over its months, and the plan of what was typed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.format import as_decimal
from sales_core.kernel.query import Query
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Period, Right, Text, Viewer
from sales_core.loading.month_grid import Gap, MonthGrid, changed_rows, gaps, grid_file, month_grid
from sales_core.loading.rights import demand_unscoped
from sales_core.recognition.reading import Answers
from sales_core.semantic.service import MetricService

DATASET = "targets"
#: What a grid says of itself: its amounts stand for what they say.
_TYPED = {"amount_unit": "1"}


def target_measures(catalogue: Catalogue) -> tuple[str, ...]:
    """Ids of the measures that targets may be set for; each is the metric that it is set for too."""
    across = catalogue.dataset(DATASET).month_columns
    return tuple(name for name, _ in catalogue.dataset(DATASET).column(across.measure or "").choices) if across else ()


class LoadingCompany(Protocol):
    """The services that typing needs; the workspace has them."""

    @property
    def figures(self) -> MetricService:
        """Metrics."""

    @property
    def uploads(self) -> Any:
        """Loads."""


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """The targets of one year and measure on one version, as `viewer` may type them."""

    workspace: LoadingCompany
    viewer: Viewer
    version: int
    year: int
    measure: str

    def stated(self, year: int | None = None) -> MonthGrid:
        """What stands for a year, by default the entry's own. Raises NotAllowedError for who may not set targets."""
        demand(self.viewer, Right.UPLOAD)
        demand_unscoped(self.viewer, Right.UPLOAD)
        kind = self.workspace.figures.catalogue.dataset(DATASET)
        rows = (row for _, row in self.workspace.uploads.stated_rows(DATASET, self.version)) if self.version else ()
        return month_grid(kind, rows, year or self.year, self.measure, ORGANISATION)

    def column_label(self, column: str) -> Text:
        """What a node column is called."""
        return self.workspace.figures.catalogue.dataset(DATASET).column(column).label

    def weights(self) -> Sequence[Decimal]:
        """What each month of the year before brought of the measure, January first; zeros where nothing is known."""
        before = Period.year(self.year - 1)
        result = self.workspace.figures.run(
            Query((self.measure,), by=("month",), period=before), self.viewer, self.version or None
        )
        found = {
            month.month: as_decimal(row[self.measure]) or Decimal(0)
            for row in result
            if isinstance(month := row["month"], date)
        }
        return [found.get(month, Decimal(0)) for month in range(1, 13)]

    def gaps(self, grid: MonthGrid) -> list[Gap]:
        """Lines whose parts add up to something else."""
        return gaps(grid, ORGANISATION)

    def plan(self, after: MonthGrid) -> str:
        """The id of a plan that puts `after` in the place of what stands; it is looked at and committed as any other.

        Raises UsageError when nothing changed, NotAllowedError.
        """
        kind = self.workspace.figures.catalogue.dataset(DATASET)
        body = grid_file(kind, changed_rows(kind, self.stated(), after))
        name = f"{DATASET}_{self.year}_{self.measure}.csv"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(body)
            answers = Answers(datasets={name: DATASET}, answers={name: _TYPED})
            return str(self.workspace.uploads.plan([(name, path)], self.viewer, answers).id)
