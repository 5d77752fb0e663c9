"""Credit control: who owes more than agreed. A limit of 0 or blank means none is set."""

from __future__ import annotations

from sales_core.catalogue.metric import Good, Metric, Time, ratio
from sales_core.catalogue.metrics.receivables_facts import BALANCES, NO_DOCUMENTS
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit


def _limit(  # noqa: PLR0917 - a table of metrics, one line each
    metric_id: str, label: Text, definition: Text, formula: Text, condition: str, value: str, unit: Unit
) -> Metric:
    counted = unit is Unit.COUNT
    return Metric(
        id=metric_id,
        label=label,
        definition=definition,
        formula=formula,
        unit=unit,
        good=Good.DOWN,
        fact=BALANCES,
        aggregate=f"count(DISTINCT CASE WHEN {condition} THEN customer END)"
        if counted
        else f"sum(CASE WHEN {condition} THEN {value} ELSE 0 END)",
        needs=("balance", "credit_limit", "customer"),
        time=Time.OPEN,
        empty_is_zero=True,
        rows_where=condition,
        why_none=NO_DOCUMENTS,
    )


METRICS = (
    _limit(
        "over_limit_customers", Text("超额度客户数", "Customers over limit"),
        Text("应收余额大于信用额度的客户数；额度为 0 或空视为未设额度，不计入。",
             "Customers who owe more than their credit limit; a limit of 0 or blank means none is set and is not counted."),
        Text("计数（余额 > 额度）", "count (balance > limit)"), "balance > credit_limit", "", Unit.COUNT,
    ),
    _limit(
        "over_limit_amount", Text("超额度金额", "Amount over limit"),
        Text("超额度客户的余额超出额度的部分之和。", "What customers over their limit owe beyond it."),
        Text("Σ max(0, 余额 − 额度)", "Σ max(0, balance − limit)"), "balance > credit_limit", "balance - credit_limit", Unit.MONEY,
    ),
    _limit(
        "no_limit_customers", Text("未设额度的欠款客户数", "Debtors without a limit"),
        Text("有应收余额而未设信用额度（0 或空）的客户数。", "Customers who owe money and have no credit limit set (0 or blank)."),
        Text("计数", "count"), "balance > 0 AND credit_limit IS NULL", "", Unit.COUNT,
    ),
    _limit(
        "debtors", Text("欠款客户数", "Debtors"),
        Text("有应收余额的客户数。", "Customers who owe money on the day."),
        Text("计数（余额 > 0）", "count (balance > 0)"), "balance > 0", "", Unit.COUNT,
    ),
    _limit(
        "credit_limit", Text("信用额度", "Credit limit"),
        Text("有过应收往来且设有额度的客户的信用额度之和。", "Credit limits of customers that have a limit and ever had a document."),
        Text("Σ 额度", "Σ limits"), "credit_limit IS NOT NULL", "credit_limit", Unit.MONEY,
    ),
    _limit(
        "credit_used", Text("已用额度", "Credit used"),
        Text("设有额度的客户的应收余额（负余额计 0）。", "What customers with a limit owe (negative balances count 0)."),
        Text("Σ max(0, 余额)", "Σ max(0, balance)"), "credit_limit IS NOT NULL AND balance > 0", "balance", Unit.MONEY,
    ),
    Metric(
        id="credit_utilisation",
        label=Text("额度使用率", "Credit utilisation"),
        definition=Text("设有额度的客户：应收余额 ÷ 额度。", "Customers with a limit: what they owe ÷ their limits."),
        formula=Text("{credit_used} ÷ {credit_limit}", "{credit_used} ÷ {credit_limit}"),
        unit=Unit.PERCENT,
        good=Good.DOWN,
        expression=ratio("credit_used", "credit_limit"),
        why_none=Text("没有设置额度的客户", "No customer has a limit"),
    ),
)  # fmt: skip
