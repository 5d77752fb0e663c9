"""The period in the URL and in the filter bar."""

from datetime import date

import pytest

from pages.kit import period_choice
from sales_core.kernel.terms import Period


@pytest.mark.parametrize(
    "text", ["2026-05", "2026-Q2", "2026", "2026-01..2026-05", "2026-05-03", "2025-12-30..2026-01-02"]
)
def test_a_period_reads_back_as_it_was_written(text: str) -> None:
    assert Period.parse(period_choice.period_parameter(Period.parse(text))) == Period.parse(text)


@pytest.mark.parametrize(
    ("text", "grain"),
    [("2026-05", "month"), ("2026-Q1", "quarter"), ("2026", "year"), ("2026-01..2026-05", "ytd"), ("2026-01", "month")],
)
def test_grain_of(text: str, grain: str) -> None:
    assert period_choice.grain_of(Period.parse(text)) == grain


def test_options_run_from_the_newest_to_the_first() -> None:
    first, last = date(2025, 11, 3), date(2026, 2, 20)
    months = [str(p) for p in period_choice.options("month", first, last)]
    assert months == ["2026-02", "2026-01", "2025-12", "2025-11"]
    assert [str(p) for p in period_choice.options("year", first, last)] == ["2026", "2025"]
    assert [period_choice.period_parameter(p) for p in period_choice.options("quarter", first, last)] == [
        "2026-Q1",
        "2025-Q4",
    ]


def test_bad_period_text_falls_back() -> None:
    fallback = Period.month(2026, 5)
    assert period_choice.read("yesterday", fallback) == fallback
    assert period_choice.read(None, fallback) == fallback
    assert period_choice.read("2026-13", fallback) == fallback
    assert period_choice.read("2026-Q3", fallback) == Period.quarter(2026, 3)
