"""Data: what did not come, and what figures cannot be told without."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.alert import (
    AlertArea,
    AlertCondition,
    AlertRule,
    AlertStake,
    ConditionKind,
    FreshnessMeasure,
    MetricMeasure,
)
from sales_core.kernel.query import Compare

ALERTS: tuple[AlertRule, ...] = (
    AlertRule(
        "sales_not_loaded",
        AlertArea.DATA,
        FreshnessMeasure("sales"),
        AlertCondition(ConditionKind.ABOVE, Decimal(7), Decimal(3)),
        AlertStake("net_sales"),
        lead_days=0,
    ),
    AlertRule(
        "stock_not_loaded",
        AlertArea.DATA,
        FreshnessMeasure("stock"),
        AlertCondition(ConditionKind.ABOVE, Decimal(45), Decimal(35)),
        AlertStake("stock_quantity"),
        lead_days=0,
    ),
    AlertRule(
        "receivables_not_loaded",
        AlertArea.DATA,
        FreshnessMeasure("receivables"),
        AlertCondition(ConditionKind.ABOVE, Decimal(45), Decimal(35)),
        AlertStake("receivables_open"),
        lead_days=0,
    ),
    AlertRule(
        "branch_silent",
        AlertArea.DATA,
        MetricMeasure("net_sales", ("branch",), settles=10),
        AlertCondition(ConditionKind.FALL, Decimal("-0.95"), Decimal("-0.7"), compare=Compare.LAST_MONTH),
        AlertStake("net_sales", compare=Compare.LAST_MONTH),
        lead_days=0,
    ),
    AlertRule(
        "cost_missing",
        AlertArea.DATA,
        MetricMeasure("cost_coverage"),
        AlertCondition(ConditionKind.BELOW, Decimal("0.9"), Decimal("0.95")),
        AlertStake("net_sales", minus="costed_sales"),
        lead_days=0,
    ),
    AlertRule(
        "target_unallocated",
        AlertArea.DATA,
        MetricMeasure("target_unallocated"),
        AlertCondition(ConditionKind.ABOVE, Decimal(0)),
        AlertStake("target_unallocated"),
        lead_days=30,
        floor=Decimal("0.01"),
    ),
)
