"""Expenses against budget: the running total beside what is due, and every part with what it is over."""

from __future__ import annotations

from datetime import date

from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.blocks import Chart, Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.expenses.accounts import spending_day, spending_of
from sales_core.charts.forms.cumulative import Point, cumulative
from sales_core.format import as_decimal
from sales_core.kernel.query import ListQuery, Result
from sales_core.kernel.units import Unit

_COLUMNS = (
    "part", "expense", "expense_budget_to_date", "expense_over", "expense_pace", "expense_budget", "expense_usage",
    "expense_committed", "expense_left",
)  # fmt: skip


def burn_up(context: BoardContext) -> Chart | None:
    """The running total of expenses beside the budget; nothing where either is masked."""
    if context.is_masked("expense"):
        return None
    spent = spending_of(context, "expense", by=("date",), order_by="date")
    whole = spending_of(context, "expense", "expense_budget", "expense_budget_to_date")
    row = whole.one()
    run, actual = ZERO, [Point(context.period.start, ZERO)]
    for one in spent:
        run += as_amount(one, "expense")
        if isinstance(day := one["date"], date) and as_amount(one, "expense"):
            actual.append(Point(day, run))
    close = whole.period.end
    if actual[-1].day < close:
        actual.append(Point(close, run))
    budget = as_decimal(row["expense_budget"])
    key = "expenses.burn" if budget is not None else "expenses.burn_no_budget"
    return Chart(
        context.t(
            key,
            spent=context.short("expense", row["expense"]),
            **(
                {
                    "budget": context.short("expense_budget", budget),
                    "due": context.short("expense_budget_to_date", row["expense_budget_to_date"]),
                }
                if budget is not None
                else {}
            ),
        ),
        cumulative,
        (actual, _pace(context, whole) if budget is not None else []),
        {"unit": Unit.MONEY, "height": 300, "is_cost": True},
        note=context.t("expenses.burn_note"),
        result=spent,
    )


def _pace(context: BoardContext, whole: Result) -> list[Point]:
    """The budget at the end of each month of the period and at the last day known."""
    months = context.result("expense_budget", by=("month",), order_by="month")
    budgets = {row["month"]: as_amount(row, "expense_budget") for row in months}
    close, due = whole.period.end, as_decimal(whole.one()["expense_budget_to_date"])
    run, points = ZERO, [Point(context.period.start, ZERO)]
    for month in context.period.months():
        if due is not None and month.start <= close < month.end:
            points.append(Point(close, due))
        run += budgets.get(month.start, ZERO)
        points.append(Point(min(month.end, context.period.end), run))
    return points


def usage(context: BoardContext) -> Table:
    """Every part with what it spent, what was due by now, what is left."""
    by = context.choice("by")
    asked = ListQuery(
        "expense_usage", context.period, context.filters, as_of=spending_day(context), parameters=(("split", by),)
    )
    found = context.reader.run_list(asked)
    return Table.of(
        context.t("expenses.usage", by=context.dimension_name(by)),
        list_columns(context, "expense_usage", *_COLUMNS),
        [{**row, "part": context.label(by, row["part"])} for row in found.rows],
        key=lambda row: str(row["part"]),
        file=f"expense_usage_{by}_{context.period}_v{context.version}",
    )
