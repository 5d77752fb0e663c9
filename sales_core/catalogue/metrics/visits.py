"""Visits to customers: planned, done, whom they reached, what is sold for each."""

from __future__ import annotations

from dataclasses import replace

from sales_core.catalogue.dimensions import CUSTOMER_DIMENSIONS
from sales_core.catalogue.metric import Fact, Metric, Polarity, RequiredRows, RowKinds, ratio, source
from sales_core.kernel.units import Unit

#: Every row: planned, done, missed.
VISIT_PLANS = Fact(
    id="visit_plans",
    sources=(
        source(
            "visits",
            "date",
            f"date month {' '.join(CUSTOMER_DIMENSIONS)} kind purpose minutes result order_no done planned",
        ),
    ),
    dimensions=CUSTOMER_DIMENSIONS,
    detail=("date", "kind", "purpose", "minutes", "result", "order_no", "done", "planned"),
    is_plan=True,
)
#: Visits that were made.
VISITS = replace(VISIT_PLANS, id="visits", is_plan=False, kinds=RowKinds("kind", ("done",)))
FACTS = (VISITS, VISIT_PLANS)

_DONE, _PLANNED = "f.done = 1", "f.planned = 1"
_MADE, _PLANS = RequiredRows(_DONE), RequiredRows(_PLANNED)
_VISITED = f"count(DISTINCT CASE WHEN {_DONE} THEN f.customer END)"
_WANTED = f"count(DISTINCT CASE WHEN {_PLANNED} THEN f.customer END)"
#: Who was planned and who was visited, less whoever is either, are those who are both.
_BOTH = f"{_WANTED} + {_VISITED} - count(DISTINCT CASE WHEN {_DONE} OR {_PLANNED} THEN f.customer END)"


def _count(metric_id: str, aggregate: str, where: str, *needed: RequiredRows) -> Metric:
    """A count of visits that were made, or of plans where it needs some."""
    read = tuple(name for name in ("customer", "done", "planned") if f"f.{name}" in aggregate)
    return Metric(
        metric_id, Unit.COUNT, Polarity.HIGHER_IS_BETTER, VISIT_PLANS if _PLANS in needed else VISITS, aggregate, read,
        empty_is_zero=True, required_rows=needed, rows_where=where,
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _count("visits_done", "sum(f.done)", _DONE, _MADE),
    _count("visits_planned", "sum(f.planned)", _PLANNED, _PLANS),
    _count("customers_visited", _VISITED, _DONE, _MADE),
    _count("customers_planned", _WANTED, _PLANNED, _PLANS),
    _count("planned_customers_visited", _BOTH, f"({_DONE} OR {_PLANNED})", _MADE, _PLANS),
    Metric("visit_plan_share", Unit.PERCENT, expression=ratio("visits_done", "visits_planned")),
    Metric("visit_coverage", Unit.PERCENT, expression=ratio("planned_customers_visited", "customers_planned")),
    Metric("sales_per_visit", Unit.MONEY, expression=ratio("net_sales", "visits_done")),
    Metric(
        "visit_minutes", Unit.MINUTES, Polarity.NEUTRAL, VISITS,
        f"CAST(sum(CASE WHEN {_DONE} THEN f.minutes END) AS DOUBLE) / nullif(count(CASE WHEN {_DONE} THEN f.minutes END), 0)",
        ("minutes", "done"), rows_where=f"{_DONE} AND f.minutes IS NOT NULL",
    ),
)  # fmt: skip
