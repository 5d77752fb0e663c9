"""Discounts that are in the price already, or in the total of the document and in none of its lines."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from sales_core.recognition.reading import TableReading
from tests.recognition.conftest import Read, Result, Rows, answer

HEADERS = (
    ["Rechnungsdatum", "Artikel", "Menge", "Einzelpreis", "Rabatt %"],
    ["日期", "产品名称", "数量", "单价", "折扣率%"],
    ["Order Date", "Product Name", "Quantity", "Unit Price", "Discount %"],
)


def _sold(seed: int, *, is_net: bool) -> tuple[Rows, Decimal]:
    """Lines of four products at several discounts, and what they came to."""
    dice, worth = Random(seed), Decimal(0)
    rows: list[list[object]] = []
    for product in ("Kran", "Rohr", "Zange", "Draht"):
        listed = Decimal(dice.randint(2000, 90000)) / 100
        for discount in (0, 5, dice.choice((10, 15, 25))):
            paid = round(listed * (100 - discount) / 100, 2)
            pieces = dice.randint(1, 9)
            worth += pieces * (paid if is_net else listed * (100 - discount) / 100)
            price = str(paid if is_net else listed)
            rows.append([f"2026-05-{dice.randint(1, 28):02}", product, pieces, price, discount])
    dice.shuffle(rows)
    return rows, worth


def _table(found: Result) -> TableReading:
    return found.table


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("is_net", [True, False])
@pytest.mark.parametrize("headers", HEADERS, ids=["de", "zh", "en"])
def test_a_discount_is_taken_off_once(read: Read, headers: list[str], seed: int, *, is_net: bool) -> None:
    rows, worth = _sold(seed, is_net=is_net)
    table = _table(read({"x": [[*headers], *rows]}, answers=answer(dataset="sales")))
    assert abs(table.sums["amount"] - worth) < Decimal("0.01")
    codes = {problem.code for problem in table.problems}
    assert ("N_DISCOUNT_IN_PRICE" in codes, "N_DISCOUNT_APPLIED" in codes) == (is_net, not is_net)


def test_one_product_alone_is_no_evidence(read: Read) -> None:
    rows: Rows = [["2026-05-02", "Kran", 1, "100.00", 0], ["2026-05-03", "Kran", 1, "90.00", 10]]
    assert _table(read({"x": [[*HEADERS[2]], *rows]}, answers=answer(dataset="sales"))).sums["amount"] == 181


SHOP: list[object] = ["Order No", "Order Date", "Subtotal", "Product Name", "Quantity", "Unit Price"]


def _orders(*, second: str) -> Rows:
    return [
        SHOP,
        ["B1", "2026-05-02", "30.00", "Kran", 1, "10.00"],
        ["B1", "", "", "Rohr", 1, "20.00"],
        ["B2", "2026-05-03", second, "Kran", 2, "10.00"],
        ["B2", "", "", "Zange", 1, "60.00"],
    ]


def test_document_totals_that_tie_are_set_aside(read: Read) -> None:
    found = read({"x": _orders(second="80.00")})
    assert not found.open_questions
    assert _table(found).sums["amount"] == 110


@pytest.mark.parametrize(("choice", "amount"), [("lines", "110"), ("documents", "90")])
def test_document_totals_after_a_discount_of_the_whole_are_asked_about(read: Read, choice: str, amount: str) -> None:
    rows = _orders(second="60.00")
    (question,) = (q for q in _table(read({"x": rows})).questions if q.id == "document_sums")
    assert question.default is None
    assert {key: figures[0].value for key, figures in question.figures.items()} == {"lines": 110, "documents": 90}
    assert _table(read({"x": rows}, answers=answer(document_sums=choice))).sums["amount"] == Decimal(amount)


STATED = ["Invoice Date", "Customer Name", "Amount", "Status"]


def test_no_choice_of_a_status_has_an_empty_place(read: Read) -> None:
    rows: Rows = [["2026-05-02", "Kran AG", 10, "zeta"], ["2026-05-03", "Rohr AG", 20, "omega"]]
    (question,) = (
        q
        for q in _table(read({"x": [[*STATED], *rows]}, answers=answer(dataset="sales"))).questions
        if q.id == "status"
    )
    offered = {choice: text.in_("en") for choice, text in question.choices}
    assert offered == {"known_only": "Leave out the unknown omega, zeta", "keep": "Count all of them"}


INTERFACE = ["order_id", "created_at", "subtotal_price", "total_discounts", "total_shipping_price", "total_price"]


@pytest.mark.parametrize(("choice", "amount"), [("discount_amount", "132"), ("ignore", "140")])
def test_shipping_in_the_total_of_an_order_is_no_sale(read: Read, choice: str, amount: str) -> None:
    """The goods are what is sold; whether they are before the discount is asked."""
    rows: Rows = [
        ["#71", "2026-05-02 00:00:00", "40.00", "8.00", "6.50", "38.50"],
        ["#72", "2026-05-03 00:00:00", "100.00", "0.00", "0.00", "100.00"],
    ]
    found = read(
        {"x": [[*INTERFACE, "product_title"], *([*row, "Kran"] for row in rows)]},
        answers=answer(**{"field:amount": "subtotal_price", "column:total_discounts": choice}),
    )
    assert _table(found).sums["amount"] == Decimal(amount)
