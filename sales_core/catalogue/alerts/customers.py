"""Customers: gone, buying less, or carrying too much alone."""

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

ALERTS: tuple[AlertRule, ...] = (
    AlertRule(
        "customer_lost",
        AlertArea.CUSTOMERS,
        MetricMeasure("net_sales", ("customer",), AlertWindow.QUARTER),
        AlertCondition(ConditionKind.FALL, Decimal("-0.95"), Decimal("-0.8"), compare=Compare.LAST_YEAR),
        AlertStake("net_sales", compare=Compare.LAST_YEAR),
        lead_days=0,
        owner="rep",
        floor=Decimal("0.001"),
        risk=RiskTab.CUSTOMER,
    ),
    AlertRule(
        "customer_falling",
        AlertArea.CUSTOMERS,
        MetricMeasure("net_sales", ("customer",), AlertWindow.QUARTER),
        AlertCondition(ConditionKind.FALL, Decimal("-0.4"), Decimal("-0.25"), compare=Compare.LAST_YEAR),
        AlertStake("net_sales", compare=Compare.LAST_YEAR),
        lead_days=60,
        owner="rep",
        floor=Decimal("0.003"),
        risk=RiskTab.CUSTOMER,
        unless=("customer_lost",),
    ),
    AlertRule(
        "customer_dependence",
        AlertArea.CUSTOMERS,
        MetricMeasure("sales_share", ("customer",), AlertWindow.QUARTER),
        AlertCondition(ConditionKind.ABOVE, Decimal("0.1"), Decimal("0.08")),
        AlertStake("net_sales"),
        lead_days=180,
        risk=RiskTab.CUSTOMER,
    ),
    AlertRule(
        "customers_leaving",
        AlertArea.CUSTOMERS,
        MetricMeasure("active_customers", ("branch",), AlertWindow.QUARTER),
        AlertCondition(ConditionKind.FALL, Decimal("-0.15"), Decimal("-0.1"), compare=Compare.LAST_YEAR),
        AlertStake("net_sales", compare=Compare.LAST_YEAR),
        lead_days=90,
        owner="branch",
        risk=RiskTab.CUSTOMER,
    ),
)
