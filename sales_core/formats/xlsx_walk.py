"""The patient reader of sheet XML: expat, one event at a time, for files that are not of the plain form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from sales_core.format import grouped
from sales_core.formats.batch import CellBatch, CellKind, CellStyles, kind_of
from sales_core.formats.refusal import Refusal

_DEEPEST = 100
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class SheetWalker:
    """Feeds on the pieces of a sheet part. After `close()`, `batch`, `hidden_rows` are complete. Raises
    Refusal."""

    def __init__(self, sheet: str, styles: CellStyles, *, most_cells: int) -> None:
        self._sheet, self._styles, self._most_cells = sheet, styles, most_cells
        self.hidden_rows: list[int] = []
        self._rows: list[int] = []
        self._cols: list[int] = []
        self._kinds: list[int] = []
        self._raw: list[str | None] = []
        self._depth = self._row = self._col = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] | None = None
        self._value = ""
        self._has_value = self._has_formula = False
        self._phonetic = 0
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.buffer_text = True

    def walk(self, pieces: Iterable[bytes]) -> CellBatch:
        """Every cell with content."""
        try:
            for piece in pieces:
                self._parser.Parse(piece, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Refusal("E_CORRUPT", sheet=self._sheet, value=str(error)) from error
        return CellBatch(
            np.array(self._rows, dtype=np.int64),
            np.array(self._cols, dtype=np.int64),
            np.array(self._kinds, dtype=np.uint8),
            pa.array(self._raw, pa.string()),
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refusal("E_CORRUPT", sheet=self._sheet, value=f"nesting > {_DEEPEST}")
        name = tag.rpartition("}")[2]
        if name == "row":
            self._open_row(attributes)
        elif name == "c":
            self._open_cell(attributes)
        elif self._cell is None:
            return
        elif name == "t" or (name == "v" and self._cell.get("t") != "inlineStr"):
            self._text = None if self._phonetic else []
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._phonetic += 1

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() else self._row + 1
        self._col = 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self._row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        self._col += 1
        if reference:
            found = _REFERENCE.fullmatch(reference)
            if not found:
                raise Refusal("E_CORRUPT", sheet=self._sheet, value=reference)
            self._row, self._col = int(found[2]), column_number(found[1])
        self._cell, self._value = attributes, ""
        self._has_value = self._has_formula = False

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        name = tag.rpartition("}")[2]
        if name in ("v", "t") and self._text is not None:
            self._value += "".join(self._text)
            self._has_value = self._has_value or bool(self._value)
            self._text = None
        elif name == "rPh" and self._phonetic:
            self._phonetic -= 1
        elif name == "c" and self._cell is not None:
            self._close_cell(self._cell)
            self._cell = None

    def _close_cell(self, cell: dict[str, str]) -> None:
        style = cell.get("s", "0")
        kind = kind_of(cell.get("t", ""), int(style) if style.isdecimal() else 0, self._styles)
        if not self._has_value:
            if not self._has_formula or kind is CellKind.TEXT:
                return
            kind = CellKind.NO_VALUE
        self._rows.append(self._row)
        self._cols.append(self._col)
        self._kinds.append(kind)
        self._raw.append(self._value.replace("&", "&amp;"))
        if len(self._rows) > self._most_cells:
            raise Refusal(
                "E_GRID_TOO_LARGE", sheet=self._sheet, value=f"> {grouped(self._most_cells)}", limit=self._most_cells
            )


def column_number(letters: str) -> int:
    """AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
