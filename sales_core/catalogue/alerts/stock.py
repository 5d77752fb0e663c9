"""Stock: too old, too much, too slow, or gone while it is asked for."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.alert import (
    AlertArea,
    AlertCondition,
    AlertRule,
    AlertStake,
    AlertWindow,
    ConditionKind,
    ListMeasure,
    MetricMeasure,
    RiskTab,
)

_ANY = AlertCondition(ConditionKind.ABOVE, Decimal(0))

ALERTS: tuple[AlertRule, ...] = (
    AlertRule(
        "expired_stock",
        AlertArea.STOCK,
        MetricMeasure("expired_value", ("branch", "product"), AlertWindow.DAY),
        _ANY,
        AlertStake("expired_value"),
        lead_days=0,
        owner="branch",
        floor=Decimal("0.0005"),
        risk=RiskTab.CREDIT_STOCK,
    ),
    AlertRule(
        "near_expiry_stock",
        AlertArea.STOCK,
        MetricMeasure("near_expiry_value", ("branch", "product"), AlertWindow.DAY),
        _ANY,
        AlertStake("near_expiry_value"),
        lead_days=60,
        owner="branch",
        floor=Decimal("0.001"),
        risk=RiskTab.CREDIT_STOCK,
    ),
    AlertRule(
        "stock_out",
        AlertArea.STOCK,
        ListMeasure("reorder_list", "lost_sales", ("product",), ("state", "out")),
        _ANY,
        AlertStake("stock_quantity", column="lost_sales"),
        lead_days=7,
        floor=Decimal("0.0005"),
        risk=RiskTab.CREDIT_STOCK,
    ),
    AlertRule(
        "slow_stock",
        AlertArea.STOCK,
        MetricMeasure("slow_moving_value", ("branch", "product"), AlertWindow.DAY),
        _ANY,
        AlertStake("slow_moving_value"),
        lead_days=180,
        owner="branch",
        floor=Decimal("0.001"),
        risk=RiskTab.CREDIT_STOCK,
    ),
    AlertRule(
        "excess_stock",
        AlertArea.STOCK,
        MetricMeasure("excess_value", ("branch", "product"), AlertWindow.DAY),
        _ANY,
        AlertStake("excess_value"),
        lead_days=120,
        owner="branch",
        floor=Decimal("0.003"),
        unless=("slow_stock", "near_expiry_stock"),
    ),
)
