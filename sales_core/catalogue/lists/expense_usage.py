"""Spent, committed and budgeted by a part of the company or of its expenses, the largest overspending first."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListParameter, ListSpec, MetricScan
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

EXPENSE_PARTS = ("branch", "region", "type", "owner", "promotion")
_MONEY = ("expense", "expense_budget_to_date", "expense_over", "expense_budget", "expense_committed", "expense_left")
_SHARES = ("expense_pace", "expense_usage")
_METRICS = (*_MONEY, *_SHARES)

LIST = ListSpec(
    id="expense_usage",
    right=Right.VIEW_COST,
    scans=(),
    metric_scans=(MetricScan("spent", _METRICS, (), by_parameters=("split",)),),
    columns=(
        ListColumn("part", kind=ColumnKind.CODE, dimension_parameter="split"),
        *(ListColumn(name, Unit.MONEY, metric=name) for name in _MONEY),
        *(ListColumn(name, Unit.PERCENT, metric=name) for name in _SHARES),
    ),
    sql=f"SELECT {{sql:part}} AS part, {', '.join(f's.{name}' for name in _METRICS)} FROM {{metrics:spent}} AS s",
    order=("-expense_over", "-expense", "part"),
    parameters=(ListParameter("split", "branch", {name: {"part": f's."{name}"'} for name in EXPENSE_PARTS}),),
)
