"""Seasons: shares of twelve whole months, the mean of up to three such spans, nothing without a whole one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sales_core.forecast.seasons import learn_seasons

D = Decimal
FLAT: dict[int, Decimal] = {month: D(1) for month in range(1, 13)}
STEEP: dict[int, Decimal] = {month: D(3 if month == 12 else 1) for month in range(1, 13)}


def years(*of: dict[int, Decimal], first: int = 2023) -> dict[date, Decimal]:
    return {date(first + at, month, 1): value for at, year in enumerate(of) for month, value in year.items()}


def test_one_whole_year_is_its_shares() -> None:
    found = learn_seasons(years(STEEP), date(2023, 12, 1))
    assert found is not None
    assert found.years == 1
    assert found.shares[11] == D(3) / 14
    assert abs(sum(found.shares, D(0)) - 1) < D("1e-20")


def test_three_years_count_alike_whatever_each_sold() -> None:
    loud = {month: value * 1000 for month, value in STEEP.items()}
    found = learn_seasons(years(FLAT, FLAT, FLAT, loud), date(2026, 12, 1))
    assert found is not None
    assert found.years == 3
    assert abs(found.shares[11] - (D(1) / 12 + D(1) / 12 + D(3) / 14) / 3) < D("1e-20")


def test_a_span_ends_with_the_last_whole_month_and_stops_at_a_month_that_sold_nothing() -> None:
    monthly = years(FLAT, STEEP)
    found = learn_seasons(monthly, date(2024, 6, 1))
    assert found is not None
    assert found.years == 1, "2023-01 to 2023-06 are no whole span"
    assert learn_seasons({**monthly, date(2024, 3, 1): D(0)}, date(2024, 6, 1)) is None
    assert learn_seasons({}, date(2024, 6, 1)) is None
