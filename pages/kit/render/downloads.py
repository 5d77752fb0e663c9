"""Documents that are made when they are fetched, as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.kit.downloads import XLSX_TYPE, link
from sales_core.api import Downloads

if TYPE_CHECKING:
    from pages.kit.board_page import BoardPage


def draw(page: BoardPage, block_id: str, block: Downloads) -> None:
    """One link a document."""
    for document in block.documents:
        key = f"{block_id}:{document.name}"
        link(page.context, document.label, document.name, document.make, key=key, mime=XLSX_TYPE)
