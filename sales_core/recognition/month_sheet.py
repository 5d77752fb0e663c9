"""A workbook with months across, as people edit it: it reads back to the values that were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from sales_core.catalogue.dataset import Dataset
from sales_core.i18n import Locale
from sales_core.recognition.templates import choice_word

_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A line of the sheet: the values of the node columns, the measure, twelve values from January (None: empty)."""

    node: tuple[str, ...]
    measure: str
    values: tuple[Decimal | None, ...]


def write_month_sheet(
    dataset: Dataset, path: Path, locale: Locale, *, year: int, columns: Sequence[str], lines: Sequence[MonthLine]
) -> None:
    """Writes the xlsx at `path`: node columns and measure under their labels, months as `2026-01`.

    `columns`: ids of the node columns. Amounts are numbers with every digit they are stated with, as far as a
    spreadsheet holds them (15 digits). The dataset has months across with a measure.
    """
    layout = dataset.month_columns
    measure = layout.measure if layout and layout.measure else ""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#E8EDF4", "bottom": 1})
    text, amount = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0.00##"})
    sheet = book.add_worksheet(dataset.label.in_(locale)[:31])
    names = (*columns, measure)
    sheet.freeze_panes(1, len(names))
    for at, name in enumerate(names):
        sheet.set_column(at, at, 14, text)
        sheet.write_string(0, at, dataset.column(name).label.in_(locale), head)
    for month in _MONTHS:
        at = len(names) + month - 1
        sheet.set_column(at, at, 13, amount)
        sheet.write_string(0, at, f"{year}-{month:02d}", head)
    stored = dict(dataset.column(measure).choices)
    for row, line in enumerate(lines, start=1):
        word = choice_word(stored.get(line.measure, ()), line.measure, locale)
        for at, value in enumerate((*line.node, word)):
            sheet.write_string(row, at, value, text)
        for at, number in enumerate(line.values, start=len(names)):
            if number is not None:
                sheet.write_number(row, at, float(number), amount)
    book.close()
