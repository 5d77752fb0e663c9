"""Real companies' files, unedited, through the real upload path: few questions, totals as pandas has them, answers remembered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Answers
from tests.support.preview_figures import assert_preview_is_pages

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CONTOSO, BOXES, SMALL = (DATA / name for name in ("company_contoso", "inventory_openboxes", "zh_small"))
QUESTIONS = 3

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not on this machine"),
]


class Company:
    """One company's workspace; `load` answers what has no default and says yes to the rest."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workspace = Workspace.open(Settings(home=Home(root / "home").make()))

    def plan(self, *files: Path, kinds: Mapping[str, str] | None = None, **answers: str) -> Plan:
        """`kinds`: file → what was answered to the question which data it holds."""
        asked = {file: {"dataset": kind} for file, kind in (kinds or {}).items()}
        given = Answers(answers={"*": answers, **asked})
        return self.workspace.uploads.plan([(path.name, path) for path in files], LOCAL_ADMIN, given)

    def load(self, *files: Path, kinds: Mapping[str, str] | None = None, **answers: str) -> Plan:
        plan = self.plan(*files, kinds=kinds, **answers)
        assert not plan.errors, [(p.code, str(p.place)) for p in plan.errors]
        for reading in plan.readings:
            assert sum(len(table.questions) for table in reading.tables) <= QUESTIONS, reading.file
        self.workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
        assert_preview_is_pages(self.workspace, plan)
        return plan

    def one(self, sql: str) -> tuple[Any, ...]:
        (row,) = self.workspace.store.current().rows(sql)
        return tuple(row.values())

    def text(self, name: str, text: str) -> Path:
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return path


def head(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig").splitlines()[0]


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Company:
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    return Company(tmp_path)


@pytest.mark.endure  # whole companies in make test: Superstore, and the small one of tests/oracle
def test_contoso_whole(company: Company) -> None:
    company.load(*(CONTOSO / f"{name}.csv" for name in ("currencyexchange", "date", "store", "product")))
    # Whether lines of orders are sold yet only the company knows; here the sales come in a file of their own.
    company.load(CONTOSO / "orders.csv", CONTOSO / "orderrows.csv", kinds={"orderrows.csv": "order_lines"})
    plan = company.load(CONTOSO / "sales.csv")
    assert plan.open_questions == (), "one price in every currency says that amounts are converted"

    sales = pd.read_csv(CONTOSO / "sales.csv", dtype=str)
    amount = sum(Decimal(q) * Decimal(p) for q, p in zip(sales.Quantity, sales.NetPrice, strict=True))
    cost = sum(Decimal(q) * Decimal(p) for q, p in zip(sales.Quantity, sales.UnitCost, strict=True))
    got = company.one("SELECT count(*) n, sum(quantity) q, sum(amount) a, sum(cost) c FROM sales")
    assert got[:2] == (len(sales), int(sales.Quantity.astype(int).sum()))
    assert abs(got[2] - amount) < Decimal("0.05")
    assert abs(got[3] - cost) < Decimal("0.05")
    for table, name in (("orders", "orders"), ("order_lines", "orderrows"), ("exchange_rates", "currencyexchange")):
        assert company.one(f"SELECT count(*) n FROM {table}") == (len(pd.read_csv(CONTOSO / f"{name}.csv")),)
    products, stores = pd.read_csv(CONTOSO / "product.csv", dtype=str), pd.read_csv(CONTOSO / "store.csv", dtype=str)
    assert company.one("SELECT count(*) n FROM raw_products") == (len(products),)
    assert company.one("SELECT count(*) n FROM raw_branches") == (len(stores),)

    by_category = sales.merge(products, on="ProductKey", validate="m:1")
    by_category["amount"] = by_category.Quantity.map(Decimal) * by_category.NetPrice.map(Decimal)
    theirs = company.workspace.store.current().rows("SELECT category, sum(amount) a FROM sales GROUP BY 1")
    mine = by_category.groupby(by_category.CategoryName.str.strip()).amount.sum()
    assert {row["category"] for row in theirs} == set(mine.index)
    assert all(abs(row["a"] - mine[row["category"]]) < Decimal("0.05") for row in theirs)


@pytest.mark.endure  # that nothing is asked again: the small files below, and the hospital's stock
def test_contoso_next_month_asks_nothing(company: Company) -> None:
    company.load(CONTOSO / "sales.csv")
    row = "999901,{n},2024-05-0{n},2024-05-09,1855811,585,1483,2,376.6,100.25,173.18,{c},{r}\n"
    lines = "".join(
        row.format(n=n, c=c, r=r) for n, c, r in ((1, "USD", "1.0"), (2, "EUR", "0.93"), (3, "GBP", "0.79"))
    )
    plan = company.load(company.text("sales may.csv", head(CONTOSO / "sales.csv") + "\n" + lines))
    assert plan.open_questions == ()
    assert company.one("SELECT sum(amount) a FROM sales WHERE month = '2024-05-01'") == (Decimal("601.5"),)


def test_hospital_stock(company: Company) -> None:
    asked = company.plan(BOXES / "inventory.xls")
    assert [q.id for q in asked.unanswered] == ["stock_date"]
    company.load(BOXES / "inventory.xls", stock_date="2026-05-31")
    frame = pd.read_excel(BOXES / "inventory.xls", engine="calamine").dropna(subset=["Product code"])
    assert company.one("SELECT count(*) n, sum(quantity) q FROM stock") == (len(frame), int(frame["OB QOH"].sum()))

    company.load(BOXES / "inventoryItemImportData.xls")
    items = pd.read_excel(BOXES / "inventoryItemImportData.xls", engine="calamine", dtype=str)
    assert company.one("SELECT count(*) n FROM raw_products") == (items["Product code"].nunique(),)

    company.load(BOXES / "inventoryLevelImportData-partial.xls", stock_date="2026-06-01")
    level = pd.read_excel(BOXES / "inventoryLevelImportData-partial.xls", engine="calamine")
    assert company.one("SELECT sum(quantity) q FROM stock WHERE date = '2026-06-01'") == (
        int(level["Current quantity"].sum()),
    )


def test_a_stock_layout_seen_before_takes_its_day_from_the_name(company: Company) -> None:
    company.load(BOXES / "template_inventory.xls", stock_date="2026-04-30")
    frame = pd.read_excel(BOXES / "inventory.xls", engine="calamine").dropna(subset=["Product code"])
    next_month = company.root / "inventory 2026-05.xls"
    next_month.write_bytes((BOXES / "inventory.xls").read_bytes())
    plan = company.load(next_month)
    assert plan.open_questions == ()
    assert plan.unanswered == ()
    got = company.one("SELECT sum(quantity) q FROM stock WHERE date = '2026-05-31'")
    assert got == (int(frame["OB QOH"].sum()),)


def test_small_chinese_files(company: Company) -> None:
    plan = company.load(SMALL / "销售数据.xlsx")
    assert [q.id for q in plan.open_questions] == ["missing_amount"]
    frame = pd.read_excel(SMALL / "销售数据.xlsx", engine="calamine").dropna(subset=["销售数量", "单价"])
    assert company.one("SELECT count(*) n, sum(quantity) q, sum(amount) a FROM sales") == (
        len(frame), int(frame.销售数量.sum()), int((frame.销售数量 * frame.单价).sum()),
    )  # fmt: skip
    codes = company.load(SMALL / "ISBN-货号对照表.xlsx")
    assert [q.id for q in codes.open_questions] == ["product_key"]
    shoes = pd.read_excel(SMALL / "ISBN-货号对照表.xlsx", engine="calamine")
    assert company.one("SELECT count(*) n FROM raw_products") == (shoes["ISBN 码"].nunique(),)


def test_the_next_small_files_ask_nothing(company: Company) -> None:
    company.load(SMALL / "销售数据.xlsx")
    june = "商品名称,销售数量,单价,销售日期,销售区域,客户名称\n手机,2,2500,2025-06-01,华东,张三\n电脑,1,6000,2025-06-30,华南,李四\n"
    plan = company.load(company.text("销售数据2.csv", june))
    assert plan.open_questions == ()
    assert company.one("SELECT sum(amount) a FROM sales WHERE month = '2025-06-01'") == (11000,)
