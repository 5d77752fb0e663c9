"""Downloads as plain links: the file is made when it is fetched, and only by the session it was offered to."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import streamlit as st

from pages.shell.context import PageContext
from sales_core.access.exports import EXPORTS, Export

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def link(
    page: PageContext, label: str, name: str, make: Callable[[], bytes], *, key: str, mime: str = CSV_TYPE
) -> None:
    """A download link named `name`; `make` runs when it is followed. `key` is unique on the page."""
    st.html(anchor(page, label, name, make, key=key, mime=mime))


def anchor(
    page: PageContext, label: str, name: str, make: Callable[[], bytes], *, key: str, mime: str = CSV_TYPE
) -> str:
    """The same as HTML, to stand inside a line of text."""
    path = EXPORTS.offer(key, Export(page.session, name, mime, make))
    return f'<a class="sc-download" href="{path}" download>↓ {html.escape(label)}</a>'


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte-order mark, which spreadsheets need to see Chinese; figures in full."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_cell(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def records_as_csv(rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]) -> bytes:
    """Rows as CSV: `columns` maps the key in a row to its header."""
    return as_csv(list(columns.values()), ([row.get(name) for name in columns] for row in rows))


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    # A text that begins like a formula would be run by the spreadsheet that opens the file.
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value
