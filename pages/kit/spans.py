"""Spans of time around the page's period. Pure."""

from __future__ import annotations

from datetime import date

from pages.kit.context import PageContext
from sales_core.i18n import Locale
from sales_core.kernel.periods import add_months
from sales_core.kernel.terms import Period


def closes(page: PageContext) -> date:
    """The last day that counts on this page."""
    return min(page.period.end, page.as_of)


def months_back(page: PageContext, count: int) -> Period:
    """`count` whole months, the last of them the month the page's period closes in."""
    last = Period.month_of(closes(page))
    return Period(add_months(last.start, 1 - count), last.end)


def month_name(day: date, locale: Locale, *, short: bool = False) -> str:
    """`5月` or `May`; January carries the year unless `short`."""
    if short:
        return str(day.month)
    if locale == "zh":
        return f"{day.year % 100}年{day.month}月" if day.month == 1 else f"{day.month}月"
    return f"{day:%b} {day:%y}" if day.month == 1 else f"{day:%b}"
