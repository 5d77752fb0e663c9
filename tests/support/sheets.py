"""Workbooks that the product wrote, as the tests look into them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet


def first_sheet(source: Path | BytesIO) -> Worksheet:
    """The sheet that a workbook opens with."""
    sheet = openpyxl.load_workbook(source).active
    assert isinstance(sheet, Worksheet)
    return sheet


def sheet_rows(path: Path) -> list[list[object]]:
    """The cells of the first sheet as written, row by row."""
    sheet = openpyxl.load_workbook(path, read_only=True).active
    assert isinstance(sheet, ReadOnlyWorksheet)
    return [list(row) for row in sheet.iter_rows(values_only=True)]
