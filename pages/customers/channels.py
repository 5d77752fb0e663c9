"""Which channel sells and earns less, and whom does it win and keep?"""

from __future__ import annotations

from pages.kit.board_page import BoardPage
from pages.kit.page_spec import PageSpec
from sales_core.api import board


def widgets(page: BoardPage) -> None:
    """Cards, the scorecard, the mix, and who was won."""
    for block in ("headline", "cards", "scores", "mix", "recruited", "once"):
        page.block(block)


PAGE = PageSpec("channels", "customers", 3, board("channels"), widgets)
