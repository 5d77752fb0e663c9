"""Rows as comma-separated text: figures in full, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal

from sales_core.format import Form, text
from sales_core.i18n import DEFAULT_LOCALE
from sales_core.kernel.figure import Figure


def records_csv(rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]) -> bytes:
    """Rows as CSV: `columns` maps the key in a row to its header. UTF-8 with a byte-order mark, which spreadsheets
    need to see Chinese.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([_cell(header) for header in columns.values()])
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, Figure):
        # The signs of values that are withheld are the same in every language.
        return text(value, Form.FULL, DEFAULT_LOCALE) if value.is_withheld else _cell(value.value)
    if isinstance(value, Decimal):
        return format(value, "f")
    # A text that begins like a formula would be run by the spreadsheet that opens the file.
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value
