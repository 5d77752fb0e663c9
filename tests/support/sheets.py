"""Workbooks that the product wrote, as the tests look into them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def first_sheet(source: Path | BytesIO) -> Worksheet:
    """The sheet that a workbook opens with."""
    sheet = openpyxl.load_workbook(source).active
    assert isinstance(sheet, Worksheet)
    return sheet
