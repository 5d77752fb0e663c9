"""Sheets of a workbook that show another sheet's figures again: a summary, a pivot, a copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sales_core.format import exact
from sales_core.formats.cells import RawSheet
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.recognition.document_heads import JOINED
from sales_core.recognition.grid import Grid
from sales_core.recognition.numbers import read_number
from sales_core.recognition.reading import Answers, TableReading

REPEATS = "repeats"
#: A larger sheet is no summary; a copy of so few rows, or one number alone, may be chance.
_MOST_ROWS, _FEWEST_ROWS, _FEWEST_SUMMED = 5_000, 3, 2
_CENT = Decimal("0.011")
Sums = Mapping[str, Decimal]


def leave_out_repeats(
    tables: Sequence[TableReading], sheets: Sequence[RawSheet], answers: Answers
) -> list[TableReading]:
    """The tables; one whose sums are those of others is left out and says so, unless somebody has said what it is."""
    found = list(tables)
    for place, table in enumerate(found):
        others = [one for one in found if one.sheet != table.sheet and one.rows_file is not None]
        if not others or answers.dataset(table.key) or table.omitted in ("chosen", "skipped_before", REPEATS, JOINED):
            continue
        repeated = _repeated(table, others, [one for one in sheets if one.name == table.sheet])
        if repeated:
            found[place] = _left_out(table, *repeated)
    return found


def _repeated(
    table: TableReading, others: Sequence[TableReading], sheets: Sequence[RawSheet]
) -> tuple[str, Decimal] | None:
    """Whose figures the table repeats, and one of them."""
    for names, rows, sums in _groups(others):
        if table.rows_file is None:
            stated = (total for sheet in sheets for total in _column_totals(sheet))
            same = next((total for total in stated for held in sums.values() if _equal(total, held)), None)
        else:
            is_copy = table.rows == rows >= _FEWEST_ROWS and names == table.dataset
            is_summary = _FEWEST_SUMMED <= table.rows < rows
            same = _all_among(table.sums, sums) if is_summary or is_copy else None
        if same is not None:
            return ", ".join(one.sheet for one in others if one.dataset == names), same
    return None


def _groups(others: Sequence[TableReading]) -> Iterable[tuple[str, int, Sums]]:
    """Dataset, rows and sums of all its tables together, then of each alone."""
    for dataset in dict.fromkeys(one.dataset for one in others if one.dataset):
        mine = [one for one in others if one.dataset == dataset]
        for tables in (mine, *([one] for one in mine if len(mine) > 1)):
            names = dict.fromkeys(name for one in tables for name in one.sums)
            yield dataset, sum(one.rows for one in tables), {name: _sum(tables, name) for name in names}


def _sum(tables: Iterable[TableReading], name: str) -> Decimal:
    return sum((one.sums.get(name, Decimal(0)) for one in tables), Decimal(0))


def _all_among(mine: Sums, theirs: Sums) -> Decimal | None:
    """The largest of the sums when every one that is not 0 is among those of others."""
    stated = [value for value in mine.values() if value]
    if not stated or not all(any(_equal(value, held) for held in theirs.values()) for value in stated):
        return None
    return max(stated, key=abs)


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(other) >= 1 and abs(one - other) < _CENT


def _column_totals(sheet: RawSheet) -> Iterable[Decimal]:
    """Per column of numbers its sum, and the sum without the last row, which may be the total."""
    grid = Grid(sheet)
    if grid.height > _MOST_ROWS:
        return
    for column in grid.columns:
        read = (read_number(text)[0] for text in column.to_pylist() if text and text.strip())
        numbers = [value for value in read if value is not None]
        if numbers:
            yield sum(numbers, Decimal(0))
            yield sum(numbers[:-1], Decimal(0))


def _left_out(table: TableReading, others: str, amount: Decimal) -> TableReading:
    place = Place(table.file, table.sheet)
    problem = Problem(
        "W_SHEET_REPEATS", Severity.WARNING, place, table.sheet, {"others": others, "amount": exact(amount)}
    )
    return replace(
        table, dataset=None, rows=0, rows_file=None, omitted=REPEATS, problems=(problem,), questions=(), risks=()
    )
