"""Distributor stock on a set worked out by hand.

D1, six months to June 2026. We ship 100 a month, and 400 on Monday 29 June, the last but one selling day of the quarter;
he sells on 90, 90, 100 in April, May, June. He returns 50 in May. D2 reports June only.

Second quarter, D1: sell-in 100 + (100 - 50) + 500 = 650, sell-out 280: index 2.32. June's gross is 500, 400 of it in the last
five selling days (24, 25, 26, 29, 30 June): 80 %. Gross of the quarter 700, returned after April 50: 7.1 %.
Stock 30 June 500 by his report, where 60 + 500 - 100 = 460 is right: 40 too many. 500 ÷ (280 ÷ 91) = 162.5 days.
"""

from datetime import date
from decimal import Decimal
from math import sqrt

import pytest

from sales_core.analysis.stock.channel_loading import HealthyDays, Loading
from sales_core.analysis.stock.distributors import distributors, last_whole_months
from sales_core.analysis.stock.reconciliation import balance_lines
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Role, Scope, Viewer
from sales_core.warehouse.store import Store
from tests.semantic.receivables.asking import ask
from tests.support.readers import reader_of
from tests.support.stores import make_store

AT = date(2026, 6, 30)
EAST, WEST = {"region": "东"}, {"region": "西"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    def report(day: str, holder: str, closing: int, *moves: int, **more: str) -> dict[str, object]:
        opening, inbound, outbound = moves
        return {"date": day, "holder": holder, "product": "P", "quantity": closing, "opening": opening,
                "inbound": inbound, "outbound": outbound, "unit_cost": 2} | more  # fmt: skip

    def ship(day: str, quantity: int, customer: str = "D1", **more: str) -> dict[str, object]:
        return {"date": day, "customer": customer, "product": "P", "quantity": quantity, "amount": quantity * 3} | more

    return make_store(
        tmp_path_factory.mktemp("channel"),
        products=[{"product": "P", "product_name": "茶", "shelf_life_days": 300}],
        customers=[
            {"customer": "D1", "customer_name": "经销一", "is_distributor": True} | EAST,
            {"customer": "D2", "customer_name": "经销二", "is_distributor": True} | WEST,
        ],
        stock=[
            report("2026-04-30", "D1", 50, 40, 100, 90, **EAST),
            report("2026-05-31", "D1", 60, 50, 100, 90, **EAST),
            report("2026-06-30", "D1", 500, 60, 500, 100, expiry="2026-09-01", **EAST),
            report("2026-06-30", "D2", 30, 20, 20, 10, **WEST),
            {"date": "2026-06-30", "product": "P", "quantity": 7, "unit_cost": 2},
        ],
        sales=[
            ship("2026-03-10", 100, **EAST), ship("2026-04-10", 100, **EAST), ship("2026-05-12", 100, **EAST),
            ship("2026-05-20", -50, **EAST), ship("2026-06-10", 100, **EAST), ship("2026-06-29", 400, **EAST),
            ship("2026-06-11", 20, "D2", **WEST), ship("2026-06-30", 3, "C9", **EAST),
        ],
    )  # fmt: skip


def test_balance(store: Store) -> None:
    lines = balance_lines(reader_of(store), Period.parse("2026-Q2"))
    assert [(line.holder, line.day.month, line.difference) for line in lines] == [
        ("D1", 4, Decimal(0)), ("D1", 5, Decimal(0)), ("D1", 6, Decimal(40)), ("D2", 6, Decimal(0)),
    ]  # fmt: skip


def test_loading(store: Store) -> None:
    heavy, unknown = distributors(reader_of(store), AT)
    assert (heavy.holder, heavy.holder_name, heavy.stock, heavy.stock_value) == (
        "D1",
        "经销一",
        Decimal(500),
        Decimal(1000),
    )
    assert (heavy.sell_in, heavy.sell_out) == (Decimal(650), Decimal(280))
    assert heavy.loading_index == pytest.approx(650 / 280)
    assert heavy.last_days_share == pytest.approx(0.8)
    assert heavy.later_returns == pytest.approx(50 / 700)
    assert heavy.days_on_hand == pytest.approx(500 / (280 / 91))
    assert heavy.outflow_variation == pytest.approx(sqrt(2 * (10 / 3) ** 2 / 3 + (20 / 3) ** 2 / 3) / (280 / 3))
    assert heavy.unbalanced == 1
    assert heavy.near_expiry_value == 1000  # 63 days left of 300
    assert heavy.healthy is False
    assert heavy.loading is Loading.RED
    assert [month[1:] for month in heavy.months] == [
        (Decimal(100), Decimal(90)),
        (Decimal(50), Decimal(90)),
        (Decimal(500), Decimal(100)),
    ]
    # D2 lacks two of three months: no index from part of them.
    assert (unknown.loading_index, unknown.days_on_hand, unknown.loading) == (None, None, Loading.UNKNOWN)


def test_before_the_rush_all_was_well(store: Store) -> None:
    calm = distributors(reader_of(store), date(2026, 5, 31), band=HealthyDays(min_days=10, max_days=45))
    # Up to May there is no report for March: unknown, not green.
    assert [one.loading for one in calm] == [Loading.UNKNOWN]


def test_metrics_and_scope(store: Store) -> None:
    names = ("distributor_stock_quantity", "distributor_stock_value", "sell_out", "stock_quantity")
    got = [ask(store, name, period="2026-06").one()[name] for name in names]
    assert got == [530, 1060, 110, 7]
    west = Viewer("w", Role.MANAGER, Scope.of({"region": ("西",)}))
    assert [one.holder for one in distributors(reader_of(store, west), AT)] == ["D2"]
    only = distributors(reader_of(store), AT, filters=(Filter("holder", ("D1",)),))
    assert [one.holder for one in only] == ["D1"]
    rows = ask(store, "distributor_stock_quantity", by=("holder",), period="2026-06").rows
    assert {row["holder"]: row["distributor_stock_quantity"] for row in rows} == {"D1": 500, "D2": 30}


def test_months_that_are_over() -> None:
    assert last_whole_months(date(2026, 6, 30), 3) == Period.parse("2026-04..2026-06")
    assert last_whole_months(date(2026, 6, 29), 3) == Period.parse("2026-03..2026-05")
    assert last_whole_months(date(2024, 2, 29), 1) == Period.parse("2024-02")
