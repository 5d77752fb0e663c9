"""What is asked: a metric, its days, what they are set against, and up to two splits; only what the metric allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sales_core.boards.allowance import may_ask_metric
from sales_core.boards.context import BoardContext
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.format import day, month
from sales_core.kernel.periods import add_months, fiscal_year_start
from sales_core.kernel.query import Compare, Query, Result, Value
from sales_core.kernel.terms import Period

#: The whole, unsplit.
WHOLE = ""
PERIOD, TO_DATE, YEAR, MONTHS = "", "month", "year", "months"
SPANS = (PERIOD, TO_DATE, YEAR, MONTHS)
COMPARISONS = ("", *(one.value for one in Compare))
TABLE, BARS, LINES, HEAT = "table", "bars", "lines", "heat"
_TOGETHER = 13
#: Rows of a table and columns of a crossed one; more are said to be left out.
MOST_ROWS, MOST_COLUMNS = 500, 24
BEFORE = "__before"


def metrics(context: BoardContext) -> Sequence[str]:
    """Every metric that the viewer may ask for, by name."""
    return sorted(
        (name for name in context.catalogue.metrics if may_ask_metric(context, name)), key=context.metric_name
    )


def first_metric(context: BoardContext) -> str:
    """What the board begins with: net sales, else the first metric that the viewer may ask for."""
    names = ("net_sales", *context.catalogue.metrics)
    return next(name for name in names if name in context.catalogue.metrics and may_ask_metric(context, name))


def splits(context: BoardContext) -> Sequence[str]:
    """The dimensions that the metric can be split by, and the whole."""
    return (WHOLE, *dimensions_of(context.catalogue, context.choice("metric")))


def first_split(context: BoardContext) -> str:
    """By month where thirteen of them are asked, else by the first level of the organisation that has several parts.

    Where no level has, by the first thing that is no time; the whole where nothing is left.
    """
    able = splits(context)
    if context.choice("span") == MONTHS and "month" in able:
        return "month"
    levels = [name for name in ORGANISATION if name in able]
    several = next((name for name in levels if len(_values(context, name)) > 1), "")
    return several or next((name for name in (*levels, *able) if name and not _is_time(context, name)), WHOLE)


def _values(context: BoardContext, dimension: str) -> Sequence[object]:
    return tuple(context.company.figures.values(dimension, context.viewer, context.version))


def crossings(context: BoardContext) -> Sequence[str]:
    """What a split can be crossed with: every other dimension of the metric."""
    own = context.choice("by")
    return tuple(name for name in splits(context) if not own or name != own) if own else (WHOLE,)


def split_name(context: BoardContext, dimension: str) -> str:
    """A dimension by its label; the whole in words."""
    return context.dimension_name(dimension) if dimension else context.t("explore.whole")


def views(context: BoardContext) -> Sequence[str]:
    """The pictures that the splits allow, besides the table."""
    by, across = context.choice("by"), context.choice("across")
    if not by:
        return (TABLE,)
    if across:
        return (TABLE, HEAT, *((LINES,) if _is_time(context, across) or _is_time(context, by) else ()))
    return (TABLE, BARS, *((LINES,) if _is_time(context, by) else ()))


def first_view(context: BoardContext) -> str:
    """Lines over time, bars over anything else, a heat table over two."""
    allowed = views(context)
    return allowed[-1] if len(allowed) > 1 else TABLE


def _is_time(context: BoardContext, dimension: str) -> bool:
    return bool(dimension) and context.catalogue.dimension(dimension).is_time


def time_and_subject(context: BoardContext) -> tuple[str, str]:
    """Of the two splits the one that is time, and the other; empty for what is not there."""
    by, across = context.choice("by"), context.choice("across")
    return (by, across) if _is_time(context, by) else (across, by) if _is_time(context, across) else ("", by)


def asked_period(context: BoardContext) -> Period:
    """The days asked: those of the page, its month, its year up to its end, or thirteen months that end with it."""
    span, last = context.choice("span"), context.period.end
    if span == TO_DATE:
        return Period(last.replace(day=1), last)
    if span == YEAR:
        return Period(fiscal_year_start(last, context.company.figures.calendar.fiscal_start), last)
    return context.months_back(_TOGETHER) if span == MONTHS else context.period


def question(context: BoardContext, *by: str, limit: int | None = None) -> Query:
    """The question at the choices made, split by `by`: time in its order, anything else by size."""
    metric, compare = context.choice("metric"), context.choice("compare")
    own, _ = context.narrowed(metric)
    time = [name for name in by if _is_time(context, name)]
    return own.query(
        metric,
        by=by,
        period=asked_period(context),
        compare=Compare(compare) if compare else None,
        order_by=time[0] if time else f"-{metric}" if by else None,
        limit=limit,
    )


def answer(context: BoardContext, *by: str, limit: int | None = None) -> Result:
    """The answer to `question`."""
    return context.run(question(context, *by, limit=limit))


def value_name(context: BoardContext, dimension: str, value: Value) -> str:
    """A value of a dimension in words: a code by its name, a span of time by its own."""
    if not isinstance(value, date):
        return context.label(dimension, value)
    if dimension == "month":
        return month(value, context.locale)
    if dimension == "quarter":
        return context.span(Period(value, Period.month_of(add_months(value, 2)).end))
    return context.span(Period.year(value.year)) if dimension == "year" else day(value, context.locale)


def empty(context: BoardContext) -> str | None:
    """The viewer may ask for no metric at all."""
    return None if any(may_ask_metric(context, name) for name in context.catalogue.metrics) else ""


def narrowing(context: BoardContext) -> tuple[str, ...]:
    """The metric asked decides which of the bar's filters apply."""
    return (context.choice("metric"),)
