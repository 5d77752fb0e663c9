"""The user's own workbook with every bad cell coloured and commented, to mend and send back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sales_core.formats.cells import RawSheet, column_letters
from sales_core.formats.read import read_sheets
from sales_core.i18n import Locale, t
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.settings import Limits
from sales_core.recognition.describe import describe, place_text

#: Above this the workbook is written anew from its cells: keeping the user's formats would take minutes.
KEEP_FORMATS_BYTES = 8 * 1024 * 1024
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d*")
_ROW = re.compile(r"row (\d+)")
_COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTE: "FFDDEBF7"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class MarkRequest:
    """What crosses to the worker: see `mark_workbook`."""

    original: Path
    problems: tuple[Problem, ...]
    out: Path
    locale: Locale
    name: str


def mark_in_worker(request: MarkRequest, _progress: object) -> None:
    """Runs inside the worker process: openpyxl can be made to hang by a hostile workbook."""
    mark_workbook(request.original, request.problems, request.out, request.locale, name=request.name)


def mark_workbook(original: Path, problems: Sequence[Problem], out: Path, locale: Locale, *, name: str = "") -> None:
    """Writes an xlsx copy of `original` at `out`: bad cells coloured and commented, all problems listed first.

    Works for any readable format; a file that can not be read yields the list alone. `name` is the user's file name.
    """
    limits = Limits()
    format_, sheets, _ = read_sheets(original, name=name or original.name, limits=limits)
    if format_ == "xlsx" and original.stat().st_size <= KEEP_FORMATS_BYTES:
        with original.open("rb") as content:
            book = openpyxl.load_workbook(content)
    else:
        book = _rebuilt(sheets)
    for place, problem in _places(problems):
        _mark(book, sheets, place, problem, locale)
    _list(book, problems, locale)
    book.save(out)


def _rebuilt(sheets: Sequence[RawSheet]) -> Workbook:
    """A plain workbook with the same cells at the same places; numbers stay numbers, texts stay texts."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.name))
        for at, column in enumerate(sheet.cells.columns):
            numeric = sheet.numeric[at] if at < len(sheet.numeric) else False
            for row, text in enumerate(column.to_pylist()):
                if text is not None:
                    cell = page.cell(sheet.first_row + row, sheet.first_col + at)
                    stored = numeric if isinstance(numeric, bool) else bool(numeric[row].as_py())
                    cell.value = float(text) if stored and _is_number(text) else _UNPRINTABLE.sub("�", text)
                    if not stored:
                        cell.data_type = "s"
    return book


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", text)) and len(text) <= 17


def _title(name: str) -> str:
    return _FORBIDDEN.sub("_", name)[:31] or "Sheet1"


def _places(problems: Sequence[Problem]) -> Iterator[tuple[Place, Problem]]:
    for problem in problems:
        for place in problem.places or (problem.place,):
            yield place, problem


def _mark(book: Workbook, sheets: Sequence[RawSheet], place: Place, problem: Problem, locale: Locale) -> None:
    page, address = _cell(book, sheets, place)
    if page is None or not address:
        return
    cell = page[address]
    if type(cell).__name__ == "MergedCell":
        return
    colour = _COLOURS[problem.severity]
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    message, mend = describe(replace(problem, place=place), locale)
    text = "\n".join(filter(None, (cell.comment.text if cell.comment else "", message, mend)))
    cell.comment = Comment(_UNPRINTABLE.sub("", text)[:1_500], "Sales Cockpit", width=320, height=120)


def _cell(book: Workbook, sheets: Sequence[RawSheet], place: Place) -> tuple[Worksheet | None, str]:
    """The page and address of a place; texts name `row N` and a column header."""
    names = book.sheetnames
    sheet = next((s for s in sheets if s.name == place.sheet), sheets[0] if sheets and not place.sheet else None)
    title = place.sheet if place.sheet in names else _title(sheet.name) if sheet else ""
    if title not in names:
        return None, ""
    if _ADDRESS.fullmatch(place.cell):
        return book[title], place.cell
    found = _ROW.fullmatch(place.cell)
    if found is None or sheet is None or not place.column:
        return book[title], ""
    for at, column in enumerate(sheet.cells.columns):
        if any(" ".join((text or "").split()) == place.column for text in column.slice(0, 40).to_pylist()):
            return book[title], f"{column_letters(sheet.first_col + at)}{found[1]}"
    return book[title], ""


def _list(book: Workbook, problems: Sequence[Problem], locale: Locale) -> None:
    """A first sheet with every problem: severity, place, value, message, mend, count."""
    title = t("marked.sheet", locale)
    while title in book.sheetnames:
        title += "_"
    page = book.create_sheet(title, 0)
    page.append([t(f"marked.{key}", locale) for key in ("severity", "place", "value", "message", "mend", "count")])
    for cell in page[1]:
        cell.font = Font(bold=True)
    rank = defaultdict(int, {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2})
    for problem in sorted(problems, key=lambda p: rank[p.severity]):
        message, mend = describe(problem, locale)
        row = [t(f"marked.{problem.severity}", locale), place_text(problem.place, locale), problem.value, message, mend]
        page.append([*(_UNPRINTABLE.sub("", text) for text in row), problem.count])
        for cell in page[page.max_row][:5]:
            cell.data_type = "s"
    for letter, width in zip("ABCDEF", (10, 26, 24, 60, 50, 8), strict=True):
        page.column_dimensions[letter].width = width
