"""Who reaches how much of what counts for his post, by which measure, and what is not known?"""

from __future__ import annotations

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The sentence, the bars of what each measure brings, the rows, the weights."""
    page.block("headline")
    page.block("contributions")
    page.block("scores")
    page.block("schemes")


PAGE = PageSpec("scorecard", "people", 0, board("scorecard"), widgets)
