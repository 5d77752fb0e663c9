"""Reads OpenDocument sheets (ods, and fods in one flat file): one pass of expat, repeats counted before
they are built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from sales_core.format import grouped
from sales_core.formats.batch import MONEY_KIND, CellBatch, CellKind, escape
from sales_core.formats.cells import RawSheet
from sales_core.formats.numberformats import named_currency
from sales_core.formats.refusal import Refusal
from sales_core.formats.sheet import SheetLayout, join_sheet
from sales_core.kernel.settings import Limits

_DEEPEST = 200
_MOST_REPEATS = 10_000
_LAST_ROW = 1_048_576
#: As many as a byte tells apart from other kinds.
_MOST_CURRENCIES = 200
_HIDDEN = ("collapse", "filter")


@dataclass(slots=True)
class _Table:
    name: str
    style: str
    rows: list[int] = field(default_factory=list)
    cols: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    row: int = 1
    col: int = 1
    column: int = 1


class OdsWalker:
    """Feeds on the pieces of `content.xml`; afterwards `tables` and `hidden_styles` are complete. Raises
    Refusal."""

    def __init__(self, limits: Limits) -> None:
        self.tables: list[_Table] = []
        self.hidden_styles: set[str] = set()
        self._limits = limits
        self._depth = self._skipped = 0
        self._table: _Table | None = None
        self._row_attributes: dict[str, str] = {}
        self._row_start = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._in_text = 0
        self._style = ""
        self._cells = 0
        self.currencies: list[str] = []

    def walk(self, pieces: Iterable[bytes]) -> None:
        """Reads all pieces."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.buffer_text = True
        try:
            for piece in pieces:
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Refusal("E_CORRUPT", sheet="content", value=str(error)) from error

    def _doctype(self, *_parts: object) -> None:
        raise Refusal("E_XML_DTD", sheet="content")

    def _start(self, tag: str, raw_attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refusal("E_CORRUPT", sheet="content", value=f"nesting > {_DEEPEST}")
        name = tag.rpartition("}")[2]
        if self._skipped or name in ("annotation", "shapes", "frame", "tracked-changes"):
            self._skipped += 1
            return
        attributes = {key.rpartition("}")[2]: value for key, value in raw_attributes.items()}
        match name:
            case "style":
                self._style = attributes.get("name", "")
            case "table-properties" if attributes.get("display") == "false":
                self.hidden_styles.add(self._style)
            case "table" if self._table is None:
                self._table = _Table(attributes.get("name", ""), attributes.get("style-name", ""))
                self.tables.append(self._table)
            case "table-column" if self._table is not None:
                self._column(self._table, attributes)
            case "table-row" if self._table is not None:
                self._row_attributes, self._row_start = attributes, len(self._table.rows)
                self._table.col = 1
            case "table-cell" | "covered-table-cell" if self._table is not None:
                self._cell, self._text = attributes, []
            case _ if self._cell is not None:
                self._open_text(name, attributes)

    def _open_text(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("p", "h"):
            if self._text:
                self._text.append("\n")
            self._in_text += 1
        elif name == "s":
            count = attributes.get("c", "1")
            self._text.append(" " * min(int(count) if count.isdecimal() else 1, 1_000))
        elif name == "tab":
            self._text.append("\t")
        elif name == "line-break":
            self._text.append("\n")

    def _characters(self, text: str) -> None:
        if self._in_text and not self._skipped:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        name = tag.rpartition("}")[2]
        if name in ("p", "h") and self._in_text:
            self._in_text -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None and self._table is not None:
            self._close_cell(self._table, self._cell)
            self._cell = None
        elif name == "table-row" and self._table is not None:
            self._close_row(self._table)
        elif name == "table":
            self._table = None

    def _column(self, table: _Table, attributes: dict[str, str]) -> None:
        repeats = _count(attributes.get("number-columns-repeated"))
        if attributes.get("visibility") in _HIDDEN:
            last = min(table.column + repeats, table.column + self._limits.columns)
            table.hidden_columns.extend(range(table.column, last))
        table.column += repeats

    def _close_cell(self, table: _Table, cell: dict[str, str]) -> None:
        repeats = _count(cell.get("number-columns-repeated"))
        kind, raw = _meaning(cell, "".join(self._text))
        if kind is not None:
            stored = self._with_currency(kind, cell)
            self._cells += repeats
            if repeats > self._limits.columns or self._cells > self._limits.cells:
                raise Refusal("E_GRID_TOO_LARGE", sheet=table.name, value=grouped(repeats), limit=self._limits.columns)
            table.rows.extend([table.row] * repeats)
            table.cols.extend(range(table.col, table.col + repeats))
            table.kinds.extend([stored] * repeats)
            table.raw.extend([raw] * repeats)
        down, across = _count(cell.get("number-rows-spanned")), _count(cell.get("number-columns-spanned"))
        if down > 1 or across > 1:
            table.merges.append((table.row, table.col, table.row + down - 1, table.col + across - 1))
        table.col += repeats

    def _with_currency(self, kind: CellKind, cell: dict[str, str]) -> int:
        """The kind of a cell, of its currency where the cell states one."""
        stated = cell.get("currency", "") if cell.get("value-type") == "currency" else ""
        if not stated or kind is not CellKind.NUMBER:
            return kind
        name = named_currency(stated) or stated.strip().upper()
        if name not in self.currencies:
            if len(self.currencies) == _MOST_CURRENCIES:
                return kind
            self.currencies.append(name)
        return MONEY_KIND + self.currencies.index(name)

    def _close_row(self, table: _Table) -> None:
        repeats = _count(self._row_attributes.get("number-rows-repeated"))
        start, stop = self._row_start, len(table.rows)
        if self._row_attributes.get("visibility") in _HIDDEN and repeats <= _MOST_REPEATS:
            table.hidden_rows.extend(range(table.row, table.row + repeats))
        if stop > start:
            self._cells += (stop - start) * (repeats - 1)
            beyond = table.row + repeats - 1 > _LAST_ROW or self._cells > self._limits.cells
            if repeats > _MOST_REPEATS or beyond:
                raise Refusal(
                    "E_GRID_TOO_LARGE", sheet=table.name, value=grouped(repeats), limit=grouped(_MOST_REPEATS)
                )
            for again in range(1, repeats):
                table.rows.extend([table.row + again] * (stop - start))
                table.cols.extend(table.cols[start:stop])
                table.kinds.extend(table.kinds[start:stop])
                table.raw.extend(table.raw[start:stop])
        table.row += repeats


def _count(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 16 else 1


def _meaning(cell: dict[str, str], text: str) -> tuple[CellKind | None, str]:
    """Kind and raw text of one cell; kind None when it is empty."""
    shown = escape(text)
    match cell.get("value-type", ""):
        case "float" | "currency" | "percentage" if "value" in cell:
            return (CellKind.ERROR, shown) if text.startswith(("#", "Err:")) else (CellKind.NUMBER, cell["value"])
        case "date" if "date-value" in cell:
            return CellKind.ISO_DATE, cell["date-value"]
        case "boolean":
            return CellKind.BOOL, "1" if cell.get("boolean-value") == "true" else "0"
        case "" if not text:
            return (CellKind.NO_VALUE, "") if "formula" in cell else (None, "")
    if text.startswith("#") and "formula" in cell:
        return CellKind.ERROR, shown
    value = shown or escape(cell.get("string-value", ""))
    return (CellKind.TEXT, value) if value else (None, "")


def read_ods(pieces: Iterable[bytes], *, file: str, limits: Limits) -> tuple[list[RawSheet], list[str]]:
    """The visible sheets and the names of the hidden ones. Raises Refusal."""
    walker = OdsWalker(limits)
    walker.walk(pieces)
    hidden = [table.name for table in walker.tables if table.style in walker.hidden_styles]
    shown = [table for table in walker.tables if table.style not in walker.hidden_styles]
    nothing = pa.array([], pa.string())
    sheets = [
        join_sheet(
            [_batch(table)],
            nothing,
            file=file,
            name=table.name,
            is_1904=False,
            around=SheetLayout(
                tuple(table.hidden_rows), tuple(table.hidden_columns), tuple(table.merges), len(table.merges)
            ),
            limits=limits,
            currencies=tuple(walker.currencies),
        )
        for table in shown
    ]
    return sheets, hidden


def _batch(table: _Table) -> CellBatch:
    return CellBatch(
        np.array(table.rows, dtype=np.int64),
        np.array(table.cols, dtype=np.int64),
        np.array(table.kinds, dtype=np.uint8),
        pa.array(table.raw, pa.string()),
    )
