"""The views of Explore in one row: each a click, the entry of a new one, and what can be done with those there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode, urlsplit

import streamlit as st

from pages.kit import url_state
from pages.kit.board_page import BoardPage
from pages.kit.literal import literal
from pages.kit.render.record_form import entry_form, save
from sales_core.api import RecordEntry, RecordForm, explore_address

_BLOCK = "views"


def draw(page: BoardPage) -> None:
    """Draws the row; nothing but the link for who may save nothing and sees no view."""
    page.drawn(_BLOCK)
    block = page.opened.block(_BLOCK)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="view_bar"):
        if isinstance(block, RecordForm):
            for entry in block.entries:
                st.button(literal(entry.line), key=f"view_{entry.id}", on_click=_open(entry), type="secondary")
            if block.is_open:
                with st.popover(block.title, icon=":material/bookmark_add:"):
                    entry_form(page.context, block.form, "new_view")
            if any(entry.edit or entry.moves for entry in block.entries):
                with st.popover(page.t("explore.manage_views"), icon=":material/edit:"):
                    for entry in block.entries:
                        _manage(page, block.form.record, entry)
        with st.popover(page.t("explore.link"), icon=":material/link:"):
            st.caption(page.t("explore.link_help"))
            st.code(_address(page), language=None, wrap_lines=True)


def _open(entry: RecordEntry) -> Callable[[], None]:
    """Sets every choice and filter of the view; a filter that it does not name is taken back."""

    def show() -> None:
        wanted = dict(entry.choices)
        for name in (*wanted, *(kept for kept in url_state.FILTERS if kept not in wanted)):
            url_state.put(name, list(wanted.get(name, ())))

    return show


def _manage(page: BoardPage, record: str, entry: RecordEntry) -> None:
    """Name, sharing and pin of a view, and its end; nothing for one of somebody else's."""
    if entry.edit is None and not entry.moves:
        return
    records, viewer = page.context.workspace.records, page.context.viewer
    key = f"{record}_{entry.id}_{entry.revision}"
    with st.expander(literal(entry.line)):
        if entry.edit is not None:
            entry_form(page.context, entry.edit, key)
        for move in entry.moves:
            words = page.t("record.move", state=page.context.say(move.label))
            if st.button(words, key=f"move_{key}_{move.state}", type="tertiary"):
                save(page.context, partial(records.move, record, viewer, entry.id, move.state, entry.revision))


def _address(page: BoardPage) -> str:
    parts = urlsplit(st.context.url or "")
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    parameters = urlencode(explore_address(page.opened.context), doseq=True)
    return f"{origin}{page.context.prefix}/{page.opened.board.id}?{parameters}"
