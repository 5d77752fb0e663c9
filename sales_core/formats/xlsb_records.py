"""Looks through the binary records of an xlsb before the native parser does.

It names stray cells that would make that parser ask for all memory, and tells what it does not: hidden rows, hidden
columns, merged ranges.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from sales_core.formats.archive import Archive
from sales_core.formats.batch import money_styles
from sales_core.formats.grid import check_grid
from sales_core.formats.numberformats import named_currency
from sales_core.formats.refusal import Refusal
from sales_core.kernel.settings import Limits

_ROW, _FIRST_CELL, _LAST_CELL, _COLUMN, _SHEET, _MERGE, _STRINGS = 0, 2, 11, 60, 156, 176, 159
_ERRORS = (3, 11)
#: Cells with a number: two ways to store it, and the result of a formula.
_NUMBERS = (2, 5, 9)
_FORMAT, _XF, _CELL_XFS, _CELL_XFS_END = 44, 47, 617, 618
_KEPT_MERGES = 10_000

_ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(slots=True)
class SheetRecords:
    """What the records say about one sheet beside its cells."""

    name: str
    hidden: bool
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """1-based (row, col, last row, last col)."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """1-based (row, col) → error text; the native parser shows error cells as empty ones."""
    money: dict[tuple[int, int], int] = field(default_factory=dict)
    """1-based (row, col) of a number whose format names a currency → its kind."""
    currencies: tuple[str, ...] = ()


BinaryRecord = tuple[int, int, int]
"""Kind, and where its body begins and ends."""


def binary_records(data: bytes, part: str) -> Iterator[BinaryRecord]:
    """Every record of a part. Raises Refusal E_CORRUPT when one leaves the part."""
    position, end = 0, len(data)
    while position < end:
        kind = data[position]
        position += 1
        if kind & 0x80 and position < end:
            kind = (kind & 0x7F) | (data[position] & 0x7F) << 7
            position += 1
        size = shift = 0
        while position < end and shift < 28:
            byte = data[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if position + size > end:
            raise Refusal("E_CORRUPT", value=f"{part}: record at {position}")
        yield kind, position, position + size
        position += size


def look_through(archive: Archive, main: str, parts: Mapping[str, str], limits: Limits) -> dict[str, SheetRecords]:
    """Sheet name → what its records say. `parts`: relation id → part. Raises Refusal, also E_GRID_TOO_LARGE."""
    _check_strings(archive)
    book = archive.read(main)
    money, currencies = _money_styles(archive)
    found: dict[str, SheetRecords] = {}
    for kind, begin, end in binary_records(book, main):
        if kind == _SHEET:
            state = struct.unpack_from("<L", book, begin)[0]
            relation, at = _text(book, begin + 8, end)
            name, _ = _text(book, at, end)
            sheet = SheetRecords(name, hidden=state != 0, currencies=currencies)
            part = parts.get(relation, "")
            if not sheet.hidden and "worksheets/" in part and part in archive:
                _look_at_sheet(archive.read(part), part, sheet, limits, money)
            found[name] = sheet
    return found


def _money_styles(archive: Archive) -> tuple[dict[int, int], tuple[str, ...]]:
    """Style of a cell → kind of its numbers, where its format names a currency, and the currencies."""
    part = "xl/styles.bin"
    if part not in archive:
        return {}, ()
    data, codes, formats, is_cell_xf = archive.read(part), dict[int, str](), list[int](), False
    for kind, begin, end in binary_records(data, part):
        if kind == _FORMAT and end - begin >= 6:
            codes[int.from_bytes(data[begin : begin + 2], "little")] = _text(data, begin + 2, end)[0]
        elif kind in (_CELL_XFS, _CELL_XFS_END):
            is_cell_xf = kind == _CELL_XFS
        elif kind == _XF and is_cell_xf and end - begin >= 4:
            formats.append(int.from_bytes(data[begin + 2 : begin + 4], "little"))
    return money_styles({at: named_currency(codes.get(number, "")) for at, number in enumerate(formats)})


def _check_strings(archive: Archive) -> None:
    part = "xl/sharedStrings.bin"
    if part not in archive:
        return
    data = archive.read(part)
    for kind, begin, end in binary_records(data, part):
        if kind == _STRINGS and end - begin >= 8 and struct.unpack_from("<L", data, begin + 4)[0] > len(data):
            raise Refusal("E_CORRUPT", value="strings")
        return


def _text(data: bytes, at: int, end: int) -> tuple[str, int]:
    length = struct.unpack_from("<L", data, at)[0]
    stop = at + 4 + (2 * length if length != 0xFFFFFFFF else 0)
    if stop > end:
        raise Refusal("E_CORRUPT", value=f"text at {at}")
    return data[at + 4 : stop].decode("utf-16-le", errors="replace"), stop


def _note_cell(sheet: SheetRecords, at: tuple[int, int], kind: int, body: bytes, money: Mapping[int, int]) -> None:
    """What the native parser does not tell of a cell: its error, or the currency of its format."""
    if kind in _ERRORS and len(body) >= 9:
        sheet.errors[at] = _ERROR_TEXTS.get(body[8], f"#ERR{body[8]}")
    elif money and kind in _NUMBERS and len(body) >= 8:
        style = int.from_bytes(body[4:7], "little")
        if style in money:
            sheet.money[at] = money[style]


def _look_at_sheet(data: bytes, part: str, sheet: SheetRecords, limits: Limits, money: Mapping[int, int]) -> None:
    rows: list[int] = []
    cols: list[int] = []
    row = 0
    for kind, begin, end in binary_records(data, part):
        if _FIRST_CELL <= kind <= _LAST_CELL:
            rows.append(row)
            cols.append(int.from_bytes(data[begin : begin + 4], "little") + 1)
            _note_cell(sheet, (row, cols[-1]), kind, data[begin:end], money)
        elif kind == _ROW and end - begin >= 12:
            row = int.from_bytes(data[begin : begin + 4], "little") + 1
            if data[begin + 11] & 0x10:
                sheet.hidden_rows.append(row)
        elif kind == _COLUMN and end - begin >= 18:
            first, last = struct.unpack_from("<LL", data, begin)
            if data[begin + 16] & 1:
                sheet.hidden_columns.extend(range(first + 1, min(last, first + limits.columns) + 2))
        elif kind == _MERGE and end - begin >= 16 and len(sheet.merges) < _KEPT_MERGES:
            top, bottom, left, right = struct.unpack_from("<LLLL", data, begin)
            sheet.merges.append((top + 1, left + 1, bottom + 1, right + 1))
    if rows:
        check_grid(np.array(rows), np.array(cols), sheet=sheet.name, limits=limits)
