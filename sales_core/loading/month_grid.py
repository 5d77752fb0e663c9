"""Values by month as people type them: a line a node, twelve months across, for datasets whose months may stand so.

What is typed becomes a file of the dataset and is loaded as any other: with a preview, the period lock, and an undo.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
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
class Gap:
    """A line whose parts add up to something else."""

    node: Node
    own: Decimal
    parts: Decimal


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
    return MonthGrid(columns, year, measure, {node: tuple(values) for node, values in sorted(lines.items())})


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


def gaps(grid: MonthGrid, levels: Sequence[str]) -> list[Gap]:
    """The lines whose next level below is there and adds up to something else, where all else is equal.

    `levels`: node columns of which each lies inside the one before it.
    """
    inside = [name for name in levels if name in grid.columns]
    found = []
    for node in grid.lines:
        deepest = max((at for at, name in enumerate(inside) if _value(grid, node, name)), default=-1)
        if deepest + 1 >= len(inside):
            continue
        below = inside[deepest + 1]
        parts = [
            grid.total(other)
            for other in grid.lines
            if other != node and _value(grid, other, below) and _is_part(grid, node, other, inside[: deepest + 1])
        ]
        if parts and sum(parts) != grid.total(node):
            found.append(Gap(node, grid.total(node), sum(parts, Decimal(0))))
    return found


def _value(grid: MonthGrid, node: Node, column: str) -> str:
    return node[grid.columns.index(column)]


def _is_part(grid: MonthGrid, node: Node, other: Node, above: Sequence[str]) -> bool:
    """Whether a line lies one level below another: the same above, and nothing further down."""
    inside = {name for name in grid.columns if _value(grid, other, name)}
    own = {name for name in grid.columns if _value(grid, node, name)}
    return len(inside - own) == 1 and all(_value(grid, node, name) == _value(grid, other, name) for name in above)


def changed_rows(dataset: Dataset, before: MonthGrid, after: MonthGrid) -> list[dict[str, Any]]:
    """Rows of every partition in which a value changed, whole, so that they take the place of what stood there.

    A partition left without a value states 0 for what it held: a load replaces, it does not delete.
    """
    layout = _layout(dataset)
    columns = tuple(name for name in node_columns(dataset) if name in {*before.columns, *after.columns})
    before, after = _over(before, columns), _over(after, columns)
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


def _over(grid: MonthGrid, columns: tuple[str, ...]) -> MonthGrid:
    """The same lines under more columns, which they leave empty."""
    lines = {
        tuple(_value(grid, node, name) if name in grid.columns else "" for name in columns): months
        for node, months in grid.lines.items()
    }
    return MonthGrid(columns, grid.year, grid.measure, lines)


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
