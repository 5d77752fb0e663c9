"""Visits worked by hand, and again in pandas: who is unvisited, whom visits reach, whether an order follows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from sales_core.analysis.customers.value import customer_values, year_to
from sales_core.analysis.customers.visits import NO_CLASS, visits_by_class
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader
from tests.support.readers import reader_of
from tests.support.stores import make_store

pytestmark = pytest.mark.slow

DAY = date(2026, 5, 31)
MAY = Period.parse("2026-05")
Rows = list[dict[str, object]]


def sale(day: str, customer: str, amount: int) -> dict[str, object]:
    return {"date": day, "customer": customer, "amount": amount, "quantity": 1, "rep": "r", "region": "East"}


def visit(day: str, customer: str, kind: str = "done", **more: object) -> dict[str, object]:
    return {"date": day, "customer": customer, "kind": kind, "rep": "r", "region": "East", **more}


#: a is seen in March and May, b never, c in February only, d is small; p is seen and buys nothing.
SALES = [
    sale("2025-07-01", "a", 500), sale("2026-05-06", "a", 100), sale("2026-05-15", "a", 100),
    sale("2026-05-02", "b", 400), sale("2026-05-20", "b", 100),
    sale("2026-04-20", "c", 300), sale("2026-01-05", "d", 10),
]  # fmt: skip
VISITS = [
    visit("2026-02-10", "c"), visit("2026-03-03", "a"),
    visit("2026-05-05", "a", "planned"), visit("2026-05-05", "a", on_plan=True, minutes=20),
    visit("2026-05-15", "a", minutes=40), visit("2026-05-15", "a"), visit("2026-05-28", "a"),
    visit("2026-05-12", "d", "missed"), visit("2026-05-16", "p"),
]  # fmt: skip


def reader(folder: Path, sales: Rows, visits: Rows) -> FigureReader:
    return reader_of(make_store(folder, sales=sales, visits=visits))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> FigureReader:
    return reader(tmp_path_factory.mktemp("visits"), SALES, VISITS)


def unvisited(company: FigureReader, days: int, letter: str = "A", *filters: Filter) -> dict[str, tuple[object, ...]]:
    asked = ListQuery(
        "unvisited_customers",
        year_to(DAY),
        filters,
        parameters=(("unvisited_days", days), ("value_class", letter)),
        as_of=DAY,
    )
    rows = company.run_list(asked).rows
    return {str(row["customer"]): (row["last_visit"], row["days_unvisited"], row["visit_stake"]) for row in rows}


def test_who_is_unvisited_by_hand(company: FigureReader) -> None:
    """Of 1,510: a 700 (46 %) and b 500 (79 %) are A, c 300 (99 %) and d are C. b never: 110 days since the first visit."""
    assert unvisited(company, 60) == {"b": (None, 110, Decimal(500))}
    assert unvisited(company, 111) == {}
    assert unvisited(company, 0)["a"] == (date(2026, 5, 28), 3, Decimal(700))
    assert unvisited(company, 110, "C") == {"c": (date(2026, 2, 10), 110, Decimal(300)), "d": (None, 110, Decimal(10))}


def test_a_log_that_is_young_says_nobody_waits(tmp_path: Path) -> None:
    assert unvisited(reader(tmp_path, SALES, [visit("2026-05-20", "d")]), 60) == {}


def test_without_visits_nobody_is_called_unvisited(tmp_path: Path) -> None:
    bare = reader(tmp_path / "none", SALES, [])
    assert unvisited(bare, 0) == {}
    assert {one.visits for one in customer_values(bare, DAY)} == {None}
    assert bare.run_list(ListQuery("customer_visits", MAY)).rows == ()
    planned = reader(tmp_path / "plan", SALES, [visit("2026-05-04", "a", "planned")])
    assert unvisited(planned, 0) == {}


def test_a_part_without_a_visit_is_unvisited(tmp_path: Path) -> None:
    """Where others are visited, a rep who visits nobody has customers whom nobody visits: 0, not unknown."""
    elsewhere = reader(
        tmp_path,
        [sale("2026-05-02", "b", 5) | {"region": "West"}, *SALES],
        [visit("2026-02-10", "c"), visit("2026-05-01", "a")],
    )
    west = (Filter("region", ("West",)),)
    assert unvisited(elsewhere, 60, "A", *west) == {"b": (None, 110, Decimal(5))}
    assert [one.visits for one in customer_values(elsewhere, DAY, filters=west)] == [0]


def test_orders_after_visits_by_hand(company: FigureReader) -> None:
    """a: the visits of the 5th and 15th are judged (those of the 28th not yet); an order came on the 6th and on the 15th.

    b, without a visit, would have been followed on 2 days before the order of the 2nd, and on the 8 to the 20th: 10 of 24.
    """
    rows = {row["customer"]: row for row in company.run_list(ListQuery("customer_visits", MAY)).rows}
    assert set(rows) == {"a", "b", "c", "d", "p"}
    a, b, p = rows["a"], rows["b"], rows["p"]
    assert (a["visits"], a["planned"], a["judged_visits"], a["followed_visits"], a["minutes"]) == (4, 1, 2, 2, 60)
    assert (a["asked_days"], a["ordering_days"]) == (None, None)
    assert (b["visits"], b["asked_days"], b["ordering_days"]) == (0, 24, 10)
    assert (p["judged_visits"], p["followed_visits"], p["net_sales"]) == (1, 0, None)
    assert (rows["d"]["planned"], rows["d"]["visits"], rows["d"]["ordering_days"]) == (1, 0, 0)


def test_classes_by_hand(company: FigureReader) -> None:
    rows = company.run_list(ListQuery("customer_visits", MAY)).rows
    found = {one.value_class: one for one in visits_by_class(rows, customer_values(company, DAY))}
    assert set(found) == {"A", "C", NO_CLASS}
    leaders, others, prospects = found["A"], found["C"], found[NO_CLASS]
    assert (leaders.customers, leaders.planned_customers, leaders.visited, leaders.coverage) == (2, 1, 1, 0.5)
    assert leaders.sales_per_visit == Decimal(700) / 4  # 200 of a and 500 of b in May
    assert (leaders.followed_share, leaders.usual_share) == (1.0, 10 / 24)
    assert (others.customers, others.visited, others.unvisited, others.coverage) == (2, 0, 2, 0.0)
    assert (others.sales_per_visit, others.followed_share) == (None, None)
    assert (prospects.customers, prospects.visited, prospects.usual_share) == (1, 1, None)
    assert visits_by_class([], []) == ()


def _random(seed: int) -> tuple[Rows, Rows]:
    chance = Random(seed)

    def day(back: int) -> str:
        return str(DAY - timedelta(days=chance.randrange(back)))

    sales = [sale(day(500), f"c{chance.randrange(30)}", chance.randrange(-40, 300)) for _ in range(300)]
    visits = [visit(day(90), f"c{chance.randrange(20)}", chance.choice(("done", "done", "planned"))) for _ in range(90)]
    return [*sales, sale(str(DAY), "c0", 1)], visits


@pytest.mark.parametrize("seed", [1, 2])
def test_again_in_pandas(seed: int, tmp_path: Path) -> None:
    """Every day of every customer asked one by one, without SQL."""
    sales, visits = _random(seed)
    rows = {
        row["customer"]: row for row in reader(tmp_path, sales, visits).run_list(ListQuery("customer_visits", MAY)).rows
    }
    bought = pd.DataFrame(sales).query("amount > 0").assign(date=lambda frame: pd.to_datetime(frame.date).dt.date)
    made = pd.DataFrame(visits).query("kind == 'done'").assign(date=lambda frame: pd.to_datetime(frame.date).dt.date)
    days = [MAY.start + timedelta(days=number) for number in range(24)]

    def follows(customer: object, day: date) -> bool:
        own = bought[bought.customer == customer].date
        return any(day <= one <= day + timedelta(days=7) for one in own)

    for customer, row in rows.items():
        own = made[(made.customer == customer) & (made.date >= MAY.start)].date
        judged = sorted({one for one in own if one <= DAY - timedelta(days=7)})
        assert row["visits"] == len(own)
        assert (row["judged_visits"], row["followed_visits"]) == (
            len(judged),
            sum(follows(customer, one) for one in judged),
        )
        usual = None if len(own) else sum(follows(customer, one) for one in days)
        assert row["ordering_days"] == usual, customer
    recent = set(bought[bought.date >= date(2025, 5, 31)].customer)
    assert recent <= set(rows)
