"""Whatever adds up does so on the demo company: over every dimension, over time, and at every node of the tree in every month."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of, supports_dimensions
from sales_core.catalogue.dimensions import DIMENSIONS, TIME_GRAINS
from sales_core.catalogue.metric import TimeWindow
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.support.present import Cells, present
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

#: Plain sums of rows. Distinct counts and ratios never add up.
ADDS_UP = tuple(
    name for name, metric in product().metrics.items()
    if metric.aggregate.removeprefix("-").removeprefix("CAST(coalesce(").startswith("sum(") and not metric.ignore_filters
    and " / " not in metric.aggregate and name != "stock_value_month_ends"
)  # fmt: skip
FLOWS = tuple(
    name for name in ADDS_UP if product().metrics[name].time is TimeWindow.PERIOD and not product().metrics[name].shift
)
#: Targets are cut in families (organisation, category, customer): only inside one do they add up.
ORGANISATION = {"country", "region", "branch", "rep"}
LEVELS = (("region",), ("region", "branch"), ("region", "branch", "rep"))


def able(name: str, by: str) -> bool:
    whole = present(product().metrics[name].fact).id != "targets" or by in ORGANISATION | set(TIME_GRAINS)
    return whole and supports_dimensions(product(), name, [by])


def run(
    figures: MetricService, names: Iterable[str], by: tuple[str, ...], period: str, filters: tuple[Filter, ...] = ()
) -> tuple[Cells, ...]:
    return figures.run(Query(tuple(names), by, Period.parse(period), filters), LOCAL_ADMIN).rows


def sums(rows: Iterable[Cells], name: str) -> Decimal:
    return sum((row[name] for row in rows if row[name] is not None), Decimal(0))


def test_there_is_something_to_add_up() -> None:
    assert {"net_sales", "target", "receivables_open", "stock_value", "collections", "line_count"} <= set(ADDS_UP)


@pytest.mark.parametrize("by", sampled([dimension.id for dimension in DIMENSIONS if not dimension.is_time], 2))
def test_parts_are_the_whole(figures: MetricService, by: str) -> None:
    """Everything asked at once, so that one-sided keys and joins could cost or double a row."""
    names = [name for name in ADDS_UP if able(name, by)]
    for period in ("2026-09", "2026-10") if names else ():
        whole = run(figures, names, (), period)[0]
        parts = run(figures, names, (by,), period)
        off = {n: (sums(parts, n), whole[n]) for n in names if abs(sums(parts, n) - (whole[n] or 0)) > Decimal("0.001")}
        assert not off


@pytest.mark.parametrize("grain", TIME_GRAINS)
def test_days_weeks_and_months_are_the_period(figures: MetricService, grain: str) -> None:
    names = [name for name in FLOWS if able(name, grain)]
    whole = run(figures, names, (), "2026-08..2026-10")[0]
    parts = run(figures, names, (grain,), "2026-08..2026-10")
    # What is due, and the point reached, are told of the period as a whole.
    told = [name for name in names if name not in {"expected_to_date", "net_sales_same_point"} or grain == "month"]
    assert {n: sums(parts, n) for n in told} == {n: pytest.approx(whole[n], abs=Decimal("0.001")) for n in told}


@pytest.mark.parametrize(("upper", "lower"), list(pairwise(((), *LEVELS))))
def test_the_team_is_the_sum_of_its_members_at_every_node_in_every_month(
    figures: MetricService, upper: tuple[str, ...], lower: tuple[str, ...]
) -> None:
    names = [name for name in ADDS_UP if {"month", *lower} <= set(dimensions_of(product(), name))]
    period = "2024-01..2026-12"
    below: dict[tuple[object, ...], Decimal] = {}
    for row in run(figures, names, (*lower, "month"), period):
        for name in names:
            key = (name, row["month"], *(row[part] for part in upper))
            below[key] = below.get(key, Decimal(0)) + (row[name] or 0)
    above = run(figures, names, (*upper, "month"), period)
    assert len(above) > 24
    for row in above:
        for name in names:
            key = (name, row["month"], *(row[part] for part in upper))
            assert abs(below[key] - (row[name] or 0)) <= Decimal("0.001"), key


def test_a_cell_is_the_same_number_alone_and_in_its_table(figures: MetricService) -> None:
    """One value of each dimension, filtered, against its row."""
    for by in ("rep", "customer", "product", "warehouse", "holder"):
        names = [name for name in ADDS_UP if able(name, by)]
        table = run(figures, names, (by,), "2026-10")
        for row in (table[0], table[len(table) // 2], table[-1]):
            alone = run(figures, names, (), "2026-10", (Filter(by, (row[by],)),))[0]
            assert {n: alone[n] or 0 for n in names} == {
                n: pytest.approx(row[n] or 0, abs=Decimal("0.001")) for n in names
            }
