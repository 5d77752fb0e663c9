"""Cash: late, beyond what was agreed, slower than before."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.alert import (
    AlertArea,
    AlertCondition,
    AlertRule,
    AlertStake,
    AlertWindow,
    ConditionKind,
    MetricMeasure,
    RiskTab,
)
from sales_core.kernel.query import Compare

_ANY = AlertCondition(ConditionKind.ABOVE, Decimal(0))

ALERTS: tuple[AlertRule, ...] = (
    AlertRule(
        "customer_overdue",
        AlertArea.CASH,
        MetricMeasure("receivables_overdue", ("customer",), AlertWindow.DAY),
        _ANY,
        AlertStake("receivables_overdue"),
        lead_days=30,
        owner="rep",
        floor=Decimal("0.003"),
        risk=RiskTab.CREDIT_STOCK,
        unless=("customer_long_overdue",),
    ),
    AlertRule(
        "customer_long_overdue",
        AlertArea.CASH,
        MetricMeasure("receivables_over_120", ("customer",), AlertWindow.DAY),
        _ANY,
        AlertStake("receivables_over_120"),
        lead_days=0,
        owner="rep",
        floor=Decimal("0.001"),
        risk=RiskTab.CREDIT_STOCK,
    ),
    AlertRule(
        "customer_over_limit",
        AlertArea.CASH,
        MetricMeasure("over_limit_amount", ("customer",), AlertWindow.DAY),
        _ANY,
        AlertStake("over_limit_amount"),
        lead_days=30,
        owner="rep",
        floor=Decimal("0.002"),
        risk=RiskTab.CREDIT_STOCK,
    ),
    AlertRule(
        "branch_overdue_share",
        AlertArea.CASH,
        MetricMeasure("overdue_share", ("branch",), AlertWindow.DAY),
        AlertCondition(ConditionKind.ABOVE, Decimal("0.35"), Decimal("0.3")),
        AlertStake("receivables_overdue"),
        lead_days=30,
        owner="branch",
        floor=Decimal("0.005"),
        risk=RiskTab.CREDIT_STOCK,
    ),
    AlertRule(
        "branch_collections_short",
        AlertArea.CASH,
        MetricMeasure("achievement_collections", ("branch",), AlertWindow.LAST_MONTH),
        AlertCondition(ConditionKind.BELOW, Decimal("0.8"), Decimal("0.9")),
        AlertStake("target_collections", minus="collections"),
        lead_days=30,
        owner="branch",
        floor=Decimal("0.002"),
    ),
    AlertRule(
        "days_outstanding_rising",
        AlertArea.CASH,
        MetricMeasure("dso_simple", window=AlertWindow.LAST_MONTH),
        AlertCondition(ConditionKind.RISE, Decimal("0.15"), Decimal("0.1"), compare=Compare.LAST_YEAR),
        AlertStake("receivables_open", compare=Compare.LAST_YEAR),
        lead_days=60,
    ),
)
