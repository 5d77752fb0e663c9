"""Lapsed customers against the sales rows, counted here once more in plain Python; what a version is asked once."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sales_core.kernel.query import Filter, ListQuery, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from sales_core.semantic.sql import Sql
from sales_core.semantic.version_tests import VersionTests
from tests.semantic.company import figures_of

#: Customer, day, amount: K buys again, L lapses, M lapsed with more, R only gave back, Z bought nothing for money.
SOLD = [
    ("K", "2026-03-02", 500), ("K", "2026-04-20", 10), ("L", "2026-03-31", 80), ("M", "2026-03-09", 300),
    ("M", "2026-03-11", -40), ("R", "2026-03-05", -25), ("Z", "2026-03-06", 0), ("N", "2026-04-02", 70),
    ("", "2026-03-12", 900), ("O", "2026-02-12", 60), ("Q", "2026-03-15", 20), ("Q", "2026-03-16", -20),
]  # fmt: skip
REGION = {"L": "West", "M": "East"}


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "date": day, "order_no": f"{at}", "customer": customer, "region": REGION.get(customer, "East"),
            "branch": REGION.get(customer, "East"), "rep": "E1", "product": "P", "category": "C",
            "quantity": 1 if amount > 0 else -1, "amount": amount,
        }
        for at, (customer, day, amount) in enumerate(SOLD)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(tmp_path_factory.mktemp("lapsed"), sales=_rows())


def _expected(now: Period, before: Period, region: str = "") -> list[tuple[str, Decimal]]:
    bought: dict[str, Decimal] = defaultdict(Decimal)
    then, since = set(), set()
    for row in _rows():
        day = date.fromisoformat(row["date"])
        if not row["customer"] or (region and row["region"] != region):
            continue
        if row["amount"] > 0:
            then |= {row["customer"]} if before.start <= day <= before.end else set()
            since |= {row["customer"]} if now.start <= day <= now.end else set()
        if before.start <= day <= before.end:
            bought[row["customer"]] += row["amount"]
    return sorted(((one, bought[one]) for one in then - since if bought[one] > 0), key=lambda found: -found[1])


@pytest.mark.parametrize("region", ["", "East", "West"])
def test_who_bought_in_the_month_before_and_not_since(figures: MetricService, region: str) -> None:
    filters = (Filter("region", (region,)),) if region else ()
    found = figures.run_list(ListQuery("lapsed_customers", Period.parse("2026-04"), filters), LOCAL_ADMIN)
    expected = _expected(Period.parse("2026-04"), Period.parse("2026-03"), region)
    assert [(row["customer"], row["net_sales_last_month"]) for row in found] == expected
    assert {row["total"] for row in found} == {sum(amount for _, amount in expected)}
    count = figures.run(Query(("lost_customers",), (), Period.parse("2026-04"), filters), LOCAL_ADMIN).one()
    assert count["lost_customers"] == len(expected) + (region != "West")  # and Q, who gave all of it back


def test_the_total_is_of_all_and_not_of_those_listed(figures: MetricService) -> None:
    found = figures.run_list(ListQuery("lapsed_customers", Period.parse("2026-04"), limit=1), LOCAL_ADMIN)
    assert [(row["customer"], row["total"]) for row in found] == [("M", Decimal(340))]


def test_a_month_before_any_data_has_no_lapsed_customers(figures: MetricService) -> None:
    assert not figures.run_list(ListQuery("lapsed_customers", Period.parse("2026-02")), LOCAL_ADMIN).rows


def test_a_version_is_asked_each_test_once() -> None:
    asked: list[tuple[str, Any]] = []

    def rows(sql: str, params: Any) -> list[dict[str, Any]]:
        asked.append((sql, params))
        return [{f"t{at}": param == "yes" for at, param in enumerate(params)}]

    tests = VersionTests(rows)
    yes, no = Sql("EXISTS (?)", ("yes",)), Sql("EXISTS (?)", ("no",))
    assert [one.text for one in tests.answers([yes, no, yes])] == ["TRUE", "FALSE", "TRUE"]
    assert [one.text for one in tests.answers([no, yes])] == ["FALSE", "TRUE"]
    assert asked == [("SELECT EXISTS (?) AS t0, EXISTS (?) AS t1", ("yes", "no"))]


def test_what_is_run_says_what_is_complete_in_itself(figures: MetricService) -> None:
    """The statement with its tests answered gives the rows of the one that asks them."""
    snapshot = figures._snapshot(None)
    engine = figures._engine(snapshot)
    query = Query(
        ("net_sales", "lost_customers", "yoy", "net_sales_last_month"), ("customer",), Period.parse("2026-04")
    )
    whole, run = engine.compile(query, LOCAL_ADMIN.scope), engine.compile_run(query, LOCAL_ADMIN.scope)
    assert "EXISTS" in whole.sql
    assert "EXISTS" not in run.sql
    assert snapshot.rows(whole.sql, whole.params) == snapshot.rows(run.sql, run.params)
