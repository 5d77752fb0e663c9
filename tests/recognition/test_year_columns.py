"""Months across over a column that states the year of each row: each value stands in the month of its own row's year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.recognition.conftest import Read, Result, Rows, answer

NUMBERS = tuple(str(n) for n in range(1, 13))
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CHINESE = tuple(f"{n}月" for n in range(1, 13))


def _value(year: int, month: int, region: int) -> int:
    return (year - 2000) * 10_000 + region * 100 + month


def _rows(heads: tuple[str, ...], year: str = "Year") -> list[list[object]]:
    body: list[list[object]] = [
        [f"R{region}", stated, *(_value(stated, month, region) for month in range(1, 13))]
        for stated in (2024, 2025)
        for region in (1, 2)
    ]
    return [["Region", year, *heads], *body]


def _held(found: Result) -> dict[tuple[Any, date], Decimal]:
    keys = zip(found.column("region"), found.column("month"), strict=True)
    return dict(zip(keys, found.column("target"), strict=True))


def _expected() -> dict[tuple[Any, date], Decimal]:
    return {
        (f"R{region}", date(year, month, 1)): Decimal(_value(year, month, region))
        for year in (2024, 2025)
        for region in (1, 2)
        for month in range(1, 13)
    }


@pytest.mark.parametrize(("heads", "year"), [(NUMBERS, "Year"), (NAMES, "FY"), (CHINESE, "年度"), (NUMBERS, "年份")])
@pytest.mark.parametrize("name", ["targets.csv", "targets 2026.xlsx"])
def test_each_value_stands_in_the_year_of_its_row(read: Read, heads: tuple[str, ...], year: str, name: str) -> None:
    found = read(_rows(heads, year), name=name)
    assert found.open_questions == []
    assert _held(found) == _expected()


def test_merged_years_sums_beside_and_below_and_a_word_above_the_months(read: Read) -> None:
    head = _rows(NUMBERS)[0]
    body = [[row[1], row[0], *row[2:], sum(int(str(n)) for n in row[2:])] for row in _rows(NUMBERS)[1:]]
    body[1][0] = body[3][0] = None
    total = ["合计", None, *(sum(int(str(row[at])) for row in body) for at in range(2, 15))]
    rows = [["年度", "大区", "月份", *[None] * 11, "合计"], [None, None, *head[2:], None], *body, total]
    merges = {"Sheet1": ["A1:A2", "B1:B2", "C1:N1", "O1:O2", "A3:A4", "A5:A6"]}
    found = read(rows, name="目标.xlsx", merges=merges)
    assert _held(found) == _expected()


def test_a_row_without_its_year_is_refused_at_its_cell(read: Read) -> None:
    rows = _rows(NAMES)
    rows[2][1] = None
    assert read(rows, name="targets.csv").problem("E_DATE").count == 1


def test_quarters_over_years_are_those_of_each_row(read: Read) -> None:
    rows: Rows = [["Year", "Region", "Q1", "Q2", "Q3", "Q4"], [2024, "R1", 30, 60, 90, 120], [2025, "R1", 3, 6, 9, 12]]
    found = read(rows, name="targets.csv", answers=answer(target_spread="even"))
    assert _held(found)["R1", date(2024, 4, 1)] == 20
    assert _held(found)["R1", date(2025, 12, 1)] == 4
    assert len(_held(found)) == 24


def test_a_year_of_months_that_goes_over_its_end_is_asked_what_it_names(read: Read) -> None:
    heads = (*NAMES[3:], *NAMES[:3])
    rows = [["Region", "Year", *heads], ["R1", 2025, *range(1, 13)]]
    asked = read(rows, name="targets.csv")
    (question,) = asked.table.questions
    assert (question.id, question.default) == ("target_year", None)
    assert asked.codes == []
    starts = read(rows, name="targets.csv", answers=answer(target_year="fiscal_start"))
    assert min(starts.column("month")) == date(2025, 4, 1)
    ends = read(rows, name="targets.csv", answers=answer(target_year="fiscal_end"))
    assert max(ends.column("month")) == date(2025, 3, 1)


def test_sums_that_look_like_a_year_are_sums(read: Read) -> None:
    head, values = ["Region", *NAMES, "Year"], [150, 160, 170, 180, 190, 160, 155, 165, 175, 185, 195, 140]
    assert sum(values) == 2025
    found = read([head, ["R1", *values, 2025]], name="targets 2026.csv")
    assert {day.year for day in found.column("month")} == {2026}


def test_numbers_up_to_31_are_days_and_no_months(read: Read) -> None:
    rows: Rows = [["Region", *range(1, 32)], ["R1", *range(101, 132)]]
    assert read(rows, name="targets 2026-05.csv").table.layout == "long"
    shops: Rows = [["Region", 1, 2, 3, 4], ["R1", 5, 6, 7, 8]]
    assert read(shops, name="targets 2026.csv").table.layout == "long"


def test_twelve_numbers_without_a_year_are_months_of_the_year_asked_for(read: Read) -> None:
    rows: Rows = [["Region", *NUMBERS], ["R1", *range(101, 113)]]
    assert read(rows, name="targets.csv").open_questions == ["year"]
    found = read(rows, name="targets 2026.csv")
    assert found.column("month") == [date(2026, n, 1) for n in range(1, 13)]


def test_actual_figures_over_years_are_named_as_that(read: Read) -> None:
    found = read([["Product", *_rows(NUMBERS)[0][1:]], *_rows(NUMBERS)[1:]], name="sales_report.csv")
    assert found.problem("E_OTHER_KIND").facts["kind"] == "actuals_by_month"
