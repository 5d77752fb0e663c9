"""The periods that can be chosen, and their text in the URL. Pure functions."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sales_core.api import Period, fiscal_year_start

Grain = Literal["month", "quarter", "ytd", "year"]
GRAINS: tuple[Grain, ...] = ("month", "quarter", "ytd", "year")
_TELLING: tuple[Grain, ...] = ("month", "quarter", "year", "ytd")


def containing(grain: Grain, day: date, fiscal_start: int = 1) -> Period:
    """The period of that grain which `day` lies in; year to date runs from the first day of the fiscal year, which
    starts in the month `fiscal_start`, to the end of the day's month.
    """
    if grain == "month":
        return Period.month_of(day)
    if grain == "quarter":
        return Period.quarter(day.year, (day.month + 2) // 3)
    if grain == "ytd":
        return Period(fiscal_year_start(day, fiscal_start), Period.month_of(day).end)
    return Period.year(day.year)


def grain_of(period: Period, fiscal_start: int = 1) -> Grain:
    """The grain that draws `period`; anything unusual counts as year to date."""
    # The whole year comes before the year to date, which equals it in December.
    for grain in _TELLING:
        if period == containing(grain, period.end, fiscal_start):
            return grain
    return "ytd"


def options(grain: Grain, first: date, last: date, fiscal_start: int = 1) -> list[Period]:
    """Every period of that grain between the data's first and last day, newest first."""
    found: dict[Period, None] = {}
    for month in reversed(list(Period(first, last).months())):
        found.setdefault(containing(grain, month.end, fiscal_start), None)
    return list(found)


def period_parameter(period: Period) -> str:
    """The shortest text that `Period.parse` reads back as the same period."""
    quarter = Period.quarter(period.start.year, (period.start.month + 2) // 3)
    return f"{period.start.year}-Q{(period.start.month + 2) // 3}" if period == quarter else str(period)


def read(text: str | None, fallback: Period) -> Period:
    """The period a URL names; the fallback when it names none."""
    if not text:
        return fallback
    try:
        return Period.parse(text)
    except ValueError:
        return fallback
