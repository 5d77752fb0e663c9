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


@pytest.mark.parametrize("head", ["Net amount,Total", "Amount,Total", "净额,总额", "Subtotal,Order total"])
def test_a_total_without_anything_between_is_asked_with_both_sums(read: Read, head: str) -> None:
    rows = _rows(head, (100, 113), (200, 231), (50, 50), (70, 91))
    asked = read(rows)
    (question,) = (q for q in asked.table.questions if q.id == "invoice_total")
    assert question.default is None
    assert {one: figures[0].value for one, figures in question.figures.items()} == {"net": 420, "total": 485}
    assert sum(read(rows, answers=answer(invoice_total="total")).column("amount")) == 485


@pytest.mark.parametrize(
    ("head", "figures"),
    [
        ("Net amount,Total", [(100, 113), (D("33.33"), D("37.66")), (D("0.50"), D("0.57")), (70, D("79.1"))]),
        ("Amount,Total", [(100, 106), (200, 226), (50, 53), (70, D("79.1")), (80, D("84.8")), (90, D("101.7"))]),
        ("Amount,Running total", [(100, 100), (200, 300), (50, 350)]),
        ("Net sales,Gross sales", [(90, 100), (180, 230), (50, 50)]),
        ("Amount,Total", [(100, 100), (200, 200), (50, 50)]),
        ("Amount,Total cost", [(100, 70), (200, 130), (50, 20)]),
    ],
)
def test_tax_running_totals_and_words_decide_without_a_question(
    read: Read, head: str, figures: list[tuple[D, D]]
) -> None:
    found = read(_rows(head, *figures))
    assert "invoice_total" not in found.open_questions
    assert sum(found.column("amount")) == sum(net for net, _ in figures)


def test_two_figures_prove_no_rate(read: Read) -> None:
    assert "invoice_total" in read(_rows("Amount,Total", (100, 113), (200, 226))).open_questions
