"""How fast money comes in: days sales outstanding in three ways, collections by month, cash expected by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sales_core.analysis.receivables.cash import ExpectedCash, expected_cash
from sales_core.boards.amounts import ZERO, as_amount, as_float, share
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.receivables import promises
from sales_core.charts.forms import columns as bars
from sales_core.charts.forms.trend import Series, trend
from sales_core.format import short_month
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Result, Value
from sales_core.kernel.units import Unit

WAYS = ("dso_countback", "dso_simple", "dso_best_possible")
_MONTHS = 13
_WEEKS, _SOON = 8, 4


def days_outstanding(context: BoardContext) -> Chart:
    """Thirteen months of the three ways; the count-back one is the one the sentence speaks of."""
    period = context.months_back(_MONTHS)
    result = context.result(*WAYS, by=("month",), period=period, order_by="month")
    series = [
        Series(
            way,
            context.t(f"ar.{way}"),
            tuple(context.figure(way, row.get(way)) for row in result),
            strong=way == WAYS[0],
        )
        for way in WAYS
    ]
    return Chart(
        _days_message(context, result),
        trend,
        ([_month(context, row["month"]) for row in result], series),
        {"unit": Unit.DAYS, "height": 300, "partial": result.partial},
        note=context.t("ar.dso_note"),
        result=result,
    )


def _month(context: BoardContext, value: Value) -> str:
    return short_month(value, context.locale) if isinstance(value, date) else str(value)


def _days_message(context: BoardContext, result: Result) -> str:
    known = [value for row in result if (value := as_float(row.get(WAYS[0]))) is not None]
    if not known:
        return context.t("ar.dso")
    days = context.short(WAYS[0], known[-1])
    if len(known) < 4:
        return context.t("ar.dso_now", days=days)
    return context.t("ar.dso_moved", days=days, step=context.signed(known[-1] - known[-4], Unit.DAYS))


def collections(context: BoardContext) -> Chart:
    """Collections by month beside what was invoiced."""
    period = context.months_back(_MONTHS)
    result = context.result("collections", "invoiced", "cei", by=("month",), period=period, order_by="month")
    marks = [
        bars.ChartColumn(
            str(row["month"]),
            _month(context, row["month"]),
            context.figure("collections", row.get("collections")),
            line=context.figure("invoiced", row.get("invoiced")),
            partial=result.partial and row is result.rows[-1],
        )
        for row in result
    ]
    return Chart(
        _collections_message(context, result),
        bars.columns,
        (marks,),
        {"line_name": context.metric_name("invoiced")},
        note=context.t("ar.collections_note"),
        result=result,
    )


def _collections_message(context: BoardContext, result: Result) -> str:
    """What the last whole month brought in against what it invoiced."""
    over = result.rows[:-1] if result.partial else result.rows
    row = over[-1] if over else {}
    part = share(as_amount(row, "collections"), as_amount(row, "invoiced"))
    month = row.get("month")
    if part is None or not isinstance(month, date):
        return context.t("ar.collections")
    return context.t(
        "ar.collected",
        month=_month(context, month),
        cash=context.short("collections", row.get("collections")),
        share=context.short("cei", part),
    )


def expected(context: BoardContext) -> Chart:
    """Open documents by the week in which each customer usually pays, promises first."""
    weeks = _weeks(context)
    dated = [week for week in weeks if week.week is not None]
    undated = sum((week.amount for week in weeks if week.week is None), ZERO)
    file = f"expected_cash_{context.day}"
    columns = (
        Column("week", context.t("ar.week")),
        Column("amount", context.t("ar.amount"), Unit.MONEY),
        Column("overdue", context.t("ar.of_it_late"), Unit.MONEY),
        Column("items", context.t("ar.documents_open"), Unit.COUNT),
    )
    return Chart(
        _expected_message(context, dated),
        bars.columns,
        (
            [
                bars.ChartColumn(str(week.week), _week_name(week), Figure.of(week.amount, Unit.MONEY))
                for week in dated[:_WEEKS]
            ],
        ),
        note=context.t("ar.expected_note", undated=context.short("collections", undated)),
        export=Table.of("", columns, weeks, file=file),
    )


def _expected_message(context: BoardContext, weeks: Sequence[ExpectedCash]) -> str:
    """What the first weeks bring, with the day on which they end, and what all that are drawn bring."""
    if not weeks:
        return context.t("ar.expected")
    soon, drawn = weeks[:_SOON], weeks[:_WEEKS]
    end = max(week.week for week in soon if week.week) + timedelta(days=6)
    return context.t(
        "ar.expected_message",
        day=f"{end.month}/{end.day}",
        amount=context.short("collections", sum((week.amount for week in soon), ZERO)),
        weeks=len(drawn),
        all=context.short("collections", sum((week.amount for week in drawn), ZERO)),
    )


def _weeks(context: BoardContext) -> tuple[ExpectedCash, ...]:
    open_ones = tuple(one for one in promises.standings(context) if one.left > 0)
    if not open_ones:
        return context.on_day(expected_cash)
    return expected_cash(context.reader, context.day, filters=context.filters, promises=open_ones)


def _week_name(week: ExpectedCash) -> str:
    return f"{week.week.month}/{week.week.day}" if week.week else ""
