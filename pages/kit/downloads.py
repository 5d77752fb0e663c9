"""Downloads as plain links: the file is made when it is fetched, and only for the session it was offered to."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.kit.context import PageContext
from sales_core.api import (
    AskFacts,
    BlockFile,
    Chart,
    Export,
    NumberFile,
    Query,
    Recipe,
    RowFiles,
    Table,
    TableFile,
    block_files,
    drill_through_files,
    recipe_as_json,
    table_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.kit.board_page import BoardPage

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def link(page: PageContext, label: str, name: str, recipe: Recipe, *, mime: str = XLSX_TYPE) -> None:
    """A download link named `name`; what `recipe` says is made when it is followed."""
    st.html(*anchors(page, [(label, name, recipe)], mime=mime))


def anchors(page: PageContext, files: Sequence[tuple[str, str, Recipe]], *, mime: str = XLSX_TYPE) -> tuple[str, ...]:
    """The same for several files at once (label, name, recipe), as HTML."""
    addresses = _offered(page, *(_export(page, name, mime, recipe) for _, name, recipe in files))
    return tuple(_anchor(label, address) for (label, _, _), address in zip(files, addresses, strict=True))


def block_anchors(page: BoardPage, block_id: str, block: Chart | Table, label: str) -> str:
    """The rows of a block as CSV and as XLSX, and a chart as a slide: links side by side, as HTML; empty for a block
    without rows.
    """
    ask = page.context.ask()
    files = block_files(page.context.workspace, ask, block_id, block)
    facts = page.ask_facts()
    return (
        ""
        if files is None
        else _links(
            page.context, label, files, lambda form: BlockFile(page.opened.board.id, block_id, facts, form),
            has_slide=isinstance(block, Chart),
        )
    )  # fmt: skip


def block_links(page: BoardPage, block_id: str, block: Chart | Table, rows: int) -> None:
    """The same below a table of so many rows."""
    st.html(block_anchors(page, block_id, block, page.t("shell.download_rows", rows=rows)))


def table_links(page: PageContext, table: Table) -> None:
    """The rows of a table that is no block of a board."""
    ask = page.ask()
    label = page.t("shell.download_rows", rows=len(table.rows))
    files = table_files(page.workspace, ask, table)
    st.html(_links(page, label, files, lambda form: TableFile.of(table, ask, form)))


def behind_links(
    page: PageContext, query: Query, metric: str, header: Mapping[str, str], *, version: int, total: int
) -> None:
    """Every row behind a number, with its file, sheet and row; as XLSX too while a spreadsheet can still hold it."""
    ask = page.ask(version)
    files = drill_through_files(page.workspace, ask, query, metric, header, total=total)
    facts = AskFacts.of(ask)
    st.html(
        _links(
            page, page.t("number.download"), files,
            lambda form: NumberFile(query, metric, dict(header), total, facts, form),
        )
    )  # fmt: skip


def _links(
    page: PageContext, label: str, files: RowFiles, recipe: Callable[[Any], Recipe], *, has_slide: bool = False
) -> str:
    offers = [(f"{label} CSV", "csv", CSV_TYPE)]
    if files.xlsx is not None:
        offers.append(("XLSX", "xlsx", XLSX_TYPE))
    if has_slide:
        offers.append(("PPTX", "pptx", PPTX_TYPE))
    made = (_export(page, f"{files.stem}.{form}", mime, recipe(form)) for _, form, mime in offers)
    links = (_anchor(text, address) for (text, _, _), address in zip(offers, _offered(page, *made), strict=True))
    return f'<div class="sc-downloads">{" ".join(links)}</div>'


def _offered(page: PageContext, *exports: Export) -> tuple[str, ...]:
    return tuple(f"{page.prefix}{path}" for path in page.workspace.exports.offer(*exports))


def _export(page: PageContext, name: str, mime: str, recipe: Recipe) -> Export:
    return Export(page.session, page.viewer, name, mime, recipe_as_json(recipe))


def _anchor(label: str, address: str) -> str:
    return f'<a class="sc-download" href="{address}" download>↓ {html.escape(label)}</a>'
