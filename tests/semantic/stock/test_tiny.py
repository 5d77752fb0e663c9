"""A set small enough to work out by hand. As-of 2026-05-31; snapshots 30 April and 31 May.

Products: P1 tea, cost 2, shelf life 300, lead time 10; P2 water, cost 3; P3 water; P4 tea launched 15 May; P5 withdrawn.
Warehouse 沪仓 of 上海, warehouse 蓉仓 of 成都; sales name branches, no warehouses: a branch's sales are its warehouse's.

31 May   沪仓  P1 batch x 60 (made 2025-09-03, expires 2026-06-30, received 1 May), batch y 20 (expired 20 May)
         沪仓  P2 0                                                   listed at nothing: out of stock there
         蓉仓  P1 30 (no batch, no dates), P4 500 (new), P5 7
30 April 沪仓  P1 100, 蓉仓 P2 40
Sales in the 90 days up to 31 May (3 March to 31 May):
         上海  P1 90 (10 May), -9 returned (20 May): 81 net; P2 45 (1 April)
         成都  P1 9 (12 May); P3 18 (9 May): never listed by 蓉仓: out of stock
         and before the window: 上海 P1 1000 on 2 March
"""

from datetime import date
from decimal import Decimal
from math import sqrt
from pathlib import Path

import pytest

from sales_core.analysis.stock.age import Slot, aged, stock_ages, walked_back
from sales_core.analysis.stock.expiry import batches_by_expiry, expiry_bands
from sales_core.analysis.stock.replenishment_line import StockState
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.catalogue.lists.expiring_lots import expiry_band
from sales_core.forecast.safety_stock import Policy, daily_sd, safety_stock
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.query import Filter, Value
from sales_core.kernel.terms import Role, Scope, Viewer
from sales_core.warehouse.store import Store
from tests.semantic.receivables.asking import ask
from tests.support.present import present
from tests.support.readers import reader_of
from tests.support.stores import make_store

pytestmark = pytest.mark.slow

EAST = {"region": "东", "branch": "上海"}
WEST = {"region": "西", "branch": "成都"}
AT = date(2026, 5, 31)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    shanghai, chengdu = EAST | {"warehouse": "沪仓"}, WEST | {"warehouse": "蓉仓"}
    may, april = {"date": "2026-05-31"}, {"date": "2026-04-30"}
    old = {"made": "2025-09-03", "expiry": "2026-06-30", "received": "2026-05-01"}
    return make_store(
        tmp_path_factory.mktemp("stock"),
        products=[
            {"product": "P1", "product_name": "乌龙茶", "category": "茶", "unit_cost": 2, "shelf_life_days": 300, "lead_time_days": 10},
            {"product": "P2", "product_name": "水", "category": "水", "unit_cost": 3},
            {"product": "P3", "product_name": "苏打水", "category": "水"},
            {"product": "P4", "product_name": "新茶", "category": "茶", "unit_cost": 1, "launched": "2026-05-15"},
            {"product": "P5", "product_name": "旧茶", "category": "茶", "unit_cost": 1, "withdrawn": "2026-01-01"},
        ],
        stock=[
            april | shanghai | {"product": "P1", "quantity": 100},
            april | chengdu | {"product": "P2", "quantity": 40},
            may | shanghai | old | {"product": "P1", "batch": "x", "quantity": 60},
            may | shanghai | {"product": "P1", "batch": "y", "quantity": 20, "expiry": "2026-05-20"},
            may | shanghai | {"product": "P2", "quantity": 0},
            may | chengdu | {"product": "P1", "quantity": 30},
            may | chengdu | {"product": "P4", "quantity": 500},
            may | chengdu | {"product": "P5", "quantity": 7},
        ],
        sales=[
            EAST | {"date": "2026-03-02", "product": "P1", "quantity": 1000, "amount": 5000, "cost": 2000},
            EAST | {"date": "2026-04-01", "product": "P2", "quantity": 45, "amount": 450, "cost": 135},
            EAST | {"date": "2026-05-10", "product": "P1", "quantity": 90, "amount": 450, "cost": 180},
            WEST | {"date": "2026-05-12", "product": "P1", "quantity": 9, "amount": 45, "cost": 18},
            WEST | {"date": "2026-05-09", "product": "P3", "quantity": 18, "amount": 180, "cost": 90},
            EAST | {"date": "2026-05-20", "product": "P1", "quantity": -9, "amount": -45, "cost": -18},
            EAST | {"date": "2025-06-01", "product": "P1", "quantity": 1, "amount": 5, "cost": 2},
            WEST | {"date": "2026-05-31", "product": "P4", "quantity": 0, "amount": 0, "cost": 0},
        ],
    )  # fmt: skip


def one(store: Store, *metrics: str, period: str = "2026-05", scope: Scope | None = None) -> list[Value]:
    return [ask(store, name, period=period, scope=scope).one()[name] for name in metrics]


def by(store: Store, metric: str, *keys: str, period: str = "2026-05") -> dict[object, Value]:
    rows = ask(store, metric, by=keys, period=period).rows
    return {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row[metric] for row in rows}


def test_quantity_and_value_of_the_last_snapshot(store: Store) -> None:
    # 60 + 20 + 0 + 30 + 500 + 7; 110 × 2 + 500 + 7.
    assert one(store, "stock_quantity", "stock_value", "stock_products") == [617, 727, 3]
    # In April: 100 × 2 + 40 × 3. Before the first snapshot nothing is known.
    assert one(store, "stock_quantity", "stock_value", period="2026-04") == [140, 320]
    assert one(store, "stock_quantity", period="2026-03") == [None]
    # 15 May: the last snapshots on or before it are those of April.
    assert one(store, "stock_quantity", period="2026-05-15..2026-05-15") == [140]


def test_days_of_supply(store: Store) -> None:
    # Net sold in 90 days: P1 90, P2 45, P3 18, P4 0 = 153. 617 ÷ (153 ÷ 90).
    assert one(store, "stock_outflow") == [153]
    assert one(store, "days_of_supply") == pytest.approx([617 / (153 / 90)])
    # P1 110 ÷ (90 ÷ 90); P2 and P3 have sales and nothing to sell; P4 and P5 do not move.
    assert by(store, "days_of_supply", "product") == pytest.approx(
        {"P1": 110, "P2": 0, "P3": 0, "P4": None, "P5": None}
    )
    # 沪仓 P1 80 ÷ (81/90), 蓉仓 30 ÷ (9/90).
    cells = by(store, "days_of_supply", "product", "warehouse")
    assert cells["P1", "沪仓"] == pytest.approx(80 / 0.9)
    assert cells["P1", "蓉仓"] == pytest.approx(300)


def test_stock_outs(store: Store) -> None:
    # P2 (listed at 0 in 沪仓) and P3 (sold in 成都, in no warehouse). P5 is withdrawn.
    assert one(store, "stock_out_count", "stock_out_places") == [2, 2]
    assert by(store, "stock_out_count", "branch") == {"上海": 1, "成都": 1}
    assert by(store, "stock_out_count", "category") == {"水": 2, "茶": 0}


def test_slow_and_excess(store: Store) -> None:
    # More than 180 days of cover: 蓉仓's P1 (300 days) and P5 (does not move); P4 is too new to judge.
    assert one(store, "slow_moving_count", "slow_moving_value") == [2, 67]
    # Beyond 90 days: 蓉仓 P1 30 - 9 = 21 × 2; P5 7 × 1; 沪仓 P1 80 ≤ 81.
    assert one(store, "excess_value") == [49]


def test_expiry(store: Store) -> None:
    # x: 30 days left of 300, under a third: 60 × 2. y: expired, 20 × 2.
    assert one(store, "near_expiry_value", "expired_value") == [120, 40]
    # x was received 30 days ago; nothing else states a date.
    assert one(store, "stock_age") == [30]


def test_turnover(store: Store) -> None:
    # April 320, May 727: mean 523.5. Cost of sales April 135, May 180 + 18 + 90 - 18 = 270: 405 in 61 days.
    assert one(store, "stock_value_average", period="2026-04..2026-05") == [Decimal("523.5")]
    assert one(store, "stock_turnover", "dio", period="2026-04..2026-05") == pytest.approx(
        [405 / 523.5, 523.5 / 405 * 61]
    )


def test_scope_and_rights(store: Store) -> None:
    assert one(store, "stock_quantity", scope=Scope.of({"region": ("东",)})) == [80]
    assert one(store, "stock_quantity", scope=Scope.of({"rep": ("E1",)})) == [None]
    manager = Viewer("m", Role.MANAGER, Scope.of({"region": ("东",)}))
    assert {line.product for line in stock_plan(reader_of(store, manager), AT)} == {"P1", "P2"}
    with pytest.raises(NotAllowedError):
        stock_plan(reader_of(store, Viewer("r", Role.REP)), AT)
    with pytest.raises(UsageError, match="cannot be filtered by holder"):
        stock_plan(reader_of(store), AT, filters=(Filter("holder", ("x",)),))


def test_plan_by_product(store: Store) -> None:
    lines = {line.product: line for line in stock_plan(reader_of(store), AT, policy=Policy(0.95, 14, 0.0))}
    tea = lines["P1"]
    # Daily P1 sales in 90 days: 90, 9, -9 and 87 days of nothing: Σ 90, Σ² 8262; sd² = (8262 - 90) / 89.
    spread = sqrt((8262 - 90 * 90 / 90) / 89)
    assert (tea.outflow, tea.outflow_sd) == pytest.approx((1.0, spread))
    assert tea.safety_stock == pytest.approx(1.6448536 * spread * sqrt(10))
    assert tea.reorder_point == pytest.approx(10 + 1.6448536 * spread * sqrt(10))
    assert tea.shortage == 0
    assert (tea.lead_time_days, tea.lead_time_assumed) == (10, False)
    assert tea.days_of_supply == pytest.approx(110)
    water = lines["P2"]
    # 45 in the 31 - 2 + 1 = 30 days up to 1 April, out for 60: 60 × 45/30 × ¥10 = 900.
    assert (water.state, water.out_days, water.lost_sales) == (StockState.OUT, 60, Decimal(900))
    assert water.lead_time_assumed
    assert lines["P3"].lost_sales == Decimal("58.24")  # out 22 of 90 days: 22 × 18/68 × ¥10
    assert lines["P5"].state is StockState.NO_MOVEMENT
    assert {line.quantity for line in lines.values()} == {110, 0, 500, 7}


def test_plan_adds_up_over_places(store: Store) -> None:
    whole = stock_plan(reader_of(store), AT)
    for place in ("branch", "warehouse"):
        parts = stock_plan(reader_of(store), AT, place=place)
        assert sum(line.quantity for line in parts) == sum(line.quantity for line in whole)
        assert sum(present(line.outflow) for line in parts) == pytest.approx(
            sum(present(line.outflow) for line in whole)
        )
        chengdu = next(line for line in parts if line.product == "P1" and line.branch == "成都")
        assert chengdu.outflow == pytest.approx(0.1)
        assert chengdu.outflow_sd == pytest.approx(sqrt((81 - 81 / 90) / 89))
        assert chengdu.excess == 21


def test_safety_stock_with_uncertain_lead_time() -> None:
    # Z 1.65, d̄ 20, σd 5, L 9, σL 2: 1.65 × √(9 × 25 + 400 × 4) = 1.65 × √1825
    assert safety_stock(1.65, 20, 5, 9, 2) == pytest.approx(1.65 * sqrt(1825))
    assert daily_sd(0, 0, 90) == 0
    assert Policy(service_level=0.95).z == pytest.approx(1.645, abs=0.001)


def test_expiry_bands_and_first_expired_first_out(store: Store) -> None:
    batches = batches_by_expiry(reader_of(store), AT)
    assert [batch.batch for batch in batches[:2]] == ["y", "x"]
    assert [batch.band for batch in batches] == ["expired", "near", "no_expiry", "no_expiry", "no_expiry"]
    # 沪仓 sells 0.9 a day: in the 31 days left of x 27.9, y being dead weight: 60 - 27.9 stay, at ¥2.
    assert batches[1].unsold == pytest.approx(60 - 31 * 0.9)
    assert batches[1].value_at_risk == Decimal("64.20")
    assert batches[0].value_at_risk == 40
    bands = {band.band: band.value for band in expiry_bands(batches)}
    assert sum(bands.values()) == one(store, "stock_value")[0]
    assert bands["near"] == one(store, "near_expiry_value")[0]
    assert bands["expired"] == one(store, "expired_value")[0]


@pytest.mark.parametrize(
    "left,life,band",
    [
        (-1, 300, "expired"), (0, 300, "near"), (99, 300, "near"), (100, 300, "third_to_half"),
        (150, 300, "half_to_two_thirds"), (200, 300, "fresh"), (10, None, "no_shelf_life"), (None, 300, "no_expiry"),
    ],
)  # fmt: skip
def test_band_borders(left: int, life: int, band: str) -> None:
    assert expiry_band(left, life) == band


def test_average_age_weighs_by_quantity() -> None:
    # 10 of 40 days and 30 of 20 days: (400 + 600) / 40.
    slots = (Slot(date(2026, 4, 21), Decimal(10)), Slot(date(2026, 5, 11), Decimal(30)))
    found = aged("P", slots, AT, value=Decimal(0), unknown=Decimal(5), estimated=True)
    assert found.average_age == 25
    assert dict(found.bands) == {"0_30": 30, "31_60": 10, "61_90": 0, "91_180": 0, "over_180": 0}
    assert found.quantity == 45


def test_walking_back_takes_the_newest_inflows() -> None:
    inflows = [(date(2026, 3, 31), Decimal(50)), (date(2026, 4, 30), Decimal(-5)), (date(2026, 5, 31), Decimal(20))]
    slots, uncovered = walked_back(Decimal(60), inflows)
    assert slots == (Slot(date(2026, 3, 31), Decimal(40)), Slot(date(2026, 5, 31), Decimal(20)))
    assert uncovered == 0
    assert walked_back(Decimal(90), inflows)[1] == 20


def test_age_is_estimated_where_dates_are_missing(store: Store) -> None:
    ages = {line.product: line for line in stock_ages(reader_of(store), AT)}
    # P1: 110 now, 100 in April, 90 sold in May: 100 came in; 10 are older than April's snapshot tells.
    assert ages["P1"].estimated
    assert (ages["P1"].average_age, ages["P1"].unknown) == (0, Decimal(10))


def test_a_silent_warehouse_drops_out_after_two_months(tmp_path: Path) -> None:
    rows = [
        {"date": day, "warehouse": "甲", "product": "P", "quantity": 5}
        for day in ("2026-01-31", "2026-02-28", "2026-03-31")
    ]
    store = make_store(
        tmp_path, stock=[*rows, {"date": "2026-01-31", "warehouse": "乙", "product": "P", "quantity": 100}]
    )
    # 乙 is still counted in February, one month late, and no more when March comes in.
    assert [one(store, "stock_quantity", period=p)[0] for p in ("2026-01", "2026-02", "2026-03")] == [105, 105, 5]


def test_warehouses_that_report_on_different_days_all_count(tmp_path: Path) -> None:
    store = make_store(
        tmp_path,
        stock=[
            {"date": "2026-05-30", "warehouse": "甲", "product": "P", "quantity": 5},
            {"date": "2026-05-31", "warehouse": "乙", "product": "P", "quantity": 7},
        ],
    )
    assert one(store, "stock_quantity") == [12]


def test_a_count_dated_after_the_last_sale_of_the_month_counts(tmp_path: Path) -> None:
    # The last sale is of Friday 29 May, the count of Sunday the 31st: May is over, and its stock is that of its last day.
    store = make_store(
        tmp_path,
        stock=[
            {"date": day, "product": "P", "quantity": n}
            for day, n in (("2026-04-30", 4), ("2026-05-29", 5), ("2026-05-31", 6))
        ],
        sales=[{"date": "2026-05-29", "product": "P", "quantity": 3, "amount": 3}],
    )
    assert store.current().as_of == date(2026, 5, 29)
    assert one(store, "stock_quantity") == [6]
    assert by(store, "stock_quantity", "month", period="2026-04..2026-05") == {date(2026, 4, 1): 4, date(2026, 5, 1): 6}
    assert [line.snapshot_day for line in stock_plan(reader_of(store), reader_of(store).as_of)] == [AT]


def test_without_sales_nothing_is_said_about_movement(tmp_path: Path) -> None:
    store = make_store(tmp_path, stock=[{"date": "2026-05-31", "product": "P", "quantity": 5, "unit_cost": 2}])
    assert one(store, "stock_value", "expired_value") == [10, None], "no expiry day was loaded"
    assert one(store, "days_of_supply", "slow_moving_count", "slow_moving_value", "excess_value") == [None] * 4
    assert stock_plan(reader_of(store), AT)[0].state is StockState.HEALTHY


def test_warehouses_share_their_branch_by_what_they_hold(tmp_path: Path) -> None:
    # 90 sold by the branch in 90 days; 甲 holds 30, 乙 10: 0.75 and 0.25 a day, 40 days each.
    here = {"branch": "上海"}
    store = make_store(
        tmp_path,
        stock=[
            here | {"date": "2026-05-31", "warehouse": w, "product": "P", "quantity": q}
            for w, q in (("甲", 30), ("乙", 10))
        ],
        sales=[
            here | {"date": day, "product": "P", "quantity": 45, "amount": 45} for day in ("2026-03-03", "2026-05-31")
        ],
    )
    assert by(store, "days_of_supply", "warehouse") == pytest.approx({"甲": 40, "乙": 40})
    assert one(store, "days_of_supply") == pytest.approx([40])
