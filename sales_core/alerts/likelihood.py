"""How likely a risk is, by how often it came true: months beyond the limit among the last whole ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sales_core.alerts.measures import relative_change
from sales_core.alerts.unseen_sales import last_whole_month
from sales_core.catalogue.alert import AlertLevel, AlertRule, MetricMeasure
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.format import as_decimal
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, Query, ResultRow
from sales_core.kernel.terms import Period

LOOK_BACK_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Likelihood:
    """`beyond` of `known` months. `share`: (beyond + 1) ÷ (known + 2), which is one half while nothing is known and
    never 0 or 1 (Laplace's rule of succession).
    """

    beyond: int
    known: int

    @property
    def share(self) -> float:
        """The likelihood, above 0 and below 1."""
        return (self.beyond + 1) / (self.known + 2)


def history_query(rule: AlertRule, filters: tuple[Filter, ...], as_of: date, catalogue: Catalogue) -> Query | None:
    """What to ask for the likelihood of a case of the rule; None where its past cannot be told month by month."""
    measure = rule.measure
    if not isinstance(measure, MetricMeasure):
        return None
    kept = tuple(item for item in filters if supports_dimensions(catalogue, measure.metric, (item.dimension,)))
    if not supports_dimensions(catalogue, measure.metric, [item.dimension for item in kept]):
        kept = tuple(item for item in filters if item.dimension in measure.by)
    last = last_whole_month(as_of)
    months = Period(add_months(last.start, 1 - LOOK_BACK_MONTHS), last.end)
    return Query((measure.metric,), ("month",), months, kept, rule.condition.compare)


def likelihood_of(rule: AlertRule, rows: tuple[ResultRow, ...]) -> Likelihood:
    """The likelihood by the answer to `history_query`."""
    measure, condition = rule.measure, rule.condition
    assert isinstance(measure, MetricMeasure)  # noqa: S101 - the query was made of one
    beyond = known = 0
    for row in rows:
        value = as_decimal(row[measure.metric])
        if condition.compare is not None:
            value = relative_change(value, as_decimal(row.get(f"{measure.metric}__before")))
        if value is not None:
            known += 1
            beyond += condition.level(value) is AlertLevel.BEYOND
    return Likelihood(beyond, known)
