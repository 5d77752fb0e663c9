"""How fast receivables turn into cash: DSO in three ways, collection effectiveness, overdue share."""

from __future__ import annotations

from sales_core.catalogue.metric import Metric, Polarity, TimeWindow, ratio
from sales_core.catalogue.metrics.countback import countback_sql
from sales_core.catalogue.metrics.receivables_facts import DOCUMENTS, DOCUMENTS_OF_PERIOD, INVOICING, MOVEMENTS
from sales_core.kernel.units import Unit

_INVOICED = f"sum(CASE WHEN {INVOICING} AND {{at}} >= {{opens}} THEN amount ELSE 0 END)"


def _days(metric_id: str, part: str) -> Metric:
    """DSO over one part of what is open; one aggregate, so that each month of a trend has its own days."""
    condition = "due >= {closes}" if part == "receivables_not_due" else "TRUE"
    return Metric(
        id=metric_id,
        unit=Unit.DAYS,
        polarity=Polarity.LOWER_IS_BETTER,
        fact=MOVEMENTS,
        aggregate=f"CASE WHEN {_INVOICED} > 0 THEN CAST(sum(CASE WHEN {condition} THEN amount ELSE 0 END) AS DOUBLE)"
        f" * max({{days}}) / CAST({_INVOICED} AS DOUBLE) END",
        columns=("amount", "source") if condition == "TRUE" else ("amount", "source", "due"),
        required_rows=(DOCUMENTS,),
        time=TimeWindow.CUMULATIVE,
    )


_CEI_BASE = "CAST({receivables_opening} AS DOUBLE) + CAST({invoiced_per_month} AS DOUBLE)"

METRICS = (
    Metric(
        id="overdue_share",
        unit=Unit.PERCENT,
        polarity=Polarity.LOWER_IS_BETTER,
        expression=ratio("receivables_overdue", "receivables_open"),
    ),
    Metric(
        id="invoiced_per_month",
        unit=Unit.MONEY,
        fact=MOVEMENTS,
        aggregate=f"CAST({_INVOICED} / (max(datediff('month', {{opens}}, {{closes}})) + 1) AS DECIMAL(18, 4))",
        columns=("amount", "source"),
        required_rows=(DOCUMENTS_OF_PERIOD,),
        time=TimeWindow.CUMULATIVE,
        rows_where=f"{INVOICING} AND {{at}} >= {{opens}}",
    ),
    _days(
        "dso_simple", "receivables_open",
    ),
    _days(
        "dso_best_possible", "receivables_not_due",
    ),
    Metric(
        id="dso_countback",
        unit=Unit.DAYS,
        polarity=Polarity.LOWER_IS_BETTER,
        fact=MOVEMENTS,
        aggregate=countback_sql(INVOICING),
        columns=("amount", "source"),
        required_rows=(DOCUMENTS,),
        time=TimeWindow.CUMULATIVE,
    ),
    Metric(
        id="cei",
        unit=Unit.PERCENT,
        expression=f"CASE WHEN {_CEI_BASE} - CAST({{receivables_not_due}} AS DOUBLE) > 0"
        f" THEN ({_CEI_BASE} - CAST({{receivables_open}} AS DOUBLE))"
        f" / ({_CEI_BASE} - CAST({{receivables_not_due}} AS DOUBLE)) END",
    ),
)  # fmt: skip
