"""Rows of any dataset, made from what it declares."""

from __future__ import annotations

from datetime import date

from sales_core.catalogue.dataset import Dataset, DatasetColumn, ValueKind


def sample_row(dataset: Dataset, day: str = "2026-05-04", **given: object) -> dict[str, object]:
    """One row with the example of every column, dated `day`; `given` replaces values."""
    row: dict[str, object] = {column.id: _example(column) for column in dataset.columns if _example(column) != ""}
    if dataset.period is not None:
        row[dataset.period] = day[:7] if dataset.column(dataset.period).kind is ValueKind.MONTH else day
    return row | given


def changed_row(dataset: Dataset, day: str = "2026-05-04", **given: object) -> dict[str, object]:
    """The same row with other numbers: a correction of it."""
    numbers = {ValueKind.MONEY: 7, ValueKind.QUANTITY: 7}
    other: dict[str, object] = {column.id: numbers[column.kind] for column in dataset.columns if column.kind in numbers}
    if not other or set(other).isdisjoint({one.column for one in dataset.headlines}):
        texts = [
            c
            for c in dataset.columns
            if c.kind is ValueKind.DATE and c.id not in {*dataset.primary_key, dataset.period}
        ]
        other |= {column.id: "2026-01-31" for column in texts}
    return sample_row(dataset, day, **other | given)


def _example(column: DatasetColumn) -> object:
    if column.choices:
        return column.choices[0][0]
    if column.kind is ValueKind.FLAG:
        return "true"
    if column.kind is ValueKind.PERCENT and column.example:
        return float(column.example.rstrip("%")) / 100
    if column.kind is ValueKind.DATE and column.example:
        return date.fromisoformat(column.example).isoformat()
    return column.example
