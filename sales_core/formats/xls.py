"""Reads xls workbooks (BIFF 2 to 8) with xlrd, a parser in plain Python that no file can make abort the process."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import xlrd
from xlrd.compdoc import CompDoc
from xlrd.sheet import Sheet
from xlrd.xldate import xldate_as_datetime

from sales_core.formats.batch import CellBatch, CellKind, escape, money_styles
from sales_core.formats.cells import RawSheet
from sales_core.formats.numberformats import named_currency
from sales_core.formats.numbers import float_text
from sales_core.formats.refusal import Refusal
from sales_core.formats.sheet import SheetLayout, join_sheet
from sales_core.kernel.settings import Limits

_KEPT_MERGES = 10_000
_SECTOR_SHIFTS = (9, 12)
_EMPTY = frozenset({xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK})
_HALF_SECOND = timedelta(microseconds=500_000)
_NEARLY_MIDNIGHT = 999_000
XlsCell = tuple[int, int, int, str]
"""1-based row and column, kind (a currency's, too), raw text."""


@dataclass(frozen=True, slots=True)
class XlsReading:
    """The visible sheets, and the names of the hidden ones."""

    sheets: list[RawSheet]
    hidden: list[str]


class _Silence(io.TextIOBase):
    """Where xlrd writes what it finds odd. The process that reads may open no file for writing, not even nothing."""

    def write(self, text: str, /) -> int:
        return len(text)


def read_xls(path: Path, *, file: str, limits: Limits) -> XlsReading:
    """Every visible worksheet.

    Raises Refusal: E_ENCRYPTED, E_MACRO, E_FORMAT for a container of something else, E_CORRUPT.
    """
    data = path.read_bytes()
    with _Silence() as log:
        try:
            _check_header(data)
            _check_container({node.name.casefold() for node in CompDoc(data, log).dirlist})
            # Hidden rows and columns, merges and date formats are only told together with the formatting.
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=log)
            visible = [sheet for sheet in book.sheets() if not sheet.visibility]
            hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
            return XlsReading([_sheet(sheet, file, limits) for sheet in visible], hidden)
        except Refusal:
            raise
        except Exception as error:
            if "encrypted" in str(error):
                raise Refusal("E_ENCRYPTED") from error
            raise Refusal("E_CORRUPT", value=f"{type(error).__name__}: {error}") from error


def _check_header(data: bytes) -> None:
    """A container that claims more allocation sectors than it has was cut or forged; xlrd would read what is left."""
    (shift,), (tables,) = struct.unpack_from("<H", data, 30), struct.unpack_from("<L", data, 44)
    if shift not in _SECTOR_SHIFTS or tables > len(data) >> shift:
        raise Refusal("E_CORRUPT", value=f"FAT {tables}")


def _check_container(names: set[str]) -> None:
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise Refusal("E_ENCRYPTED")
    if not names & {"workbook", "book"}:
        kind = "doc" if "worddocument" in names else "ppt" if "powerpoint document" in names else "ole"
        raise Refusal("E_FORMAT", value=kind)
    if "_vba_project_cur" in names:
        raise Refusal("E_MACRO", value="VBA")


def _sheet(sheet: Sheet, file: str, limits: Limits) -> RawSheet:
    merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    around = SheetLayout(
        tuple(row + 1 for row, info in sorted(sheet.rowinfo_map.items()) if info.hidden),
        tuple(column + 1 for column, info in sorted(sheet.colinfo_map.items()) if info.hidden),
        tuple(merges[:_KEPT_MERGES]),
        len(merges),
    )
    money, currencies = _money(sheet.book)
    cells = list(_cells(sheet, money))
    batch = CellBatch(
        np.array([row for row, _, _, _ in cells], dtype=np.int64),
        np.array([column for _, column, _, _ in cells], dtype=np.int64),
        np.array([kind for _, _, kind, _ in cells], dtype=np.uint8),
        pa.array([text for _, _, _, text in cells], pa.string()),
    )
    nothing = pa.array([], pa.string())
    return join_sheet(
        [batch],
        nothing,
        file=file,
        name=sheet.name,
        is_1904=False,
        around=around,
        limits=limits,
        currencies=currencies,
    )


def _money(book: xlrd.Book) -> tuple[dict[int, int], tuple[str, ...]]:
    """Index of a cell's format → kind of its numbers, where it names a currency, and the currencies."""
    codes = {number: found.format_str for number, found in book.format_map.items()}
    return money_styles({at: named_currency(codes.get(xf.format_key, "")) for at, xf in enumerate(book.xf_list)})


def _cells(sheet: Sheet, money: Mapping[int, int]) -> Iterator[XlsCell]:
    for row in range(sheet.nrows):
        values = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        for column, (kind, value) in enumerate(values, start=1):
            if kind not in _EMPTY and value != "":
                content, text = _content(kind, value, sheet.book.datemode)
                if money and content is CellKind.NUMBER:
                    yield row + 1, column, money.get(sheet.cell_xf_index(row, column - 1), content), text
                else:
                    yield row + 1, column, content, text


def _content(kind: int, value: Any, date_mode: int) -> tuple[CellKind, str]:
    if kind == xlrd.XL_CELL_TEXT:
        return CellKind.TEXT, escape(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return CellKind.BOOL, "1" if value else "0"
    if kind == xlrd.XL_CELL_ERROR:
        return CellKind.ERROR, xlrd.error_text_from_code.get(value, f"#ERR{value}")
    if kind == xlrd.XL_CELL_DATE and value >= 0:
        return CellKind.ISO_DATE, _moment(value, date_mode)
    return CellKind.NUMBER, float_text(float(value))


def _moment(value: float, date_mode: int) -> str:
    """A day, a time of day or both, to the second, in ISO form."""
    exact: datetime = xldate_as_datetime(value, date_mode)
    moment = (exact + _HALF_SECOND).replace(microsecond=0)
    if moment.date() != exact.date() and exact.microsecond < _NEARLY_MIDNIGHT:
        moment = exact.replace(microsecond=0)
    if value < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
