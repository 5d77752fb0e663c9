"""Reads an xlsx (also xlsm without macros, templates, strict files) into RawSheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pyarrow as pa

from sales_core.formats.archive import Archive
from sales_core.formats.batch import CellBatch
from sales_core.formats.cells import RawSheet
from sales_core.formats.markup import check_prolog, to_utf8
from sales_core.formats.refusal import Refusal
from sales_core.formats.sheet import SheetLayout, join_sheet
from sales_core.formats.xlsx_book import Book, SheetPart
from sales_core.formats.xlsx_strings import shared_strings
from sales_core.formats.xlsx_tokens import OddXml, hidden_rows, plain_batch
from sales_core.formats.xlsx_walk import SheetWalker, column_number
from sales_core.kernel.settings import Limits

_PIECE = 4 << 20
_AHEAD = 3
_KEPT_MERGES = 10_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_PAIR = re.compile(rb'(\w+)="([^"]*)"')
_LAST_HIDDEN = 1_024


def read_xlsx(archive: Archive, book: Book, *, file: str, limits: Limits) -> list[RawSheet]:
    """The visible sheets, in workbook order. Raises Refusal."""
    strings = shared_strings(archive, book.strings_part)
    return [
        _read_sheet(archive, book, sheet, strings, file=file, limits=limits)
        for sheet in book.sheets
        if not sheet.hidden and not sheet.missing
    ]


@dataclass(slots=True)
class _Frame:
    """The XML before and after the rows, and the row numbers marked hidden."""

    head: bytes = b""
    tail: bytes = b""
    hidden: list[int] = field(default_factory=list)


def _read_sheet(
    archive: Archive, book: Book, sheet: SheetPart, strings: pa.StringArray, *, file: str, limits: Limits
) -> RawSheet:
    frame = _Frame()
    try:
        batches = _quick(archive, sheet, book, frame)
    except (OddXml, pa.ArrowInvalid, IndexError):
        frame = _Frame()
        batches = [_patient(archive, sheet, book, frame, limits)]
    return join_sheet(
        batches,
        strings,
        file=file,
        name=sheet.name,
        is_1904=book.is_1904,
        currencies=book.styles.currencies,
        around=_around(frame),
        limits=limits,
    )


def _quick(archive: Archive, sheet: SheetPart, book: Book, frame: _Frame) -> list[CellBatch]:
    """Inflates on this thread while others find the cells. Raises OddXml."""
    with ThreadPoolExecutor(2) as pool:
        waiting = []
        for block in _blocks(archive, sheet, frame):
            frame.hidden += hidden_rows(block)
            waiting.append(pool.submit(plain_batch, block, book.styles))
            if len(waiting) > _AHEAD:
                waiting[-1 - _AHEAD].result()  # inflating must not run far ahead: the XML is many times the file
        return [batch for batch in (future.result() for future in waiting) if len(batch)]


def _blocks(archive: Archive, sheet: SheetPart, frame: _Frame) -> Iterator[bytes]:
    """Runs of whole rows; fills `frame` on the way. Raises OddXml when there is no plain `<sheetData>`."""
    held, inside = b"", False
    for piece in archive.pieces(sheet.part, _PIECE):
        held += piece
        if not inside:
            if not frame.head and check_prolog(held, sheet.name) != "utf-8":
                raise OddXml
            begin = held.find(b"<sheetData>")
            if begin < 0 or b"<!--" in held[:begin]:
                raise OddXml
            frame.head, held, inside = held[:begin], held[begin + 11 :], True
        if frame.tail:
            frame.tail += piece
            continue
        if (end := held.find(b"</sheetData>")) >= 0:
            frame.tail, held = held[end:], held[:end]
            yield held
        elif (cut := held.rfind(b"</row>") + 6) > 5:
            yield held[:cut]
            held = held[cut:]
    if not frame.tail:
        raise OddXml


def _patient(archive: Archive, sheet: SheetPart, book: Book, frame: _Frame, limits: Limits) -> CellBatch:
    data = archive.read(sheet.part)
    data = to_utf8(data, check_prolog(data, sheet.name))
    walker = SheetWalker(sheet.name, book.styles, most_cells=limits.cells)
    batch = walker.walk(data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
    frame.hidden = walker.hidden_rows
    begin, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    frame.head, frame.tail = data[: max(begin, 0)], data[max(end, 0) :]
    return batch


def _around(frame: _Frame) -> SheetLayout:
    merges: list[tuple[int, int, int, int]] = []
    count = 0
    for found in _MERGE.finditer(frame.tail):
        count += 1
        if len(merges) < _KEPT_MERGES:
            left, top = column_number(found[1].decode()), int(found[2])
            right = column_number(found[3].decode()) if found[3] else left
            bottom = int(found[4]) if found[4] else top
            if (left, top) != (right, bottom):
                merges.append((top, left, bottom, right))
    return SheetLayout(tuple(frame.hidden), tuple(_hidden_columns(frame.head)), tuple(merges), count)


def _hidden_columns(head: bytes) -> Iterator[int]:
    for found in _COLUMN.finditer(head):
        values = dict(_PAIR.findall(found[1]))
        if values.get(b"hidden") in (b"1", b"true"):
            first, last = int(values.get(b"min", b"1")), int(values.get(b"max", b"1"))
            yield from range(first, min(last, first + _LAST_HIDDEN) + 1)


def refuse_macros(archive: Archive) -> None:
    """Raises Refusal E_MACRO when the package holds a VBA project."""
    for name in archive.names():
        if name.rpartition("/")[2] in ("vbaproject.bin", "vbadata.xml"):
            raise Refusal("E_MACRO", value=name)
