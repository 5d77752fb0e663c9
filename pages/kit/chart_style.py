"""The look of this page's charts."""

from __future__ import annotations

from pages.kit.context import PageContext
from sales_core.charts.style import Look
from sales_core.charts.theme import theme_named


def look(page: PageContext) -> Look:
    """Theme, language and currency of the page."""
    return Look(theme_named(page.theme), page.locale, page.currency)
