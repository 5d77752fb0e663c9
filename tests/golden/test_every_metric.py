"""Every metric of the registry on the demo company, in total and split, in months that are over and one that is not.

What it is compared with is worked out from the company's own files, in the *_by_hand modules beside this one.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import product as product_of
from types import ModuleType
from typing import Any

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.golden import (
    branches_by_hand,
    goods_by_hand,
    money_by_hand,
    outlets_by_hand,
    sales_by_hand,
    targets_by_hand,
    visits_by_hand,
)
from tests.golden.asked import Asked
from tests.golden.world import World

pytestmark = pytest.mark.slow

HAND = {
    metric: (module, expected)
    for module in (
        sales_by_hand,
        money_by_hand,
        goods_by_hand,
        targets_by_hand,
        outlets_by_hand,
        branches_by_hand,
        visits_by_hand,
    )
    for metric, expected in module.EXPECTED.items()
}
#: `answers(metric, period, by)`: value of `by` (None without) → figure.
Answers = Callable[..., dict[Value, Value]]
#: The splits of each family of metrics.
SPLITS = {
    sales_by_hand: ("rep", "branch", "category"),
    money_by_hand: ("customer", "region"),
    goods_by_hand: ("warehouse", "product"),
    targets_by_hand: ("rep", "branch", "region"),
    outlets_by_hand: ("rep", "branch", "region"),
    branches_by_hand: ("branch", "region"),
    visits_by_hand: ("rep", "branch", "customer_class"),
}
#: October 2026 is known up to the 22nd; the last reaches from a month that is over into it.
PERIODS = ("2026-09", "2026-10", "2026-Q3", "2026-08..2026-10")
#: Told in whole cents, or rounded to the sixth decimal of a month.
COARSE = {
    "expense_over": 0.01,  # of each row of the budget what is due is rounded to the ten-thousandth
    "landing": 0.006,
    "landing_low": 0.006,
    "landing_high": 0.006,
    "landing_achievement": 1e-4,
    "days_ahead": 1e-4,
    # Every movement to the ten-thousandth.
    "receivables_charge": 0.5,
    "stock_charge": 0.5,
    "capital_charge": 0.5,
    "branch_profit": 0.5,
}
LONG_AGO = ("2024-02", "2025-02", "2024-Q1")
"""Leap years: 29 February 2024, and the February it is compared with."""


def test_every_metric_has_a_golden_figure() -> None:
    """A metric that is added needs its figure worked out by hand: in a *_by_hand module, and in test_tiny.py."""
    assert set(HAND) == set(product().metrics)


def splits_of(metric: str) -> tuple[str, ...]:
    module, _ = HAND[metric]
    own: dict[str, tuple[str, ...]] = getattr(module, "SPLIT_BY", {})
    return own.get(metric, SPLITS[module])


def near(found: Any, wanted: Any, *, off: float = 1e-6) -> bool:
    if found is None or wanted is None:
        return found is wanted
    if isinstance(found, float) or isinstance(wanted, float):
        return bool(float(found) == pytest.approx(float(wanted), rel=1e-6, abs=off))
    return bool(found == wanted or (isinstance(found, Decimal) and abs(found - wanted) <= Decimal("0.0001")))


@pytest.fixture(scope="session")
def answers(figures: MetricService) -> Answers:
    """What the product says of a metric, split by one dimension or none: {value: figure}. All metrics that share a
    split are asked in one question, so that joining them is tried too.
    """
    kept = {}

    def run(metric: str, period: str, by: str | None = None) -> dict[Value, Value]:
        module, _ = HAND[metric]
        if (module, period, by) not in kept:
            together = [
                name
                for name, (of, _) in HAND.items()
                if of is module and (not by or supports_dimensions(product(), name, [by]))
            ]
            query = Query(tuple(together), (by,) if by else (), Period.parse(period))
            kept[module, period, by] = figures.run(query, LOCAL_ADMIN).rows
        return {row[by] if by else None: row[metric] for row in kept[module, period, by]}

    return run


def values_of(world: World, module: ModuleType, by: str) -> set[str]:
    """Every value of a dimension that any row of the family's files has."""
    lists = {
        sales_by_hand: (world.lines,), money_by_hand: (world.documents, world.receipts),
        goods_by_hand: (world.held,) if by == "holder" else (world.stock,), targets_by_hand: (world.targets, world.lines),
        outlets_by_hand: (world.audits, world.lines), branches_by_hand: (world.expenses, world.lines),
        visits_by_hand: (world.visits, world.lines),
    }  # fmt: skip
    return {row[by] for rows in lists[module] for row in rows}


@pytest.mark.parametrize("metric", sorted(HAND))
def test_total(answers: Answers, world: World, metric: str) -> None:
    _, expected = HAND[metric]
    for period in (*PERIODS, *LONG_AGO):
        found = answers(metric, period)[None]
        assert near(found, wanted := expected(world, Asked.of(period, world.as_of)), off=COARSE.get(metric, 1e-6)), (
            period,
            found,
            wanted,
        )


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.endure)])
@pytest.mark.parametrize("metric", sorted(HAND))
def test_splits(answers: Answers, world: World, metric: str, every: int) -> None:
    """`every`: so manieth only of the splits and periods, beginning with another one for each metric."""
    module, expected = HAND[metric]
    asked = list(product_of(splits_of(metric), ("2026-09", "2026-10", "2026-08..2026-10")))
    for by, period in asked[sorted(HAND).index(metric) % every :: every]:
        found = answers(metric, period, by)
        for value in values_of(world, module, by) | found.keys():
            wanted = expected(world, Asked.of(period, world.as_of, **{by: str(value)}))
            if value in found or wanted:
                assert near(found.get(value), wanted, off=COARSE.get(metric, 1e-6)), (
                    by,
                    value,
                    period,
                    found.get(value),
                    wanted,
                )


@pytest.mark.parametrize("metric", sorted(HAND))
def test_each_month_of_a_trend_is_that_month_alone(answers: Answers, world: World, metric: str) -> None:
    module, expected = HAND[metric]
    trend = "2026-07..2026-10"
    in_trend = getattr(module, "TREND", {}).get(metric)
    for month, found in answers(metric, trend, "month").items():
        one = Asked.of(f"{month:%Y-%m}", world.as_of)
        wanted = in_trend(world, Asked.of(trend, world.as_of), month) if in_trend else expected(world, one)
        assert near(found, wanted, off=COARSE.get(metric, 1e-6)), (month, found, wanted)
