"""Business checks and derived values, each on a few rows with the answer worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sales_core.kernel.terms import Scope
from sales_core.recognition.reading import ReferenceData
from tests.recognition.conftest import TODAY, Read, answer

HEAD = ["日期", "大区", "工号", "客户编码", "产品编码", "数量", "单价", "金额"]


#: What is remembered of a layout: its signature → dataset, header → column, value → meaning.
Memory = dict[str, tuple[str, dict[str, str], dict[str, str]]]


def rows(*changes: tuple[int, str, float | str]) -> list[list[object]]:
    """Six plain lines; `changes` are (line, column, value)."""
    lines: list[list[object]] = [
        [f"2026-05-{10 + i}", "华东", "E1", f"C{i}", "P1", 10 + i, 2, 2 * (10 + i)] for i in range(6)
    ]
    for line, column, value in changes:
        lines[line][HEAD.index(column)] = value
    return [list(HEAD), *lines]


def reference(**facts: Any) -> ReferenceData:
    return ReferenceData(today=TODAY, **facts)


def test_plain_rows_have_nothing_to_say(read: Read) -> None:
    assert read(rows()).codes == []


@pytest.mark.parametrize(
    "change, code, cell",
    [
        ((0, "数量", -10), "W_NEGATIVE", "F2"),
        ((1, "金额", 99), "W_ARITHMETIC", "H3"),
        ((2, "金额", 9e11), "W_OUTLIER", "H4"),
        ((3, "日期", "2026-07-01"), "W_FUTURE", "A5"),
        ((4, "日期", "2099-12-31"), "W_FUTURE_ROWS", "A6"),
        ((5, "金额", None), "E_REQUIRED", "H7"),
    ],
)
def test_one_odd_cell_is_named(read: Read, change: tuple[int, str, float], code: str, cell: str) -> None:
    found = read(rows(change))
    assert code in found.codes
    assert found.problem(code).place.cell == cell


def test_unknown_codes_against_the_masters(read: Read) -> None:
    masters = reference(
        masters={"reps": {"E1": "张"}, "customers": {f"C{i}": "" for i in range(5)}, "products": {"P1": "茶"}}
    )
    found = read(rows((0, "工号", "E9"), (1, "产品编码", "P9")), reference=masters)
    assert set(found.codes) == {"E_UNKNOWN_REP", "W_NEW_CUSTOMER", "W_UNKNOWN_PRODUCT"}
    assert found.table.new_masters == {
        "reps": (("E9", "E9"),),
        "customers": (("C5", "C5"),),
        "products": (("P9", "P9"),),
    }
    assert read(rows((0, "工号", "E9"))).codes == []


def test_scope_and_closed_months(read: Read) -> None:
    assert (
        read(rows((2, "大区", "华南")), reference=reference(scope=Scope.of({"region": ("华东",)})))
        .problem("E_SCOPE")
        .place.cell
        == "B4"
    )
    assert read(
        [["日期", "客户", "金额"], ["2026-05-01", "甲", 1]], reference=reference(scope=Scope.of({"region": ("华东",)}))
    ).codes == ["E_SCOPE"]
    assert read(rows(), reference=reference(closed_months=frozenset({"2026-05"}))).codes == ["E_CLOSED_MONTH"]


def test_history_shows_another_unit(read: Read) -> None:
    found = read(rows(), reference=reference(typical={"sales.amount": (250_000.0, 9_000_000.0)}))
    assert found.open_questions == ["amount_unit"]
    assert found.table.rows_file is None


def test_amounts_in_ten_thousands_are_scaled_when_agreed(read: Read) -> None:
    lines = rows(*((i, "金额", 2 * (10 + i) / 10_000) for i in range(6)))
    found = read(lines)
    assert "W_SCALE" in found.codes
    assert found.table.sums["amount"] == Decimal(150)
    assert read(lines, answers=answer(amount_unit="1")).table.sums["amount"] == Decimal("0.015")


def test_whole_duplicate_rows_are_said(read: Read) -> None:
    lines = rows()
    found = read([*lines, lines[1], lines[2]])
    assert found.problem("W_DUP_ROWS").place.cell == "rows 8-9"
    assert found.table.rows == 8


def test_duplicate_keys_of_targets_stop_and_copies_are_dropped(read: Read) -> None:
    head = ["月份", "工号", "目标"]
    stopped = read([head, ["2026-05", "E1", 1], ["2026-05", "E1", 2]])
    assert stopped.problem("E_DUP_KEY").place.cell == "rows 2, 3"
    copied = read([head, ["2026-05", "E1", 1], ["2026-05", "E1", 1]])
    assert copied.codes == ["W_DUP_ROWS"]
    assert copied.column("target") == [Decimal(1)]


def test_amount_and_cost_follow(read: Read) -> None:
    found = read(
        [
            ["日期", "客户", "数量", "单价", "成本单价"],
            ["2026-05-01", "甲", 3, "1.23456", 1],
            ["2026-05-02", "乙", 2, 10, 4],
        ]
    )
    assert found.column("amount") == [Decimal("3.7037"), Decimal(20)]
    assert found.column("cost") == [Decimal(3), Decimal(8)]
    profit = read([["日期", "客户", "金额", "毛利"], ["2026-05-01", "甲", 100, 30]])
    assert profit.column("cost") == [Decimal(70)]


def test_returns_with_positive_figures(read: Read) -> None:
    lines = [
        ["日期", "客户", "单据类型", "数量", "金额"],
        ["2026-05-01", "甲", "销售", 5, 50],
        ["2026-05-02", "甲", "退货", 1, 10],
    ]
    found = read(lines)
    assert "W_RETURN_SIGN" in found.codes
    assert found.column("amount") == [Decimal(50), Decimal(-10)]
    assert read(lines, answers=answer(return_sign="keep")).column("amount") == [Decimal(50), Decimal(10)]


def test_currencies_need_a_rate(read: Read) -> None:
    lines = [
        ["日期", "客户", "金额", "币种"],
        *[["2026-05-01", c, 1, k] for c, k in zip("甲乙丙", ("CNY", "USD", "人民币"), strict=True)],
    ]
    assert read(lines).problem("E_CURRENCY_MIX").place.cell == "D3"
    rated = read(lines, reference=reference(reporting_currency="CNY", rates=frozenset({("USD", "CNY")})))
    assert rated.column("currency") == ["CNY", "USD", "CNY"]


def test_tax_is_taken_out_on_request(read: Read) -> None:
    lines = [["日期", "客户", "含税金额", "税率"], ["2026-05-01", "甲", 113, "13%"]]
    store = reference(tax_basis="untaxed")
    assert read(lines, reference=store).codes == ["W_TAX_BASIS"]
    assert read(lines, reference=store, answers=answer(tax_basis="untax")).column("amount") == [Decimal(100)]


def test_percent_points(read: Read) -> None:
    found = read([["日期", "客户", "金额", "折扣"], ["2026-05-01", "甲", 1, 5], ["2026-05-01", "乙", 1, 10]])
    assert found.column("discount") == [Decimal("0.05"), Decimal("0.1")]
    fractions = read([["日期", "客户", "金额", "折扣"], ["2026-05-01", "甲", 1, 0.05], ["2026-05-01", "乙", 1, "10%"]])
    assert fractions.column("discount") == [Decimal("0.05"), Decimal("0.1")]


def test_day_or_month_first_is_asked_once(read: Read) -> None:
    lines = [["Order Date", "Customer", "Sales"], ["3/4/2026", "a", 1], ["5/6/2026", "b", 2]]
    asked = read(lines, name="a.csv")
    assert asked.open_questions == ["date_order:date"]
    assert asked.table.rows_file is None
    days = read(lines, name="a.csv", answers=answer(**{"date_order:date": "dmy"})).column("date")
    assert days == [date(2026, 4, 3), date(2026, 6, 5)]


def test_doubtful_headers_are_asked(read: Read) -> None:
    found = read([["日期", "客户", "本期实际销售金额"], ["2026-05-01", "甲", 1]])
    assert "W_HEADER_MATCHED" in found.codes
    assert found.column("amount") == [Decimal(1)]


def test_a_column_of_dates_is_no_amount(read: Read) -> None:
    found = read(
        [
            ["单据日期", "客户", "数量", "单价", "金额"],
            ["2026-05-01", "甲", 2, 3, "2026-05-02"],
            ["2026-05-03", "乙", 2, 3, "2026-05-04"],
        ]
    )
    assert [m.field for m in found.table.matches] == ["date", "customer_name", "quantity", "price", None]


def test_a_repeated_header_is_remembered_as_two_columns(read: Read) -> None:
    lines = [["日期", "客户", "金额", "金额", "销售\n数量"], ["2026-05-01", "甲", 1, 2, 3]]
    table = read(lines).table
    assert [m.header for m in table.matches] == ["日期", "客户", "金额", "金额 (D)", "销售 数量"]
    memory: Memory = {table.signature: ("sales", {m.header: m.field or "" for m in table.matches}, {})}
    again = read(lines, reference=reference(remembered=memory))
    assert again.column("amount") == [Decimal(1)]
    assert again.column("quantity") == [Decimal(3)]
    assert again.codes == []


def test_an_own_template_without_its_amount_column_lacks_it(read: Read) -> None:
    header = ["日期", "单据编号", "大区", "分公司", "工号", "客户编码", "产品编码", "数量", "单价"]
    found = read([header, ["2026-05-01", "X1", "华东", "上海", "R1", "C1", "P1", 2, 3]])
    assert found.codes == ["E_MISSING_COLUMN"]
    assert found.table.missing == ("amount",)


def test_a_column_says_whether_somebody_decided_to_ignore_it(read: Read) -> None:
    from sales_core.recognition.reading import Answers

    lines = [["日期", "客户", "金额", "审核人", "制单人"], ["2026-05-01", "甲", 1, "丁", "戊"]]
    table = read(lines, answers=Answers(mappings={"*": {"制单人": ""}})).table
    assert [(m.field, m.how) for m in table.matches[3:]] == [(None, ""), (None, "chosen")]
    memory: Memory = {table.signature: ("sales", {m.header: m.field or "" for m in table.matches}, {})}
    again = read(lines, reference=reference(remembered=memory)).table
    assert {m.how for m in again.matches} == {"remembered"}


def test_a_column_shows_its_first_different_values_as_they_are_written(read: Read) -> None:
    amounts = ["1.2万", "", " 1.2万 ", "（300）", "4\n元", "5"]
    rows = [[f"2026-05-{day:02d}", "甲" * 40, 1, amount] for day, amount in enumerate(amounts, 1)]
    table = read([["某公司销售表"], [], ["日期", "客户", "金额", "备注数"], *rows, ["合计", "", 6, "99"]]).table
    samples = {m.header: m.samples for m in table.matches}
    assert samples == {
        "日期": ("2026-05-01", "2026-05-02", "2026-05-03"),
        "客户": ("甲" * 30,),
        "金额": ("1",),
        "备注数": ("1.2万", "（300）", "4 元"),
    }


def test_mapping_by_hand_wins(read: Read) -> None:
    from sales_core.recognition.reading import Answers

    lines = [["日期", "客户", "奇怪", "金额"], ["2026-05-01", "甲", "7", 1]]
    found = read(lines, answers=Answers(mappings={"*": {"奇怪": "order_no", "D": "amount"}}))
    assert found.column("order_no") == ["7"]
    assert {m.how for m in found.table.matches if m.field in ("order_no", "amount")} == {"chosen"}
