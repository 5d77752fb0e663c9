"""Cells of a worksheet's XML by their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sales_core.formats.xlsx_book import children
from sales_core.formats.xlsx_walk import column_number
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell is: its sheet, the letters of its column, and its row from 1."""

    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"

    @property
    def reference(self) -> str:
        """As a defined name writes it."""
        sheet = self.sheet.replace("'", "''")
        return f"'{sheet}'!${self.column}${self.row}"


def place_of(sheet: str, cell: str) -> CellPlace:
    """The place of `B4`. Raises UsageError for a text that is none."""
    found = _CELL.fullmatch(cell.strip())
    if found is None:
        raise UsageError(Text("template.error.no_cell", {"cell": cell}), ("B4",))
    return CellPlace(sheet, found.group(1).upper(), int(found.group(2)))


def cell_of(root: Any, place: CellPlace, *, is_made: bool) -> Any:
    """The element of a cell; None where there is none, unless `is_made`: then an empty one at its place."""
    data = next(children(root, "sheetData"))
    row = next((one for one in children(data, "row") if one.get("r") == str(place.row)), None)
    name = f"{place.column}{place.row}"
    cell = None if row is None else next((one for one in children(row, "c") if one.get("r") == name), None)
    if cell is not None or not is_made:
        return cell
    space = etree.QName(root).namespace
    if row is None:
        row = etree.Element(f"{{{space}}}row", r=str(place.row))
        _insert(data, row, [int(one.get("r") or 0) for one in data], place.row)
    cell = etree.Element(f"{{{space}}}c", r=name)
    columns = [column_number("".join(filter(str.isalpha, one.get("r") or ""))) for one in row]
    _insert(row, cell, columns, column_number(place.column))
    return cell


def formula_of(cell: Any) -> Any:
    """The formula of a cell; None where it has none."""
    return next(children(cell, "f"), None)


def _insert(group: Any, element: Any, numbers: list[int], number: int) -> None:
    group.insert(sum(one < number for one in numbers), element)
