"""What is everybody paid, for what, and what would bring more?"""

from __future__ import annotations

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The sentence, everybody's payslip; below it what one of them could still earn, what waits, and its lines."""
    page.block("headline")
    page.block("payslips")
    page.block("next_step")
    page.block("waiting")
    page.block("lines", height=460)
    page.block("plan")


PAGE = PageSpec("pay", "people", 1, board("pay"), widgets)
