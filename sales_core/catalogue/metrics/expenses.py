"""What is spent, against what was budgeted and what was sold. Expenses without a branch are the head office's."""

from __future__ import annotations

from sales_core.catalogue.datasets.expenses import DATASET
from sales_core.catalogue.metric import Fact, FactSource, Metric, Polarity, RequiredRows, ratio, rollup_sources
from sales_core.kernel.units import Unit

_DIMENSIONS = ("region", "branch", "type", "owner", "promotion")
_SUMS = ("spent", "budgeted", "committed")
_SOURCES = rollup_sources(DATASET.id, DATASET.rollups, (*_DIMENSIONS, "kind"))
#: What is spent is what things cost: who may not see costs sees no expenses.
_AS_COST = tuple((name, ("cost",)) for name in _SUMS)

EXPENSES = Fact(
    id="expenses",
    sources=_SOURCES,
    dimensions=_DIMENSIONS,
    detail=("date", "kind", "amount"),
    has_month_column=True,
    computed_from=_AS_COST,
)

#: The same rows by whole months: a month's budget is one amount, on whichever of its days the file puts it.
EXPENSE_BUDGETS = Fact(
    id="expense_budgets",
    sources=tuple(FactSource(one.table, "month", one.columns) for one in _SOURCES),
    dimensions=_DIMENSIONS,
    detail=("month", "kind", "amount"),
    time=("month", "quarter", "year"),
    whole_months=True,
    computed_from=_AS_COST,
)

FACTS = (EXPENSES, EXPENSE_BUDGETS)

_SPENT = RequiredRows("f.kind = 'actual'")
#: What falls on the days asked: all of it, or by the usual course of a month where they cut one.
_SHARE = "f.budgeted * {month_share}"
#: Of the running month what is due by its selling days: money is spent by time, not as sales come in.
_DUE = (
    f"sum(CAST(CASE WHEN f.month < {{as_of_month}} THEN {_SHARE}"
    " WHEN f.month = {as_of_month} THEN f.budgeted * {time_share} ELSE 0 END AS DECIMAL(18, 4)))"
)


def _spent(metric_id: str, *, ignore_filters: bool = False) -> Metric:
    return Metric(
        metric_id, Unit.MONEY, Polarity.LOWER_IS_BETTER, EXPENSES, "sum(f.spent)", ("spent",), empty_is_zero=True,
        required_rows=(_SPENT,), rows_where="f.kind = 'actual'", ignore_filters=ignore_filters,
    )  # fmt: skip


def _budget(metric_id: str, aggregate: str) -> Metric:
    """Without a budget there is none: 0 would say that nothing may be spent."""
    return Metric(
        metric_id, Unit.MONEY, Polarity.NEUTRAL, EXPENSE_BUDGETS, f"nullif({aggregate}, 0)", ("budgeted",),
        rows_where="f.kind = 'budget'",
    )  # fmt: skip


METRICS = (
    _spent("expense"),
    _spent("expense_all", ignore_filters=True),
    Metric(
        "expense_committed", Unit.MONEY, Polarity.NEUTRAL, EXPENSE_BUDGETS, "nullif(sum(f.committed), 0)", ("committed",),
        rows_where="f.kind = 'committed'",
    ),
    _budget("expense_budget", f"sum(CAST({_SHARE} AS DECIMAL(18, 4)))"),
    _budget("expense_budget_to_date", _DUE),
    Metric(
        "expense_usage", Unit.PERCENT, Polarity.LOWER_IS_BETTER, expression=ratio("expense", "expense_budget"),
    ),
    Metric(
        "expense_pace", Unit.PERCENT, Polarity.LOWER_IS_BETTER, expression=ratio("expense", "expense_budget_to_date"),
    ),
    Metric(
        "expense_over", Unit.MONEY, Polarity.LOWER_IS_BETTER, expression="{expense} - {expense_budget_to_date}",
    ),
    Metric(
        "expense_left", Unit.MONEY, expression="{expense_budget} - {expense} - coalesce({expense_committed}, 0)",
    ),
    Metric(
        "expense_ratio", Unit.PERCENT, Polarity.LOWER_IS_BETTER,
        expression="CASE WHEN {net_sales} > 0 THEN CAST({expense} AS DOUBLE) / CAST({net_sales} AS DOUBLE) END",
    ),
    Metric(
        "expense_share", Unit.PERCENT, Polarity.NEUTRAL, expression=ratio("expense", "expense_all"),
    ),
    Metric(
        "expense_yield", Unit.RATIO, expression=ratio("sales_share", "expense_share"),
    ),
)  # fmt: skip
