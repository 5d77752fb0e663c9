"""Every form of a number, by hand."""

from datetime import date
from decimal import Decimal

import pytest

from sales_core.format import bare_percent, count, currency_symbol, formula_number, full, growth, short, signed, tick
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit

D = Decimal


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (D("123456789.12"), Unit.MONEY, "¥1.23亿", "¥123.5M"),
        (D("-1234567.8"), Unit.MONEY, "−¥123.5万", "−¥1.23M"),
        (D(12345), Unit.MONEY, "¥1.23万", "¥12.3K"),
        (D("1234.5"), Unit.MONEY, "¥1,235", "¥1.23K"),
        (D("999.5"), Unit.MONEY, "¥999.5", "¥999.5"),
        (D("999.996"), Unit.MONEY, "¥1,000", "¥1.0K"),
        (D("999999"), Unit.MONEY, "¥100.0万", "¥1.0M"),
        (D("99999999"), Unit.MONEY, "¥1.0亿", "¥100.0M"),
        (D("1e12"), Unit.MONEY, "¥10,000亿", "¥1,000B"),
        (D(0), Unit.MONEY, "¥0", "¥0"),
        (0.8765, Unit.PERCENT, "87.7%", "87.7%"),
        (0.125, Unit.PERCENT, "12.5%", "12.5%"),
        (1.0, Unit.PERCENT, "100.0%", "100.0%"),
        (-3.24, Unit.DAYS, "−3.2 天", "−3.2 d"),
        (44.5625, Unit.MINUTES, "44.6 分钟", "44.6 min"),
        (37, Unit.MINUTES, "37.0 分钟", "37.0 min"),
        (1.2, Unit.RATIO, "1.20×", "1.20×"),
        (1234, Unit.COUNT, "1,234", "1.23K"),
        (56, Unit.COUNT, "56", "56"),
        (83.3333, Unit.QUANTITY, "83.3", "83.3"),
        (None, Unit.MONEY, "—", "—"),
        (float("nan"), Unit.PERCENT, "—", "—"),
        (float("inf"), Unit.RATIO, "—", "—"),
        (date(2026, 5, 3), Unit.COUNT, "2026年5月3日", "3 May 2026"),
        ("A", Unit.COUNT, "A", "A"),
    ],
)
def test_short(value: Value, unit: Unit, zh: str, en: str) -> None:
    assert short(value, unit, "zh") == zh
    assert short(value, unit, "en") == en


@pytest.mark.parametrize(
    ("value", "unit", "whole", "bare"),
    [
        (D("1234567.8"), Unit.MONEY, "¥1,234,567.80", "1,234,567.80"),
        (D("0.005"), Unit.MONEY, "¥0.01", "0.01"),
        (D("-0.015"), Unit.MONEY, "−¥0.02", "−0.02"),
        (0.12345, Unit.PERCENT, "12.35%", "12.35%"),
        (0.5, Unit.PERCENT, "50.00%", "50.00%"),
        (12.25, Unit.DAYS, "12.3 d", "12.25"),
        (44.5625, Unit.MINUTES, "44.6 min", "44.56"),
        (0.333333, Unit.RATIO, "0.33×", "0.33"),
        (D("12.5000"), Unit.QUANTITY, "12.5", "12.5"),
        (D("1.2345"), Unit.QUANTITY, "1.2345", "1.2345"),
        (D("1000"), Unit.QUANTITY, "1,000", "1,000"),
        (83.33333333, Unit.QUANTITY, "83.33", "83.33"),
        (1234, Unit.COUNT, "1,234", "1,234"),
        (None, Unit.MONEY, "—", "—"),
    ],
)
def test_full_and_plain(value: Decimal | float | None, unit: Unit, whole: str, bare: str) -> None:
    assert full(value, unit, "en") == whole
    assert formula_number(value, unit, "en") == bare


def test_money_in_full_always_has_two_decimals() -> None:
    assert [full(D(n), Unit.MONEY, "zh") for n in ("5", "5.1", "5.125", "5.1249")] == [
        "¥5.00",
        "¥5.10",
        "¥5.13",
        "¥5.12",
    ]


def test_a_double_is_taken_as_the_shortest_decimal_that_is_it() -> None:
    # 2.675 lies below 2.675 in binary: rounded as a double it would be 2.67.
    assert full(2.675, Unit.MONEY, "en") == "¥2.68"
    assert full(1.005, Unit.RATIO, "en") == "1.01×"


def test_currencies() -> None:
    assert [currency_symbol(c) for c in ("CNY", "USD", "AUD", "EUR", "HKD", "XYZ")] == [
        "¥",
        "$",
        "A$",
        "€",
        "HK$",
        "XYZ",
    ]
    assert short(D(100), Unit.MONEY, "en", "AUD") == "A$100"
    assert full(D(5), Unit.MONEY, "en", "USD") == "$5.00"


def test_differences_carry_their_sign() -> None:
    assert signed(0.05, Unit.PERCENT, "zh") == "+5.0 个百分点"
    assert signed(-0.05, Unit.PERCENT, "en") == "−5.0 pp"
    assert signed(D(0), Unit.MONEY, "en") == "±¥0"
    assert signed(D(20000), Unit.MONEY, "zh") == "+¥2.0万"
    assert signed(None, Unit.MONEY, "zh") == "—"
    assert growth(0.123, "en") == "+12.3%"
    assert growth(-0.0005, "en") == "−0.1%"
    assert growth(0, "en") == "±0.0%"
    assert growth(None, "en") == "—"


def test_marks_of_an_axis_have_no_empty_decimals() -> None:
    assert [tick(n, Unit.MONEY, "en") for n in (0, 250_000, 1_000_000, 2_500_000)] == ["¥0", "¥250K", "¥1M", "¥2.5M"]
    assert [tick(n, Unit.MONEY, "zh") for n in (-20_000, 0, 20_000)] == ["−¥2万", "¥0", "¥2万"]
    assert [tick(n, Unit.PERCENT, "en") for n in (0, 0.25, 0.5, 1)] == ["0%", "25%", "50%", "100%"]
    assert [tick(n, Unit.DAYS, "zh") for n in (0, 2.5, 30)] == ["0 天", "2.5 天", "30 天"]


def test_narrow_cells_and_counts() -> None:
    assert bare_percent(0.876, "en") == "88"
    assert bare_percent(0.8765, "en", 1) == "87.7"
    assert bare_percent(None, "en") == "—"
    assert count(1234567, "zh") == "1,234,567"
