"""What the arithmetic of a row says of net, tax, fees, discount and total."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.recognition.conftest import Read, Rows, answer

HEAD = ["Date", "Invoice no", "Customer", "Product"]
D = Decimal


def _rows(columns: str, *figures: tuple[object, ...]) -> Rows:
    lines = [[f"2026-05-{n % 27 + 2:02}", f"S{n}", f"C{n % 2}", "P", *row] for n, row in enumerate(figures)]
    return [[*HEAD, *columns.split(",")], *lines]


SHOP = "Subtotal,Shipping,Taxes,Discount Amount,Total"


@pytest.mark.parametrize(
    ("figures", "sold"),
    [
        ([(100, 5, 6, 1, 111), (200, 5, 12, 0, 217), (300, 5, 18, 3, 323)], 600),
        ([(100, 5, 6, 1, 110), (200, 5, 12, 0, 217), (300, 5, 18, 3, 320)], 596),
    ],
)
def test_the_total_says_whether_the_discount_is_taken_off(
    read: Read, figures: list[tuple[object, ...]], sold: int
) -> None:
    found = read(_rows(SHOP, *figures))
    assert found.open_questions in (["unread"], [])
    assert sum(found.column("amount")) == sold


def test_a_total_that_nothing_explains_is_asked_with_both_sums(read: Read) -> None:
    rows = _rows("Labour,Parts,Subtotal,Tax,Total", (60, 40, 90, 6, 106), (100, 100, 150, 12, 212), (9, 1, 8, 1, 11))
    asked = read(rows)
    (question,) = (q for q in asked.table.questions if q.id == "invoice_total")
    assert question.default is None
    assert {one: figures[0].value for one, figures in question.figures.items()} == {"net": 248, "total": 329}
    assert sum(read(rows, answers=answer(invoice_total="net")).column("amount")) == 248
    assert sum(read(rows, answers=answer(invoice_total="total")).column("amount")) == 329


def test_a_row_in_twenty_may_be_a_slip_of_the_pen(read: Read) -> None:
    good = [(100 + n, 6, 106 + n) for n in range(40)]
    assert sum(read(_rows("Subtotal,Tax,Total", *good, (10, 1, 99))).column("amount")) == sum(a for a, *_ in good) + 10
    few = read(_rows("Subtotal,Tax,Total", *good[:5], (10, 1, 99)))
    assert "invoice_total" in few.open_questions


def test_what_a_customer_owes_is_the_total_with_tax(read: Read) -> None:
    head = ["发票号", "开票日期", "到期日期", "客户", "金额", "税额", "价税合计"]
    rows: list[list[object]] = [
        ["F1", "2026-05-01", "2026-06-01", "甲", 100, 13, 113],
        ["F2", "2026-05-02", "2026-06-01", "乙", 50, D("6.5"), D("56.5")],
    ]
    found = read([head, *rows])
    assert found.table.dataset == "receivables"
    assert sum(found.column("amount")) == D("169.5")
    assert found.problem("N_TOTAL_AS_AMOUNT")
    wrong = read([head, [*rows[0][:-1], 150], [*rows[1][:-1], 70]])
    assert wrong.open_questions == ["invoice_total"]


def test_quantity_and_price_prove_the_amount_whatever_the_total_is(read: Read) -> None:
    rows = _rows("Quantity,Price,Amount,Tax,Total", (2, 50, 100, 6, 120), (1, 30, 30, 2, 40))
    assert sum(read(rows).column("amount")) == 130
