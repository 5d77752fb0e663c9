"""Figures that somebody watches, as rules of one code: the figure of the watch, on the newest days of its kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sales_core.alerts.finding import AlertFinding, RuleFindings, finding_of
from sales_core.alerts.measures import Evaluation, relative_change
from sales_core.catalogue.alert import AlertCondition, AlertWindow, ConditionKind
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import leaves
from sales_core.catalogue.number_address import NumberAddress
from sales_core.catalogue.record import Record, RecordRow
from sales_core.format import as_decimal
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.terms import Period
from sales_core.kernel.units import Unit
from sales_core.semantic.codes import NumberDefinition
from sales_core.semantic.coverage import is_level

#: What the rule of a watch is called: this and the number of its record.
WATCH = "watch_"


def run_watch(record: Record, row: RecordRow, number: NumberDefinition, evaluation: Evaluation) -> RuleFindings | None:
    """What a watch finds; None when it has no condition, has ended, or is over on the day."""
    values, until = row.values, row.values["due"]
    limit = values["limit_value"]
    is_over = isinstance(until, date) and until < evaluation.day
    if row.state != record.states[0] or is_over or not values["condition"] or not isinstance(limit, Decimal):
        return None
    kind = ConditionKind(str(values["condition"]))
    compare = Compare.LAST_YEAR if kind.is_change else None
    condition = AlertCondition(kind, limit, periods=int(str(values["months"] or 1)), compare=compare)
    quiet = int(str(values["quiet_days"] or 0))
    finding, is_known = _found(number, condition, evaluation)
    found = () if finding is None else (finding,)
    return RuleFindings(f"{WATCH}{row.id}", found, is_known, owner=str(values["owner"]), quiet_days=quiet)


def _found(
    number: NumberDefinition, condition: AlertCondition, evaluation: Evaluation
) -> tuple[AlertFinding | None, bool]:
    query, catalogue = number.query, evaluation.figures.catalogue
    basis = catalogue.alert_basis
    is_pace = condition.kind is ConditionKind.BEHIND_PACE
    metric = number.metric
    if is_pace:
        paces = dict(basis.pace) if basis is not None else {}
        if metric not in paces:
            return None, False
        metric = paces[metric]
    period = _period(query.period, condition, evaluation, is_flow=_is_flow(catalogue, number.metric))
    asked = Query(
        tuple(dict.fromkeys((metric, number.metric))), period=period, filters=query.filters, compare=condition.compare
    )
    value, now, before = _value(asked, metric, number.metric, condition, evaluation)
    address = NumberAddress(number.metric, period, query.filters)
    is_money = catalogue.metric(number.metric).unit is Unit.MONEY
    stake = _stake(condition, value, now, before) if is_money else None
    return finding_of(condition, address, (), value, stake), value is not None


def _value(
    asked: Query, metric: str, shown: str, condition: AlertCondition, evaluation: Evaluation
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """What is held against the limit (of several months the best of them), the figure, and what it was before."""
    is_row = condition.periods > 1
    rows = evaluation.rows(replace(asked, by=("month",)) if is_row else asked)
    values: list[Decimal] = []
    now = before = None
    for row in rows:
        now, before = as_decimal(row.get(shown)), as_decimal(row.get(f"{shown}__before"))
        value = as_decimal(row.get(metric)) if condition.compare is None else relative_change(now, before)
        if value is not None:
            values.append(value)
    if len(values) < condition.periods:
        return None, now, before
    return (min if condition.kind.is_upper else max)(values), now, before


def _stake(
    condition: AlertCondition, value: Decimal | None, now: Decimal | None, before: Decimal | None
) -> Decimal | None:
    """Money at stake of a watched amount: what it lacks or has too much, against limit, pace or the days before."""
    if value is None or now is None:
        return None
    if condition.kind is ConditionKind.BEHIND_PACE:
        return now / value - now if value > 0 else None
    if condition.kind.is_change:
        return None if before is None else now - before
    return now - condition.limit


def _is_flow(catalogue: Catalogue, metric: str) -> bool:
    """Whether the metric adds up while a period runs, so that it says little before the period is over."""
    adds = catalogue.metric(metric).unit in {Unit.MONEY, Unit.QUANTITY, Unit.COUNT}
    return adds and not all(map(is_level, leaves(catalogue, metric)))


def _period(
    watched: Period | None, condition: AlertCondition, evaluation: Evaluation, *, is_flow: bool
) -> Period | None:
    """The newest days of the kind that was watched: month, quarter, year, or as many days up to the data's last.

    What is to be above a limit while it still adds up is judged by the last period that is over.
    """
    as_of = evaluation.as_of
    if condition.periods > 1:
        return evaluation.period(AlertWindow.LAST_MONTH, condition.periods)
    if watched is None:
        return None
    months = len(tuple(watched.months())) if watched.is_whole_months else 0
    is_whole = is_flow and condition.kind is ConditionKind.BELOW
    for count, span in ((1, Period.month_of), (3, _quarter_of), (12, _year_of)):
        if months == count:
            period = span(as_of)
            is_running = is_whole and as_of < period.end
            return span(period.start - timedelta(days=1)) if is_running else period
    return Period(as_of - timedelta(days=watched.days - 1), as_of)


def _quarter_of(day: date) -> Period:
    return Period.quarter(day.year, (day.month + 2) // 3)


def _year_of(day: date) -> Period:
    return Period.year(day.year)
