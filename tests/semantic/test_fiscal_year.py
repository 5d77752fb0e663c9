"""The year to date begins with the company's fiscal year; by default that is the calendar year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pages.kit import period_choice
from sales_core.kernel.periods import fiscal_year_start
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic import company_calendar
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of, sales_rows

METRICS = ("net_sales_ytd", "net_sales_ytd_last_year", "yoy_ytd", "net_sales_mtd", "net_sales")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return sales_rows(seed=11, lines=2500)


@pytest.fixture(scope="module")
def figures(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(tmp_path_factory.mktemp("fiscal"), sales=rows)


@pytest.fixture(autouse=True)
def at_once(figures: MetricService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company_calendar, "_SECONDS", -1.0)
    figures._appdb.company.set("fiscal_year.start_month", 1, LOCAL_ADMIN)


def sold(rows: list[dict[str, Any]], first: date, last: date) -> Decimal:
    """The sum written once more: every line between two days."""
    return sum((row["amount"] for row in rows if first <= date.fromisoformat(row["date"]) <= last), Decimal(0))


@pytest.mark.parametrize("start", [1, 4, 7, 12])
@pytest.mark.parametrize("month", ["2026-02", "2026-03", "2026-04", "2026-05", "2025-12"])
def test_the_year_to_date_against_a_sum_over_lines(
    figures: MetricService, rows: list[dict[str, Any]], start: int, month: str
) -> None:
    figures._appdb.company.set("fiscal_year.start_month", start, LOCAL_ADMIN)
    period = Period.parse(month)
    last = min(period.end, date(2026, 5, 19))
    opens = date(last.year if last.month >= start else last.year - 1, start, 1)
    row = figures.run(Query(METRICS, period=period), LOCAL_ADMIN).one()
    now = sold(rows, opens, last)
    before = sold(rows, opens.replace(year=opens.year - 1), last.replace(year=last.year - 1))
    assert row["net_sales_ytd"] == now
    assert row["net_sales_ytd_last_year"] == before
    assert row["yoy_ytd"] == pytest.approx(float(now / before) - 1)
    assert row["net_sales_mtd"] == row["net_sales"] == sold(rows, period.start, last)


def test_by_month_each_month_has_its_own_year(figures: MetricService, rows: list[dict[str, Any]]) -> None:
    figures._appdb.company.set("fiscal_year.start_month", 4, LOCAL_ADMIN)
    found = figures.run(Query(("net_sales_ytd",), ("month",), Period.parse("2026-01..2026-05")), LOCAL_ADMIN)
    for row in found:
        month = row["month"]
        assert isinstance(month, date)
        last = min(Period.month_of(month).end, date(2026, 5, 19))
        opens = date(2026 if month.month >= 4 else 2025, 4, 1)
        assert row["net_sales_ytd"] == sold(rows, opens, last)


def test_a_change_of_the_setting_is_seen_and_january_is_as_before(figures: MetricService) -> None:
    question = Query(METRICS, period=Period.parse("2026-05"))
    january = figures.run(question, LOCAL_ADMIN).rows
    figures._appdb.company.set("fiscal_year.start_month", 4, LOCAL_ADMIN)
    april = figures.run(question, LOCAL_ADMIN).rows
    assert april[0]["net_sales_ytd"] != january[0]["net_sales_ytd"]
    assert april[0]["net_sales"] == january[0]["net_sales"]
    figures._appdb.company.set("fiscal_year.start_month", 1, LOCAL_ADMIN)
    assert figures.run(question, LOCAL_ADMIN).rows == january


def test_the_period_bar_offers_the_fiscal_year_to_date() -> None:
    assert period_choice.containing("ytd", date(2026, 2, 10), 4) == Period(date(2025, 4, 1), date(2026, 2, 28))
    assert period_choice.containing("ytd", date(2026, 4, 1), 4) == Period(date(2026, 4, 1), date(2026, 4, 30))
    assert period_choice.grain_of(Period(date(2025, 4, 1), date(2026, 2, 28)), 4) == "ytd"
    assert period_choice.containing("ytd", date(2026, 2, 10)) == Period(date(2026, 1, 1), date(2026, 2, 28))
    assert [fiscal_year_start(date(2026, 4, day), 4).year for day in (1, 30)] == [2026, 2026]
    assert fiscal_year_start(date(2026, 3, 31), 4) == date(2025, 4, 1)


def test_the_default_is_the_calendar_year(tmp_path: Path) -> None:
    fresh = figures_of(tmp_path, sales=sales_rows(seed=3, lines=50))
    assert fresh.calendar.fiscal_start == 1
