"""Documents that are made when they are fetched, as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.kit.downloads import link
from sales_core.api import DocumentFile, Downloads

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


def draw(page: BoardPage, block_id: str, block: Downloads) -> None:
    """One link a document."""
    for document in block.documents:
        recipe = DocumentFile(page.opened.board.id, block_id, document.name, page.ask_facts())
        link(page.context, document.label, document.name, recipe)
