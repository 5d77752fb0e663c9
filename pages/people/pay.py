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
    _what_if(page)
    page.block("waiting")
    page.block("lines", height=460)
    page.block("plan")
    page.block("disputes")
    page.block("sales_and_cash")
    page.block("tiers")
    page.choice("replay", kind="list", label=True)
    page.block("replayed")


def _what_if(page: BoardPage) -> None:
    """Two sliders and what they would bring, where one payslip is open."""
    if not page.opened.is_open("more"):
        page.drawn("what_if")
        return
    for choice_id in ("more", "paid"):
        page.choice(choice_id, kind="slider")
    page.block("what_if")


PAGE = PageSpec("pay", "people", 1, board("pay"), widgets)
