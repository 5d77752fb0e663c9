"""Downloads as plain links: the file is made when it is fetched, and only for the session it was offered to."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.kit.context import PageContext
from sales_core.api import (
    BOARD_FORMS,
    MIME,
    AskFacts,
    BlockFile,
    BoardFile,
    Chart,
    Export,
    FileForm,
    NumberFile,
    Query,
    Recipe,
    RowFiles,
    Table,
    TableFile,
    block_forms,
    drill_through_files,
    file_stem,
    recipe_as_json,
    table_files,
)
from sales_core.api import count as count_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.kit.board_page import BoardPage

XLSX_TYPE, CSV_TYPE = MIME[FileForm.XLSX], MIME[FileForm.CSV]


def link(page: PageContext, label: str, name: str, recipe: Recipe, *, mime: str = "") -> None:
    """A download link named `name`; what `recipe` says is made when it is followed. `mime`: by default as it ends."""
    st.html(*anchors(page, [(label, name, recipe)], mime=mime))


def anchors(page: PageContext, files: Sequence[tuple[str, str, Recipe]], *, mime: str = "") -> tuple[str, ...]:
    """The same for several files at once (label, name, recipe), as HTML."""
    made = (_export(page, name, mime or MIME[FileForm(name.rpartition(".")[2])], recipe) for _, name, recipe in files)
    addresses = _offered(page, *made)
    return tuple(_anchor(label, address) for (label, _, _), address in zip(files, addresses, strict=True))


def block_menu(page: BoardPage, block_id: str, block: Chart | Table, label: str = "") -> None:
    """Every form in which a chart or a table can be taken away, in one small menu behind `label`."""
    st.html(block_menu_html(page, block_id, block, label))


def block_menu_html(page: BoardPage, block_id: str, block: Chart | Table, label: str = "") -> str:
    """The same as HTML, for what stands in one element with more; without `label` in the corner of its container."""
    board, facts = page.opened.board.id, page.ask_facts()
    return _form_menu(
        page.context, file_stem(page.opened.context, board, block_id), block_forms(block),
        lambda form: BlockFile(board, block_id, facts, form), label,
    )  # fmt: skip


def board_menu(page: BoardPage) -> None:
    """The same of the whole page."""
    board, facts = page.opened.board.id, page.ask_facts()
    form_menu(
        page.context, file_stem(page.opened.context, board), BOARD_FORMS, lambda form: BoardFile(board, facts, form),
        page.t("boards.page_download"),
    )  # fmt: skip


def form_menu(
    page: PageContext, stem: str, forms: Sequence[FileForm], recipe: Callable[[FileForm], Recipe], label: str
) -> None:
    """What `recipe` says of each of `forms`, in one small menu behind `label`; `stem` is the files' name."""
    st.html(_form_menu(page, stem, forms, recipe, label))


def _form_menu(
    page: PageContext, stem: str, forms: Sequence[FileForm], recipe: Callable[[FileForm], Recipe], label: str
) -> str:
    offers = (_export(page, f"{stem}.{form}", MIME[form], recipe(form)) for form in forms)
    links = (
        f'<a href="{address}" download>{html.escape(page.t(f"shell.form_{form}"))}</a>'
        for form, address in zip(forms, _offered(page, *offers), strict=True)
    )
    name = html.escape(page.t("shell.download"))
    said = html.escape(label) if label else f'<span class="sc-unseen">{name}</span>'
    return (
        f'<details class="sc-take{"" if label else " sc-corner"}"><summary title="{name}">↓ {said}</summary>'
        f'<div class="sc-forms">{"".join(links)}</div></details>'
    )


def table_links(page: PageContext, table: Table) -> None:
    """The rows of a table that is no block of a board."""
    ask = page.ask()
    label = page.t("shell.download_rows", rows=count_text(len(table.rows), page.locale))
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


def _links(page: PageContext, label: str, files: RowFiles, recipe: Callable[[Any], Recipe]) -> str:
    offers = [(f"{label} CSV", "csv", CSV_TYPE)]
    if files.xlsx is not None:
        offers.append(("XLSX", "xlsx", XLSX_TYPE))
    made = (_export(page, f"{files.stem}.{form}", mime, recipe(form)) for _, form, mime in offers)
    links = (_anchor(text, address) for (text, _, _), address in zip(offers, _offered(page, *made), strict=True))
    return f'<div class="sc-downloads">{" ".join(links)}</div>'


def _offered(page: PageContext, *exports: Export) -> tuple[str, ...]:
    return tuple(f"{page.prefix}{path}" for path in page.workspace.exports.offer(*exports))


def _export(page: PageContext, name: str, mime: str, recipe: Recipe) -> Export:
    return Export(page.session, page.viewer, name, mime, recipe_as_json(recipe))


def _anchor(label: str, address: str) -> str:
    return f'<a class="sc-download" href="{address}" download>↓ {html.escape(label)}</a>'
