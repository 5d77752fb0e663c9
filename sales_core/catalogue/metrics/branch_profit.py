"""A branch as a business: from net sales to what is left after expenses and the money tied up in it.

Every line but the ratios adds up: branches and what belongs to none make the company. Sales without a cost stand apart
and are in no profit. Capital is charged for each day that a balance stood: rate of a year x balance x days / 365, each
row to the ten-thousandth, so that parts make the whole exactly.
"""

from __future__ import annotations

from sales_core.catalogue.metric import Metric, Polarity, RequiredRows, TimeWindow, ratio
from sales_core.catalogue.metrics.receivables_facts import DOCUMENTS, MOVEMENTS
from sales_core.catalogue.metrics.stock_facts import SNAPSHOTS
from sales_core.kernel.units import Unit

FACTS = ()


def _charge(balance: str, last: str) -> str:
    """SQL of one row: what a balance costs from its day, or the period's first, through `last`."""
    days = f"(datediff('day', greatest({{at}}, {{opens}}), {last}) + 1)"
    return f"CAST(CAST({balance} AS DOUBLE) * {days} * {{capital_rate}} / 365 AS DECIMAL(18, 4))"


METRICS = (
    Metric(
        "uncosted_sales", Unit.MONEY, Polarity.LOWER_IS_BETTER, expression="{net_sales} - coalesce({costed_sales}, 0)",
    ),
    Metric(
        "contribution", Unit.MONEY,
        expression="CASE WHEN {cost_of_sales} IS NOT NULL THEN {costed_sales} - {cost_of_sales} - {expense} END",
    ),
    Metric(
        "contribution_budget", Unit.MONEY, Polarity.NEUTRAL, expression="{target_gross_profit} - {expense_budget}",
    ),
    Metric(
        "receivables_charge", Unit.MONEY, Polarity.LOWER_IS_BETTER, MOVEMENTS, f"sum({_charge('amount', '{closes}')})",
        ("amount", "date"), TimeWindow.CUMULATIVE, empty_is_zero=True, required_rows=(DOCUMENTS,),
    ),
    Metric(
        "stock_charge", Unit.MONEY, Polarity.LOWER_IS_BETTER, SNAPSHOTS,
        f"sum(CASE WHEN until >= {{opens}} THEN {_charge('value', 'least(until, {closes})')} ELSE 0 END)",
        ("value", "until"), TimeWindow.CUMULATIVE, empty_is_zero=True,
        required_rows=(RequiredRows("f.value IS NOT NULL"),), rows_where="until >= {opens}",
    ),
    Metric(
        "capital_charge", Unit.MONEY, Polarity.LOWER_IS_BETTER,
        expression="CASE WHEN {receivables_charge} IS NOT NULL OR {stock_charge} IS NOT NULL"
        " THEN coalesce({receivables_charge}, 0) + coalesce({stock_charge}, 0) END",
    ),
    Metric(
        "branch_profit", Unit.MONEY, expression="{contribution} - {capital_charge}",
    ),
    Metric(
        "branch_profit_ratio", Unit.PERCENT,
        expression="CASE WHEN {net_sales} > 0 THEN CAST({branch_profit} AS DOUBLE) / CAST({net_sales} AS DOUBLE) END",
    ),
    Metric(
        "cash_ratio", Unit.PERCENT, expression=ratio("collections", "net_sales"),
    ),
)  # fmt: skip
