"""One definition everywhere: a cell is the same number in a table, on its own, and read from any rollup."""

import random
from collections.abc import Sequence

import pytest
from _pytest.mark import ParameterSet

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.semantic.company import compiled

pytestmark = pytest.mark.slow

METRICS = sorted(product().metrics)


def thinned(splits: Sequence[str]) -> list[ParameterSet]:
    """Every metric by every split; by one of them, the next by the next, and by the others only in the long run."""
    pairs = [
        (metric, split, bool((at + of) % len(splits)))
        for at, metric in enumerate(METRICS)
        for of, split in enumerate(splits)
    ]
    return [pytest.param(metric, split, marks=[pytest.mark.endure] * later) for metric, split, later in pairs]


PERIODS = [Period.parse(text) for text in ("2026-05", "2026-04", "2025-Q2")]


@pytest.mark.parametrize(("metric_id", "dimension"), thinned(("branch", "rep", "customer", "category", "channel")))
def test_a_cell_is_the_same_on_its_own(figures: MetricService, metric_id: str, dimension: str) -> None:
    if not supports_dimensions(product(), metric_id, [dimension]):
        pytest.skip("not split so")
    rng = random.Random(metric_id + dimension)
    period = rng.choice(PERIODS)
    query = Query((metric_id,), (dimension,), period)
    rows = [row for row in figures.run(query, LOCAL_ADMIN) if row[dimension]]
    for row in rng.sample(rows, min(3, len(rows))):
        alone = figures.run(figures.narrowed(query, row), LOCAL_ADMIN).one()[metric_id]
        assert alone == pytest.approx(row[metric_id], rel=1e-9) if isinstance(alone, float) else alone == row[metric_id]


ROLLED = ("net_sales", "gross_sales", "returns", "quantity", "gross_profit", "margin", "cost_coverage", "line_count",
          "active_customers", "lost_customers", "net_sales_ytd", "net_sales_last_year", "yoy")  # fmt: skip


@pytest.mark.parametrize("metric_id", ROLLED)
@pytest.mark.parametrize("period", PERIODS)
def test_rollups_and_lines_agree(figures: MetricService, metric_id: str, period: Period) -> None:
    """A filter that keeps every row but that only the lines carry forces the base table."""
    small = Query((metric_id,), period=period)
    every = tuple(f"P{n}" for n in range(15))
    channels = ("H0", "H1", "H2")
    lines = Query((metric_id,), period=period, filters=(Filter("product", every), Filter("channel", channels)))
    assert compiled(figures, lines).tables == ("sales_lines",)
    assert figures.run(small, LOCAL_ADMIN).one() == figures.run(lines, LOCAL_ADMIN).one()


def test_the_smallest_rollup_is_read(figures: MetricService) -> None:
    def tables(
        metric_id: str, by: tuple[str, ...] = (), period: str = "2026-04", filters: tuple[Filter, ...] = ()
    ) -> tuple[str, ...]:
        return compiled(figures, Query((metric_id,), by, Period.parse(period), filters)).tables

    assert tables("net_sales", ("rep", "month")) == ("sales_day",)
    assert tables("net_sales", ("customer",)) == ("sales_month_customer",)
    assert tables("net_sales", ("category",)) == ("sales_month_product",)
    assert tables("net_sales", ("category", "customer")) == ("sales_lines",)
    assert tables("net_sales", ("customer",), "2026-04-01..2026-04-20") == ("sales_day_customer",)
    assert tables("net_sales", ("customer",), "2026-05") == ("sales_month_customer",), "all that May has so far"
    assert tables("net_sales", ("customer", "week")) == ("sales_day_customer",)


def test_weeks_quarters_and_years_sum_to_the_whole(figures: MetricService) -> None:
    period = Period.parse("2024-02-20..2026-05-19")
    whole = figures.run(Query(("net_sales",), period=period), LOCAL_ADMIN).one()["net_sales"]
    for grain in ("date", "week", "month", "quarter", "year"):
        result = figures.run(Query(("net_sales",), (grain,), period), LOCAL_ADMIN)
        assert sum(result.column("net_sales")) == whole
        assert result.column(grain) == sorted(result.column(grain))


def test_sql_stays_portable(figures: MetricService) -> None:
    banned = ("GROUP BY ALL", "list(", "quantile", "median(", "EXCLUDE", "QUALIFY")
    for metric_id in product().metrics:
        sql = compiled(figures, Query((metric_id,), (), PERIODS[0])).sql
        assert not [word for word in banned if word.lower() in sql.lower()], metric_id


@pytest.mark.parametrize(("metric_id", "grain"), thinned(("week", "month", "quarter", "year")))
def test_a_span_of_time_is_the_same_on_its_own(figures: MetricService, metric_id: str, grain: str) -> None:
    """A month of a table of months is the number one gets by asking for that month."""
    if not supports_dimensions(product(), metric_id, [grain]) or metric_id == "net_sales_same_point":
        pytest.skip("not split so, or about another month's progress by its definition")
    query = Query((metric_id,), (grain,), Period.parse("2025-11..2026-06"))
    rows = figures.run(query, LOCAL_ADMIN).rows
    for row in random.Random(metric_id + grain).sample(rows, min(3, len(rows))):
        alone = figures.run(figures.narrowed(query, row), LOCAL_ADMIN).one()[metric_id]
        assert alone == pytest.approx(row[metric_id], rel=1e-9) if isinstance(alone, float) else alone == row[metric_id]
