"""The traps a figure falls into, each on rows small enough to add up in the comment beside it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Compare, Filter, Query, Result, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.company import Company

EAST: dict[str, Any] = {"region": "East", "branch": "E"}
WEST: dict[str, Any] = {"region": "West", "branch": "S"}


def sale(  # noqa: PLR0917 - a line of the table of sales
    day: str,
    amount: float | str,
    rep: str = "a",
    customer: str = "c1",
    product: str = "P1",
    quantity: int = 1,
    **more: object,
) -> dict[str, object]:
    return {"date": day, "amount": amount, "quantity": quantity, "rep": rep, "customer": customer, "product": product, **more}  # fmt: skip


def ask(
    figures: MetricService,
    *metrics: str,
    period: str = "2026-05",
    by: tuple[str, ...] = (),
    filters: tuple[Filter, ...] = (),
    compare: Compare | None = None,
    as_of: date | None = None,
) -> Result:
    return figures.run(Query(metrics, by, Period.parse(period), filters, compare, as_of), LOCAL_ADMIN)


def split(figures: MetricService, metric: str, by: str, period: str = "2026-05") -> dict[Value, Value]:
    return {row[by]: row[metric] for row in ask(figures, metric, by=(by,), period=period)}


# Fan-out: whatever is joined on, a line counts once.


def test_a_customer_written_twice_in_the_master_doubles_nothing(tmp_path: Path) -> None:
    """c1 stands in the master three times, twice with the same name as c2. 100 + 10 + 1 stay 111; the last row's channel wins."""
    figures = figures_of(
        tmp_path,
        customers=[
            {"customer": "c1", "customer_name": "One", "channel": "KA", "credit_limit": 500},
            {"customer": "c1", "customer_name": "Two", "channel": "KA", "credit_limit": 50},
            {"customer": "c2", "customer_name": "Two", "channel": "Web"},
            {"customer": "c1", "customer_name": "Two", "channel": "Shop", "credit_limit": 30},
        ],
        products=[{"product": "P1", "product_name": "Tea", "category": "tea"}] * 3,
        reps=[{"rep": "a", "rep_name": "Ann", **EAST}, {"rep": "a", "rep_name": "Anne", **EAST}],
        branches=[{"branch": "E", "branch_name": "East one", "region": "East"}] * 2,
        sales=[sale("2026-05-06", 100), sale("2026-05-07", 10), sale("2026-05-31", 1, customer="c2")],
        receivables=[{"document": "I", "date": "2026-05-01", "due": "2026-05-31", "amount": 90, "customer": "c1"}],
    )
    assert ask(figures, "net_sales", "line_count", "active_customers").one() == {
        "net_sales": 111, "line_count": 3, "active_customers": 2,
    }  # fmt: skip
    assert split(figures, "net_sales", "channel") == {"Shop": 110, "Web": 1}
    assert split(figures, "net_sales", "branch") == {"E": 111}
    assert split(figures, "net_sales", "category") == {"tea": 111}
    assert ask(figures, "receivables_open", "over_limit_amount", "debtors").one() == {
        "receivables_open": 90, "over_limit_amount": 60, "debtors": 1,
    }  # fmt: skip


def test_several_targets_of_a_rep_count_as_written_and_sales_once(tmp_path: Path) -> None:
    """a has 60 and 40 for the month, 7 pieces, and 30 again by category: 100, 7, and 30 where categories are asked. Sold 80."""
    node = {"month": "2026-05", "rep": "a", **EAST}
    figures = figures_of(
        tmp_path,
        sales=[sale("2026-05-06", 50, category="tea", **EAST), sale("2026-05-31", 30, category="tea", **EAST)],
        targets=[
            node | {"target": 60}, node | {"target": 40}, node | {"target": 7, "measure": "quantity"},
            {"month": "2026-05", "category": "tea", "target": 30},
        ],
    )  # fmt: skip
    names = ("net_sales", "target", "achievement", "target_quantity", "achievement_quantity")
    for by in ((), ("rep",), ("branch",), ("region",)):
        row = ask(figures, *names, by=by).one()
        assert [row[name] for name in names] == [80, 100, 0.8, 7, 2 / 7], by
    assert split(figures, "achievement", "category") == {"tea": 80 / 30}


# One-sided keys.


def test_who_has_only_one_side_stays_in_the_table_and_in_the_sum(tmp_path: Path) -> None:
    """a sold 50 of 100; b sold 20 without a target; z sold nothing of 30. Together 70 of 130."""
    figures = figures_of(
        tmp_path,
        sales=[sale("2026-05-06", 50), sale("2026-05-31", 20, rep="b")],
        targets=[{"month": "2026-05", "rep": rep, "target": t} for rep, t in (("a", 100), ("z", 30))],
    )
    rows = {row["rep"]: row for row in ask(figures, "net_sales", "target", "achievement", "gap", by=("rep",))}
    assert {rep: (row["net_sales"], row["target"], row["achievement"], row["gap"]) for rep, row in rows.items()} == {
        "a": (50, 100, 0.5, -50), "b": (20, None, None, None), "z": (0, 30, 0.0, -30),
    }  # fmt: skip
    assert ask(figures, "net_sales", "target", "gap").one() == {"net_sales": 70, "target": 130, "gap": -60}


def test_collections_without_sales_and_the_reverse(tmp_path: Path) -> None:
    """c1 only bought, c2 only paid: both are in a table of both."""
    figures = figures_of(
        tmp_path,
        sales=[sale("2026-05-31", 50)],
        receipts=[{"receipt": "r", "date": "2026-05-09", "amount": 7, "customer": "c2"}],
    )
    rows = {row["customer"]: (row["net_sales"], row["collections"]) for row in ask(figures, "net_sales", "collections", by=("customer",))}  # fmt: skip
    assert rows == {"c1": (50, 0), "c2": (0, 7)}


# Zero and negative targets.


@pytest.mark.parametrize("metric", ["achievement", "pace", "days_ahead", "needed_per_day", "landing_achievement"])
@pytest.mark.parametrize("target", [0, -100])
def test_no_rate_against_nothing(tmp_path: Path, metric: str, target: int) -> None:
    figures = figures_of(tmp_path, sales=[sale("2026-05-20", 50)], targets=[{"month": "2026-05", "rep": "a", "target": target}])  # fmt: skip
    assert ask(figures, metric).one()[metric] is None
    assert ask(figures, "gap").one()["gap"] == 50 - target


# Transfers.


def test_a_posting_decides_where_a_line_without_branch_belongs(tmp_path: Path) -> None:
    """a moves from E to S on 15 May. Lines name no branch: 10 of the 14th stay in E, 4 of the 15th and 2 of June are S's.

    His May target names E, his June target S: each stays where it was set, and where he now works changes neither.
    """
    figures = figures_of(
        tmp_path,
        branches=[{"branch": "E", "region": "East"}, {"branch": "S", "region": "West"}],
        reps=[
            {"rep": "a", "branch": "E", "valid_from": "2026-01-01", "valid_to": "2026-05-14"},
            {"rep": "a", "branch": "S", "valid_from": "2026-05-15"},
        ],
        sales=[sale("2026-05-14", 10), sale("2026-05-15", 4), sale("2026-06-30", 2)],
        targets=[{"month": "2026-05", "rep": "a", "branch": "E", "target": 20}, {"month": "2026-06", "rep": "a", "branch": "S", "target": 8}],
    )  # fmt: skip
    assert split(figures, "net_sales", "branch") == {"E": 10, "S": 4}
    assert split(figures, "net_sales", "region") == {"East": 10, "West": 4}
    assert split(figures, "net_sales", "branch", "2026-06") == {"S": 2}
    assert split(figures, "net_sales", "rep") == {"a": 14}
    assert split(figures, "target", "branch") == {"E": 20}
    assert split(figures, "target", "branch", "2026-06") == {"S": 8}


# Partial months and leap years.


def test_days_of_a_partial_month_are_those_that_are_over(tmp_path: Path) -> None:
    """10 May, 31 days in the month, 10 over: open 90 of 100 invoiced, 9 days; alone, and as the last month of a trend.

    30 are collected by the 10th, last year 50 by the 10th and 500 after: set against 50.
    """
    figures = figures_of(
        tmp_path,
        sales=[sale("2026-05-10", 1, cost=4)],
        receivables=[
            {"document": "I0", "date": "2026-04-30", "due": "2026-04-30", "amount": 20, "customer": "c1"},
            {"document": "I1", "date": "2026-05-02", "due": "2026-06-01", "amount": 100, "customer": "c1"},
        ],
        receipts=[
            {"receipt": f"r{day}", "date": day, "amount": amount, "customer": "c1", "document": number}
            for day, amount, number in (("2026-05-09", 30, "I1"), ("2025-05-10", 50, ""), ("2025-05-11", 500, ""))
        ],
        stock=[{"date": "2026-05-10", "product": "P1", "quantity": 2, "value": 8}],
    )
    open_ = 120 - 30 - 550
    assert ask(figures, "receivables_open").one()["receivables_open"] == open_
    assert ask(figures, "dso_simple").one()["dso_simple"] == pytest.approx(open_ / 100 * 10)
    assert ask(figures, "dio").one()["dio"] == pytest.approx(8 / 4 * 10)
    for metric, wanted in (("dso_simple", open_ / 100 * 10), ("dio", 20)):
        assert split(figures, metric, "month", "2026-04..2026-05")[date(2026, 5, 1)] == pytest.approx(wanted)
    row = ask(figures, "collections", compare=Compare.LAST_YEAR).one()
    assert row == {"collections": 30, "collections__before": 50}


def test_february_has_29_days_in_2024(tmp_path: Path) -> None:
    """Open 29 of 29 invoiced in 29 days; stock of 1 at a cost of 1 a month lasts 29; sales of the 29th are compared with none."""
    figures = figures_of(
        tmp_path,
        sales=[sale("2023-02-28", 5), sale("2024-02-28", 2, cost=1), sale("2024-02-29", 8, cost=0), sale("2025-02-28", 20)],
        receivables=[{"document": "I", "date": "2024-02-01", "due": "2024-02-28", "amount": 29, "customer": "c1"}],
        stock=[{"date": "2024-02-29", "product": "P1", "quantity": 1, "value": 1}],
    )  # fmt: skip
    february = ask(figures, "dso_simple", "dso_countback", "dio", "receivables_1_30", "yoy", period="2024-02").one()
    assert february == pytest.approx(
        {"dso_simple": 29, "dso_countback": 29, "dio": 29, "receivables_1_30": 29, "yoy": 1}
    )
    assert ask(figures, "net_sales_last_year", period="2025-02").one()["net_sales_last_year"] == 10
    assert ask(figures, "net_sales", period="2024-02-29", compare=Compare.LAST_YEAR).one()["net_sales__before"] == 5


# Returns across months.


def test_a_return_counts_in_its_own_month_for_every_figure(tmp_path: Path) -> None:
    """April: 10 pieces for 100 at a cost of 60. May: 4 of them come back (−40, −24) and 1 is sold for 12 (6).

    May: net −28, quantity −3, profit −10, margin 10/28; the buyer of April is not lost in May, since he bought again. Stock's
    outflow of the 90 days is 7.
    """
    figures = figures_of(
        tmp_path,
        sales=[
            sale("2026-04-10", 100, quantity=10, cost=60), sale("2026-05-10", -40, quantity=-4, cost=-24),
            sale("2026-05-31", 12, quantity=1, cost=6),
        ],
        stock=[{"date": "2026-05-31", "product": "P1", "quantity": 14, "value": 84}],
    )  # fmt: skip
    names = ("net_sales", "gross_sales", "returns", "quantity", "gross_profit", "margin", "lost_customers")
    assert [ask(figures, name).one()[name] for name in names] == [-28, 12, 40, -3, -10, pytest.approx(10 / 28), 0]
    assert ask(figures, "net_sales", "gross_profit", period="2026-04").one() == {"net_sales": 100, "gross_profit": 40}
    assert ask(figures, "stock_outflow", "yoy", "mom").one() == {"stock_outflow": 7, "yoy": None, "mom": pytest.approx(-1.28)}  # fmt: skip


def test_who_only_returns_is_no_active_customer(tmp_path: Path) -> None:
    """c1 bought in April and only returned in May: lost, neither active nor new. Orders without numbers are unknown, not 0."""
    figures = figures_of(tmp_path, sales=[sale("2026-04-10", 100), sale("2026-05-10", -40, quantity=-1), sale("2026-05-31", 1, customer="c2")])  # fmt: skip
    row = ask(figures, "active_customers", "lost_customers", "new_customers", "order_count").one()
    assert row == {"active_customers": 1, "lost_customers": 1, "new_customers": 1, "order_count": None}


# Re-loaded months.


def test_a_month_loaded_again_replaces_itself_and_comes_back_on_undo(company: Company) -> None:
    """May 100; April beside it 7. Corrected May: 60 of another customer. Undone: as at first, and each version says its own."""
    figures = MetricService(company.store, company.appdb, product())

    def told(version: int | None = None) -> list[Value]:
        query = Query(
            ("net_sales", "active_customers", "target", "achievement", "net_sales_last_month"),
            period=Period.parse("2026-05"),
        )
        return list(figures.run(query, LOCAL_ADMIN, version).one().values())

    company.load("targets-26.csv", [{"month": "2026-05", "rep": "a", "target": "200"}])
    company.load("sales-april.csv", [sale("2026-04-10", "7"), sale("2026-04-30", "0")])
    first = company.load("sales-may.csv", [sale("2026-05-06", "90"), sale("2026-05-31", "10", customer="c2")])
    assert told() == [100, 2, 200, 0.5, 7]
    again = company.load("sales-may-corrected.csv", [sale("2026-05-31", "60", customer="c3")])
    assert told() == [60, 1, 200, 0.3, 7]
    assert told(first.version) == [100, 2, 200, 0.5, 7]
    assert split(figures, "net_sales", "customer") == {"c3": 60}
    company.uploads.undo(again.uploads[0].id, LOCAL_ADMIN)
    assert told() == [100, 2, 200, 0.5, 7]
    assert split(figures, "net_sales", "customer") == {"c1": 90, "c2": 10}
    assert told(again.version) == [60, 1, 200, 0.3, 7]


# Stock of the past, and means over months.


def test_stock_as_of_the_past_is_the_last_count_on_or_before(tmp_path: Path) -> None:
    """Counted 5 on 30 April, 9 on 20 May, 2 on 31 May."""
    figures = figures_of(
        tmp_path,
        stock=[{"date": day, "product": "P1", "quantity": q} for day, q in (("2026-04-30", 5), ("2026-05-20", 9), ("2026-05-31", 2))],
    )  # fmt: skip
    for day, wanted in (("2026-04-29", None), ("2026-04-30", 5), ("2026-05-19", 5), ("2026-05-20", 9), ("2026-05-30", 9), ("2026-05-31", 2)):  # fmt: skip
        row = ask(
            figures, "stock_quantity", "stock_products", period="2026-04..2026-05", as_of=date.fromisoformat(day)
        ).one()
        assert row["stock_quantity"] == wanted, day
        assert row["stock_products"] == (None if wanted is None else 1), day


def test_the_mean_stock_of_a_product_counts_the_month_it_was_gone(tmp_path: Path) -> None:
    """April: P1 30, P2 10. May: P1 20, no P2. Means 25 and 5, together 30; by month each is its own."""
    figures = figures_of(
        tmp_path,
        stock=[
            {"date": day, "product": p, "quantity": 1, "value": v}
            for day, p, v in (("2026-04-30", "P1", 30), ("2026-04-30", "P2", 10), ("2026-05-31", "P1", 20))
        ],
    )
    period = "2026-04..2026-05"
    assert split(figures, "stock_value_average", "product", period) == {"P1": 25, "P2": 5}
    assert ask(figures, "stock_value_average", period=period).one()["stock_value_average"] == 30
    assert split(figures, "stock_value_average", "month", period) == {date(2026, 4, 1): 40, date(2026, 5, 1): 20}
    filtered = ask(figures, "stock_value_average", period=period, filters=(Filter("product", ("P2",)),)).one()
    assert filtered["stock_value_average"] == 5


def test_margin_speaks_only_for_lines_with_a_cost(tmp_path: Path) -> None:
    """100 at a cost of 60, and 300 of which no cost is known: 40 %, for a quarter of the sales."""
    figures = figures_of(tmp_path, sales=[sale("2026-05-06", 100, cost=60), sale("2026-05-31", 300, product="P2")])
    names = ("gross_profit", "margin", "cost_coverage")
    assert [ask(figures, name).one()[name] for name in names] == [40, 0.4, 0.25]
    assert split(figures, "margin", "product") == {"P1": 0.4, "P2": None}
