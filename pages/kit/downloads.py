"""Downloads as plain links: the file is made when it is fetched, and only by the session it was offered to."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping

import streamlit as st

from pages.kit.context import PageContext
from sales_core.api import (
    EXPORTS,
    Export,
    Query,
    Result,
    RowFiles,
    Table,
    drill_through_files,
    result_files,
    table_files,
)

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
    files = result_files(page.workspace, page.viewer, result, page.locale, key)
    return _pair(page, page.t("shell.download"), files, key=f"chart:{key}")


def table_links(page: PageContext, table: Table, *, key: str) -> None:
    """The rows of a table as CSV and as XLSX."""
    label = page.t("shell.download_rows", rows=len(table.rows))
    st.html(_pair(page, label, table_files(page.workspace, page.ask(), table), key=f"table:{key}"))


def behind_links(
    page: PageContext, query: Query, metric: str, header: Mapping[str, str], *, version: int, total: int
) -> None:
    """Every row behind a number, with its file, sheet and row; as XLSX too while a spreadsheet can still hold it."""
    files = drill_through_files(page.workspace, page.ask(version), query, metric, header, total=total)
    st.html(_pair(page, page.t("number.download"), files, key=f"rows:{metric}:{query!r}:{version}"))


def _pair(page: PageContext, label: str, files: RowFiles, *, key: str) -> str:
    text = anchor(page, f"{label} CSV", f"{files.stem}.csv", files.csv, key=key)
    if files.xlsx is None:
        return text
    book = anchor(page, "XLSX", f"{files.stem}.xlsx", files.xlsx, key=f"{key}:xlsx", mime=XLSX_TYPE)
    return f'<div class="sc-downloads">{text} {book}</div>'
