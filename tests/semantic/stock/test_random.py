"""Random stock and sales: metrics, plan and classes against pandas and plain loops over the same rows."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from statistics import pstdev, stdev

import pandas as pd
import pytest

from sales_core.analysis.stock.abc_classes import abc_of, product_classes, variation_of, xyz_of
from sales_core.analysis.stock.replenishment_plan import ReplenishmentLevel, stock_plan
from sales_core.kernel.terms import Period
from sales_core.warehouse.store import Store
from tests.semantic.receivables.asking import ask
from tests.support.present import float_of, present
from tests.support.readers import reader_of
from tests.support.stores import make_store

ENDS = [month.end for month in Period.parse("2023-09..2024-08").months()]  # over 29 February 2024
BRANCHES = ("上海", "成都", "沈阳")


def company(seed: int) -> tuple[list[dict[str, object]], list[dict[str, object]], list[dict[str, object]]]:
    dice = random.Random(seed)
    products: list[dict[str, object]] = [
        {"product": f"P{n:02}", "product_name": f"产品{n}", "category": f"类{n % 4}", "unit_cost": dice.randint(1, 40),
         "shelf_life_days": dice.choice((None, 180, 365)), "lead_time_days": dice.choice((None, 7, 21)),
         "launched": "2024-07-20" if n == 3 else "2020-01-01"}
        for n in range(30)
    ]  # fmt: skip
    sales: list[dict[str, object]] = []
    for day in pd.date_range("2023-06-10", ENDS[-1]).date:
        for _ in range(dice.randrange(9)):
            quantity = dice.choice((-2, 1, 2, 5, 9, 20))
            sales.append(
                {"date": day, "branch": dice.choice(BRANCHES), "product": f"P{dice.randrange(25):02}", "quantity": quantity,
                 "amount": quantity * 10, "cost": quantity * 6}
            )  # fmt: skip
    stock: list[dict[str, object]] = []
    for end in ENDS:
        for branch in BRANCHES:
            for n in range(30):
                for batch in range(dice.randrange(3)):
                    made = end - timedelta(days=dice.randrange(400))
                    stock.append(
                        {"date": end, "branch": branch, "warehouse": f"{branch}仓", "product": f"P{n:02}", "batch": f"b{batch}",
                         "quantity": dice.choice((0, 3, 40, 200)), "expiry": dice.choice((None, made + timedelta(days=300))),
                         "received": made}
                    )  # fmt: skip
    return products, sales, stock


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, dict[str, pd.DataFrame]]:
    products, sales, stock = company(11)
    store = make_store(tmp_path_factory.mktemp("stock"), products=products, sales=sales, stock=stock)
    frames = {name: pd.DataFrame(rows) for name, rows in {"products": products, "sales": sales, "stock": stock}.items()}
    return store, frames


def on(frames: dict[str, pd.DataFrame], end: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Stock of one month end beside product facts, and net quantity sold in the 90 days up to it by branch and product."""
    held = frames["stock"][frames["stock"]["date"] == end].merge(frames["products"], on="product")
    held["value"] = held["quantity"] * held["unit_cost"]
    span = frames["sales"][(frames["sales"]["date"] <= end) & (frames["sales"]["date"] > end - timedelta(days=90))]
    return held, span


@pytest.mark.parametrize("end", [ENDS[0], ENDS[5], ENDS[-1]])
def test_totals_and_expiry(both: tuple[Store, dict[str, pd.DataFrame]], end: date) -> None:
    store, frames = both
    held, _ = on(frames, end)
    names = ("stock_quantity", "stock_value", "expired_value", "near_expiry_value", "stock_age")
    got = ask(store, *names, period=Period.month_of(end)).one()
    assert got["stock_quantity"] == int(held["quantity"].sum())
    assert got["stock_value"] == int(held["value"].sum())
    positive = held[(held["quantity"] > 0) & held["expiry"].notna()]
    left = positive["expiry"].map(lambda day: (day - end).days)
    assert got["expired_value"] == int(positive[left < 0]["value"].sum())
    near = (left >= 0) & (left * 3 < positive["shelf_life_days"].fillna(0))
    assert got["near_expiry_value"] == int(positive[near]["value"].sum())
    own = held[held["quantity"] > 0]
    age = own["received"].map(lambda day: (end - day).days)
    assert got["stock_age"] == pytest.approx((age * own["quantity"]).sum() / own["quantity"].sum())


def quantities(frame: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Branch and product → quantity."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for branch, product, quantity in zip(frame["branch"], frame["product"], frame["quantity"], strict=True):
        found[branch, product] += quantity
    return dict(found)


@pytest.mark.parametrize("end", [ENDS[4], ENDS[-1]])
def test_movement(both: tuple[Store, dict[str, pd.DataFrame]], end: date) -> None:
    store, frames = both
    held, span = on(frames, end)
    period = Period.month_of(end)
    stocks = quantities(held)
    sold = quantities(span)
    cost = frames["products"].set_index("product")["unit_cost"].to_dict()
    everywhere = {key for key, total in stocks.items()} | {key for key, total in sold.items() if total > 0}
    rows = ask(store, "days_of_supply", "stock_out_count", "excess_value", by=("branch", "product"), period=period).rows
    got = {(row["branch"], row["product"]): row for row in rows}
    assert got.keys() == everywhere
    excess = 0
    for key in everywhere:
        quantity, flow = stocks.get(key, 0), sold.get(key, 0)
        expected = quantity / (flow / 90) if flow > 0 else None
        assert got[key]["days_of_supply"] == (None if expected is None else pytest.approx(expected, rel=1e-5)), key
        assert got[key]["stock_out_count"] == int(quantity <= 0), key
        young = key[1] == "P03" and end < date(2024, 7, 20) + timedelta(days=90)
        if quantity > 0 and not young:
            excess += max(0, quantity - max(flow, 0)) * cost[key[1]]
    assert float_of(ask(store, "excess_value", period=period).one()["excess_value"]) == pytest.approx(excess, abs=0.05)
    slow = {
        product for (branch, product), quantity in stocks.items()
        if quantity > 0 and quantity * 90 > 180 * max(0, sold.get((branch, product), 0))
        and not (product == "P03" and end < date(2024, 7, 20) + timedelta(days=90))
    }  # fmt: skip
    assert ask(store, "slow_moving_count", period=period).one()["slow_moving_count"] == len(slow)


def test_turnover(both: tuple[Store, dict[str, pd.DataFrame]]) -> None:
    store, frames = both
    held = frames["stock"].merge(frames["products"], on="product")
    held = held[held["date"].isin(ENDS[-3:])]
    mean = (held["quantity"] * held["unit_cost"]).groupby(held["date"]).sum().mean()
    span = frames["sales"][frames["sales"]["date"] > ENDS[-4]]
    got = ask(store, "stock_value_average", "stock_turnover", "dio", period="2024-06..2024-08").one()
    assert float_of(got["stock_value_average"]) == pytest.approx(mean, abs=1e-4)
    assert got["stock_turnover"] == pytest.approx(span["cost"].sum() / mean)
    assert got["dio"] == pytest.approx(mean / span["cost"].sum() * 92)


@pytest.mark.parametrize("place", ["product", "branch", "warehouse"])
def test_plan(both: tuple[Store, dict[str, pd.DataFrame]], place: ReplenishmentLevel) -> None:
    store, frames = both
    end = ENDS[-1]
    held, span = on(frames, end)
    keys = ["product"] if place == "product" else ["product", "branch"]
    days = [end - timedelta(days=back) for back in range(90)]
    lead = frames["products"].set_index("product")["lead_time_days"].to_dict()
    lines = stock_plan(reader_of(store), end, place=place)
    assert len(lines) >= 30
    for line in lines:
        own = span[span["product"] == line.product]
        if place != "product":
            own = own[own["branch"] == line.branch]
        daily = own.groupby("date")["quantity"].sum().reindex(days, fill_value=0).astype(float).tolist()
        stocks = held[(held[keys] == [getattr(line, key) for key in keys]).all(axis=1)]["quantity"].sum()
        assert line.quantity == int(stocks)
        assert line.outflow == pytest.approx(max(0.0, sum(daily) / 90), abs=1e-6)
        if sum(daily) > 0:
            wait = 14 if pd.isna(lead[line.product]) else lead[line.product]
            safety = 1.6448536269514722 * stdev(daily) * wait**0.5
            assert line.safety_stock == pytest.approx(safety, rel=1e-5)
            assert line.reorder_point == pytest.approx(sum(daily) / 90 * wait + safety, rel=1e-5)
            assert line.shortage == pytest.approx(max(0, present(line.reorder_point) - float(stocks)))


def test_abc_and_xyz(both: tuple[Store, dict[str, pd.DataFrame]]) -> None:
    store, frames = both
    sales = frames["sales"]
    got = {one.product: one for one in product_classes(reader_of(store), ENDS[-1])}
    year = sales[sales["date"] > ENDS[0] - timedelta(days=30)]
    value = year.groupby("product")["amount"].sum().sort_values(ascending=False, kind="stable")
    assert {name: one.value for name, one in got.items()} == value.to_dict()
    share = value.cumsum() / value.sum()
    for product, one in got.items():
        assert one.abc == ("A" if share[product] <= 0.8 else "B" if share[product] <= 0.95 else "C") or (
            one.value in {other.value for name, other in got.items() if name != product}  # a tie at the border
        )
        months = (
            year[year["product"] == product]
            .groupby(year["date"].map(lambda day: (day.year, day.month)))["quantity"]
            .sum()
        )
        first = min(months.index)
        series = [int(months.get((m.start.year, m.start.month), 0)) for m in Period.parse("2023-09..2024-08").months() if (m.start.year, m.start.month) >= first]  # fmt: skip
        assert one.variation == pytest.approx(pstdev(series) / (sum(series) / len(series)))


def test_classes_by_hand() -> None:
    d = Decimal
    assert {n: c for n, (c, _) in abc_of({"a": d(50), "b": d(30), "c": d(15), "d": d(5), "e": d(-3)}).items()} == {
        "a": "A", "b": "A", "c": "B", "d": "C", "e": "C",
    }  # fmt: skip
    assert abc_of({"a": d(90), "b": d(10)})["a"][0] == "A"
    assert abc_of({}) == {}
    assert variation_of([1, 2, 3, 4, 5]) is None  # five months are too few
    assert variation_of([0] * 8) is None
    assert variation_of([8, 12, 8, 12, 8, 12]) == pytest.approx(0.2)
    assert [xyz_of(v) for v in (None, 0.19, 0.2, 0.49, 0.5)] == [None, "X", "Y", "Y", "Z"]
