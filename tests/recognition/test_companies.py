"""Real companies' files are understood with few questions, and their totals equal an independent calculation in pandas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from sales_core.recognition.reading import Answers, ReferenceData
from tests.recognition.conftest import SHARED, TODAY, Read, answer

D = Decimal

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")]
STORE = SHARED / "company_superstore"
CONTOSO = SHARED / "company_contoso"
BOXES = SHARED / "inventory_openboxes"
SMALL = SHARED / "zh_small"


def cents(value: Decimal) -> D:
    return (value if isinstance(value, D) else D(repr(float(value)))).quantize(D("0.01"))


def independent(name: str) -> pd.DataFrame:
    """The same file by pandas: date, country, amount."""
    path = STORE / name
    if name.endswith(".csv"):
        encoding = "mac_roman" if "2022" in name else "utf-8-sig"
        frame = pd.read_csv(path, encoding=encoding)
    else:
        frame = pd.read_excel(path, engine="openpyxl")
    frame = frame.rename(columns={"Revenue": "Sales", "Country/Region": "Country"})
    frame["Sales"] = frame["Sales"].map(lambda value: D(repr(float(value))).quantize(D("0.0001")))
    day = pd.to_datetime(
        frame["Order Date"],
        format="%m/%d/%y" if "Sales " in name and "20" not in name and "Orders" not in name else None,
    )
    return frame.assign(month=day.dt.strftime("%Y-%m"), day=day)


@pytest.mark.parametrize(
    "name, questions",
    [
        ("Sales Argentina.csv", []),
        ("Sales Chile.csv", []),
        ("Sales Colombia.csv", []),
        ("Superstore Sales 2021.csv", []),
        ("Superstore Sales 2022.csv", ["encoding"]),
        ("Superstore Sales Orders - Canada.xlsx", []),
        ("Superstore Sales Orders - US.xlsx", ["future_rows"]),
    ],
)
def test_superstore_orders_by_country_and_month(read: Read, name: str, questions: Sequence[object]) -> None:
    found = read(STORE / name)
    assert found.table.dataset == "sales"
    assert found.open_questions == questions
    orders = independent(name)
    want = orders[orders["day"] < "2099-01-01"].groupby(["Country", "month"])["Sales"].sum()
    rows = found.rows.to_pandas()
    got = rows.assign(month=[f"{d:%Y-%m}" for d in rows["date"]]).groupby(["country", "month"])["amount"].sum()
    assert {k: cents(v) for k, v in got.items()} == {k: cents(v) for k, v in want.items()}
    assert sum(got) == found.table.sums["amount"]


def test_the_junk_rows_of_2099_are_reported_and_left_out_or_refused(read: Read) -> None:
    path = STORE / "Superstore Sales Orders - US.xlsx"
    found = read(path)
    problem = found.problem("W_FUTURE_ROWS")
    assert [p.cell for p in problem.places] == ["B2", "B3", "B4"]
    assert found.table.rows == 9_994
    assert "E_DATE_RANGE" in read(path, answers=answer(future_rows="refuse")).codes


def test_superstore_targets_budget_and_products(read: Read) -> None:
    targets = read(STORE / "Sales Targets.xlsx")
    frame = pd.read_excel(STORE / "Sales Targets.xlsx", engine="openpyxl").set_index("Country")
    assert targets.table.rows == frame.size
    assert cents(targets.table.sums["target"]) == cents(frame.to_numpy().sum())

    asked = read(STORE / "SuperStore 2022 Budget.xlsx")
    assert asked.open_questions == ["dimension"]
    assert asked.table.questions[0].default == "category"
    budget = read(STORE / "SuperStore 2022 Budget.xlsx", answers=answer(dimension="category"))
    frame = pd.read_excel(STORE / "SuperStore 2022 Budget.xlsx", index_col=0, engine="openpyxl")
    rows = budget.rows.to_pandas().groupby("category")["target"].sum()
    assert {k: cents(v) for k, v in rows.items()} == {k: cents(v) for k, v in frame.sum(axis=1).items()}

    seen = ReferenceData(today=TODAY, values={"category": frozenset({"Furniture", "Office Supplies", "Technology"})})
    proposed = read(STORE / "SuperStore 2022 Budget.xlsx", reference=seen)
    assert proposed.open_questions == []
    assert {match.field for match in proposed.table.matches} == {"category", "target"}, (
        "every label is a known category"
    )
    mapped = read(STORE / "SuperStore 2022 Budget.xlsx", answers=Answers(mappings={"*": {"A": "category"}}))
    assert mapped.open_questions == []

    products = read(STORE / "Product Database.xlsx")
    assert (products.table.dataset, products.table.rows) == ("products", 10_292)


def test_contoso_kinds_and_amounts(read: Read) -> None:
    kinds = {
        name: read(CONTOSO / f"{name}.csv")
        for name in ("currencyexchange", "date", "orderrows", "orders", "product", "store", "sales")
    }
    assert {name: found.table.dataset for name, found in kinds.items()} == {
        "currencyexchange": "exchange_rates",
        "date": "calendar",
        "orderrows": "order_lines",
        "orders": "orders",
        "product": "products",
        "store": "branches",
        "sales": "sales",
    }
    assert not [name for name, found in kinds.items() if found.open_questions]
    assert "N_CURRENCY_SETTLED" in {p.code for p in kinds["sales"].reading.all_problems}, "prices prove what rates mean"
    frame = pd.read_csv(CONTOSO / "sales.csv", dtype=str)
    exact = sum(D(q) * D(p) for q, p in zip(frame["Quantity"], frame["NetPrice"], strict=True))
    assert abs(kinds["sales"].table.sums["amount"] - exact) < D("0.005")
    cost = sum(D(q) * D(p) for q, p in zip(frame["Quantity"], frame["UnitCost"], strict=True))
    assert abs(kinds["sales"].table.sums["cost"] - cost) < D("0.005")


def test_contoso_amounts_by_its_own_rates_when_the_user_says_so(read: Read) -> None:
    found = read(CONTOSO / "sales.csv", answers=answer(amount_currency="multiply"))
    frame = pd.read_csv(CONTOSO / "sales.csv", dtype=str)
    columns = (frame["Quantity"], frame["NetPrice"], frame["ExchangeRate"])
    exact = sum(D(q) * D(p) * D(r) for q, p, r in zip(*columns, strict=True))
    assert abs(found.table.sums["amount"] - exact) < D("0.02")
    assert set(found.column("currency")) == {"USD"}


@pytest.mark.parametrize(
    "name, rows", [("inventory.xls", 7), ("inventoryLevelImportData-partial.xls", 99), ("template_inventory.xls", 2)]
)
def test_openboxes_stock_asks_its_date_only(read: Read, name: str, rows: int) -> None:
    assert read(BOXES / name).open_questions == ["stock_date"]
    found = read(BOXES / name, answers=answer(stock_date="2025-01-31"))
    assert (found.table.dataset, found.table.rows) == ("stock", rows)
    assert set(found.column("date")) == {date(2025, 1, 31)}
    frame = pd.read_excel(BOXES / name, sheet_name="Template" if "template" in name else 0, engine="calamine")
    quantity = frame["OB QOH" if "OB QOH" in frame else "Current quantity"].sum()
    assert found.table.sums["quantity"] == D(str(quantity))


def test_openboxes_products(read: Read) -> None:
    found = read(BOXES / "inventoryItemImportData.xls")
    assert (found.table.dataset, found.table.rows, found.open_questions) == ("products", 57, [])


def test_chinese_sales_without_an_amount_column(read: Read) -> None:
    found = read(SMALL / "销售数据.xlsx")
    frame = pd.read_excel(SMALL / "销售数据.xlsx", engine="openpyxl").dropna(subset=["销售数量", "单价"])
    assert found.open_questions == ["missing_amount"]
    assert found.table.sums["amount"] == D(str((frame["销售数量"] * frame["单价"]).sum()))
    assert found.table.rows == len(frame)


def test_chinese_article_list(read: Read) -> None:
    found = read(SMALL / "ISBN-货号对照表.xlsx")
    assert (found.table.dataset, found.table.rows, found.open_questions) == ("products", 6, ["product_key"])
    assert "196608432418" in found.column("product")


def test_a_confirmed_layout_needs_no_question_next_month(read: Read) -> None:
    first = read(STORE / "Superstore Sales Orders - US.xlsx")
    table = first.table
    mapping = {m.header: m.field or "" for m in table.matches}
    reference = ReferenceData(today=TODAY, remembered={table.signature: ("sales", mapping, {})})
    again = read(STORE / "Superstore Sales Orders - US.xlsx", reference=reference)
    assert {m.how for m in again.table.matches if m.field} == {"remembered"}
    assert "W_EXTRA_COLUMN" not in again.codes

    contoso = read(CONTOSO / "sales.csv").table
    memory = {
        contoso.signature: (
            "sales",
            {m.header: m.field or "" for m in contoso.matches},
            {"amount_currency": "reporting"},
        )
    }
    assert read(CONTOSO / "sales.csv", reference=ReferenceData(today=TODAY, remembered=memory)).open_questions == []
