"""Values by month as people type them: a line a node, twelve months across, for datasets whose months may stand so.

What is typed becomes a file of the dataset and is loaded as any other: with a preview, the period lock, and an undo.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text
from sales_core.kernel.units import CENT

Node = tuple[str, ...]
"""The values of the grid's node columns, empty where a line is for all of them."""
Months = tuple[Decimal | None, ...]
"""Twelve values from January to December; None where none is stated."""
NO_MONTHS: Months = (None,) * 12


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """The lines of one year and measure. `columns`: ids of the node columns, from the whole down."""

    columns: tuple[str, ...]
    year: int
    measure: str
    lines: Mapping[Node, Months]

    def total(self, node: Node) -> Decimal:
        """What a line adds up to."""
        return sum((value for value in self.lines[node] if value is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class PartSum:
    """What a line says of the year, and what the lines one level below it add up to."""

    node: Node
    own: Decimal
    parts: Decimal

    @property
    def gap(self) -> Decimal:
        """Its parts minus its own."""
        return self.parts - self.own


@dataclass(frozen=True, slots=True)
class CellChange:
    """A value that differs. `month`: 1 to 12; None = no value is stated."""

    node: Node
    month: int
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class _Layout:
    month: str
    value: str
    measure: str


def _layout(dataset: Dataset) -> _Layout:
    """The columns of month, value and measure. Raises UsageError for a dataset without them."""
    across = dataset.month_columns
    if across is None or across.measure is None:
        raise UsageError(Text("error.no_month_grid", {"dataset": dataset.id}))
    return _Layout(across.month, across.value, across.measure)


def node_columns(dataset: Dataset) -> tuple[str, ...]:
    """The columns that say for whom or what a value is."""
    layout = _layout(dataset)
    beside = {layout.month, layout.value, layout.measure}
    return tuple(column.id for column in dataset.columns if column.id not in beside)


def month_grid(
    dataset: Dataset, rows: Iterable[Mapping[str, Any]], year: int, measure: str, shown: Sequence[str]
) -> MonthGrid:
    """The grid of stated rows. Node columns are those of `shown`, and any other that a row of the measure fills."""
    layout, mine = _layout(dataset), []
    for row in rows:
        day = row.get(layout.month)
        if isinstance(day, date) and day.year == year and (row.get(layout.measure) or _usual(dataset)) == measure:
            mine.append(row)
    columns = tuple(name for name in node_columns(dataset) if name in shown or any(row.get(name) for row in mine))
    lines: dict[Node, list[Decimal | None]] = {}
    for row in mine:
        node = tuple(str(row.get(name) or "") for name in columns)
        value = row.get(layout.value)
        lines.setdefault(node, list(NO_MONTHS))[row[layout.month].month - 1] = None if value is None else Decimal(value)
    return MonthGrid(
        columns, year, measure, {node: tuple(values) for node, values in sorted(lines.items(), key=_coarse_first)}
    )


def _coarse_first(line: tuple[Node, object]) -> tuple[int, Node]:
    """A region or branch before its reps, and they before what is no part of the organisation."""
    node, _ = line
    return max((at for at, name in enumerate(node) if name), default=0), node


def _usual(dataset: Dataset) -> str:
    return dict(dataset.defaults).get(_layout(dataset).measure, "")


def grown(grid: MonthGrid, year: int, rate: Decimal) -> MonthGrid:
    """The same lines of another year, each value times 1 + `rate`, rounded to cents."""
    lines = {
        node: tuple(None if value is None else _cents(value * (1 + rate)) for value in values)
        for node, values in grid.lines.items()
    }
    return MonthGrid(grid.columns, year, grid.measure, lines)


def spread(total: Decimal, weights: Sequence[Decimal]) -> Months:
    """`total` over twelve months by `weights`; evenly where none is above zero. Adds up to `total` to the cent."""
    known = [max(weight, Decimal(0)) for weight in weights]
    if not any(known):
        known = [Decimal(1)] * 12
    whole, given, done = sum(known), Decimal(0), Decimal(0)
    parts: list[Decimal | None] = []
    for weight in known:
        done += weight
        upto = _cents(total * done / whole)
        parts.append(upto - given)
        given = upto
    return tuple(parts)


def part_sums(grid: MonthGrid, levels: Sequence[str]) -> list[PartSum]:
    """The lines that have lines one level below them, in the order of the grid.

    `levels`: node columns of which each lies inside the one before it. What else tells lines apart is equal in parts.
    """
    inside = [grid.columns.index(name) for name in levels if name in grid.columns]
    parts: dict[Node, Decimal] = {}
    for node in grid.lines:
        deepest = max((at for at, place in enumerate(inside) if node[place]), default=0)
        if deepest and node[inside[deepest - 1]]:
            whole = (*node[: inside[deepest]], "", *node[inside[deepest] + 1 :])
            parts[whole] = parts.get(whole, Decimal(0)) + grid.total(node)
    return [PartSum(node, grid.total(node), parts[node]) for node in grid.lines if node in parts]


def cell_changes(dataset: Dataset, before: MonthGrid, after: MonthGrid) -> list[CellChange]:
    """The values that differ, line by line; nodes under the columns of both grids, in the order of the dataset."""
    columns = _columns_of(dataset, before, after)
    old, new = under_columns(before, columns).lines, under_columns(after, columns).lines
    return [
        CellChange(node, month, was, now)
        for node in sorted(old.keys() | new.keys())
        for month, (was, now) in enumerate(
            zip(old.get(node, NO_MONTHS), new.get(node, NO_MONTHS), strict=True), start=1
        )
        if was != now
    ]


def put_over(dataset: Dataset, stated: MonthGrid, given: MonthGrid, months: Collection[int]) -> MonthGrid:
    """The stated lines with the given ones in their place, in `months` (1 to 12) only; lines not given stay."""
    columns = _columns_of(dataset, stated, given)
    lines = dict(under_columns(stated, columns).lines)
    for node, values in under_columns(given, columns).lines.items():
        stood = lines.get(node, NO_MONTHS)
        lines[node] = tuple(
            new if month in months else old for month, (old, new) in enumerate(zip(stood, values, strict=True), start=1)
        )
    filled = {node: values for node, values in lines.items() if any(value is not None for value in values)}
    return MonthGrid(columns, stated.year, stated.measure, filled)


def _columns_of(dataset: Dataset, *grids: MonthGrid) -> tuple[str, ...]:
    shown = {name for grid in grids for name in grid.columns}
    return tuple(name for name in node_columns(dataset) if name in shown)


def changed_rows(dataset: Dataset, before: MonthGrid, after: MonthGrid) -> list[dict[str, Any]]:
    """Rows of every partition in which a value changed, whole, so that they take the place of what stood there.

    A partition left without a value states 0 for what it held: a load replaces, it does not delete.
    """
    layout = _layout(dataset)
    columns = _columns_of(dataset, before, after)
    before, after = under_columns(before, columns), under_columns(after, columns)
    kept = [name for name in dataset.partition if name in columns]
    rows: list[dict[str, Any]] = []
    for month in range(12):
        old, new = _by_partition(before, kept, month), _by_partition(after, kept, month)
        for partition in sorted(old.keys() | new.keys()):
            was, now = old.get(partition, {}), new.get(partition, {})
            if was == now:
                continue
            for node, value in (now or dict.fromkeys(was, Decimal(0))).items():
                row = {layout.month: date(after.year, month + 1, 1), layout.measure: after.measure, layout.value: value}
                rows.append({**row, **{name: text for name, text in zip(after.columns, node, strict=True) if text}})
    return rows


def under_columns(grid: MonthGrid, columns: tuple[str, ...]) -> MonthGrid:
    """The same lines under more columns, which they leave empty, in the order given."""
    lines = {
        tuple(_value(grid, node, name) if name in grid.columns else "" for name in columns): months
        for node, months in grid.lines.items()
    }
    return MonthGrid(columns, grid.year, grid.measure, lines)


def _value(grid: MonthGrid, node: Node, column: str) -> str:
    return node[grid.columns.index(column)]


def _by_partition(grid: MonthGrid, kept: Sequence[str], month: int) -> dict[Node, dict[Node, Decimal]]:
    found: dict[Node, dict[Node, Decimal]] = {}
    for node, values in grid.lines.items():
        value = values[month]
        if value is not None:
            found.setdefault(tuple(_value(grid, node, name) for name in kept), {})[node] = value
    return found


def grid_file(dataset: Dataset, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as a file of the dataset (CSV under its column ids). Raises UsageError when nothing changed."""
    if not rows:
        raise UsageError(Text("error.nothing_typed"))
    names = [column.id for column in dataset.columns if any(column.id in row for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_written(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _written(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return format(value, "f") if isinstance(value, Decimal) else str(value or "")


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
