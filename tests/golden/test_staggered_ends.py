"""Stock, sales, invoices and payments whose last days lie a month apart: every figure of any day asked, by hand.

The rows are the demo company's, cut off on different days and stored as they are; the figures are worked out from the
same rows in the *_by_hand modules. Levels stand on the day asked, whatever ends before it; what happened in a month goes
to the last day of its own data.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.golden import goods_by_hand, money_by_hand, sales_by_hand
from tests.golden.asked import Asked, Figure
from tests.golden.test_every_metric import near
from tests.golden.world import Row, World, day, number
from tests.semantic.company import figures_of

pytestmark = [pytest.mark.slow, pytest.mark.endure]

STOCK, SALES, INVOICES, PAYMENTS = date(2026, 7, 31), date(2026, 8, 22), date(2026, 9, 22), date(2026, 10, 22)
TODAY = date(2026, 11, 20)
DAYS = [date(2026, 6, 17), date(2026, 7, 31), *(date(2026, month, at) for month in (8, 9, 10) for at in (5, 22, 27))]
MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08")
#: What is asked of a span of days, not of one.
SPANS = frozenset((
    "invoiced", "invoiced_per_month", "dso_simple", "dso_best_possible", "dso_countback", "cei", "collections",
    "settled_documents", "days_late_average", "late_share", "receivables_opening",
    "stock_value_month_ends", "stock_value_average", "stock_turnover", "dio", "stock_months",
))  # fmt: skip
#: What is unknown of a month that no document was loaded of, whatever was received in it.
_INVOICED = frozenset({"invoiced", "invoiced_per_month", "cei"})
PLACE = ("region", "branch")


@pytest.fixture(scope="module")
def cut(world: World) -> World:
    """The company as it would be known if each list had been exported a month after the other."""

    def upto(rows: list[Row], last: date) -> list[Row]:
        return [row for row in rows if row["date"] <= last]

    return World(
        lines=upto(world.lines, SALES),
        targets=[],
        documents=upto(world.documents, INVOICES),
        receipts=upto(world.receipts, PAYMENTS),
        stock=upto(world.stock, STOCK),
        held=[],
        customers=world.customers,
        products=world.products,
    )


@pytest.fixture(scope="module")
def figures(cut: World, tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    """A store of the rows."""
    who, what = ("customer", "rep", *PLACE), ("product", "category")
    return figures_of(
        tmp_path_factory.mktemp("ends"),
        customers=[_customer(code, row) for code, row in cut.customers.items()],
        products=[_product(code, row) for code, row in cut.products.items()],
        stock=[
            {
                "batch": str(at),
                **_of(row, "date", "warehouse", *PLACE, "product", "received", "made", "expiry", "quantity", "value"),
            }
            for at, row in enumerate(cut.stock)
        ],
        sales=[
            _of(row, "date", *who, *what, "warehouse", "quantity", "amount", "cost") | {"order_no": row["order"]}
            for row in cut.lines
        ],
        receivables=[
            _of(row, "document", "original", "date", "due", "amount", *who)
            | {"document_type": "credit_note" if row["original"] else "invoice"}
            for row in cut.documents
        ],
        receipts=[_of(row, "receipt", "date", "document", "amount", *who) for row in cut.receipts],
    )  # fmt: skip


def _of(row: Row, *names: str) -> Row:
    return {name: row[name] if row[name] != "" else None for name in names}


def _customer(code: str, row: Row) -> Row:
    return {
        "customer": code, "customer_name": row["客户名称"], "rep": row["业务员编码"], "branch": row["分公司"],
        "region": row["大区"], "credit_limit": number(row["信用额度"]), "term_days": row["账期天数"],
    }  # fmt: skip


def _product(code: str, row: Row) -> Row:
    return {
        "product": code, "product_name": row["存货名称"], "category": row["大类"], "unit_cost": number(row["标准成本"]),
        "launched": day(row["上市日期"]), "withdrawn": day(row["退市日期"]), "shelf_life_days": row["保质期天数"],
    }  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_TODAY", TODAY.isoformat())


def _wrong(figures: MetricService, world: World, expected: dict[str, Figure], period: str, as_of: date) -> list[str]:
    row = figures.run(Query(tuple(expected), period=Period.parse(period)), LOCAL_ADMIN).one()
    asked = Asked.of(period, as_of)
    pairs = {name: (row[name], figure(world, asked)) for name, figure in expected.items()}
    return [f"{period} {name}: {found} not {true}" for name, (found, true) in pairs.items() if not _same(found, true)]


def _same(found: object, true: object) -> bool:
    """Nothing that happened is no figure or 0."""
    return near(found, true) or ({found, true} <= {None, 0})


def _chosen(expected: dict[str, Figure], wanted: Callable[[str], bool]) -> dict[str, Figure]:
    return {name: figure for name, figure in expected.items() if wanted(name)}


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_levels_of_money_stand_on_any_day_asked(figures: MetricService, cut: World, on: date) -> None:
    levels = _chosen(money_by_hand.EXPECTED, lambda name: name not in SPANS)
    assert not _wrong(figures, cut, levels, on.isoformat(), TODAY)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_levels_of_goods_stand_on_any_day_asked(figures: MetricService, cut: World, on: date) -> None:
    levels = _chosen(
        goods_by_hand.EXPECTED, lambda name: name not in SPANS and not name.startswith(("distributor", "sell", "held"))
    )
    assert not _wrong(figures, cut, levels, on.isoformat(), TODAY)


@pytest.mark.parametrize("month", MONTHS)
def test_sales_of_a_month_go_to_their_own_last_day(figures: MetricService, cut: World, month: str) -> None:
    assert not _wrong(figures, cut, sales_by_hand.EXPECTED, month, max(row["date"] for row in cut.lines))


@pytest.mark.parametrize("month", [*MONTHS, "2026-09", "2026-10"])
def test_money_of_a_month_goes_to_its_own_last_day(figures: MetricService, cut: World, month: str) -> None:
    spans = _chosen(money_by_hand.EXPECTED, SPANS.__contains__)
    documents, receipts = (max(row["date"] for row in rows) for rows in (cut.documents, cut.receipts))
    assert not _wrong(figures, cut, _chosen(spans, "invoiced".__eq__), month, documents)
    unknown = _INVOICED if month > f"{documents:%Y-%m}" else frozenset()
    others = _chosen(spans, lambda name: name != "invoiced" and name not in unknown)
    assert not _wrong(figures, cut, others, month, receipts)
    asked = Query(tuple(sorted(_INVOICED)), period=Period.parse(month))
    told = figures.run(asked, LOCAL_ADMIN).one()
    assert {name for name, value in told.items() if value is None} == unknown
