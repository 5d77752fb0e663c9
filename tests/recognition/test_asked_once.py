"""What is asked instead of guessed: columns left over, like columns, signs of returns, rows with errors, the day of a list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sales_core.recognition.reading import ReferenceData
from tests.recognition.conftest import TODAY, Read, answer

SALES = ["日期", "单号", "客户", "产品名称", "数量", "单价", "金额"]
LINES = [["2026-05-01", "A1", "甲", "茶", 2, 5, 10], ["2026-05-02", "A2", "乙", "杯", 3, 5, 15]]


def with_column(header: str, *cells: object) -> list[list[object]]:
    return [[*SALES, header], *([*line, cell] for line, cell in zip(LINES, cells, strict=True))]


def test_columns_that_look_like_data_are_one_question_with_a_default(read: Read) -> None:
    rows = [[*SALES, "配送费编码", "Rohgewinn Marge"], [*LINES[0], "X1", 3], [*LINES[1], "X2", 4]]
    found = read(rows)
    assert found.open_questions == ["unread"]
    assert found.column("amount") == [10, 15]
    (question,) = found.table.questions
    assert question.default == "leave"
    assert "配送费编码" in question.text.in_("en")
    assert "Rohgewinn Marge" in question.text.in_("zh")


def test_a_layout_that_was_loaded_is_not_asked_again(read: Read) -> None:
    rows = with_column("配送费编码", "X1", "X2")
    assert read(rows).open_questions == ["unread"]
    first = read(rows).table
    mapping = {match.header: match.field or "" for match in first.matches}
    remembered = {first.signature: ("sales", mapping, {"unread": "leave"})}
    assert read(rows, reference=ReferenceData(today=TODAY, remembered=remembered)).open_questions == []


def test_an_unread_balance_of_documents_has_no_default(read: Read) -> None:
    head = ["发票号", "发票日期", "客户", "发票金额", "Restsaldo offen"]
    found = read([head, ["F1", "2026-05-01", "甲", 100, 40], ["F2", "2026-05-02", "乙", 50, 50]])
    assert [(q.id, q.default) for q in found.table.questions] == [("unread", None)]
    assert found.table.rows_file is None


def test_like_amounts_are_asked_with_their_sums(read: Read) -> None:
    rows = [["日期", "客户", "销售额", "销售金额"], ["2026-05-01", "甲", 100, 113], ["2026-05-02", "乙", 50, 56.5]]
    found = read(rows)
    assert found.open_questions == ["field:amount"]
    (question,) = found.table.questions
    assert question.default is None
    sums = {choice: figures[0].value for choice, figures in question.figures.items()}
    assert sums == {"销售额": Decimal(150), "销售金额": Decimal("169.5")}
    for header, total in sums.items():
        assert sum(read(rows, answers=answer(**{"field:amount": header})).column("amount")) == total


def test_like_amounts_that_agree_are_not_asked(read: Read) -> None:
    rows = [["日期", "客户", "销售额", "销售金额"], ["2026-05-01", "甲", 100, 100], ["2026-05-02", "乙", 50, 50]]
    assert read(rows).open_questions == []


def test_quantity_and_price_decide_between_like_amounts(read: Read) -> None:
    head = ["日期", "客户", "数量", "单价", "销售额", "销售金额"]
    found = read([head, ["2026-05-01", "甲", 2, 50, 113, 100], ["2026-05-02", "乙", 1, 50, 56.5, 50]])
    assert found.open_questions == []
    assert sum(found.column("amount")) == 150


def test_amounts_with_and_without_tax_are_told_apart_by_their_words(read: Read) -> None:
    rows = [["日期", "客户", "价税合计", "无税金额"], ["2026-05-01", "甲", 113, 100], ["2026-05-02", "乙", 56.5, 50]]
    assert sum(read(rows).column("amount")) == 150


def test_returns_of_both_signs_are_asked(read: Read) -> None:
    head = ["日期", "客户", "单据类型", "数量", "金额"]
    rows = [
        head,
        ["2026-05-01", "甲", "销售", 5, 50],
        ["2026-05-02", "甲", "退货", 1, 10],
        ["2026-05-02", "乙", "退货", -1, -10],
    ]
    found = read(rows)
    assert [(q.id, q.default) for q in found.table.questions] == [("return_sign", None)]
    assert sum(read(rows, answers=answer(return_sign="negate")).column("amount")) == 30
    assert sum(read(rows, answers=answer(return_sign="keep")).column("amount")) == 50


def test_rows_with_cells_that_cannot_be_read_are_left_out_when_said(read: Read) -> None:
    rows = [SALES, *LINES, ["2026-05-03", "A3", "甲", "茶", "约10箱", 5, "待定"]]
    stopped = read(rows)
    assert set(stopped.codes) == {"E_NUMBER"}
    assert [(q.id, q.default) for q in stopped.table.questions] == [("bad_rows", "refuse")]
    found = read(rows, answers=answer(bad_rows="leave_out"))
    assert found.codes == ["W_BAD_ROWS"]
    assert sum(found.column("amount")) == 25


def test_a_row_without_an_amount_is_computed_and_told(read: Read) -> None:
    found = read([SALES, *LINES, ["2026-05-03", "A3", "甲", "茶", 4, 5, "-"]])
    assert found.problem("W_AMOUNT_COMPLETED").facts["amount"] == "20"
    assert found.table.sums["amount"] == 45


OPEN = [
    ["发票号", "发票日期", "客户", "发票金额", "已收款"],
    ["F1", "2026-05-01", "甲", 100, 40],
    ["F2", "2026-05-02", "乙", 50, 0],
]


def test_the_day_of_a_list_of_open_items_is_asked_once(read: Read) -> None:
    found = read(OPEN, name="应收.xlsx")
    assert [(q.id, q.default) for q in found.table.questions] == [("as_of_day", "2026-05-02")]
    assert found.table.as_of == date(2026, 5, 2), (
        "what is open is open on some day: its newest row's, until one is said"
    )
    assert read(OPEN, name="应收.xlsx", answers=answer(as_of_day="2026-05-31")).table.as_of == date(2026, 5, 31)


def test_the_day_of_a_list_is_taken_from_its_name(read: Read) -> None:
    found = read(OPEN, name="应收_20260531.xlsx")
    assert found.open_questions == []
    assert found.table.as_of == date(2026, 5, 31)
    assert "N_AS_OF_DAY" in {p.code for p in found.reading.all_problems}


def test_codes_beside_other_names_are_told(read: Read) -> None:
    reference = ReferenceData(today=TODAY, masters={"reps": {"R1": "陈建国", "R2": "李秀英"}})
    head = ["日期", "客户", "业务员编码", "业务员", "金额"]
    found = read(
        [head, ["2026-05-01", "甲", "R1", "陈建囯", 1], ["2026-05-02", "乙", "R2", "李秀英", 2]], reference=reference
    )
    assert found.problem("W_CODE_NAME").facts["examples"] == "R1: 陈建囯 ≠ 陈建国"


def test_an_unknown_rep_is_added_with_the_load_when_said(read: Read) -> None:
    reference = ReferenceData(today=TODAY, masters={"reps": {"R1": "陈建国"}})
    head = ["日期", "客户", "业务员编码", "业务员", "金额"]
    rows = [head, ["2026-05-01", "甲", "R1", "陈建国", 1], ["2026-05-02", "乙", "R9", "周", 2]]
    assert read(rows, reference=reference).codes == ["E_UNKNOWN_REP"]
    added = read(rows, reference=reference, answers=answer(**{"add:reps": "add"}))
    assert added.codes == []
    assert added.table.added_masters == {"reps": (("R9", "周"),)}


def test_a_near_name_is_offered_and_becomes_an_alias(read: Read) -> None:
    names = {"上海永辉超市有限公司": "C1"}
    known = {"customer_name": frozenset(names)}
    reference = ReferenceData(today=TODAY, values=known, codes={"customer": names})
    rows = [
        ["日期", "客户名称", "产品名称", "金额"],
        ["2026-05-01", "上海永辉超市", "茶", 1],
        ["2026-05-02", "上海永辉超市有限公司", "杯", 2],
    ]
    (question,) = read(rows, reference=reference).open_questions
    joined = read(rows, reference=reference, answers=answer(**{question: "join"}))
    assert joined.table.aliases == {"customer": {"上海永辉超市": "C1"}}
    told = ReferenceData(
        today=TODAY, values=known, codes={"customer": names}, aliases={"customer": {"上海永辉超市": "C1"}}
    )
    assert read(rows, reference=told).open_questions == []


def test_codes_that_differ_in_leading_zeros_are_asked(read: Read) -> None:
    reference = ReferenceData(today=TODAY, codes={"customer": {"甲": "007"}})
    rows = [["日期", "客户编码", "金额"], ["2026-05-01", "7", 1], ["2026-05-02", "8", 2]]
    found = read(rows, reference=reference)
    assert [(q.id, q.default) for q in found.table.questions] == [("leading_zeros:customer", None)]
    joined = read(rows, reference=reference, answers=answer(**{"leading_zeros:customer": "join"}))
    assert joined.table.aliases == {"customer": {"7": "007"}}
    inside = [["日期", "客户编码", "金额"], ["2026-05-01", "7", 1], ["2026-05-02", "007", 2]]
    one = read(inside, answers=answer(**{"leading_zeros:customer": "join"}))
    assert one.column("customer") == ["007", "007"]


def test_a_document_with_and_without_zeros_counts_once_when_said(read: Read) -> None:
    head = ["发票号", "发票日期", "客户", "发票金额", "到期日"]
    rows = [
        head,
        ["611365", "2026-05-01", "甲", 100, "2026-06-01"],
        ["0000611365", "2026-05-01", "甲", 100, "2026-06-01"],
    ]
    found = read(rows)
    assert found.open_questions == ["leading_zeros:document"]
    figures = found.table.questions[0].figures
    assert {choice: sums[0].value for choice, sums in figures.items()} == {"join": 100, "apart": 200}
    one = read(rows, answers=answer(**{"leading_zeros:document": "join"}))
    assert one.column("document") == ["0000611365"]
