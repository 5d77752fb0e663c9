"""Spans of time around the page's period. Pure."""

from __future__ import annotations

from datetime import date

from pages.kit.context import PageContext
from sales_core.kernel.periods import add_months
from sales_core.kernel.terms import Period


def closes(page: PageContext) -> date:
    """The last day that counts on this page."""
    return min(page.period.end, page.as_of)


def months_back(page: PageContext, count: int) -> Period:
    """`count` whole months, the last of them the month the page's period closes in."""
    last = Period.month_of(closes(page))
    return Period(add_months(last.start, 1 - count), last.end)
