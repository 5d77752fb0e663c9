"""A company's own workbook: which cells name figures, and the same workbook with the figures in them.

A cell is bound by a defined name whose comment holds its text, so that it stays bound wherever it is moved to. Only
bound cells are written; formulas lose the values that Excel kept of the time before and are reckoned again when the
file is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from sales_core.formats.refusal import Refusal
from sales_core.formats.xlsx_book import children, main_part, read_book, relations
from sales_core.formats.xlsx_strings import shared_strings
from sales_core.formats.xlsx_walk import column_number
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text
from sales_core.reports.office.cell_comments import put_comments
from sales_core.reports.office.cell_place import CellPlace, cell_of, formula_of, place_of
from sales_core.reports.office.package import TEMPLATE_LIMITS, OfficePackage
from sales_core.reports.office.placeholder import (
    BOUND,
    Answer,
    BoundPlace,
    WrittenFigure,
    free_names,
    has_placeholder,
    is_one_figure,
    notes,
    questions,
    with_figures,
)

#: Elements of a workbook that come before its names.
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


class OwnWorkbook:
    """One workbook. Raises UsageError for a file that is none, or is damaged, encrypted or unsafe."""

    def __init__(self, path: Path) -> None:
        try:
            self._package = OfficePackage(path, TEMPLATE_LIMITS)
            archive = self._package.archive
            book = read_book(archive)
            self._main = main_part(archive)
            self._texts = shared_strings(archive, book.strings_part).to_pylist()
            self._sheets = {sheet.name: sheet.part for sheet in book.sheets if not sheet.missing}
            self._styles = next((p for k, p in dict(relations(archive, self._main)).values() if k == "styles"), "")
            self._bound = {one.name: one for one in self._named()}
            self._bind_texts()
        except Refusal as refusal:
            raise UsageError(
                Text("template.error.no_workbook", {"error": refusal.problem.value or refusal.problem.code})
            ) from refusal

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of its sheets."""
        return tuple(self._sheets)

    @property
    def places(self) -> tuple[BoundPlace, ...]:
        """Every bound cell, in the order of their names; `where` is `Sheet!B4`."""
        return tuple(self._bound.values())

    def rows(self, sheet: str, most: int, widest: int) -> list[list[str]]:
        """The first cells of a sheet as texts, for who picks one of them. Raises KeyError for an unknown sheet."""
        found = [[""] * widest for _ in range(most)]
        for cell in self._cells(sheet):
            place = place_of(sheet, cell.get("r", ""))
            if place.row <= most and (column := column_number(place.column)) <= widest:
                found[place.row - 1][column - 1] = self._text(cell)
        return found

    def bind(self, sheet: str, cell: str, pattern: str) -> None:
        """Binds a cell to a text with placeholders, which stands in it from now on.

        Raises UsageError for a cell with a formula or an unknown place.
        """
        if sheet not in self._sheets:
            raise UsageError(Text("template.error.no_sheet", {"sheet": sheet}), self.sheets)
        place = place_of(sheet, cell)
        element = cell_of(self._package.tree(self._sheets[sheet]), place, is_made=False)
        if element is not None and formula_of(element) is not None:
            raise UsageError(Text("template.error.formula", {"where": str(place)}))
        _write_text(cell_of(self._package.tree(self._sheets[sheet]), place, is_made=True), pattern)
        old = next((one.name for one in self._bound.values() if one.where == str(place)), "")
        self._bind(place, pattern, old)

    def filled(self, answer: Answer) -> bytes:
        """The workbook with its figures. Raises as `answer`."""
        comments: dict[str, dict[CellPlace, str]] = {}
        for one in self._bound.values():
            if not one.where:
                continue
            sheet, _, cell = one.where.rpartition("!")
            place = place_of(sheet, cell)
            element = cell_of(self._package.tree(self._sheets[sheet]), place, is_made=True)
            if is_one_figure(one.pattern):
                self._write_figure(element, answer(questions(one.pattern)[0]))
            else:
                _write_text(element, with_figures(one.pattern, answer))
            comments.setdefault(sheet, {})[place] = notes(one.pattern, answer)
        for sheet, found in comments.items():
            put_comments(self._package, self._sheets[sheet], found)
        self._reckon_again()
        return self._package.to_bytes()

    def content(self) -> bytes:
        """The workbook with its cells bound and nothing filled in."""
        return self._package.to_bytes()

    # what is there

    def _named(self) -> Iterator[BoundPlace]:
        for group in children(self._package.tree(self._main), "definedNames"):
            for name in children(group, "definedName"):
                pattern = name.get("comment") or ""
                if (name.get("name") or "").startswith(BOUND) and has_placeholder(pattern):
                    yield BoundPlace(str(name.get("name")), self._led_to(name.text or ""), pattern)

    def _led_to(self, reference: str) -> str:
        """`'My sheet'!$B$4` as `My sheet!B4`; empty where it leads to no single cell that is there."""
        sheet, _, cell = reference.rpartition("!")
        sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        first = cell.replace("$", "").partition(":")[0]
        return f"{sheet}!{first}" if sheet in self._sheets and first.isalnum() and not first.isalpha() else ""

    def _bind_texts(self) -> None:
        """Binds the cells whose text names a figure and that are not bound yet; a bound one takes its new text."""
        at = {one.where: one.name for one in self._bound.values()}
        for sheet in self._sheets:
            for cell in self._cells(sheet):
                if formula_of(cell) is None and has_placeholder(text := self._text(cell)):
                    place = place_of(sheet, cell.get("r", ""))
                    self._bind(place, text, at.get(str(place), ""))

    def _bind(self, place: CellPlace, pattern: str, old: str) -> None:
        root = self._package.tree(self._main)
        group = next(children(root, "definedNames"), None)
        if group is None:
            group = etree.Element(_like(root, "definedNames"))
            place_in = max(at for at, one in enumerate(root) if etree.QName(one).localname in _BEFORE_NAMES)
            root.insert(place_in + 1, group)
        name = old or free_names({str(one.get("name")).casefold() for one in group})()
        element = next((one for one in group if one.get("name") == name), None)
        if element is None:
            element = etree.SubElement(group, _like(root, "definedName"), name=name)
        element.set("comment", pattern)
        element.text = place.reference
        self._bound[name] = BoundPlace(name, str(place), pattern)

    def _cells(self, sheet: str) -> Iterator[Any]:
        for data in children(self._package.tree(self._sheets[sheet]), "sheetData"):
            for row in children(data, "row"):
                yield from children(row, "c")

    def _text(self, cell: Any) -> str:
        kind = cell.get("t")
        value = next(children(cell, "v"), None)
        if kind == "inlineStr":
            return "".join(part.text or "" for part in cell.iter(_like(cell, "t")))
        if value is None or not value.text:
            return ""
        return str(self._texts[int(value.text)] or "") if kind == "s" else str(value.text)

    # what is written

    def _write_figure(self, cell: Any, figure: WrittenFigure) -> None:
        if figure.number is None:
            _write_text(cell, figure.text)
            return
        _empty(cell)
        etree.SubElement(cell, _like(cell, "v")).text = str(figure.number)
        self._give_format(cell, figure.number_format)

    def _give_format(self, cell: Any, number_format: str) -> None:
        """A cell whose style says nothing about numbers takes a format; any other keeps its own."""
        if not self._styles:
            return
        root = self._package.tree(self._styles)
        styles = next(children(root, "cellXfs"), None)
        at = int(cell.get("s") or 0)
        if styles is None or at >= len(styles) or styles[at].get("numFmtId", "0") not in {"0", "49"}:
            return
        own = etree.fromstring(etree.tostring(styles[at]))
        own.set("numFmtId", str(self._format_number(root, number_format)))
        own.set("applyNumberFormat", "1")
        styles.append(own)
        styles.set("count", str(len(styles)))
        cell.set("s", str(len(styles) - 1))

    @staticmethod
    def _format_number(root: Any, code: str) -> int:
        group = next(children(root, "numFmts"), None)
        if group is None:
            group = etree.Element(_like(root, "numFmts"))
            root.insert(0, group)
        for one in group:
            if one.get("formatCode") == code:
                return int(one.get("numFmtId"))
        number = max([163, *(int(one.get("numFmtId")) for one in group)]) + 1
        etree.SubElement(group, _like(root, "numFmt"), numFmtId=str(number), formatCode=code)
        group.set("count", str(len(group)))
        return number

    def _reckon_again(self) -> None:
        root = self._package.tree(self._main)
        settings = next(children(root, "calcPr"), None)
        if settings is None:
            settings = etree.Element(_like(root, "calcPr"))
            names = next(children(root, "definedNames"))
            names.addnext(settings)
        settings.set("fullCalcOnLoad", "1")
        for sheet in self._sheets:
            for cell in self._cells(sheet):
                if formula_of(cell) is not None:
                    for value in list(children(cell, "v")):
                        cell.remove(value)
                    cell.attrib.pop("t", None)


def _empty(cell: Any) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)


def _write_text(cell: Any, text: str) -> None:
    _empty(cell)
    cell.set("t", "inlineStr")
    holder = etree.SubElement(etree.SubElement(cell, _like(cell, "is")), _like(cell, "t"))
    holder.text = text
    holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _like(element: Any, name: str) -> str:
    """A tag of the element's own namespace."""
    return f"{{{etree.QName(element).namespace}}}{name}"
