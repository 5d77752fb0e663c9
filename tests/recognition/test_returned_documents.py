"""A list of orders that came back beside their lines: asked with both sums, and never taken off silently."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales_core.recognition.reading import TableReading
from tests.recognition.conftest import Read, Rows, answer, load

ORDERS: Rows = [
    ["Order ID", "Order Date", "Customer Name", "Product Name", "Sales", "Quantity"],
    ["CA-1", "2026-04-03", "Alpha", "Pen", 20, 2],
    ["CA-1", "2026-04-03", "Alpha", "Ink", 5, 1],
    ["CA-2", "2026-04-04", "Beta", "Pen", 30, 3],
    ["CA-3", "2026-04-30", "Beta", "Ink", 7, 1],
]
RETURNS: Rows = [["Returned", "Order ID"], ["Yes", "CA-1"], ["No", "CA-2"], ["Yes", "CA-99"]]


def sales(read: Read, returns: Rows, **given: str) -> TableReading:
    found = read({"Orders": ORDERS, "Returns": returns}, answers=answer(**given))
    (table,) = (one for one in found.tables if one.dataset == "sales")
    return table


@pytest.mark.parametrize(
    "returns",
    [
        RETURNS,
        [["订单号", "是否退货"], ["CA-1", "是"], ["CA-2", "否"]],
        [["Bestellnummer", "Retoure"], ["CA-1", "ja"]],
        [["Order ID", "Return reason"], ["CA-1", "broken"]],
    ],
)
def test_orders_that_came_back_are_asked_with_both_sums(read: Read, returns: Rows) -> None:
    (question,) = sales(read, returns).questions
    assert (question.id, question.default) == ("returned_documents", None)
    assert {name: [f.value for f in sums] for name, sums in question.figures.items()} == {
        "subtract": [Decimal(37)], "keep": [Decimal(62)],
    }  # fmt: skip


def test_each_line_of_them_gets_its_return(read: Read) -> None:
    table = sales(read, RETURNS, returned_documents="subtract")
    assert table.rows_file is not None
    rows = load(table.rows_file).to_pylist()
    assert [(r["order_no"], r["quantity"], r["amount"], r["line_type"]) for r in rows[4:]] == [
        ("CA-1", -2, -20, "return"), ("CA-1", -1, -5, "return"),
    ]  # fmt: skip
    assert table.sums["amount"] == 37
    assert sales(read, RETURNS, returned_documents="keep").sums["amount"] == 62


def test_a_return_counts_on_the_day_on_which_it_came_back(read: Read) -> None:
    dated: Rows = [["Order ID", "Return Date"], ["CA-1", "2026-05-20"], ["CA-2", "2026-05-21"]]
    table = sales(read, dated, returned_documents="subtract")
    assert table.rows_file is not None
    back = [str(row["date"]) for row in load(table.rows_file).to_pylist() if row["line_type"] == "return"]
    assert back == ["2026-05-20", "2026-05-20", "2026-05-21"]


def test_a_list_of_other_orders_is_said_and_changes_nothing(read: Read) -> None:
    found = read({"Orders": ORDERS, "Returns": [["Returned", "Order ID"], ["Yes", "US-1"]]})
    assert not found.open_questions
    assert found.codes == ["W_OTHER_KIND"]


def test_the_list_alone_says_what_to_drop_with_it(read: Read) -> None:
    found = read(RETURNS)
    assert found.codes == ["E_OTHER_KIND"]
    assert found.problem("E_OTHER_KIND").facts["kind"] == "returned_orders"
