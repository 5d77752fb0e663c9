"""Every way a figure is written, by hand."""

from datetime import date
from decimal import Decimal

import pytest

from pages.kit import period_choice
from sales_core.format import numbers
from sales_core.kernel.terms import Period


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal("123456789.12"), "money", "¥1.23亿", "¥123.5M"),
        (Decimal("-1234567.8"), "money", "−¥123.5万", "−¥1.23M"),
        (Decimal(12345), "money", "¥1.23万", "¥12.3K"),
        (Decimal("999.5"), "money", "¥999.5", "¥999.5"),
        (Decimal(0), "money", "¥0", "¥0"),
        (0.125, "percent", "12.5%", "12.5%"),
        (1.0, "percent", "100.0%", "100.0%"),
        (-3.24, "days", "−3.2 天", "−3.2 d"),
        (1.2, "ratio", "1.20×", "1.20×"),
        (1234, "count", "1,234", "1.23K"),
        (56, "count", "56", "56"),
        (None, "money", "—", "—"),
        (float("nan"), "percent", "—", "—"),
        (float("inf"), "ratio", "—", "—"),
    ],
)
def test_compact(value, unit, zh, en):
    assert numbers.compact(value, unit, "en") == en
    if value != 1234:
        assert numbers.compact(value, unit, "zh") == zh


def test_exact_and_signed():
    assert numbers.exact(Decimal("1234567.8"), "money", "zh") == "¥1,234,567.80"
    assert numbers.exact(Decimal(5), "money", "en", "USD") == "$5.00"
    assert numbers.exact(0.12345, "percent", "en") == "12.35%"
    assert numbers.signed(0.05, "percent", "zh") == "+5.0 个百分点"
    assert numbers.signed(-0.05, "percent", "en") == "−5.0 pp"
    assert numbers.signed(Decimal(0), "money", "en") == "±¥0"
    assert numbers.growth(0.123, "en") == "+12.3%"
    assert numbers.growth(None, "en") == "—"


def test_change_needs_a_positive_basis():
    assert numbers.change(Decimal(110), Decimal(100)) == pytest.approx(0.1)
    assert numbers.change(Decimal(110), Decimal(0)) is None
    assert numbers.change(Decimal(110), Decimal(-5)) is None
    assert numbers.change(None, Decimal(5)) is None


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2026-05", "2026年5月", "May 2026"),
        ("2026-Q2", "2026年第2季度", "Q2 2026"),
        ("2026", "2026年", "2026"),
        ("2026-01..2026-05", "2026年1月–5月", "Jan–May 2026"),
        ("2025-11..2026-02", "2025年11月–2026年2月", "Nov 2025–Feb 2026"),
        ("2026-05-03", "2026年5月3日", "3 May 2026"),
        ("2026-05-01..2026-05-12", "2026年5月1日–12日", "1–12 May 2026"),
        ("2026-04-01..2026-05-12", "2026年4月1日–5月12日", "1 Apr–12 May 2026"),
        ("2025-12-30..2026-01-02", "2025年12月30日 – 2026年1月2日", "30 Dec 2025 – 2 Jan 2026"),
    ],
)
def test_periods_in_words(text, zh, en):
    period = Period.parse(text)
    assert numbers.period(period, "zh") == zh
    assert numbers.period(period, "en") == en
    assert Period.parse(period_choice.written(period)) == period


@pytest.mark.parametrize(
    ("text", "grain"),
    [("2026-05", "month"), ("2026-Q1", "quarter"), ("2026", "year"), ("2026-01..2026-05", "ytd"), ("2026-01", "month")],
)
def test_grain_of(text, grain):
    assert period_choice.grain_of(Period.parse(text)) == grain


def test_options_run_from_the_newest_to_the_first():
    first, last = date(2025, 11, 3), date(2026, 2, 20)
    months = [str(p) for p in period_choice.options("month", first, last)]
    assert months == ["2026-02", "2026-01", "2025-12", "2025-11"]
    assert [str(p) for p in period_choice.options("year", first, last)] == ["2026", "2025"]
    assert [period_choice.written(p) for p in period_choice.options("quarter", first, last)] == ["2026-Q1", "2025-Q4"]


def test_bad_period_text_falls_back():
    fallback = Period.month(2026, 5)
    assert period_choice.read("yesterday", fallback) == fallback
    assert period_choice.read(None, fallback) == fallback
    assert period_choice.read("2026-13", fallback) == fallback
    assert period_choice.read("2026-Q3", fallback) == Period.quarter(2026, 3)
