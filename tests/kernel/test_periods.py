"""Compared periods, leap years, buckets."""

from datetime import date
from pathlib import Path

import pytest

from sales_core.kernel.periods import add_months, buckets, resolve, shifted
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from tests.semantic.company import figures_of


@pytest.mark.parametrize(
    ("period", "compare", "before"),
    [
        ("2024-02", "last_year", "2023-02"),
        ("2025-02", "last_year", "2024-02"),
        ("2024-02-29", "last_year", "2023-02-28"),
        ("2024-02-01..2024-02-28", "last_year", "2023-02"),
        ("2026-05-01..2026-05-20", "last_year", "2025-05-01..2025-05-20"),
        ("2026-03", "last_month", "2026-02"),
        ("2026-03-01..2026-03-30", "last_month", "2026-02"),
        ("2026-05-31", "last_month", "2026-04-30"),
        ("2026-Q1", "last_month", "2025-Q4"),
        ("2026", "last_month", "2025"),
        ("2026-01-15..2026-01-20", "last_month", "2025-12-15..2025-12-20"),
    ],
)
def test_compared_periods(period: str, compare: str, before: str) -> None:
    assert shifted(Period.parse(period), (Compare(compare),)) == Period.parse(before)


def test_months_add_up() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -13) == date(2023, 2, 28)
    assert add_months(date(2024, 11, 30), 3, to_month_end=True) == date(2025, 2, 28)


def test_buckets_cut_at_borders() -> None:
    cut = buckets(Period.parse("2026-01-15..2026-03-10"), "month")
    assert [(b.key.isoformat(), b.opens.day, b.closes.day) for b in cut] == [
        ("2026-01-01", 15, 31), ("2026-02-01", 1, 28), ("2026-03-01", 1, 10),
    ]  # fmt: skip
    assert [b.key.isoformat() for b in buckets(Period.parse("2026-01-01..2026-01-12"), "week")] == [
        "2025-12-29", "2026-01-05", "2026-01-12",
    ]  # fmt: skip


def test_window_is_clipped_and_says_so() -> None:
    window = resolve(Period.parse("2026-05"), date(2026, 5, 20), date(2024, 1, 1))
    assert (window.covered, window.partial) == (Period.parse("2026-05-01..2026-05-20"), True)
    assert resolve(Period.parse("2026-06"), date(2026, 5, 20), date(2024, 1, 1)).covered is None
    assert resolve(None, date(2026, 5, 20), date(2024, 1, 1)).asked == Period.parse("2024-01-01..2026-05-20")


# 29 February 2024 sold 7, 28 February 2024 sold 1; 28 February 2025 sold 10.
LEAP = [{"date": d, "customer": "c", "amount": a, "quantity": 1} for d, a in
        (("2024-02-28", 1), ("2024-02-29", 7), ("2025-02-28", 10), ("2025-03-31", 0))]  # fmt: skip


def test_leap_day_is_in_the_compared_february(tmp_path: Path) -> None:
    figures = figures_of(tmp_path, sales=LEAP)
    whole = Query(("net_sales", "yoy"), period=Period.parse("2025-02"), compare=Compare.LAST_YEAR)
    row = figures.run(whole, LOCAL_ADMIN).one()
    assert (row["net_sales"], row["net_sales__before"], row["yoy"]) == (10, 8, 0.25)
    by_day = figures.run(
        Query(("net_sales",), ("date",), Period.parse("2025-02"), compare=Compare.LAST_YEAR), LOCAL_ADMIN
    )
    assert by_day.rows[-1] == {"date": date(2025, 2, 28), "net_sales": 10, "net_sales__before": 8}


def test_returns_count_in_the_month_they_happen(tmp_path: Path) -> None:
    """Sold 100 in April, 40 of it returned in May together with a sale of 10: May nets −30 and has a rate of 4."""
    sales = [{"date": d, "customer": "c", "amount": a, "quantity": q, "order_no": o} for d, a, q, o in
             (("2026-04-10", 100, 10, "1"), ("2026-05-10", -40, -4, "1"), ("2026-05-31", 10, 1, "2"))]  # fmt: skip
    figures = figures_of(tmp_path, sales=sales)
    names = ("net_sales", "returns", "return_rate", "order_count", "active_customers", "yoy", "mom")
    row = figures.run(Query(names, period=Period.parse("2026-05")), LOCAL_ADMIN).one()
    assert row == {"net_sales": -30, "returns": 40, "return_rate": 4.0, "order_count": 1, "active_customers": 1,
                   "yoy": None, "mom": pytest.approx(-1.3)}  # fmt: skip
    assert figures.run(Query(("mom",), period=Period.parse("2026-06")), LOCAL_ADMIN).one()["mom"] is None


def test_nothing_loaded_is_unknown_not_zero(tmp_path: Path) -> None:
    figures = figures_of(tmp_path)
    row = figures.run(
        Query(("net_sales", "yoy", "margin", "landing"), period=Period.parse("2026-05")), LOCAL_ADMIN
    ).one()
    assert row == dict.fromkeys(("net_sales", "yoy", "margin", "landing"))
    assert figures.run(Query(("net_sales", "target"), ("rep",)), LOCAL_ADMIN).rows == ()
    assert figures.values("rep", LOCAL_ADMIN) == []
