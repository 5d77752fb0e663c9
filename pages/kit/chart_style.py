"""The look of this page's charts."""

from __future__ import annotations

from pages.kit.context import PageContext
from sales_core.charts.labels import Unit
from sales_core.charts.style import Look
from sales_core.charts.theme import theme_named

_UNITS = {"money": Unit.MONEY, "percent": Unit.SHARE, "days": Unit.DAYS}


def look(page: PageContext) -> Look:
    """Theme, language and currency of the page."""
    return Look(theme_named(page.theme), page.locale, page.currency)


def chart_unit(page: PageContext, metric: str) -> Unit:
    """How charts write a metric; anything without a unit of its own is a count."""
    return _UNITS.get(page.unit(metric), Unit.COUNT)
