"""Months that state no year: asked, or taken from what the sheet says; their names in eleven languages; two currencies."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import get_month_names

from sales_core.catalogue.month_words import MONTH_NAMES, MONTHS_AMONG_MONTHS
from sales_core.kernel.problems import Severity
from sales_core.recognition.header_names import normalise_text
from sales_core.recognition.months import month_header
from tests.recognition.conftest import Read, Rows, answer

TARGETS = ["Month", "Region", "Target"]


def _months(*names: str) -> Rows:
    return [TARGETS, *([name, "R1", 100 + n] for n, name in enumerate(names))]


@pytest.mark.parametrize("language", MONTH_NAMES)
def test_names_of_months_are_those_of_cldr(language: str) -> None:
    for number in range(1, 13):
        for width in ("wide", "abbreviated"):
            name = normalise_text(get_month_names(width, "stand-alone", language)[number]).rstrip(".")
            if len(name) > 2 and name not in MONTHS_AMONG_MONTHS:
                assert month_header(name) == (None, number), (language, name)


@pytest.mark.parametrize(("name", "number"), [("MAYIS", 5), ("HAZİRAN", 6), ("EKİM", 10), ("ARALIK", 12), ("ŞUBAT", 2)])
def test_turkish_capitals_are_months(name: str, number: int) -> None:
    assert month_header(name) == (None, number)


def test_a_table_of_months_without_a_year_is_asked_for_it(read: Read) -> None:
    rows = _months("Nisan", "Mayıs", "Haziran")
    asked = read(rows, name="targets.csv")
    (question,) = asked.table.questions
    assert (question.id, question.default) == ("year", None)
    assert asked.problem("E_DATE_NO_YEAR").severity is Severity.WARNING, "told with the question, and no error"
    found = read(rows, name="targets.csv", answers=answer(year="2025"))
    assert found.column("month") == [date(2025, n, 1) for n in (4, 5, 6)]
    assert read(rows, name="targets.csv", answers=answer(year="soon")).codes


def test_a_year_in_the_name_is_taken_and_shown_and_the_day_of_an_export_is_none(read: Read) -> None:
    stated = read(_months("Jan", "Feb"), name="targets 2026.csv")
    assert stated.column("month") == [date(2026, 1, 1), date(2026, 2, 1)]
    assert [(one.id, one.found) for one in stated.table.options if one.id == "year"] == [("year", "2026")]
    assert (
        read(_months("Jan", "Feb"), name="targets 2026.csv", answers=answer(year="2024")).column("month")[0].year
        == 2024
    )
    assert read(_months("Jan", "Feb"), name="targets_20261127.csv").open_questions == ["year"]
    wide = [["Region", "Jan", "Feb", "Mar"], ["R1", 1, 2, 3]]
    assert read(wide, name="targets_20261127.csv").open_questions == ["year"]
    day = [["日期", "客户", "销售额"], ["5月3日", "甲", 30], ["5月4日", "乙", 44]]
    assert read(day, name="销售20260531.csv").column("date") == [date(2026, 5, 3), date(2026, 5, 4)]


def test_a_year_of_months_that_begins_in_october_goes_on_in_the_next(read: Read) -> None:
    names = ["10月", "11月", "12月", "1月"]
    found = read(_months(*names), name="targets.csv", answers=answer(year="2025"))
    assert found.column("month") == [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
    mixed = read(_months("Apr", "Aug", "Dec", "Feb", "Jan"), name="targets.csv", answers=answer(year="2025"))
    assert {day.year for day in mixed.column("month")} == {2025}, "by the alphabet, not over the end of a year"


def test_short_names_that_are_other_words_are_months_only_beside_months(read: Read) -> None:
    head = ["Regione", *["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"]]
    found = read([head, ["Nord", *range(1, 13)]], name="budget 2026.csv")
    assert found.column("month") == [date(2026, n, 1) for n in range(1, 13)]
    assert month_header("out") is None


def test_the_only_column_of_days_is_the_date_where_its_header_says_when(read: Read) -> None:
    found = read([["Day", "Item", "Qty", "Sales"], ["2026-05-01", "Tea", 3, 30], ["2026-05-02", "Cup", 4, 44]])
    assert found.open_questions == []
    assert found.column("date") == [date(2026, 5, 1), date(2026, 5, 2)]
    other = read([["Stamp", "Item", "Qty", "Sales"], ["2026-05-01", "Tea", 3, 30], ["2026-05-02", "Cup", 4, 44]])
    assert "field:date" in other.open_questions


def test_targets_in_two_currencies_are_refused_for_that(read: Read) -> None:
    head = [*TARGETS, "Currency"]
    found = read([head, ["2026-01", "R1", 30, "USD"], ["2026-01", "R2", 44, "EUR"]], name="targets.csv")
    assert found.problem("E_CURRENCY_MIX").value == "EUR"
    one = read([head, ["2026-01", "R1", 30, "USD"], ["2026-01", "R2", 44, "USD"]], name="targets.csv")
    assert sum(one.column("target")) == 74
    words = read([[*TARGETS, "Class"], ["2026-01", "R1", 30, "OK"], ["2026-01", "R2", 44, "PRO"]], name="targets.csv")
    assert sum(words.column("target")) == 74


def test_numbers_of_months_are_months_without_a_year(read: Read) -> None:
    rows = _months("1", "2", "12")
    assert read(rows, name="targets.csv").open_questions == ["year"]
    found = read(rows, name="targets.csv", answers=answer(year="2026"))
    assert found.column("month") == [date(2026, n, 1) for n in (1, 2, 12)]


def test_targets_that_name_nobody_say_what_would_do(read: Read) -> None:
    found = read([["Year Month", "Target"], ["2026-01", 30], ["2026-02", 44]], name="targets.csv")
    assert "Region" in found.problem("E_MISSING_COLUMN").facts["missing"]


def test_a_column_where_a_month_is_lacking_is_asked_about(read: Read) -> None:
    rows = [["Region", "2026-01", "Helmikuu", "2026-03", "2026-04"], ["R1", 1, 2, 3, 4], ["R2", 5, 6, 7, 8]]
    (question,) = (one for one in read(rows, name="targets.csv").table.questions if one.id == "unread")
    assert question.default is None
    assert "Helmikuu" in question.text.in_("en")
    beside = [["Region", "2026-01", "2026-02", "Headcount"], ["R1", 1, 2, 3], ["R2", 5, 6, 7]]
    assert "unread" not in read(beside, name="targets.csv").open_questions


@pytest.mark.parametrize("name", ["sales.csv", "sales.xlsx"])
def test_a_month_as_the_date_of_sales_is_its_first_day_and_told(read: Read, name: str) -> None:
    rows: Rows = [["Date", "Item", "Qty", "Sales"], ["2026-04", "Tea", 3, 30], ["2026-05", "Cup", 4, 44]]
    found = read(rows, name=name)
    assert found.column("date") == [date(2026, 4, 1), date(2026, 5, 1)]
    assert found.problem("W_DATE_MONTH").count == 2


@pytest.mark.parametrize("name", ["stock.csv", "stock.xlsx"])
def test_a_month_as_the_date_of_stock_is_its_last_day(read: Read, name: str) -> None:
    rows: Rows = [["Stock date", "Product code", "Stock quantity"], ["2026-04", "P1", 30], ["2026-04", "P2", 44]]
    found = read(rows, name=name)
    assert (found.table.dataset, set(found.column("date"))) == ("stock", {date(2026, 4, 30)})


@pytest.mark.parametrize("year", ["Year", "年度", None])
@pytest.mark.parametrize("name", ["sales 2024.csv", "sales 2024.xlsx"])
def test_sales_by_number_of_month_stand_in_the_year_beside_it_or_outside(
    read: Read, year: str | None, name: str
) -> None:
    rows: list[list[object]] = [
        ["月份", year, "客户", "产品", "销售额"],
        [11, 2024, "甲", "P", 30],
        [12, 2024, "甲", "P", 44],
        [1, 2025, "乙", "P", 5],
    ]
    if year is None:
        rows = [[row[0], *row[2:]] for row in rows]
    found = read(rows, name=name)
    assert found.column("date") == [date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 1)]
    assert found.problem("W_DATE_MONTH").count == 3
    assert "W_EXTRA_COLUMN" not in found.codes


def test_numbers_of_months_without_any_year_are_asked_for_it(read: Read) -> None:
    rows: Rows = [["月", "客户", "产品", "销售额"], [4, "甲", "P", 30], [5, "乙", "P", 44]]
    assert read(rows, name="a.csv").open_questions == ["year"]
    months = read(rows, name="a.csv", answers=answer(year="2026")).column("date")
    assert months == [date(2026, 4, 1), date(2026, 5, 1)]


def test_days_that_head_their_rows_more_than_once_are_asked_about(read: Read) -> None:
    days = ["2026-05-01", None, None, "2026-05-01", "2026-05-02", None]
    rows: Rows = [["日期", "产品", "数量", "销售额"], *([day, f"P{n}", n + 1, 10 + n] for n, day in enumerate(days))]
    (question,) = (one for one in read(rows, name="a.csv").table.questions if one.default is None)
    assert question.id == "fill_down"
    found = read(rows, name="a.csv", answers=answer(fill_down="fill"))
    assert found.column("date") == [date(2026, 5, 1)] * 4 + [date(2026, 5, 2)] * 2
    assert found.problem("W_FILLED_DOWN").count == 3
    assert read(rows, name="a.csv", answers=answer(fill_down="leave")).problem("E_REQUIRED").count == 3


def test_one_forgotten_day_is_an_error_at_its_cell(read: Read) -> None:
    days = ["2026-05-01", "2026-05-01", None, "2026-05-02", "2026-05-02"]
    rows: Rows = [["日期", "产品", "数量", "销售额"], *([day, f"P{n}", n + 1, 10 + n] for n, day in enumerate(days))]
    found = read(rows, name="a.csv")
    assert "fill_down" not in found.open_questions
    assert found.problem("E_REQUIRED").count == 1
