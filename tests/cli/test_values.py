"""Figures are written exactly, tables line up with Chinese characters."""

from datetime import date
from decimal import Decimal

import pytest

from sales_core.cli.console import table, width
from sales_core.cli.value_format import exact, json_value, text_value, time_value


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
def test_decimals_lose_nothing_but_empty_zeros(number, text):
    assert exact(Decimal(number)) == text
    assert Decimal(text) == Decimal(number)


def test_money_is_text_in_json_and_counts_are_numbers():
    assert json_value("net_sales", Decimal("10.1000")) == "10.1"
    assert json_value("achievement", 0.5) == 0.5
    assert json_value("order_count", 3) == 3
    assert json_value("yoy", None) is None
    assert text_value("yoy", None) == ""


def test_spans_of_time():
    day = date(2026, 4, 1)
    assert [time_value(d, day) for d in ("month", "quarter", "year", "date")] == [
        "2026-04",
        "2026-Q2",
        "2026",
        "2026-04-01",
    ]


def test_table_lines_up():
    lines = table(["大区", "n"], [["华东", "1"], ["A", "100"]], frozenset({1})).splitlines()
    assert {width(line) for line in lines} == {4 + 2 + 3}
