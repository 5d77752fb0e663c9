"""What was invoiced, collected and settled in a period, and how late."""

from __future__ import annotations

from sales_core.catalogue.metric import Metric, Polarity
from sales_core.catalogue.metrics.receivables_facts import (
    COLLECTIONS,
    DOCUMENTS,
    INVOICES,
    SETTLEMENTS,
)
from sales_core.kernel.units import Unit

METRICS = (
    Metric(
        id="invoiced",
        unit=Unit.MONEY,
        fact=INVOICES,
        aggregate="sum(amount)",
        columns=("amount",),
        empty_is_zero=True,
    ),
    Metric(
        id="collections",
        unit=Unit.MONEY,
        fact=COLLECTIONS,
        aggregate="sum(amount)",
        columns=("amount",),
        empty_is_zero=True,
    ),
    Metric(
        id="settled_documents",
        unit=Unit.COUNT,
        fact=SETTLEMENTS,
        aggregate="count(*)",
        empty_is_zero=True,
        required_rows=(DOCUMENTS,),
    ),
    Metric(
        id="days_late_average",
        unit=Unit.DAYS,
        polarity=Polarity.LOWER_IS_BETTER,
        fact=SETTLEMENTS,
        aggregate="CAST(sum(greatest(days_late, 0)) AS DOUBLE) / nullif(count(*), 0)",
        columns=("days_late",),
    ),
    Metric(
        id="late_share",
        unit=Unit.PERCENT,
        polarity=Polarity.LOWER_IS_BETTER,
        fact=SETTLEMENTS,
        aggregate="CAST(sum(CASE WHEN days_late > 0 THEN 1 ELSE 0 END) AS DOUBLE) / nullif(count(*), 0)",
        columns=("days_late",),
    ),
)
