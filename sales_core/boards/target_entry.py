"""Typing targets: what stands, how a year's amount falls over its months, and the plan of what was typed."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, cast

from sales_core.appdb.records import Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.forecast.seasons import YEARS_LEARNED, Seasons, learn_seasons
from sales_core.format import as_decimal
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.memo import kept
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Period, Right, Text, Viewer
from sales_core.loading.month_grid import (
    CellChange,
    MonthGrid,
    Node,
    PartSum,
    cell_changes,
    changed_rows,
    grid_file,
    month_grid,
    part_sums,
    put_over,
)
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

    @property
    def store(self) -> Any:
        """Versions."""


class DocumentCompany(LoadingCompany, Protocol):
    """The same with what writes workbooks."""

    @property
    def documents(self) -> Any:
        """Templates and other workbooks."""


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A value that a version changed."""

    version: Version
    change: CellChange


@dataclass(frozen=True, slots=True)
class TargetFile:
    """What a file makes of the targets that stand. `kept`: lines that it does not name, which stay as they are."""

    grids: tuple[MonthGrid, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class LineSeasons:
    """The learned seasons of a line; `is_company`: those of everything, because its own history is too short."""

    seasons: Seasons
    is_company: bool


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """The targets of one year and measure on one version, as `viewer` may type them."""

    workspace: LoadingCompany
    viewer: Viewer
    version: int
    year: int
    measure: str

    @property
    def dataset(self) -> Dataset:
        """The dataset that holds them."""
        return self.workspace.figures.catalogue.dataset(DATASET)

    def of(self, year: int, measure: str) -> TargetEntry:
        """Another year and measure."""
        return replace(self, year=year, measure=measure)

    def stated(self, year: int | None = None) -> MonthGrid:
        """What stands for a year, by default the entry's own. Raises NotAllowedError for who may not set targets."""
        demand(self.viewer, Right.UPLOAD)
        demand_unscoped(self.viewer, Right.UPLOAD)
        asked = year or self.year
        if not self.version:
            return month_grid(self.dataset, (), asked, self.measure, ORGANISATION)
        snapshot = self.workspace.store.snapshot(self.version)
        return cast("MonthGrid", kept(snapshot, (DATASET, asked, self.measure), lambda: self._read_stated(asked)))

    def _read_stated(self, year: int) -> MonthGrid:
        rows = (row for _, row in self.workspace.uploads.stated_rows(DATASET, self.version))
        return month_grid(self.dataset, rows, year, self.measure, ORGANISATION)

    def column_label(self, column: str) -> Text:
        """What a node column is called."""
        return self.dataset.column(column).label

    def name_column(self, level: str) -> str:
        """The column of names beside the codes of a level; empty where it has none of its own."""
        refs = (ref for ref in self.dataset.entities if ref.code == level and ref.name != level)
        return next((ref.name or "" for ref in refs), "")

    def names(self, level: str) -> dict[str, str]:
        """Code to name of what may stand at a level."""
        return dict(self.workspace.figures.names(level, self.version, self.viewer)) if self.version else {}

    def levels(self, grid: MonthGrid) -> dict[str, tuple[Node, ...]]:
        """The lines of each level, from the whole down; a line is of the dimension that it names last."""
        codes = {ref.name: ref.code for ref in self.dataset.entities if ref.name}
        found: dict[str, list[Node]] = {codes.get(name, name): [] for name in grid.columns}
        for node in grid.lines:
            last = grid.columns[max((at for at, text in enumerate(node) if text), default=0)]
            found[codes.get(last, last)].append(node)
        return {name: tuple(nodes) for name, nodes in found.items() if nodes}

    def weights(self) -> Sequence[Decimal]:
        """What each month of the year before brought of the measure, January first; zeros where nothing is known."""
        found = {month.month: value for month, value in self._monthly(Period.year(self.year - 1), ()).items()}
        return [found.get(month, Decimal(0)) for month in range(1, 13)]

    def seasons(self, columns: Sequence[str], node: Node) -> LineSeasons | None:
        """The seasons that the measure's whole months of the last three years show: the line's own, else everything's.

        None while there are not twelve whole months, or none that the viewer may see.
        """
        if not self.version:
            return None
        day = self.workspace.figures.as_of(self.version)
        last = Period.month_of(day + timedelta(days=1)).start - timedelta(days=1)
        span = Period(add_months(last.replace(day=1), 1 - 12 * YEARS_LEARNED), last)
        own = tuple(Filter(name, (value,)) for name, value in zip(columns, node, strict=True) if value)
        for filters in dict.fromkeys((own, ())):
            if not self.workspace.figures.supports(self.measure, [one.dimension for one in filters]):
                continue
            if found := learn_seasons(self._monthly(span, filters), last.replace(day=1)):
                return LineSeasons(found, is_company=not filters)
        return None

    def _monthly(self, period: Period, filters: tuple[Filter, ...]) -> Mapping[date, Decimal]:
        """The measure by first day of month; nothing for who may not see it."""
        query = Query((self.measure,), by=("month",), period=period, filters=filters)
        with suppress(NotAllowedError):
            result = self.workspace.figures.run(query, self.viewer, self.version or None)
            return {
                month: as_decimal(row[self.measure]) or Decimal(0)
                for row in result
                if isinstance(month := row["month"], date)
            }
        return {}

    def part_sums(self, grid: MonthGrid) -> list[PartSum]:
        """The lines that have parts, with what these add up to."""
        return part_sums(grid, ORGANISATION)

    def changes(self, grid: MonthGrid) -> list[CellChange]:
        """The values in which a grid differs from what stands."""
        return cell_changes(self.dataset, self.stated(), grid)

    def history(self) -> list[StatedChange]:
        """Every change of a value of this year and measure, newest first. Raises as `UploadHistory.stated_versions`."""
        found: list[StatedChange] = []
        before = month_grid(self.dataset, (), self.year, self.measure, ORGANISATION)
        for one in self.workspace.uploads.history.stated_versions(DATASET, self.viewer):
            after = month_grid(self.dataset, one.rows, self.year, self.measure, ORGANISATION)
            found += [StatedChange(one.version, change) for change in cell_changes(self.dataset, before, after)]
            before = after
        return sorted(found, key=lambda one: -one.version.id)


def read_target_file(entry: TargetEntry, name: str, content: bytes) -> TargetFile:
    """What a file makes of the targets that stand, of any year and measure. Raises NotAllowedError, RefusedError.

    Lines and months that it does not name stay as they are.
    """
    demand_unscoped(entry.viewer, Right.UPLOAD)
    answers = Answers(datasets={name: DATASET}, answers={name: _TYPED})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "targets"
        path.write_bytes(content)
        given = entry.workspace.uploads.read_typed(DATASET, (name, path), entry.viewer, answers)
    across = entry.dataset.month_columns
    if across is None:
        return TargetFile((), 0)
    usual = dict(entry.dataset.defaults).get(across.measure or "", "")
    keys = {(row[across.month].year, row.get(across.measure or "") or usual) for row in given.rows}
    grids: list[MonthGrid] = []
    stay = 0
    for year, measure in sorted(keys):
        stated = entry.of(year, measure).stated()
        rows = [_by_code(entry.dataset, row, stated.columns) for row in given.rows]
        read = month_grid(entry.dataset, rows, year, measure, ORGANISATION)
        months = {at for values in read.lines.values() for at, value in enumerate(values, start=1) if value is not None}
        grids.append(put_over(entry.dataset, stated, read, months | given.months))
        named = put_over(entry.dataset, replace(stated, lines={}), read, range(1, 13))
        stay += len(grids[-1].lines.keys() - named.lines.keys())
    return TargetFile(tuple(grids), stay)


def _by_code(dataset: Dataset, row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    """The row without the names beside codes, where the grid tells its lines apart by codes alone."""
    named = {ref.name for ref in dataset.entities if ref.name != ref.code and row.get(ref.code)} - set(columns)
    return {name: value for name, value in row.items() if name not in named}


def plan_targets(entry: TargetEntry, grids: Sequence[MonthGrid]) -> str:
    """The id of one plan that puts the grids, each of its year and measure, in the place of what stands.

    It is looked at and committed as any other. Raises UsageError when nothing changed, NotAllowedError.
    """
    rows = [
        row for grid in grids for row in changed_rows(entry.dataset, entry.of(grid.year, grid.measure).stated(), grid)
    ]
    body = grid_file(entry.dataset, rows)
    parts = dict.fromkeys(str(grid.year) for grid in grids) | dict.fromkeys(grid.measure for grid in grids)
    name = f"{'_'.join((DATASET, *parts))}.csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        answers = Answers(datasets={name: DATASET}, answers={name: _TYPED})
        return str(entry.workspace.uploads.plan([(name, path)], entry.viewer, answers).id)


def targets_workbook(company: DocumentCompany, viewer: Viewer, *, version: int, year: int, locale: str) -> bytes:
    """The targets of a year in a version as xlsx, a line a node and measure. Raises NotAllowedError."""
    entries = [TargetEntry(company, viewer, version, year, one) for one in target_measures(company.figures.catalogue)]
    stated = [entry.stated() for entry in entries]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "targets.xlsx"
        company.documents.month_sheet(DATASET, stated, out, locale)
        return out.read_bytes()
