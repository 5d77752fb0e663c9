"""The history of each row of a result: what `Metric.requires` asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.metric import MetricHistory
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import Period
from sales_core.semantic.compiler import compile_query

if TYPE_CHECKING:
    from sales_core.semantic.engine import Engine, ResolvedQuery

Key = tuple[Value, ...]
Past = tuple[tuple[Decimal, Decimal], ...]
_NIL = Decimal(0)


@dataclass(frozen=True, slots=True)
class RowHistories:
    """By a row's keys but time. `past`: each earlier month's value up to the same point and in full, oldest first.

    `later`: last year's value of the whole months still to come in the asked period.
    """

    past: Mapping[Key, Past]
    later: Mapping[Key, Decimal]


def row_histories(engine: Engine, resolved: ResolvedQuery, history: MetricHistory) -> RowHistories:
    """The histories of all rows of a question, in two further questions of the same scope and filters."""
    return RowHistories(_past(engine, resolved, history), _later(engine, resolved, history))


def _past(engine: Engine, resolved: ResolvedQuery, history: MetricHistory) -> dict[Key, Past]:
    closes, query = resolved.window.closes, resolved.context.query
    span = engine.pacer.past_of(closes)
    if span is None:
        return {}
    keys = tuple(name for name in query.by if name not in TIME_GRAINS)
    filters = tuple(item for item in query.filters if item.dimension not in TIME_GRAINS)
    asked = Query((history.same_point, history.full), (*keys, "month"), span, filters)
    context = replace(
        engine.prepare(asked, resolved.context.scope).context,
        places=lambda _: {"cutoff": engine.pacer.cutoff(closes, span)},
    )
    compiled = compile_query(context)
    return _month_by_month(engine.snapshot.rows(compiled.sql, compiled.params), history, keys, span)


def _later(engine: Engine, resolved: ResolvedQuery, history: MetricHistory) -> dict[Key, Decimal]:
    window, query = resolved.window, resolved.context.query
    month_end = Period.month_of(window.closes).end
    if not window.partial or window.asked.end <= month_end or "month" in query.by:
        return {}
    after = Period(date.fromordinal(month_end.toordinal() + 1), window.asked.end).years_earlier()
    asked = replace(query, metrics=(history.full,), period=after, compare=None, order_by=None, limit=None, as_of=None)
    result = engine.run(asked, resolved.context.scope)
    return {
        tuple(row[name] for name in query.by): found
        for row in result
        if isinstance(found := row[history.full], Decimal)
    }


def _month_by_month(
    rows: list[dict[str, Any]], history: MetricHistory, keys: tuple[str, ...], span: Period
) -> dict[Key, Past]:
    """Per group, each month from the group's first one on: a month without rows after it is a month of nothing, not
    one to leave out of a mean.
    """
    found: dict[Key, dict[Value, tuple[Decimal, Decimal]]] = {}
    for row in rows:
        early, full = row[history.same_point], row[history.full]
        pair = (early if isinstance(early, Decimal) else _NIL, full if isinstance(full, Decimal) else _NIL)
        found.setdefault(tuple(row[name] for name in keys), {})[row["month"]] = pair
    return {
        key: tuple(months.get(month.start, (_NIL, _NIL)) for month in span.months())[-_since_first(months, span) :]
        for key, months in found.items()
    }


def _since_first(found: Mapping[Value, object], span: Period) -> int:
    """How many months of the span are left from the first one found on."""
    months = [month.start for month in span.months()]
    return next(len(months) - number for number, month in enumerate(months) if month in found)
