"""What a table is read with where nothing is asked: told with its reason, and said otherwise by an answer of its id."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sales_core.recognition.reading import ReadingOption, ReferenceData
from sales_core.recognition.reading_options import INSTEAD, is_valid
from tests.recognition.conftest import TODAY, Read, Result, answer

HEAD = ["日期", "单号", "客户", "数量", "金额"]
ROWS = [HEAD, ["2026-05-01", "A1", "甲", "2", "1,234.50"], ["2026-05-20", "A2", "乙", "3", "15.25"]]
DAYS = [HEAD, ["13/04/2026", "A1", "甲", "2", "10"], ["05/04/2026", "A2", "乙", "3", "15"]]
STOCK = [
    ["库存表 2026年5月31日"],
    ["产品编码", "产品名称", "仓库", "数量"],
    ["P1", "茶", "东", 5],
    ["P2", "杯", "东", 6],
]
MONTHS = [["2026年销售目标"], ["业务员", "1月", "2月"], ["张三", 10, 20], ["李四", 30, 40]]
OPEN = [
    ["应收明细 截止2026-05-31"],
    ["发票号", "发票日期", "客户", "应收金额", "已收金额"],
    ["F1", "2026-05-01", "甲", 9, 1],
]


def options(found: Result) -> dict[str, ReadingOption]:
    return {one.id: one for one in found.table.options}


def kept(found: Result, **answers: str) -> ReferenceData:
    """What the company knows once the layout was loaded with answers."""
    mapping = {match.header: match.field or "" for match in found.table.matches}
    return ReferenceData(today=TODAY, remembered={found.table.signature: (found.table.dataset or "", mapping, answers)})


def test_everything_is_told_with_its_reason_and_nothing_is_asked(read: Read) -> None:
    found = read(ROWS, name="may.csv")
    assert found.open_questions == []
    told = {one.id: (one.value, one.reason.key.rpartition(".")[2], one.is_open) for one in found.table.options}
    assert told["money_unit"] == ("1", "nothing", True)
    assert told["number_style"] == ("dot", "values", True)
    assert told["encoding"] == ("utf-8", "bytes", True)
    assert told["period"] == ("2026-05-01 – 2026-05-20", "column", False)
    assert told["currency"][2]


@pytest.mark.parametrize(("unit", "total"), [("1000", "1249750"), ("10000", "12497500"), ("1", "1249.75")])
def test_the_unit_of_money_is_said_and_its_sum_was_told(read: Read, unit: str, total: str) -> None:
    told = options(read(ROWS))["money_unit"].figures[unit][0].value
    found = read(ROWS, answers=answer(money_unit=unit))
    assert sum(found.column("amount")) == told == Decimal(total)
    assert found.column("quantity") == [2, 3]


def test_a_unit_that_the_header_states_wrongly_is_overruled(read: Read) -> None:
    rows = [[*HEAD[:-1], "金额(万元)"], *ROWS[1:]]
    assert options(read(rows))["money_unit"].found == "10000"
    assert sum(read(rows, answers=answer(money_unit="1")).column("amount")) == Decimal("1249.75")


def test_columns_that_state_different_units_have_a_unit_each(read: Read) -> None:
    rows = [[*HEAD, "成本(万元)"], *([*row, "1"] for row in ROWS[1:])]
    assert {one for one in options(read(rows)) if one.startswith("money_unit")} == {
        "money_unit:amount",
        "money_unit:cost",
    }
    found = read(rows, answers=answer(**{"money_unit:cost": "1"}))
    assert (found.column("cost"), sum(found.column("amount"))) == ([1, 1], Decimal("1249.75"))


def test_the_number_style_is_said(read: Read) -> None:
    rows = [HEAD, ["2026-05-01", "A1", "甲", "2", "1.234"], ["2026-05-02", "A2", "乙", "3", "2.50"]]
    assert options(read(rows, name="a.csv"))["number_style"].found == "dot"
    assert read(rows, name="a.csv", answers=answer(number_style="comma")).column("amount")[0] == 1234


def test_the_order_of_days_is_said_for_a_column_or_for_all(read: Read) -> None:
    assert options(read(DAYS, name="a.csv"))["date_order:date"].found == "dmy"
    for name in ("date_order:date", "date_order"):
        found = read(DAYS, name="a.csv", answers=answer(**{name: "mdy"}))
        assert "E_DATE" in found.codes


def test_true_dates_up_to_the_twelfth_may_change_places(read: Read) -> None:
    rows = [HEAD, ["2026-05-03", "A1", "甲", 2, 10], ["2026-06-04", "A2", "乙", 3, 15]]
    assert options(read(rows, name="a.csv"))["dates_swapped:date"].value == "keep"
    found = read(rows, name="a.csv", answers=answer(**{"dates_swapped:date": "swap"}))
    assert found.column("date") == [date(2026, 3, 5), date(2026, 4, 6)]


def test_a_day_that_a_title_states_is_said_otherwise(read: Read) -> None:
    assert options(read(STOCK))["stock_date"].found == "2026-05-31"
    assert read(STOCK, answers=answer(stock_date="2026-05-30")).column("date") == [date(2026, 5, 30)] * 2
    assert "E_ANSWER" in read(STOCK, answers=answer(stock_date="yesterday")).codes


def test_the_year_of_months_across_is_said_otherwise(read: Read) -> None:
    assert options(read(MONTHS))["year"].found == "2026"
    assert set(read(MONTHS, answers=answer(year="2027")).column("month")) == {date(2027, 1, 1), date(2027, 2, 1)}


def test_the_day_of_open_items_is_said_otherwise(read: Read) -> None:
    assert options(read(OPEN))["as_of_day"].found == "2026-05-31"
    assert read(OPEN, answers=answer(as_of_day="2026-05-15")).table.as_of == date(2026, 5, 15)


def test_amounts_in_another_currency_than_the_company_need_its_rates(read: Read) -> None:
    known = ReferenceData(today=TODAY, reporting_currency="CNY", rates=frozenset({("USD", "CNY")}))
    assert read(ROWS, reference=known, answers=answer(currency="USD")).column("currency") == ["USD"] * 2
    assert "E_CURRENCY_MIX" in read(ROWS, reference=known, answers=answer(currency="EUR")).codes
    assert "E_ANSWER" in read(ROWS, reference=known, answers=answer(currency="money")).codes


def test_bytes_that_cannot_be_what_was_said_are_told_beside_the_table(read: Read) -> None:
    found = read(ROWS, name="may.csv", answers=answer(encoding="utf-16"))
    assert "E_ENCODING" in {problem.code for problem in found.reading.all_problems}
    assert [one.id for one in found.table.questions] == ["encoding"]


def test_what_was_said_against_a_file_holds_while_files_say_the_same(read: Read) -> None:
    said = kept(read(ROWS), **{f"{INSTEAD}money_unit:1": "10000"})
    assert sum(read(ROWS, reference=said).column("amount")) == Decimal(12497500)
    assert options(read(ROWS, reference=said))["money_unit"].answer == "10000"
    stated = [["单位：千元"], *ROWS]
    assert sum(read(stated, reference=said).column("amount")) == Decimal(1249750)
    assert sum(read(ROWS, reference=said, answers=answer(money_unit="1")).column("amount")) == Decimal("1249.75")


@pytest.mark.parametrize(
    ("typed", "text", "is_right"),
    [
        ("day", "2026-02-28", True),
        ("day", "2026-02-30", False),
        ("day", "20260228", False),
        ("month", "2026-02", True),
        ("month", "2026-13", False),
        ("year", "2026", True),
        ("year", "26", False),
        ("currency", "EUR", True),
        ("currency", "euro", False),
    ],
)
def test_typed_text_is_what_it_stands_for(typed: str, text: str, is_right: bool) -> None:
    assert is_valid(typed, text) is is_right
