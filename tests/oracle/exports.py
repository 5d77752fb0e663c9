"""Freezes what can be downloaded: the files that pages offer and the statements of account, cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import openpyxl

from sales_core.i18n import t
from tests.oracle import adapter, canonical, pages
from tests.oracle.storage import Entries
from tests.support.present import decimal_of

_LINES = 60
_STATEMENTS = 4


def capture(opened: adapter.Opened, wanted: Callable[[str], bool] | None = None) -> Entries:
    """Name of each download to its cells; `wanted` chooses by the name of the drawing that offers it."""
    found: Entries = {}
    for name, draw in _offering(opened):
        if wanted is None or wanted(name):
            found |= _offered(name, draw)
    for locale in pages.LOCALES:
        for customer in _late(opened):
            name = f"{locale} statement · {customer}"
            if wanted is None or wanted(name):
                found[name] = cells(
                    "statement.xlsx", adapter.statement_workbook(opened, customer, opened.company.periods[1], locale)
                )
    return found


def _offered(name: str, draw: Callable[[], adapter.Shown]) -> Entries:
    try:
        offers = draw().offers.items()  # slides, documents and pictures came after 0.1
        return {f"{name} · {file}": cells(file, make()) for file, make in offers if file.endswith((".csv", ".xlsx"))}
    except adapter.PageFailedError as error:
        return {name: {pages.FAILED: str(error).splitlines()}}


def _offering(opened: adapter.Opened) -> Iterator[tuple[str, Callable[[], adapter.Shown]]]:
    """Every page and view for the administrator in both languages, and for the manager in one."""
    month = opened.company.periods[0]
    for name, draw in pages.drawings(opened):
        locale, viewer = name.split(" ")[:2]
        if name.endswith(f" · {month}") and (viewer == "admin" or locale == "zh"):
            yield name, draw


def _late(opened: adapter.Opened) -> list[str]:
    """Customers with the most overdue, and one with nothing overdue."""
    found, _ = adapter.answer(opened, "receivables_overdue", opened.company.periods[1], by=("customer",))
    owed = sorted(found, key=lambda row: (-decimal_of(row["receivables_overdue"]), str(row["customer"])))
    return [str(row["customer"]) for row in [*owed[: _STATEMENTS - 1], *owed[_STATEMENTS:][-1:]]]


def cells(file: str, body: bytes) -> dict[str, Any]:
    """A file's lines, sheet by sheet, cells parted by ` | `."""
    if not file.endswith(".xlsx"):
        table = csv.reader(io.StringIO(body.decode("utf-8-sig")))
        return canonical.sequence([_line(row) for row in table], _LINES)
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: canonical.sequence([*_lines(sheet)], _LINES) for sheet in book}


def _lines(sheet: Any) -> Iterator[str]:
    """A sheet's lines but the one that says whether the month is final, which 0.1 could not."""
    said = {t("export.finality", locale) for locale in pages.LOCALES}
    return (_line(row) for row in _cells(sheet) if not row or row[0] not in said)


def _cells(sheet: Any) -> Iterator[list[object]]:
    """Rows of values; a number with its format, because 0.5 and 50% are one number."""
    for row in sheet.iter_rows():
        yield [_formatted(cell) if isinstance(cell.value, (int, float)) else cell.value for cell in row]


def _formatted(cell: Any) -> str:
    shown = str(canonical.value(float(cell.value)))
    return shown if cell.number_format == "General" else f"{shown} ({cell.number_format})"


def _line(row: Sequence[object]) -> str:
    return " | ".join("" if cell is None else str(canonical.value(cell)) for cell in row).rstrip(" |")
