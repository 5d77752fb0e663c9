"""Which dataset a table is, decided from its rows and title: generated invoice lists and invoice lines."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.recognition.reading import Answers
from tests.recognition.conftest import Read, Rows, answer, write_csv

#: Number, date, due date, customer, amount; product and quantity of lines.
WORDS = (
    (("Invoice No", "Invoice Date", "Due Date", "Customer", "Amount"), ("Product", "Quantity")),
    (("单据号", "开票日期", "到期日期", "客户名称", "金额"), ("产品名称", "数量")),
)
SALES, PLAIN, INVOICES = ("sales", "销售", "sales 2026", "销售明细"), ("data", "export", "Sheet1"), ("invoices", "应收")


def _write(path: Path, pick: random.Random, *, lines: bool) -> Decimal:
    plain, extra = pick.choice(WORDS)
    rows: list[list[object]] = [[*plain, *(extra if lines else ())]]
    total = Decimal(0)
    for number in range(pick.randint(12, 40)):
        customer, day = f"Customer {pick.randint(1, 9)}", pick.randint(1, 28)
        for line in range(pick.randint(2, 4) if lines else 1):
            amount = Decimal(pick.randint(100, 99_999)) / 100
            total += amount
            row = [f"I{number:04}", f"2026-05-{day:02}", f"2026-06-{day:02}", customer, amount]
            rows.append([*row, f"Product {line}", pick.randint(1, 20)] if lines else row)
    write_csv(path, rows)
    return total


@pytest.mark.parametrize("seed", range(12))
def test_an_invoice_list_named_sales_is_asked_with_both_sums(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    path = tmp_path / f"{pick.choice(SALES)}.csv"
    total = _write(path, pick, lines=False)
    result = read(path)
    (question,) = [q for q in result.table.questions if q.id == "dataset"]
    assert question.default is None
    assert result.table.rows_file is None
    assert {name: figures[0].value for name, figures in question.figures.items()} == {
        "receivables": total,
        "sales": total,
    }
    for choice in ("sales", "receivables"):
        table = read(path, answers=Answers(datasets={path.name: choice})).table
        assert (table.dataset, table.sums["amount"]) == (choice, total)


@pytest.mark.parametrize("seed", range(8))
def test_an_invoice_list_by_its_columns_alone_or_by_its_title_is_read(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    path = tmp_path / f"{pick.choice(PLAIN + INVOICES)}.csv"
    total = _write(path, pick, lines=False)
    table = read(path).table
    assert (table.dataset, table.sums["amount"]) == ("receivables", total)


@pytest.mark.parametrize("seed", range(12))
def test_lines_of_products_with_a_due_date_are_sales_whatever_the_title(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    path = tmp_path / f"{pick.choice(SALES + PLAIN + INVOICES)}.csv"
    total = _write(path, pick, lines=True)
    table = read(path).table
    assert (table.dataset, table.sums["amount"]) == ("sales", total)


#: Product, name, quantity, price.
GOODS = (
    ("产品编码", "产品名称", "数量", "单价"),
    ("Product Code", "Product Name", "Quantity", "Price"),
    ("CODE ARTICLE", "Libellé", "Quantité", "Selling Price"),
)


@pytest.mark.parametrize("seed", range(8))
def test_goods_with_prices_and_no_day_are_sold_or_in_stock(read: Read, tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    rows: list[list[object]] = [list(pick.choice(GOODS))]
    rows += [[f"P{n}", f"Ware {n}", pick.randint(1, 400), pick.randint(100, 9_999) / 100] for n in range(12)]
    write_csv(path := tmp_path / "20260531.csv", rows)
    table = read(path).table
    (question,) = [q for q in table.questions if q.id == "dataset"]
    assert {"sales", "stock"} <= {name for name, _ in question.choices}
    assert table.rows_file is None
    rows[0][2] = pick.choice(("销量", "Sales quantity"))
    write_csv(path, rows)
    assert "dataset" not in {q.id for q in read(path).table.questions}, "the header says that they were sold"


DAYS: Rows = [["2026-05-01", 3, 30], ["2026-05-02", 4, 44]]


@pytest.mark.parametrize(
    ("head", "name"),
    [("日期,数量,销售额", "a.csv"), ("Date,Qty,Amount", "daily sales.csv"), ("Date,Order no,Sales", "a.csv")],
)
def test_days_without_a_name_are_sales_where_a_word_says_so(read: Read, head: str, name: str) -> None:
    found = read([head.split(","), *DAYS], name=name)
    assert found.open_questions == []
    assert (found.table.dataset, sum(found.column("amount"))) == ("sales", 74)


@pytest.mark.parametrize("name", ["data.csv", "采购.csv", "费用.csv", "stock.csv"])
@pytest.mark.parametrize("head", ["日期,数量,金额", "Date,Qty,Amount", "日期,单据号,金额"])
def test_days_without_a_name_are_asked_about_where_no_word_does(read: Read, head: str, name: str) -> None:
    found = read([head.split(","), *DAYS], name=name)
    assert found.codes == [] or "E_OTHER_KIND" in found.codes
    assert "E_OTHER_KIND" in found.codes or "dataset" in found.open_questions
    assert found.table.rows_file is None


@pytest.mark.parametrize("head", ["日期,销售额", "Date,Revenue", "fecha,total"])
def test_days_with_money_alone_are_asked_about_and_load_once_said(read: Read, head: str) -> None:
    rows: Rows = [head.split(","), *([day, amount] for day, _, amount in DAYS)]
    asked = read(rows, name="daily sales.csv")
    assert (asked.open_questions, asked.codes) == (["dataset"], [])
    found = read(rows, name="daily sales.csv", answers=answer(dataset="sales"))
    assert (found.table.dataset, sum(found.column("amount"))) == ("sales", 74)


def test_prices_without_pieces_are_amounts_where_somebody_says_so(read: Read) -> None:
    rows: Rows = [["Date", "Order no", "Product", "Unit price"], ["2026-05-01", 1, "A", 30], ["2026-05-02", 2, "B", 44]]
    asked = read(rows, name="sales.csv")
    (question,) = asked.table.questions
    assert (question.id, question.default) == ("field:amount", None)
    assert question.figures["Unit price"][0].value == 74
    found = read(rows, name="sales.csv", answers=answer(**{"field:amount": "Unit price"}))
    assert sum(found.column("amount")) == 74
    assert read(rows, name="sales.csv", answers=answer(**{"field:amount": "none"})).problem("E_MISSING_COLUMN")
