"""Layouts that managers really send: each case states the rows it must become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from sales_core.kernel.terms import Period
from sales_core.recognition.reading import Answers, ReferenceData
from tests.recognition.conftest import Read, answer

D = Decimal

HEAD = ["日期", "大区", "客户名称", "产品名称", "数量", "金额"]
ROWS: list[list[str | float]] = [
    ["2026-05-01", "华东", "甲店", "乌龙茶", 10, 125],
    ["2026-05-02", "华东", "乙店", "绿茶", 4, 50.5],
    ["2026-05-30", "华北", "丙店", "乌龙茶", 2, 24],
]
AMOUNTS = [D("125.0000"), D("50.5000"), D("24.0000")]


def test_title_author_and_blank_rows_above_a_shifted_table(read: Read) -> None:
    pad = [[None, *HEAD], *([None, *row] for row in ROWS)]
    found = read([["2026年5月销售明细"], ["制表人：王"], [], *pad])
    assert found.table.dataset == "sales"
    assert found.table.header_rows == (4,)
    assert found.column("amount") == AMOUNTS
    assert found.column("source_row") == [5, 6, 7]
    assert found.codes == []


def test_unit_line_scales_money_and_not_goods(read: Read) -> None:
    found = read([["销售明细"], ["单位：万元"], HEAD, *ROWS])
    assert found.column("amount") == [a * 10_000 for a in AMOUNTS]
    assert found.column("quantity") == [D(10), D(4), D(2)]
    assert found.table.unit == "万元"


def test_unit_in_one_header_scales_that_column(read: Read) -> None:
    found = read([[*HEAD[:5], "金额(千元)"], *ROWS])
    assert found.column("amount") == [a * 1000 for a in AMOUNTS]


def test_goods_unit_scales_nothing(read: Read) -> None:
    assert read([["单位：箱"], HEAD, *ROWS]).column("amount") == AMOUNTS


def test_subtotals_totals_and_footer_are_left_out_and_tied(read: Read) -> None:
    rows = [
        HEAD,
        *ROWS[:2],
        ["华东小计", None, None, None, 14, 175.5],
        ROWS[2],
        ["华北小计", None, None, None, 2, 24],
        ["合计", None, None, None, 16, 199.5],
        ["制表人：李", None, None, "审核：王"],
    ]
    found = read(rows)
    assert found.column("amount") == AMOUNTS
    assert {reason for _, reason in found.table.left_out} == {"subtotal", "total", "footer"}
    assert [(t.place, t.stated, t.computed) for t in found.table.tie_outs if t.field == "amount"] == [
        ("F4", D("175.5"), D("175.5")),
        ("F6", D(24), D(24)),
        ("F7", D("199.5"), D("199.5")),
    ]
    assert found.codes == []


def test_a_wrong_grand_total_stops_the_load(read: Read) -> None:
    found = read([HEAD, *ROWS, ["总计", None, None, None, 16, 200]])
    problem = found.problem("E_TOTAL_MISMATCH")
    assert (problem.facts["stated"], problem.facts["computed"]) == ("200", "199.5")
    assert found.table.rows_file is None


def test_cells_taken_as_empty_are_offered_where_the_total_has_more(read: Read) -> None:
    spoilt = [*ROWS[:-1], [*ROWS[-1][:-1], "n/a"]]
    found = read([HEAD, *spoilt, ["总计", None, None, None, 16, D("199.5")]])
    assert [(one.value, one.code) for one in found.table.wrong_cells] == [
        ("n/a", "W_NIL"),
        ("199.5", "E_TOTAL_MISMATCH"),
    ]
    assert found.table.wrong_cells[0].row == found.table.wrong_cells[1].row - 1
    assert not read([HEAD, *spoilt]).table.wrong_cells, "nothing says that an amount is lacking"


def test_a_wrong_subtotal_is_a_warning(read: Read) -> None:
    found = read([HEAD, *ROWS, ["华北小计", None, None, None, 2, 25]])
    assert found.codes == ["W_SUBTOTAL_MISMATCH"]


def test_english_total_row(read: Read) -> None:
    head = ["Order Date", "Region", "Customer", "Product", "Quantity", "Sales"]
    found = read([head, *ROWS, ["Grand Total", None, None, None, 16, 199.5]])
    assert found.column("amount") == AMOUNTS
    assert found.codes == []


def test_header_repeated_down_the_sheet(read: Read) -> None:
    found = read([HEAD, *ROWS[:2], HEAD, ROWS[2]])
    assert found.column("amount") == AMOUNTS
    assert found.table.left_out == ((4, "repeated header"),)


def test_two_row_merged_header(read: Read) -> None:
    top = ["日期", "大区", "客户名称", "产品名称", "本月", None]
    low = [None, None, None, None, "数量", "金额"]
    found = read([top, low, *ROWS], merges={"Sheet1": ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"]})
    assert found.table.header_rows == (1, 2)
    assert found.column("amount") == AMOUNTS


def test_three_row_header(read: Read) -> None:
    rows = [
        ["日期", "客户", None, "产品", "销售", None],
        [None, "大区", "客户名称", "产品名称", "本月", None],
        [None, None, None, None, "数量", "金额"],
        *ROWS,
    ]
    found = read(rows, merges={"Sheet1": ["A1:A3", "B1:C1", "E1:F1", "E2:F2", "B2:B3", "C2:C3", "D2:D3"]})
    assert found.column("amount") == AMOUNTS
    assert found.column("customer_name") == ["甲店", "乙店", "丙店"]


@pytest.mark.parametrize(
    "months",
    [
        ["2026-01", "2026-02", "2026-03"],
        ["2026年1月", "2026年2月", "2026年3月"],
        ["202601", "202602", "202603"],
        [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)],
        ["Jan-26", "Feb-26", "Mar-26"],
        ["Jan 2026", "Feb 2026", "Mar 2026"],
        ["2026年1月目标", "2026年2月目标", "2026年3月目标"],
    ],
)
def test_months_across_with_the_year_in_the_header(read: Read, months: list[str]) -> None:
    rows = [["工号", "业务员", *months, "合计"], ["E1", "张", 1, 2, 3, 6], ["E2", "李", 4, None, 6, 10]]
    if "目标" not in str(months):
        assert read(rows).open_questions == ["dataset"]
    found = read(rows, answers=Answers(datasets={"*": "targets"}))
    assert found.table.dataset == "targets"
    assert found.table.layout == "months across"
    got = sorted(zip(found.column("rep"), found.column("month"), found.column("target"), strict=True))
    assert got == [
        ("E1", date(2026, 1, 1), D(1)),
        ("E1", date(2026, 2, 1), D(2)),
        ("E1", date(2026, 3, 1), D(3)),
        ("E2", date(2026, 1, 1), D(4)),
        ("E2", date(2026, 3, 1), D(6)),
    ]
    assert set(found.column("source_col")) == {"C", "D", "E"}
    assert set(found.column("measure")) == {"net_sales"}
    assert not [c for c in found.codes if c.startswith("E_")]


MONTHS = [f"{m}月" for m in range(1, 13)]


@pytest.mark.parametrize(
    "rows, name",
    [
        ([["2026年销售目标"], ["大区", *MONTHS], ["华东", *range(1, 13)]], "a.xlsx"),
        ([["大区", *MONTHS], ["华东", *range(1, 13)]], "销售目标2026.xlsx"),
        ([["大区", "1月", "2月", "3月", "一季度", *MONTHS[3:6], "二季度", "上半年", *MONTHS[6:], "全年合计"],
          ["华东", 1, 2, 3, 6, 4, 5, 6, 15, 21, *range(7, 13), 78]], "2026年目标.xlsx"),
        ([["Region", *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], "Total"],
          ["华东", *range(1, 13), 78]], "Targets 2026.xlsx"),
    ],
)  # fmt: skip
def test_months_across_with_the_year_elsewhere(read: Read, rows: Sequence[Sequence[int | str]], name: str) -> None:
    found = read(rows, name=name)
    assert found.column("month") == [date(2026, m, 1) for m in range(1, 13)]
    assert found.column("target") == [D(m) for m in range(1, 13)]
    assert found.codes == []
    assert found.open_questions == []


def test_months_across_without_a_year_ask_and_refuse(read: Read) -> None:
    rows = [["业务员", "1月", "2月", "3月"], ["张伟", 1, 2, 3]]
    refused = read(rows)
    assert "E_LAYOUT_WIDE" in refused.codes
    assert "year" in refused.open_questions
    answered = read(rows, answers=answer(year="2026", dataset="targets"))
    assert answered.column("month") == [date(2026, m, 1) for m in (1, 2, 3)]
    by_period = read(rows, answers=Answers({"*": "targets"}, period=Period.year(2025)))
    assert by_period.column("month") == [date(2025, m, 1) for m in (1, 2, 3)]


def test_months_with_target_and_actual_below_take_the_target(read: Read) -> None:
    rows = [
        ["2026年", None, None, None, None],
        ["业务员", "1月", None, "2月", None],
        [None, "目标", "实际", "目标", "实际"],
        ["张", 10, 9, 20, 21],
    ]
    found = read(rows, name="目标.xlsx", merges={"Sheet1": ["B2:C2", "D2:E2", "A2:A3"]})
    assert found.column("target") == [D(10), D(20)]


def test_total_row_of_months_across_is_tied(read: Read) -> None:
    rows = [["大区", "2026-01", "2026-02"], ["华东", 1, 2], ["华北", 3, 4], ["合计", 4, 7]]
    found = read(rows, name="目标.xlsx")
    assert found.codes == ["E_TOTAL_MISMATCH"]
    rows[-1] = ["合计", 4, 6]
    assert read(rows, name="目标.xlsx").column("target") == [D(1), D(3), D(2), D(4)]


def test_merged_leading_label_is_filled_down(read: Read) -> None:
    rows = [
        ["大区", "分公司", "月份", "目标"],
        ["华东", "上海", "2026-05", 1],
        [None, "杭州", "2026-05", 2],
        ["华北", "北京", "2026-05", 3],
    ]
    found = read(rows, merges={"Sheet1": ["A2:A3"]})
    assert found.column("region") == ["华东", "华东", "华北"]


def test_label_stated_once_is_filled_down_and_said(read: Read) -> None:
    rows = [
        ["大区", "分公司", "月份", "目标"],
        ["华东", "上海", "2026-05", 1],
        [None, "杭州", "2026-05", 2],
        ["华北", "北京", "2026-05", 3],
    ]
    found = read(rows)
    assert found.column("region") == ["华东", "华东", "华北"]
    assert found.codes == ["W_FILLED_DOWN"]


def test_a_gap_among_repeated_labels_is_not_filled(read: Read) -> None:
    rows = [HEAD, *ROWS, ["2026-05-30", None, "丁店", "绿茶", 1, 12]]
    assert read(rows).column("region") == ["华东", "华东", "华北", None]


def test_one_sheet_a_month_dates_the_rows(read: Read) -> None:
    head, rows = HEAD[1:], [r[1:] for r in ROWS]
    found = read({"4月": [head, *rows], "5月": [head, *rows]}, name="2026年销售.xlsx")
    assert [t.period for t in found.tables] == [Period(date(2026, m, 1), date(2026, m, 1)) for m in (4, 5)]
    assert found.open_questions == []
    by_file = read([head, *rows], name="销售2026-03.xlsx")
    assert {q.id: q.default for q in by_file.table.questions} == {"period": "2026-03"}


def test_two_tables_are_refused_then_read_when_asked(read: Read) -> None:
    rows = [HEAD, *ROWS, [], ["目标表"], ["月份", "工号", "目标"], ["2026-05", "E1", 10]]
    refused = read(rows)
    assert refused.codes == ["E_TWO_TABLES"]
    assert refused.problem("E_TWO_TABLES").place.cell == "row 6"
    both = read(rows, answers=answer(tables="all"))
    assert [t.dataset for t in both.tables] == ["sales", "targets"]
    assert [t.rows for t in both.tables] == [3, 1]
    assert both.tables[1].key.endswith("#2")
    first = read(rows, answers=answer(tables="first"))
    assert [t.rows for t in first.tables] == [3]


def test_months_across_are_remembered_for_the_next_year(read: Read) -> None:
    def sheet(year: int) -> list[list[int | str]]:
        return [[f"{year}年目标"], ["责任部门", f"{year}-01", f"{year}-02", "合计"], ["华东", 1, 2, 3]]

    first = read(sheet(2025), answers=Answers(mappings={"*": {"责任部门": "region"}})).table
    assert [m.how for m in first.matches] == ["chosen", "month", "month", "total"]
    mapping = {m.header: m.field or "" for m in first.matches}
    reference = ReferenceData(today=date(2026, 6, 10), remembered={first.signature: ("targets", mapping, {})})
    again = read(sheet(2026), reference=reference)
    assert again.column("region") == ["华东", "华东"]
    assert again.column("target") == [D(1), D(2)]
    assert again.open_questions == []


def test_two_tables_side_by_side_are_refused(read: Read) -> None:
    beside = [
        ["月份", "工号", "目标", None, "客户编码", "客户名称"],
        ["2026-05", "E1", 5, None, "C1", "甲"],
        [None, None, None, None, "C2", "乙"],
    ]
    found = read(beside)
    assert found.problem("E_TWO_TABLES").place.cell == "E1"
    spaced = [["月份", "工号", None, "业务员", "目标"], ["2026-05", "E1", None, "张", 5]]
    assert read(spaced).column("target") == [D(5)]


def test_notes_and_strange_sheets_do_not_stop_a_good_one(read: Read) -> None:
    found = read({"销售": [HEAD, *ROWS], "说明": [["请填写"], ["客户名称", "必填"]], "其他": [["abc", "def"], [1, 2]]})
    assert [(t.dataset, t.omitted) for t in found.tables] == [("sales", ""), (None, "unknown")]
    assert found.codes == ["W_SHEET_SKIPPED"]


def test_nothing_known_is_shown_with_a_question(read: Read) -> None:
    found = read([["abc", "def"], [1, 2]])
    assert found.codes == ["W_UNKNOWN_TABLE"]
    assert [match.header for match in found.table.matches] == ["abc", "def"]
    assert found.open_questions == ["dataset"]


def test_stock_without_a_date_asks_and_takes_the_file_name(read: Read) -> None:
    rows = [["仓库", "产品编码", "产品名称", "库存数量"], ["上海仓", "P1", "乌龙茶", 5], ["上海仓", "P2", "绿茶", None]]
    asked = read(rows, name="库存.xlsx")
    assert asked.table.rows_file is None
    assert "stock_date" in asked.open_questions
    named = read(rows, name="库存202605.xlsx")
    assert named.column("date") == [date(2026, 5, 31)]
    assert {q.id: q.default for q in named.table.questions} == {
        "stock_date": "2026-05-31",
        "empty_quantity": "leave_out",
    }
    assert named.column("partition") == ["2026-05-31||||上海仓"]


def test_slices_of_sales_are_a_month_of_a_branch(read: Read) -> None:
    found = read(
        [
            ["日期", "大区", "分公司", "客户名称", "金额"],
            ["2026-05-01", "华东", "上海", "甲", 1],
            ["2026-05-09", "华东", "上海", "乙", 2],
        ]
    )
    assert [(s.value, s.rows) for s in found.table.partitions] == [("2026-05||华东|上海", 2)]


def test_csv_places_are_rows_with_the_header_as_row_1(read: Read) -> None:
    found = read([HEAD, ["2026-05-01", "华东", "甲", "茶", "十", 1]], name="a.csv")
    assert str(found.problem("E_NUMBER").place) == "row 2 (数量)"
