"""Values for programs lose nothing."""

from datetime import date
from decimal import Decimal

import pytest

from sales_core.format import exact, exact_value, json_value, span


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1250.5000", "1250.5"),
        ("100.0000", "100"),
        ("0.0000", "0"),
        ("-0.0100", "-0.01"),
        ("1E+3", "1000"),
        ("12345678901234.5678", "12345678901234.5678"),
    ],
)
def test_decimals_lose_nothing_but_empty_zeros(number: str, text: str) -> None:
    assert exact(Decimal(number)) == text
    assert Decimal(text) == Decimal(number)


def test_money_is_text_in_json_and_counts_are_numbers() -> None:
    assert json_value(Decimal("10.1000")) == "10.1"
    assert json_value(0.5) == 0.5
    assert json_value(3) == 3
    assert json_value(None) is None
    assert exact_value(None) == ""


def test_spans_of_time() -> None:
    day = date(2026, 4, 1)
    assert [span(day, grain) for grain in ("month", "quarter", "year", "date")] == [
        "2026-04",
        "2026-Q2",
        "2026",
        "2026-04-01",
    ]
    assert json_value(day, "month") == "2026-04"
