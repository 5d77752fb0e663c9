"""Each branch from net sales to what is left, beside last year; the row without a branch is what belongs to none."""

from __future__ import annotations

from sales_core.catalogue.list import Drill, ListColumn, ListSpec, MetricScan
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: Lines that add up over branches, in the order of the ladder.
ACCOUNT_LINES = (
    "net_sales", "uncosted_sales", "costed_sales", "cost_of_sales", "gross_profit", "expense", "contribution",
    "receivables_charge", "stock_charge", "capital_charge", "branch_profit",
)  # fmt: skip
_LAST_YEAR = ("net_sales", "branch_profit")

_SQL = f"""
SELECT l.branch, {", ".join(f"l.{name}" for name in ACCOUNT_LINES)}, l.branch_profit_ratio, l.expense_ratio,
    {", ".join(f"l.{name}__before AS {name}_before" for name in _LAST_YEAR)}
FROM {{metrics:lines}} AS l
"""

LIST = ListSpec(
    id="branch_accounts",
    right=Right.VIEW_COST,
    scans=(),
    metric_scans=(
        MetricScan("lines", (*ACCOUNT_LINES, "branch_profit_ratio", "expense_ratio"), ("branch",), Compare.LAST_YEAR),
    ),
    columns=(
        ListColumn("branch", dimension="branch"),
        *(ListColumn(name, Unit.MONEY, metric=name) for name in ACCOUNT_LINES),
        ListColumn("branch_profit_ratio", Unit.PERCENT, metric="branch_profit_ratio"),
        ListColumn("expense_ratio", Unit.PERCENT, metric="expense_ratio"),
        *(ListColumn(f"{name}_before", Unit.MONEY, made_of=(name,)) for name in _LAST_YEAR),
    ),
    sql=_SQL,
    order=("branch_profit", "branch"),
    drill=(Drill("net_sales", "net_sales", "branch"), Drill("branch_profit", "branch_profit", "branch")),
)
