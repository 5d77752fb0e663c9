"""Targets resolve upwards, never count twice, and a team is always the sum of its members."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Compare, Filter, Query, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.present import cells_of, decimal_of

MAY = Period.parse("2026-05")

# May 2026, company "Tiny". Stated:
#   region East 1000; branch E1 600 (inside East); reps a 250 and b 300 (inside E1); rep c 200 (branch E2, inside East)
#   rep z 400 (branch S1, region South: nothing stated above)
# So: E1 = 600 stated, its reps have 550, unallocated 50. E2 = Σ children = 200. East = 1000 stated, branches have 800,
# unallocated 200. South = Σ children = 400. Company = 1000 + 400 = 1400.
# The same money by category: tea 900, water 700, and product P1 of tea 100. By channel KA 1500. Never added to the above.
ORG = [
    {"month": "2026-05", "region": "East", "target": 1000},
    {"month": "2026-05", "region": "East", "branch": "E1", "target": 600},
    {"month": "2026-05", "region": "East", "branch": "E1", "rep": "a", "target": 250},
    {"month": "2026-05", "region": "East", "branch": "E1", "rep": "b", "target": 300},
    {"month": "2026-05", "region": "East", "branch": "E2", "rep": "c", "target": 200},
    {"month": "2026-05", "region": "South", "branch": "S1", "rep": "z", "target": 400},
    {"month": "2026-05", "category": "tea", "target": 900},
    {"month": "2026-05", "category": "water", "target": 700},
    {"month": "2026-05", "category": "tea", "product": "P1", "target": 100},
    {"month": "2026-05", "channel": "KA", "target": 1500},
    {"month": "2026-05", "region": "East", "measure": "collections", "target": 77},
]


def sale(day: str, rep: str, branch: str, region: str, amount: int, **more: int) -> dict[str, object]:
    return {"date": day, "rep": rep, "branch": branch, "region": region, "amount": amount, "quantity": 1,
            "customer": "c1", "product": "P1", "category": "tea", **more}  # fmt: skip


SALES = [
    sale("2026-05-06", "a", "E1", "East", 100),
    sale("2026-05-07", "a", "E1", "East", -30, quantity=-1),
    sale("2026-05-08", "d", "E2", "East", 50),  # d has no target
    sale("2026-05-20", "z", "S1", "South", 500),
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(tmp_path_factory.mktemp("tiny"), sales=SALES, targets=ORG)


def ask(
    figures: MetricService,
    metric: str,
    by: tuple[str, ...] = (),
    *,
    viewer: Viewer = LOCAL_ADMIN,
    period: Period = MAY,
    filters: tuple[Filter, ...] = (),
) -> dict[tuple[Value, ...], Value]:
    result = figures.run(Query((metric,), by, period, filters), viewer)
    return {tuple(row[name] for name in by): row[metric] for row in result}


def test_stated_wins_else_sum_of_children(tiny: MetricService) -> None:
    assert ask(tiny, "target") == {(): 1400}
    assert ask(tiny, "target", ("region",)) == {("East",): 1000, ("South",): 400}
    assert ask(tiny, "target", ("branch",)) == {("",): 200, ("E1",): 600, ("E2",): 200, ("S1",): 400}
    assert ask(tiny, "target", ("rep",)) == {("",): 250, ("a",): 250, ("b",): 300, ("c",): 200, ("z",): 400}


def test_unallocated_is_parent_minus_children(tiny: MetricService) -> None:
    assert ask(tiny, "target_unallocated") == {(): 250}
    assert ask(tiny, "target_unallocated", ("region", "branch")) == {
        ("East", ""): 200,
        ("East", "E1"): 50,
    } | dict.fromkeys([("East", "E2"), ("South", "S1")])


def test_families_never_add_up(tiny: MetricService) -> None:
    assert ask(tiny, "target", ("category",)) == {("tea",): 900, ("water",): 700}
    assert ask(tiny, "target", ("product",)) == {("P1",): 100}
    assert ask(tiny, "target", ("channel",)) == {("KA",): 1500}
    assert ask(tiny, "target", filters=(Filter("category", ("tea",)),)) == {(): 900}
    assert ask(tiny, "target_collections") == {(): 77}
    assert ask(tiny, "target", ("customer",)) == {}


def test_one_sided_keys_stay(tiny: MetricService) -> None:
    result = tiny.run(Query(("net_sales", "target", "achievement", "gap"), ("rep",), MAY), LOCAL_ADMIN)
    found = {row["rep"]: (row["net_sales"], row["target"], row["achievement"], row["gap"]) for row in result}
    assert found == {
        "": (0, 250, 0.0, -250),
        "a": (70, 250, 0.28, -180),
        "b": (0, 300, 0.0, -300),
        "c": (0, 200, 0.0, -200),
        "d": (50, None, None, None),
        "z": (500, 400, 1.25, 100),
    }


@pytest.mark.parametrize(("target", "achievement"), [(0, None), (-100, None), (50, 2.0)])
def test_no_achievement_without_a_positive_target(tmp_path: Path, target: int, achievement: float | None) -> None:
    figures = figures_of(
        tmp_path,
        sales=[sale("2026-05-06", "a", "E1", "East", 100)],
        targets=[{"month": "2026-05", "rep": "a", "target": target}],
    )
    assert ask(figures, "achievement") == {(): achievement}
    told = figures.explain(Query(("achievement",), period=MAY), "achievement", LOCAL_ADMIN)
    assert (told.why is None) == (achievement is not None)


def test_no_targets_at_all(tmp_path: Path) -> None:
    figures = figures_of(tmp_path, sales=[sale("2026-05-06", "a", "E1", "East", 100)])
    names = ("target", "achievement", "gap", "pace", "days_ahead", "needed_per_day")
    assert figures.run(Query(names, period=MAY), LOCAL_ADMIN).one() == dict.fromkeys(names)


def test_targets_have_no_days(tiny: MetricService) -> None:
    with pytest.raises(UsageError, match=r"Achievement \(achievement\) cannot be split"):
        tiny.run(Query(("achievement",), ("date",), MAY), LOCAL_ADMIN)


def test_a_future_month_has_a_target_and_no_sales(tmp_path: Path) -> None:
    figures = figures_of(
        tmp_path,
        sales=[sale("2026-05-20", "a", "E1", "East", 100)],
        targets=[{"month": f"2026-{m:02d}", "rep": "a", "target": 10} for m in range(1, 13)],
    )
    result = figures.run(Query(("net_sales", "target", "gap"), ("month",), Period.parse("2026")), LOCAL_ADMIN)
    found = {row["month"].month: (row["net_sales"], row["target"], row["gap"]) for row in map(cells_of, result)}
    assert found[5] == (100, 10, 90)
    assert found[6] == (None, 10, None)
    assert found[4] == (None, 10, None), "no sales data that early: unknown, not zero"
    assert result.partial
    ahead = figures.run(Query(("net_sales", "target"), period=Period.parse("2026-07")), LOCAL_ADMIN).one()
    assert ahead == {"net_sales": None, "target": 10}


def test_team_is_the_sum_of_its_members_at_every_node_and_month(figures: MetricService) -> None:
    """Random company: every parent equals the sum over the next level, for sales and targets, month by month."""
    names = ("net_sales", "target", "target_quantity", "returns", "expected_to_date", "target_unallocated")
    levels = [(), ("region",), ("region", "branch"), ("region", "branch", "rep")]
    for upper, lower in pairwise(levels):
        parents = figures.run(Query(names, (*upper, "month"), Period.parse("2025-01..2026-12")), LOCAL_ADMIN)
        members = figures.run(Query(names, (*lower, "month"), Period.parse("2025-01..2026-12")), LOCAL_ADMIN)
        sums: dict[tuple[tuple[Value, ...], str], Decimal] = {}
        for row in members:
            key = tuple(row[name] for name in (*upper, "month"))
            for name in names:
                sums[key, name] = sums.get((key, name), Decimal(0)) + decimal_of(row[name] or Decimal(0))
        for row in parents:
            key = tuple(row[name] for name in (*upper, "month"))
            assert {name: row[name] or 0 for name in names} == {name: sums[key, name] for name in names}


def test_a_transfer_does_not_rewrite_history(figures: MetricService, table: pd.DataFrame) -> None:
    """R1 moved from B0 to B1 in July 2025: each branch keeps what was sold while he was there."""
    query = Query(("net_sales",), ("branch",), Period.parse("2025"), (Filter("rep", ("R1",)),))
    found = {row["branch"]: row["net_sales"] for row in figures.run(query, LOCAL_ADMIN)}
    mine = table[(table.rep == "R1") & table.date.map(lambda day: day.year == 2025)]
    assert found == {branch: sum(part.amount, Decimal(0)) for branch, part in mine.groupby("branch")}
    assert set(found) == {"B0", "B1"}


def test_scope_limits_targets_and_never_shows_the_rest(tiny: MetricService) -> None:
    east = Viewer("east", Role.MANAGER, Scope.of({"region": ("East",)}))
    assert ask(tiny, "target", viewer=east) == {(): 1000}
    rep = Viewer("a", Role.REP, Scope.of({"rep": ("a",)}))
    assert ask(tiny, "target", ("rep",), viewer=rep) == {("a",): 250}
    by_class = Viewer("x", Role.REP, Scope.of({"customer_class": ("A",)}))
    assert ask(tiny, "target", viewer=by_class) == {(): None}, "targets know no customer class: nothing, not everything"


@pytest.mark.slow  # It loads the demo company.
def test_target_compares_with_last_year(figures: MetricService) -> None:
    row = figures.run(Query(("target",), period=Period.parse("2026-05"), compare=Compare.LAST_YEAR), LOCAL_ADMIN).one()
    assert row["target"] == row["target__before"] == 5000 + 1300 + 1400
