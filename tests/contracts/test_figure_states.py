"""Unknown is not zero: what every metric says where there is no data, no target, nothing sold, only returns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import isfinite

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import facts_of, leaves
from sales_core.catalogue.metrics.facts import FIRST_SALES, SALES, TARGETS
from sales_core.forecast.selling_days import CalendarRules
from sales_core.i18n.catalogue import locales
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.query import Query, Result
from sales_core.kernel.terms import EVERYTHING, Period
from sales_core.kernel.units import Unit
from sales_core.semantic.coverage import DataHorizon
from sales_core.semantic.engine import Engine
from tests.support.sampled import sampled
from tests.support.stores import Rows, store_of

pytestmark = pytest.mark.slow

METRICS = sorted(product().metrics)
MAY = "2026-05"
PLACE = {"region": "East", "branch": "SH", "rep": "E1", "customer": "C1", "product": "P1", "category": "Tea"}
#: Metrics of sales alone that compare with nothing and divide by nothing: 0 where days are known and nothing was sold.
PLAIN_SALES = sorted(
    name
    for name, metric in product().metrics.items()
    if metric.empty_is_zero and metric.fact in {SALES, FIRST_SALES} and not metric.shift
)
#: Of these, what rests on costs, document numbers or a month before, none of which the company states.
UNSTATED = frozenset({"active_customers_previous", "cost_of_sales", "costed_sales", "lost_customers", "order_count"})
#: Metrics that need a target.
OF_TARGETS = sorted(name for name in METRICS if TARGETS in facts_of(product(), name))


def sale(day: str, amount: int, quantity: int = 1, **more: object) -> dict[str, object]:
    """One sales line."""
    return {"date": day, "amount": amount, "quantity": quantity, **PLACE, **more}


COMPANIES: dict[str, dict[str, Rows]] = {
    "empty": {},
    # Days are known, up to the 20th, and nothing was sold on them.
    "zero": {"sales": [sale("2026-05-06", 0, 0), sale("2026-05-20", 0, 0)]},
    "returns": {"sales": [sale("2026-05-06", -100, -2, cost=-60), sale("2026-05-31", 0, 0)]},
    "running": {
        "sales": [sale("2025-05-06", 80, 8, cost=50), sale("2026-04-06", 50, 5), sale("2026-05-06", 100, 10, cost=60)],
        "targets": [{"month": MAY, "target": 1000, "region": "East", "branch": "SH", "rep": "E1"}],
    },
}


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """Each company, opened."""
    return {
        name: Engine(
            store_of(tmp_path_factory.mktemp(name), rows).current(),
            CalendarRules(),
            product(),
            DataHorizon(date(2026, 6, 1) if name == "returns" else date(2026, 5, 21)),
        )
        for name, rows in COMPANIES.items()
    }


def asked(engine: Engine, metric_id: str, period: str = MAY, by: tuple[str, ...] = ()) -> Result:
    """The answer about one metric."""
    return engine.run(Query((metric_id,), by, Period.parse(period)), EVERYTHING)


def figure(engine: Engine, metric_id: str, period: str = MAY) -> Figure:
    """The figure as a card would carry it."""
    metric = product().metric(metric_id)
    return Figure.of(asked(engine, metric_id, period).one().get(metric_id), metric.unit, metric.null_reason)


@pytest.mark.parametrize("metric_id", METRICS)
def test_without_data_nothing_is_known(metric_id: str, engines: dict[str, Engine]) -> None:
    """Of an empty company, of days before the first of data, and of days that are not over yet."""
    for company, period in (("empty", MAY), ("running", "1999-01"), ("empty", "2030-01")):
        found = figure(engines[company], metric_id, period)
        assert (found.value, found.state) == (None, FigureState.NONE), (company, period)
        assert found.reason is not None
        assert all(found.reason.in_(locale) for locale in locales())


@pytest.mark.parametrize("metric_id", sampled(METRICS, 3))
def test_days_that_are_not_over_are_asked_without_a_fault(metric_id: str, engines: dict[str, Engine]) -> None:
    """A period after all data: a flow of it is unknown; what stands (a balance) may be told as it stands now."""
    found = asked(engines["running"], metric_id, "2030-01")
    if all(leaf.fact in {SALES, FIRST_SALES} and leaf.empty_is_zero for leaf in leaves(product(), metric_id)):
        assert found.one().get(metric_id) is None


@pytest.mark.parametrize("metric_id", PLAIN_SALES)
def test_known_days_without_sales_are_zero(metric_id: str, engines: dict[str, Engine]) -> None:
    value = asked(engines["zero"], metric_id).one()[metric_id]
    if metric_id in UNSTATED:
        assert value is None
        return
    assert value == (2 if metric_id == "line_count" else 0)


@pytest.mark.parametrize("metric_id", OF_TARGETS)
def test_without_a_target_nothing_of_it_is_known(metric_id: str, engines: dict[str, Engine]) -> None:
    for company in ("zero", "returns"):
        assert figure(engines[company], metric_id).state is FigureState.NONE, company


@pytest.mark.parametrize("metric_id", sampled(METRICS, 2))
def test_nothing_is_divided_by_nothing(metric_id: str, engines: dict[str, Engine]) -> None:
    """A ratio of zeros or of returns alone is no number of its own: no infinity, and nothing that is not one."""
    for company in ("zero", "returns", "running"):
        value = asked(engines[company], metric_id).one().get(metric_id)
        if isinstance(value, float):
            assert isfinite(value), company
        if company == "zero" and product().metric(metric_id).unit in {Unit.PERCENT, Unit.RATIO}:
            assert value is None, "zero by zero"


def test_returns_are_negative_and_grow_from_nothing(engines: dict[str, Engine]) -> None:
    row = (
        engines["returns"]
        .run(
            Query(
                ("net_sales", "gross_sales", "returns", "quantity", "yoy", "active_customers"), period=Period.parse(MAY)
            ),
            EVERYTHING,
        )
        .one()
    )
    assert (row["net_sales"], row["gross_sales"], row["quantity"]) == (Decimal(-100), Decimal(0), Decimal(-2))
    assert row["yoy"] is None, "no growth on a year without data"
    assert row["active_customers"] == 0, "who only returns does not buy"


@pytest.mark.parametrize("metric_id", METRICS)
def test_a_running_month_is_told_to_be_partial(metric_id: str, engines: dict[str, Engine]) -> None:
    """May is known to the 6th: the answer is of these days, says so, and is that of asking for them."""
    whole = asked(engines["running"], metric_id)
    assert (whole.partial, whole.period) == (True, Period.parse("2026-05-01..2026-05-06"))
    assert asked(engines["running"], metric_id, "2026-04").partial is False
