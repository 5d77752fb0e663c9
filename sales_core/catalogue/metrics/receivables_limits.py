"""Credit control: who owes more than agreed. A limit of 0 or blank means none is set."""

from __future__ import annotations

from sales_core.catalogue.metric import Metric, Polarity, RequiredRows, TimeWindow, ratio
from sales_core.catalogue.metrics.receivables_facts import BALANCES, DOCUMENTS, LIMITS
from sales_core.kernel.units import Unit


def _limit(
    metric_id: str, condition: str, value: str, unit: Unit, required: tuple[RequiredRows, ...] = (DOCUMENTS, LIMITS)
) -> Metric:
    counted = unit is Unit.COUNT
    aggregate = (
        f"count(DISTINCT CASE WHEN {condition} THEN customer END)"
        if counted
        else f"sum(CASE WHEN {condition} THEN {value} ELSE 0 END)"
    )
    return Metric(
        id=metric_id,
        unit=unit,
        polarity=Polarity.LOWER_IS_BETTER,
        fact=BALANCES,
        aggregate=aggregate,
        columns=tuple(name for name in ("balance", "credit_limit", "customer") if name in aggregate),
        time=TimeWindow.CUMULATIVE,
        empty_is_zero=True,
        required_rows=required,
        rows_where=condition,
    )


METRICS = (
    _limit(
        "over_limit_customers",
        "balance > credit_limit", "", Unit.COUNT,
    ),
    _limit(
        "over_limit_amount",
        "balance > credit_limit", "balance - credit_limit", Unit.MONEY,
    ),
    _limit(
        "no_limit_customers",
        "balance > 0 AND credit_limit IS NULL", "", Unit.COUNT, (DOCUMENTS,),
    ),
    _limit(
        "debtors",
        "balance > 0", "", Unit.COUNT, (DOCUMENTS,),
    ),
    _limit(
        "credit_limit",
        "credit_limit IS NOT NULL", "credit_limit", Unit.MONEY,
    ),
    _limit(
        "credit_used",
        "credit_limit IS NOT NULL AND balance > 0", "balance", Unit.MONEY,
    ),
    Metric(
        id="credit_utilisation",
        unit=Unit.PERCENT,
        polarity=Polarity.LOWER_IS_BETTER,
        expression=ratio("credit_used", "credit_limit"),
    ),
)  # fmt: skip
