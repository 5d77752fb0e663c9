"""Sales: behind the pace, landing short, falling, sent back, sold too cheap."""

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

_SETTLES = 10

ALERTS: tuple[AlertRule, ...] = (
    AlertRule(
        "branch_behind_pace",
        AlertArea.SALES,
        MetricMeasure("pace", ("branch",), settles=_SETTLES),
        AlertCondition(ConditionKind.BEHIND_PACE, Decimal("0.9"), Decimal("0.95")),
        AlertStake("gap_to_pace"),
        lead_days=10,
        owner="branch",
        floor=Decimal("0.002"),
        risk=RiskTab.MARKET,
    ),
    AlertRule(
        "rep_behind_pace",
        AlertArea.SALES,
        MetricMeasure("pace", ("rep",), settles=_SETTLES),
        AlertCondition(ConditionKind.BEHIND_PACE, Decimal("0.75"), Decimal("0.85")),
        AlertStake("gap_to_pace"),
        lead_days=10,
        owner="rep",
        floor=Decimal("0.002"),
    ),
    AlertRule(
        "landing_short",
        AlertArea.SALES,
        MetricMeasure("landing_achievement", settles=_SETTLES),
        AlertCondition(ConditionKind.BELOW, Decimal("0.95"), Decimal("0.98")),
        AlertStake("target", minus="landing"),
        lead_days=10,
        risk=RiskTab.MARKET,
    ),
    AlertRule(
        "branch_sales_falling",
        AlertArea.SALES,
        MetricMeasure("yoy", ("branch",), AlertWindow.LAST_MONTH),
        AlertCondition(ConditionKind.BELOW, Decimal("-0.05"), Decimal(0), periods=3),
        AlertStake("net_sales_change"),
        lead_days=90,
        owner="branch",
        floor=Decimal("0.002"),
        risk=RiskTab.MARKET,
    ),
    AlertRule(
        "category_sales_falling",
        AlertArea.SALES,
        MetricMeasure("yoy", ("category",), AlertWindow.LAST_MONTH),
        AlertCondition(ConditionKind.BELOW, Decimal("-0.1"), Decimal("-0.03"), periods=2),
        AlertStake("net_sales_change"),
        lead_days=60,
        floor=Decimal("0.002"),
        risk=RiskTab.MARKET,
    ),
    AlertRule(
        "branch_returns",
        AlertArea.SALES,
        MetricMeasure("return_rate", ("branch",), AlertWindow.QUARTER),
        AlertCondition(ConditionKind.ABOVE, Decimal("0.05"), Decimal("0.04")),
        AlertStake("returns"),
        lead_days=30,
        owner="branch",
        floor=Decimal("0.001"),
    ),
    AlertRule(
        "category_profit_falling",
        AlertArea.SALES,
        MetricMeasure("margin", ("category",), AlertWindow.QUARTER),
        AlertCondition(ConditionKind.FALL, Decimal("-0.1"), Decimal("-0.05"), compare=Compare.LAST_YEAR),
        AlertStake("gross_profit", compare=Compare.LAST_YEAR),
        lead_days=60,
        floor=Decimal("0.002"),
        risk=RiskTab.MARKET,
    ),
)
