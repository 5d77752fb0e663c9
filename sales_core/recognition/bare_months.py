"""Months headed by their numbers alone, and the column beside them that states the year of each row."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow.compute as pc

from sales_core.recognition.column_types import SAMPLE
from sales_core.recognition.grid import Grid, Shape
from sales_core.recognition.header_names import normalise_text
from sales_core.recognition.months import follow_each_other, month_number, named_period, year_header
from sales_core.recognition.numbers import read_number
from sales_core.recognition.sum_words import may_label_sum

_MONTHS = 12
_NUMBER = re.compile(r"\d{1,2}(?:\.0)?")


def holds_years(grid: Grid, start: int, column: int) -> bool:
    """Whether every cell of a column below table row `start` is a year, sum labels apart."""
    texts = pc.unique(grid.columns[column].slice(start).drop_null().slice(0, SAMPLE)).to_pylist()
    stated = [text for text in texts if text.strip() and not may_label_sum(text)]
    return bool(stated) and all(year_header(text.removesuffix(".0")) for text in stated)


def adds_up(grid: Grid, start: int, column: int, months: Sequence[int]) -> bool:
    """Whether a column is the sum of the months in every row, and no year: 2025 may be either."""
    for row in range(start, min(grid.height, start + SAMPLE)):
        cells = grid.row(row)
        if cells[column].strip():
            parts = [read_number(cells[month])[0] or 0 for month in months if cells[month].strip()]
            if not parts or sum(parts) != read_number(cells[column])[0]:
                return False
    return True


def numbered_months(
    parts: Sequence[Sequence[str]], shapes: Sequence[Shape], title: str, *, has_year: bool
) -> dict[int, int]:
    """Column → month, of headers 1 to 12 that follow each other; empty where they may be anything else.

    Without a column of years all twelve have to be there. A number above 12 makes them days of a month, and so may a
    title that names one. `title`: normalised.
    """
    texts = {column: normalise_text(own[-1]) for column, own in enumerate(parts) if own and shapes[column] != "text"}
    found = {column: month_number(text) for column, text in texts.items() if _NUMBER.fullmatch(text)}
    months = {column: number for column, number in found.items() if number is not None}
    if len(months) < len(found) or not follow_each_other(list(months.values())):
        return {}
    stated = named_period(title)
    may_be_days = stated is not None and stated.days > 1
    return months if has_year or (len(months) == _MONTHS and not may_be_days) else {}
