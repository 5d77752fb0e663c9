"""Documents that are made when they are fetched, as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.downloads import anchors
from sales_core.api import DocumentFile, Downloads

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


def draw(page: BoardPage, block_id: str, block: Downloads) -> None:
    """One link a document, side by side."""
    board, facts = page.opened.board.id, page.ask_facts()
    files = [
        (document.label, document.name, DocumentFile(board, block_id, document.name, facts))
        for document in block.documents
    ]
    st.html(f'<div class="sc-downloads">{" ".join(anchors(page.context, files))}</div>')
