"""What is everybody paid, for what, and what would bring more?"""

from __future__ import annotations

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """The sentence, everybody's payslip; what one of them could still earn, what waits, its lines; then the plans."""
    page.block("headline")
    page.block("payslips")
    page.block("next_step")
    page.block("waiting")
    page.block("lines", height=460)
    page.block("plan")
    page.block("sales_and_cash")
    page.block("tiers")


PAGE = PageSpec("pay", "people", 1, board("pay"), widgets)
