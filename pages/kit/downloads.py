"""Downloads as plain links: the file is made when it is fetched, and only by the session it was offered to."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import streamlit as st

from pages.kit.context import PageContext
from sales_core.access.exports import EXPORTS, Export
from sales_core.api import Table, table_columns
from sales_core.kernel.query import Query, Result, Value
from sales_core.reports.workbook import Basis, Column, result_table, result_workbook, table_workbook

_MOST_ROWS, _MOST_BOOK_ROWS = 1_000_000, 50_000
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
    path = EXPORTS.offer(key, Export(page.session, name, mime, make, page.viewer))
    return f'<a class="sc-download" href="{path}" download>↓ {html.escape(label)}</a>'


def result_anchors(page: PageContext, result: Result, *, key: str) -> str:
    """The rows of a Result as CSV and as XLSX: two links side by side, as HTML."""
    figures = page.workspace.figures

    def comma_separated() -> bytes:
        columns, rows = result_table(figures, result, page.locale)
        return records_as_csv(rows, {column.id: column.header for column in columns})

    def workbook() -> bytes:
        return result_workbook(figures, page.viewer, result, page.locale)

    stem = f"{key}_{result.period}_v{result.version}"
    return _pair(page, page.t("shell.download"), stem, comma_separated, workbook, key=f"chart:{key}")


def table_links(page: PageContext, table: Table, *, key: str) -> None:
    """The rows of a table as CSV and as XLSX; columns named after a metric are defined on the second sheet."""
    rows, columns, stem = table.rows, table_columns(table), table.file
    label = page.t("shell.download_rows", rows=len(rows))
    header = {column.id: column.header for column in columns}
    st.html(
        _pair(
            page, label, stem, lambda: records_as_csv(rows, header),
            lambda: _table_workbook(page, rows, columns), key=f"table:{key}",
        )
    )  # fmt: skip


def behind_links(
    page: PageContext, query: Query, metric: str, header: Mapping[str, str], *, version: int, total: int
) -> None:
    """Every row behind a number, with its file, sheet and row; as XLSX too while a spreadsheet can still hold it."""
    figures = page.workspace.figures

    def rows() -> tuple[dict[str, Value], ...]:
        return figures.rows(query, metric, page.viewer, _MOST_ROWS, 0, version).rows

    def workbook() -> bytes:
        columns = [Column(name, label) for name, label in header.items()]
        found = figures.explain(query, metric, page.viewer, version)
        basis = Basis(query, found.period, found.as_of, version, found.currency, found.compared, found.partial)
        return table_workbook(figures, page.viewer, basis, columns, rows(), locale=page.locale, metrics=(metric,))

    stem, key = f"{metric}_{query.period or 'all'}_v{version}", f"rows:{metric}:{query!r}:{version}"
    label = page.t("number.download")
    if total > _MOST_BOOK_ROWS:
        link(page, f"{label} CSV", f"{stem}.csv", lambda: records_as_csv(rows(), header), key=key)
        return
    st.html(_pair(page, label, stem, lambda: records_as_csv(rows(), header), workbook, key=key))


def _table_workbook(page: PageContext, rows: Sequence[Mapping[str, Value]], columns: Sequence[Column]) -> bytes:
    covered = page.period.clipped(page.as_of)
    basis = Basis(
        page.query(), covered or page.period, page.as_of, page.version, page.currency, partial=covered != page.period
    )
    return table_workbook(page.workspace.figures, page.viewer, basis, columns, rows, locale=page.locale)


def _pair(
    page: PageContext, label: str, stem: str, as_text: Callable[[], bytes], as_book: Callable[[], bytes], *, key: str
) -> str:
    text = anchor(page, f"{label} CSV", f"{stem}.csv", as_text, key=key)
    book = anchor(page, "XLSX", f"{stem}.xlsx", as_book, key=f"{key}:xlsx", mime=XLSX_TYPE)
    return f'<div class="sc-downloads">{text} {book}</div>'


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
