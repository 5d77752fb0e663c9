"""Single cells: numbers, dates, codes and names as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import ValueKind
from sales_core.kernel.terms import Period
from sales_core.recognition.dates import DateStyle, day_month_order, parse_dates, read_date
from sales_core.recognition.months import is_sum_header, month_header, named_period, named_year
from sales_core.recognition.numbers import NumberStyle, parse_numbers, read_number
from sales_core.recognition.parsed import ColumnCells
from sales_core.recognition.terms import parse_terms
from sales_core.recognition.text_values import parse_choices, parse_flags, parse_words


def cells(*texts: str | None, numeric: bool = False) -> ColumnCells:
    return ColumnCells(pa.array(texts, pa.string()), np.full(len(texts), numeric))


@pytest.mark.parametrize(
    "text, value",
    [
        ("12", "12"),
        ("1,234.50", "1234.50"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("1.5万元", "15000"),
        ("(1,234.50)", "-1234.50"),
        ("（12）", "-12"),
        ("125.00-", "-125"),
        ("-￥5", "-5"),
        ("￥1,250", "1250"),
        ("$12.5", "12.5"),
        ("12元", "12"),
        ("5 箱", "5"),
        ("１２３．５", "123.5"),
        ("−7", "-7"),
        ("1 234.5", "1234.5"),
        ("1e3", "1000"),
        ("\u200b12\ufeff", "12"),
        ("1,23,456.50", "123456.5"),
        ("R$ 12.5", "12.5"),
        ("₹1,00,000", "100000"),
        ("CHF 1'234.50", "1234.5"),
        ("Rs. 50", "50"),
        ("$-", "0"),
        ("$(30.00)", "-30"),
        ("($30.00)", "-30"),
        ("-$30", "-30"),
        ("12.5 zł", "12.5"),
        ("١٢٣٫٥", "123.5"),
        ("۱۲۳", "123"),
        ("3 ctns", "3"),
        ("2 lakh", "200000"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert read_number(text) == (Decimal(value), "")


@pytest.mark.parametrize(
    "text", ["0x1F", "1_000", "十二", "TRUE", "1.250,00", "INF", "12,34", "1-2", "--5x", "1.2.3", "12%万"]
)
def test_no_numbers(text: str) -> None:
    assert read_number(text) == (None, "bad")


@pytest.mark.parametrize(
    "text, code", [("-", "nil"), ("/", "nil"), ("—", "nil"), ("NULL", "nil"), ("#N/A", "error"), ("#REF!", "error")]
)
def test_nothing_and_errors(text: str, code: str) -> None:
    assert read_number(text) == (None, code)


def test_comma_decimal_is_a_matter_of_the_style() -> None:
    parsed = parse_numbers(cells("1.234,50", "12,5", "7", "1.000"), NumberStyle(ValueKind.MONEY, comma=True))
    assert parsed.values.to_pylist() == [Decimal("1234.5"), Decimal("12.5"), Decimal(7), Decimal(1000)]


def test_a_unit_in_a_cell_beats_that_of_the_column() -> None:
    parsed = parse_numbers(cells("1.5", "8000元", "12.345678", "0.5亿"), NumberStyle(ValueKind.MONEY, factor=10_000))
    wanted = [Decimal(15000), Decimal(8000), Decimal("123456.78"), Decimal(50_000_000)]
    assert (parsed.values.to_pylist(), parsed.findings) == (wanted, [])


def test_rounding_is_said_but_binary_noise_is_not() -> None:
    parsed = parse_numbers(cells("848.4000000000001", "1.23456", "-1.1e-16", None), NumberStyle(ValueKind.MONEY))
    assert parsed.values.to_pylist() == [Decimal("848.4"), Decimal("1.2346"), Decimal(0), None]
    assert [(f.code, f.rows.tolist()) for f in parsed.findings] == [("W_ROUNDING", [1])]


def test_numbers_that_do_not_fit() -> None:
    parsed = parse_numbers(cells("123456789012345678", "5e-324", "99999999999999"), NumberStyle(ValueKind.MONEY))
    assert [(f.code, f.rows.tolist()) for f in parsed.findings] == [("E_RANGE", [0, 1])]
    assert parsed.values.to_pylist()[2] == Decimal(99999999999999)


@pytest.mark.parametrize(
    "text",
    ["2026-05-03", "2026/5/3", "2026.5.3", "2026年5月3日", "20260503", "2026-05-03T10:30:00", "2026/5/3 10:30", "3-May-26", "May 3, 2026", "5月3日", "3/5/2026",
     "2026/05/03(日)", "2026年5月3日 星期日", "Sunday, May 3, 2026", "2026-05-03 Sun", "So, 03.05.2026", "令和8年5月3日", "R8.5.3",
     "3. Mai 2026", "3 mai 2026", "3 de mayo de 2026", "3 мая 2026 г.", "2026년 5월 3일", "2026. 5. 3.", "٣/٥/٢٠٢٦"],
)  # fmt: skip
def test_days(text: str) -> None:
    assert read_date(text, DateStyle(order="dmy", year=2026), numeric=False) == (date(2026, 5, 3), "")


@pytest.mark.parametrize(
    "text", ["2026年5月", "2026-05", "2026/5", "2026.5", "202605", "5月", "May 2026", "May-26", "2026-05-17"]
)
def test_months(text: str) -> None:
    assert read_date(text, DateStyle(is_month=True, year=2026), numeric=False) == (date(2026, 5, 1), "")


@pytest.mark.parametrize(
    "text, numeric, code",
    [
        ("2026-02-30", False, "E_DATE"),
        ("60", True, "E_DATE"),
        ("-5", True, "E_DATE"),
        ("2026.1", True, "E_DATE"),
        ("115/05/03", False, "E_DATE_AMBIGUOUS"),
        ("9999-12-31", False, "E_DATE_RANGE"),
        ("5月", False, "E_DATE_NO_YEAR"),
        ("昨天", False, "E_DATE"),
        ("3/4/2026", False, "ambiguous"),
    ],
)
def test_no_days(text: str, numeric: bool, code: str) -> None:
    assert read_date(text, DateStyle(), numeric=numeric) == (None, code)


def test_serial_and_zone_are_said() -> None:
    assert read_date("46145", DateStyle(), numeric=True) == (date(2026, 5, 3), "W_DATE_SERIAL")
    assert read_date("2026-05-31T23:30:00+00:00", DateStyle(), numeric=False) == (date(2026, 5, 31), "W_DATE_TZ")


def test_one_part_above_twelve_decides_the_column() -> None:
    assert day_month_order(cells("3/4/2026", "25/4/2026"), date(2026, 6, 10)) == ("dmy", False)
    assert day_month_order(cells("3/4/2026", "4/25/2026"), date(2026, 6, 10)) == ("mdy", False)
    assert day_month_order(cells("3/4/2026"), date(2026, 6, 10)) == ("", True)
    assert day_month_order(cells("25/4/2026", "4/25/2026"), date(2026, 6, 10)) == ("", True)
    parsed = parse_dates(cells("3/4/14", "4/25/14"), DateStyle(order="mdy"))
    assert parsed.values.to_pylist() == [date(2014, 3, 4), date(2014, 4, 25)]


def test_codes_keep_what_they_are() -> None:
    column = product().dataset("sales").column("customer")
    parsed = parse_words(cells("000123", "'000123", "123.0", "1.1E+17", " A1 ", "Ｃ１", "-", "NA"), column, 1000)
    assert parsed.values.to_pylist() == ["000123", "000123", "123", "1.1E+17", "A1", "C1", None, "NA"]
    assert {f.code for f in parsed.findings} == {"W_CODE_WRAPPER", "W_CODE_NUMBER", "E_CODE_PRECISION"}


def test_names_keep_words_that_programs_take_for_missing() -> None:
    column = product().dataset("sales").column("customer_name")
    parsed = parse_words(
        cells("NULL", "NA", "None", "TRUE", "nan", "甲\u200b店", "甲\n店", "=1+1", "a\x1bb"), column, 1000
    )
    assert parsed.values.to_pylist()[:7] == ["NULL", "NA", "None", "TRUE", "nan", "甲店", "甲 店"]
    # Since issue 10 such words are told, as a note: they stay names.
    codes = ["N_NAME_NOTHING", "W_NEWLINE_IN_NAME", "W_FORMULA_TEXT", "E_CONTROL_CHAR"]
    assert [f.code for f in parsed.findings] == codes


def test_flags_and_choices() -> None:
    assert parse_flags(cells("是", "N", "1", None, "")).values.to_pylist() == [True, False, True, None, None]
    assert parse_flags(cells("maybe")).findings[0].code == "E_CHOICE"
    measures = parse_choices(cells("回款", "销售额", "xyz"), product().dataset("targets").column("measure"))
    assert measures.values.to_pylist() == ["collections", "net_sales", None]
    assert measures.findings[0].rows.tolist() == [2]


@pytest.mark.parametrize(
    "text, found",
    [
        ("1月", (None, 1)), ("十二月", (None, 12)), ("2026-05", (2026, 5)), ("202605", (2026, 5)), ("Sept", (None, 9)), ("Jan-26", (2026, 1)),
        ("26年3月", (2026, 3)), ("5月目标", (None, 5)), ("2014-01-01", (2014, 1)), ("13月", None), ("数量", None), ("2026", None), ("Market", None),
    ],
)  # fmt: skip
def test_month_headers(text: str, found: tuple[int | None, int]) -> None:
    assert month_header(text) == found


@pytest.mark.parametrize("text", ["合计", "Q1", "一季度", "第二季度", "上半年", "全年", "Total", "2026年合计", "2026"])
def test_sum_headers(text: str) -> None:
    assert is_sum_header(text)


def test_periods_named_in_titles_and_files() -> None:
    assert named_period("2026年5月销售明细") == Period.month(2026, 5)
    assert named_period("sales_202605_final") == Period.month(2026, 5)
    assert named_period("库存2026-05-31") == Period(date(2026, 5, 31), date(2026, 5, 31))
    assert named_period("2026年1月至2026年3月") is None
    assert named_year("SuperStore 2022 Budget") == 2022
    assert named_year("2021-2022") is None


@pytest.mark.parametrize(
    "text, value, code",
    [
        ("abc\u202edef", "abcdef", "W_NAME_TURNED"),
        ("\u3164", None, "W_NAME_BLANK"),
        ("NaN", "NaN", "N_NAME_NOTHING"),
        ("CafÃ©", "CafÃ©", "W_MOJIBAKE"),
        ("锟斤拷", "锟斤拷", "W_MOJIBAKE"),
    ],
)
def test_names_that_are_told(text: str, value: str | None, code: str) -> None:
    parsed = parse_words(cells(text), product().dataset("sales").column("customer_name"), 1000)
    assert parsed.values.to_pylist() == [value]
    assert [f.code for f in parsed.findings] == [code]


def test_a_code_with_an_e_is_a_code() -> None:
    parsed = parse_words(cells("253E38293", "12E5"), product().dataset("sales").column("product"), 1000)
    assert (parsed.values.to_pylist(), parsed.findings) == (["253E38293", "12E5"], [])


@pytest.mark.parametrize(
    "text, days",
    [("月结30天", 30), ("现结", 0), ("货到付款", 0), ("NET 30", 30), ("30 days", 30), ("2/10 net 30", 30), ("45", 45)],
)
def test_terms_of_payment_are_days(text: str, days: int) -> None:
    assert parse_terms(cells(text)).values.to_pylist() == [days]
