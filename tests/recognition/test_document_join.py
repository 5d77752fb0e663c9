"""Lines of documents in one sheet, what each document states in another: read as one table of sales."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from sales_core.recognition.reading import TableReading
from tests.recognition.conftest import Read, Result, Rows, answer, load

HEADS: Rows = [
    ["订单号", "日期", "客户", "业务员"],
    ["SO1", "2026-05-03", "甲公司", "张三"],
    ["SO2", "2026-05-04", "乙公司", "李四"],
    ["SO3", "2026-04-20", "丙公司", "张三"],
]
LINES: Rows = [
    ["订单号", "产品", "数量", "单价", "金额"],
    ["SO1", "笔", 2, 10, 20],
    ["SO1", "纸", 3, 5, 15],
    ["SO2", "笔", 1, 10, 10],
    ["SO3", "本", 4, 8, 32],
]


def with_totals(totals: Sequence[float]) -> Rows:
    return [[*HEADS[0], "总金额"], *([*row, total] for row, total in zip(HEADS[1:], totals, strict=True))]


def sales(result: Result) -> TableReading:
    (table,) = (one for one in result.tables if one.dataset == "sales")
    return table


def rows_of(table: TableReading) -> list[dict[str, object]]:
    assert table.rows_file is not None
    return [dict(row) for row in load(table.rows_file).to_pylist()]


@pytest.mark.parametrize("order", [("订单", "明细"), ("明细", "订单")])
def test_lines_take_day_customer_and_rep_from_their_orders(read: Read, order: tuple[str, str]) -> None:
    sheets = {"订单": HEADS, "明细": LINES}
    found = read({name: sheets[name] for name in order})
    assert not found.open_questions
    table = sales(found)
    got = {(r["order_no"], str(r["date"]), r["customer_name"], r["rep_name"]) for r in rows_of(table)}
    assert got == {tuple(row) for row in HEADS[1:]}
    assert table.sums["amount"] == 77
    note = next(p for p in table.problems if p.code == "N_DOCUMENTS_JOINED")
    assert (note.facts["documents"], note.facts["columns_en"]) == ("订单", "Date, Customer, Sales rep")
    assert [one.dataset for one in found.tables if one.sheet == "订单"] == ["orders"]


def test_totals_of_the_orders_are_not_counted_beside_their_lines(read: Read) -> None:
    found = read({"订单": with_totals([35, 10, 32]), "明细": LINES})
    assert not found.open_questions
    assert sales(found).sums["amount"] == 77
    assert [(one.dataset, one.omitted) for one in found.tables if one.sheet == "订单"] == [(None, "joined")]
    assert "W_HEADS_JOINED" in found.codes


@pytest.mark.parametrize(("choice", "amounts"), [("lines", [20, 15, 10, 32]), ("documents", [16, 12, 10, 32])])
def test_lines_that_do_not_add_up_to_the_totals_are_asked_with_both_sums(
    read: Read, choice: str, amounts: list[int]
) -> None:
    sheets = {"订单": with_totals([28, 10, 32]), "明细": LINES}
    (question,) = (q for q in sales(read(sheets)).questions if q.id == "document_sums")
    assert question.default is None
    assert {name: [f.value for f in sums] for name, sums in question.figures.items()} == {
        "lines": [Decimal(77)], "documents": [Decimal(70)],
    }  # fmt: skip
    table = sales(read(sheets, answers=answer(document_sums=choice)))
    assert [row["amount"] for row in rows_of(table)] == amounts


def test_spread_totals_keep_every_cent(read: Read) -> None:
    lines: Rows = [LINES[0], ["SO1", "笔", 1, 1, 1], ["SO1", "纸", 1, 1, 1], ["SO1", "本", 1, 1, 1]]
    found = read({"订单": [*with_totals([10, 0, 0])[:2]], "明细": lines}, answers=answer(document_sums="documents"))
    assert sales(found).sums["amount"] == 10


def test_keys_that_stand_on_one_side_only_are_told_in_money(read: Read) -> None:
    sheets = {
        "订单": [*with_totals([35, 10, 32]), ["SO9", "2026-05-21", "丁公司", "李四", 99]],
        "明细": [*LINES, ["SO77", "本", 1, 8, 8]],
    }
    table = sales(read(sheets))
    assert {risk.id: [f.value for f in risk.figures] for risk in table.risks} == {
        "lines_without_document": [Decimal(8)], "documents_without_lines": [Decimal(-99)],
    }  # fmt: skip
    assert table.sums["amount"] == 77
    without_money = sales(read({"订单": [*HEADS, ["SO9", "2026-05-21", "丁公司", "李四"]], "明细": LINES}))
    assert not without_money.risks
    assert "W_DOCUMENTS_WITHOUT_LINES" in {p.code for p in without_money.problems}


def test_cancelled_orders_are_asked_with_the_money_of_their_lines(read: Read) -> None:
    heads: Rows = [
        [*HEADS[0], "订单状态"],
        *([*row, state] for row, state in zip(HEADS[1:], ("完成", "已取消", "完成"), strict=True)),
    ]
    (question,) = (q for q in sales(read({"订单": heads, "明细": LINES})).questions if q.id == "status")
    assert question.figures["leave_out"][0].value == 67


def test_lines_of_other_documents_are_joined_with_nothing(read: Read) -> None:
    other = [LINES[0], *([f"X{row[0]}", *row[1:]] for row in LINES[1:])]
    found = read({"订单": HEADS, "明细": other})
    assert "period" in found.open_questions, "nothing says when they were sold"
    assert "N_DOCUMENTS_JOINED" not in {p.code for p in found.reading.all_problems}


def test_lines_without_money_take_the_total_once(read: Read) -> None:
    lines = [["订单号", "产品", "数量"], *(list(row[:3]) for row in LINES[1:])]
    (question,) = (
        q for q in sales(read({"订单": with_totals([35, 10, 32]), "明细": lines})).questions if q.id == "document_total"
    )
    assert question.default is None
    assert question.text.values["column"] == "总金额"
    assert question.figures["once"][0].value == 77


def test_a_sheet_that_goes_on_without_a_header_is_read_with_the_first_one(read: Read) -> None:
    first: Rows = [
        ["日期", "客户", "产品", "数量", "金额"],
        *([f"2026-01-{day:02d}", "甲", "笔", 1, 10] for day in range(1, 29)),
    ]
    second: Rows = [[f"2026-02-{day:02d}", "乙", "纸", 1, 7] for day in range(1, 11)]
    found = read({"Sheet1": first, "Sheet2": second})
    assert [(one.dataset, one.sums["amount"]) for one in found.tables] == [
        ("sales", Decimal(280)),
        ("sales", Decimal(70)),
    ]
    assert "W_SHEET_CONTINUES" in found.codes


def test_a_sheet_with_words_over_figures_goes_on_with_nothing(read: Read) -> None:
    first: Rows = [
        ["日期", "客户", "产品", "数量", "金额"],
        *([f"2026-01-{day:02d}", "甲", "笔", 1, 10] for day in range(1, 29)),
    ]
    other: Rows = [["甲", "乙", "丙", "丁", "戊"], *([f"2026-02-{day:02d}", "乙", "纸", 1, 7] for day in range(1, 11))]
    found = read({"Sheet1": first, "Sheet2": other})
    assert "W_SHEET_CONTINUES" not in found.codes


def test_order_heads_with_a_state_are_no_visits(read: Read) -> None:
    heads = [[*HEADS[0], "状态"], *([*row, "已发货"] for row in HEADS[1:])]
    found = read({"订单": heads, "明细": LINES})
    assert not found.open_questions
