"""Cash beside revenue: collected against net sales by month, and by week what is expected in and budgeted out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sales_core.analysis.receivables.cash import expected_cash
from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.receivables import promises
from sales_core.charts.forms import columns as bars
from sales_core.format import as_decimal, short_month
from sales_core.kernel.figure import Figure
from sales_core.kernel.periods import add_months
from sales_core.kernel.terms import Period
from sales_core.kernel.units import CENT, Unit

_MONTHS, _WEEKS = 13, 8


def collected(context: BoardContext) -> Chart:
    """Thirteen months of cash in beside net sales, the running month marked."""
    result = context.result(
        "collections", "net_sales", "cash_ratio", by=("month",), period=context.months_back(_MONTHS), order_by="month"
    )
    marks = [
        bars.ChartColumn(
            str(row["month"]),
            _month(context, row["month"]),
            context.figure("collections", row["collections"]),
            line=context.figure("net_sales", row["net_sales"]),
            partial=result.partial and row is result.rows[-1],
        )
        for row in result
    ]
    over = result.rows[:-1] if result.partial else result.rows
    last = over[-1] if over else {}
    title = context.t("expenses.cash_plain")
    if last.get("cash_ratio") is not None:
        title = context.t(
            "expenses.cash",
            month=_month(context, last["month"]),
            cash=context.short("collections", last["collections"]),
            share=context.short("cash_ratio", last["cash_ratio"]),
        )
    return Chart(
        title,
        bars.columns,
        (marks,),
        {"line_name": context.metric_name("net_sales")},
        note=context.t("expenses.cash_note"),
        result=result,
    )


def _month(context: BoardContext, value: object) -> str:
    return short_month(value, context.locale) if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class CashWeek:
    """A week from its Monday: expected in (None: no receivables are loaded), budgeted out (None: a day of it has no
    budget), and the difference.
    """

    week: date
    expected: Decimal | None
    out: Decimal | None

    @property
    def left(self) -> Decimal | None:
        """In − out; None where either is not known."""
        return None if self.out is None or self.expected is None else self.expected - self.out


def cash_weeks(context: BoardContext) -> tuple[CashWeek, ...]:
    """The next eight weeks after the last day known."""
    own, _ = context.narrowed("receivables_open")
    open_ones = tuple(one for one in promises.standings(own) if one.left > 0)
    found = expected_cash(own.reader, own.day, filters=own.filters, promises=open_ones)
    into = {week.week: week.amount for week in found if week.week is not None}
    first = context.day + timedelta(days=1)
    starts = [first - timedelta(days=first.weekday()) + timedelta(weeks=number) for number in range(_WEEKS)]
    budgets = _budgets(context, Period(starts[0], starts[-1] + timedelta(days=6)))
    is_known = own.result("receivables_open").one().get("receivables_open") is not None
    return tuple(
        CashWeek(start, into.get(start, ZERO) if is_known else None, _out(start, first, budgets)) for start in starts
    )


def _budgets(context: BoardContext, period: Period) -> dict[date, Decimal]:
    """Expense budget by month; months without one are absent."""
    own, _ = context.narrowed("expense_budget")
    whole = Period(period.start.replace(day=1), add_months(period.end.replace(day=1), 1) - timedelta(days=1))
    rows = own.result("expense_budget", by=("month",), period=whole)
    return {
        row["month"]: as_amount(row, "expense_budget")
        for row in rows
        if isinstance(row["month"], date) and as_decimal(row["expense_budget"]) is not None
    }


def _out(start: date, first: date, budgets: dict[date, Decimal]) -> Decimal | None:
    """The part of the months' budgets that falls on the days of a week from `first` on, by calendar days.

    None where the month of one of them has none: a part of a week's money is not the week's.
    """
    days = [day for number in range(7) if (day := start + timedelta(days=number)) >= first]
    if any(day.replace(day=1) not in budgets for day in days):
        return None
    return sum((budgets[day.replace(day=1)] / Period.month_of(day).days for day in days), ZERO).quantize(CENT)


def weeks(context: BoardContext) -> Table:
    """Eight weeks: expected in, budgeted out, what is left."""
    columns = (
        Column("week", context.t("expenses.week")),
        Column(
            "expected",
            context.t("expenses.week_in"),
            Unit.MONEY,
            lambda one: Figure.of(one.expected, Unit.MONEY),
            adds=True,
        ),
        Column("out", context.t("expenses.week_out"), Unit.MONEY, lambda one: Figure.of(one.out, Unit.MONEY)),
        Column(
            "left",
            context.t("expenses.week_left"),
            Unit.MONEY,
            lambda one: Figure.of(one.left, Unit.MONEY),
            good_sign=1,
        ),
    )
    return Table.of(
        context.t("expenses.weeks"), columns, cash_weeks(context), note=context.t("expenses.weeks_note"),
        file=f"cash_weeks_{context.day}",
    )  # fmt: skip
