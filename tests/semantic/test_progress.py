"""Where a month stands: due to date, days ahead, needed a day, landing; against calculations from the raw rows."""

import statistics
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from sales_core.forecast.curve import LINE
from sales_core.forecast.landing import landing
from sales_core.forecast.progress import PeriodProgress, days_ahead, needed_per_day
from sales_core.forecast.selling_days import SellingDays
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.present import cells_of, float_of, present

D = Decimal
MAY = Period.parse("2026-05")
NAMES = ("net_sales", "target", "expected_to_date", "pace", "gap_to_pace", "days_ahead", "needed_per_day")

# June 2025 has 20 selling days on a five-day week (the 2nd is the Dragon-Boat holiday, so 2..30 minus weekends and the 2nd).
# One sale a selling day of 10 for January to May 2025 and up to 16 June, target 300 for June: the curve is (almost) straight.
# Over: 3,4,5,6,9,10,11,12,13,16 = 10 of 20 days; sold 100; due 150; 5 days... at 15 a day, 100 is day 6.67: 3.33 behind.
STEADY = [
    {"date": day.isoformat(), "rep": "a", "amount": 10, "quantity": 1, "customer": "c"}
    for day in (date(2025, 1, 1) + timedelta(days=n) for n in range(167))
    if SellingDays().is_selling(day)
]


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    targets = [{"month": "2025-06", "rep": "a", "target": 300}, {"month": "2025-05", "rep": "a", "target": 100}]
    return figures_of(tmp_path_factory.mktemp("steady"), sales=STEADY, targets=targets)


def test_steady_month(steady: MetricService) -> None:
    row = steady.run(Query(NAMES, period=Period.parse("2025-06")), LOCAL_ADMIN).one()
    assert row["net_sales"] == 100
    assert float_of(row["expected_to_date"]) == pytest.approx(150, abs=0.2)
    assert row["pace"] == pytest.approx(2 / 3, abs=0.001)
    assert float_of(row["gap_to_pace"]) == pytest.approx(-50, abs=0.2)
    assert row["days_ahead"] == pytest.approx(-10 / 3, abs=0.02)
    assert row["needed_per_day"] == D("20.00"), "(300 − 100) ÷ 10 days"


def test_steady_landing(steady: MetricService) -> None:
    """Half the days brought 100, the past months' second half 10 a day: the month lands at about 200."""
    names = ("landing_low", "landing", "landing_high", "landing_achievement")
    row = cells_of(steady.run(Query(names, period=Period.parse("2025-06")), LOCAL_ADMIN).one())
    assert row["landing_low"] <= row["landing"] <= row["landing_high"]
    assert float_of(row["landing"]) == pytest.approx(197, abs=5)
    assert row["landing_achievement"] == pytest.approx(float_of(row["landing"]) / 300)


def test_a_month_that_is_over(steady: MetricService) -> None:
    row = steady.run(Query((*NAMES, "landing", "landing_low"), period=Period.parse("2025-05")), LOCAL_ADMIN).one()
    assert row["net_sales"] == 190
    assert row["expected_to_date"] == row["target"] == 100
    assert row["days_ahead"] == pytest.approx(0.9 * 19), "190 % of a month of 19 days"
    assert row["needed_per_day"] is None
    assert row["landing"] == row["landing_low"] == 190


def test_as_of_an_earlier_day(steady: MetricService) -> None:
    query = Query(("net_sales", "days_ahead"), period=Period.parse("2025-06"), as_of=date(2025, 6, 6))
    result = steady.run(query, LOCAL_ADMIN)
    assert result.one()["net_sales"] == 40
    assert (result.as_of, result.period.end, result.partial) == (date(2025, 6, 6), date(2025, 6, 6), True)


def test_several_months_count_full_targets_and_the_share_of_the_running_one(steady: MetricService) -> None:
    row = steady.run(Query(NAMES, period=Period.parse("2025-05..2025-06")), LOCAL_ADMIN).one()
    assert row["target"] == 400
    assert float_of(row["expected_to_date"]) == pytest.approx(250, abs=0.2)
    assert row["days_ahead"] == pytest.approx((290 - 100) / 15 - 10, abs=0.05), "190 of June's 300 is day 12.67"


def test_past_pairs_equal_the_raw_rows(figures: MetricService, table: pd.DataFrame) -> None:
    """The landing's history per rep: sales to the same selling day and in full, from the lines themselves."""
    days = SellingDays()
    closes = date(2026, 5, 19)
    index, of = days.elapsed(closes), len(days.month(closes))
    query = Query(("net_sales_same_point", "net_sales"), ("rep", "month"), Period.parse("2025-05..2026-05"))
    for row in map(cells_of, figures.run(query, LOCAL_ADMIN)):
        selling = days.month(row["month"])
        reach = round(index * len(selling) / of)
        mine = table[(table.rep == row["rep"]) & (table.month == row["month"])]
        early = [day < selling[reach] if reach < len(selling) else True for day in mine.date]
        if row["month"] == date(2026, 5, 1):
            early = [day <= closes for day in mine.date]
        assert row["net_sales_same_point"] == sum(mine[early].amount, D(0))
        assert row["net_sales"] == sum(mine.amount, D(0))


#: The month so far: 5 of 20 selling days over, on a straight line.
SO_FAR = PeriodProgress(elapsed=5, total=20, share=0.25, remaining=15, curve=LINE)


@pytest.mark.parametrize(("actual", "ahead"), [(25, 0), (30, 1), (0, -5), (-20, -9), (100, 15), (120, 19)])
def test_days_on_a_straight_line(actual: int, ahead: int) -> None:
    """Target 100 over 20 days is 5 a day."""
    row: dict[str, Value] = {"net_sales": D(actual), "expected_to_date": D(25), "target_closing_month": D(100)}
    assert days_ahead(row, SO_FAR) == pytest.approx(ahead)


@pytest.mark.parametrize("target", [None, D(0), D(-5)])
def test_nothing_is_told_without_a_target(target: Decimal | None) -> None:
    row: dict[str, Value] = {
        "net_sales": D(10),
        "expected_to_date": target,
        "target_closing_month": target,
        "target": target,
    }
    assert days_ahead(row, SO_FAR) is None
    assert needed_per_day(row, SO_FAR) is None


def test_needed_a_day_at_the_ends() -> None:
    assert needed_per_day({"net_sales": D(10), "target": D(100)}, replace(SO_FAR, remaining=0)) is None
    assert needed_per_day({"net_sales": D(110), "target": D(100)}, SO_FAR) == 0


def test_landing_range_comes_from_past_months() -> None:
    """Quarter of the month over, 25 sold, a quarter usual. Past months: 25 at this point, rests of 60..90.

    Rest = ¼·(25/¼·¾) + ¾·mean rest = 18.75 + 0.75·75 = 75. Each past rest over what the others would have told for it.
    """
    rests = [60, 70, 80, 90]
    past = tuple((D(25), D(25 + rest)) for rest in rests)
    found = present(landing({"net_sales": D(25), "net_sales_mtd": D(25)}, replace(SO_FAR, past=past)))
    factors = [rest / (18.75 + 0.75 * statistics.mean(r for r in rests if r != rest)) for rest in rests]
    low, *_, high = statistics.quantiles(factors, n=10, method="inclusive")
    assert found.base == 100
    assert float(found.low) == pytest.approx(25 + 75 * low, abs=0.01)
    assert float(found.high) == pytest.approx(25 + 75 * high, abs=0.01)


def test_landing_of_a_year_takes_last_year_at_this_years_growth() -> None:
    """50 of the closing month's rest is nil (share 1); later months sold 600 last year, the year so far is up 10 %."""
    row: dict[str, Value] = {
        "net_sales": D(110),
        "net_sales_mtd": D(20),
        "net_sales_ytd": D(110),
        "net_sales_ytd_last_year": D(100),
    }
    found = present(landing(row, replace(SO_FAR, share=1.0, later_days=100, later_last_year=D(600))))
    assert found.base == D("770.00")


def test_landing_without_any_history() -> None:
    assert landing({"net_sales": D(0), "net_sales_mtd": D(0)}, replace(SO_FAR, share=0.0, elapsed=0)) is None
    assert landing({"net_sales": None, "net_sales_mtd": None}, SO_FAR) is None
