"""What a user types in place of cells: single ones, a value everywhere, rows left out, codes that are others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales_core.recognition.reading import ReferenceData, WrongValue
from tests.recognition.conftest import TODAY, Read, answer

SALES = ["日期", "单号", "工号", "业务员", "客户", "产品名称", "数量", "金额"]
GOOD = ["2026-05-01", "A1", "R1", "张伟", "甲", "茶", 2, 10]
ROWS = [
    SALES,
    GOOD,
    ["2026-05-02", "A2", "R1", "张伟", "乙", "杯", "约10箱", 15],
    ["2026-05-03", "A3", "R1", "张伟", "乙", "杯", "约10箱", "待定"],
]
MASTERS = {"reps": {"R1": "张伟", "R2": "陈建国"}}


def test_wrong_cells_are_listed_with_their_place_and_counted_by_value(read: Read) -> None:
    table = read(ROWS).table
    assert [(one.cell, one.row, one.column, one.value) for one in table.wrong_cells] == [
        ("G3", 3, "数量", "约10箱"),
        ("G4", 4, "数量", "约10箱"),
        ("H4", 4, "金额", "待定"),
    ]
    assert table.wrong_values[0] == WrongValue("数量", "约10箱", "E_NUMBER", 2)


def test_a_value_is_replaced_everywhere_and_a_cell_by_its_address(read: Read) -> None:
    found = read(ROWS, answers=answer(**{"replace:数量:约10箱": "10", "cell:H4": "20.5"}))
    assert found.column("quantity") == [2, 10, 10]
    assert found.column("amount") == [10, 15, Decimal("20.5")]
    assert found.problem("N_VALUES_REPLACED").count == 2
    assert found.problem("N_CELLS_EDITED").facts["cells"] == "H4"
    assert found.table.edits == {"replace:数量:约10箱": "10", "cell:H4": "20.5"}
    assert found.table.preview[3][-2:] == ("10", "20.5")


def test_a_column_may_be_named_by_its_letter_and_a_cell_emptied(read: Read) -> None:
    found = read(ROWS, answers=answer(**{"replace:G:约10箱": "10", "cell:h4": "5", "cell:F3": ""}))
    assert found.column("quantity") == [2, 10, 10]
    assert found.column("product_name")[1] is None


@pytest.mark.parametrize(
    "id_", ["cell:ZZ9", "cell:H900", "cell:H1", "cell:", "replace:数量:九", "replace:无:1", "replace:"]
)
def test_an_edit_of_a_place_that_is_not_there_has_no_effect(read: Read, id_: str) -> None:
    found = read(ROWS, answers=answer(**{id_: "1"}))
    assert found.table.edits == {}
    assert len(found.table.wrong_cells) == 3


def test_a_replaced_value_is_remembered_with_its_layout_and_told(read: Read) -> None:
    first = read(ROWS, answers=answer(**{"replace:数量:约10箱": "10", "cell:H4": "20"})).table
    mapping = {match.header: match.field or "" for match in first.matches}
    known = ReferenceData(today=TODAY, remembered={first.signature: ("sales", mapping, {"replace:数量:约10箱": "10"})})
    found = read(ROWS[:3], reference=known)
    assert found.column("quantity") == [2, 10]
    assert found.problem("N_VALUES_REPLACED").value == "约10箱"


def test_numbers_and_dates_of_the_file_may_be_typed_anew(read: Read) -> None:
    found = read(ROWS[:2], answers=answer(**{"cell:H2": "1,234.50", "cell:A2": "2026年5月9日"}))
    assert found.column("amount") == [Decimal("1234.50")]
    assert [str(day) for day in found.column("date")] == ["2026-05-09"]


def test_rows_are_left_out_by_their_number_and_said_in_money(read: Read) -> None:
    found = read([*ROWS, GOOD], answers=answer(leave_out_rows="3-4"))
    assert found.column("amount") == [10, 10]
    told = found.problem("W_ROWS_LEFT_OUT")
    assert (told.count, told.facts["lost"]) == (2, "15")
    assert [row for row, why in found.table.left_out if why == "by_hand"] == [3, 4]


def test_an_unknown_code_is_offered_near_ones_and_may_be_one_of_them(read: Read) -> None:
    rows = [SALES, GOOD, ["2026-05-02", "A2", "R9", "陈建囯", "乙", "杯", 1, 15]]
    known = ReferenceData(today=TODAY, masters=MASTERS)
    stopped = read(rows, reference=known).table
    assert stopped.near_masters["reps"]["R9"][0] == ("R2", "陈建国")
    found = read(rows, reference=known, answers=answer(**{"same:rep:R9": "R2"}))
    assert found.table.aliases["rep"]["R9"] == "R2"
    assert not [code for code in found.codes if code.startswith("E_")]
    assert read(rows, reference=known, answers=answer(**{"same:rep:R9": "R7"})).table.aliases.get("rep", {}) == {}
