"""Asks the figures what a rule measures: one value and one amount a code, on one version, whoever looks later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sales_core.alerts.finding import AlertFinding, RuleFindings, finding_of
from sales_core.alerts.unseen_sales import average_month, last_whole_month, unseen_sales
from sales_core.analysis.data.health import dataset_freshness
from sales_core.appdb.records import Version
from sales_core.catalogue.alert import (
    AlertLevel,
    AlertRule,
    AlertWindow,
    FreshnessMeasure,
    ListMeasure,
    MetricMeasure,
)
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.catalogue.number_address import NumberAddress
from sales_core.format import as_decimal
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, ListQuery, Query, ResultRow
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService

_QUARTER_DAYS = 90
#: So many codes of a rule are looked at one by one, those with the most money; of the others it is told how many.
MOST_FINDINGS = 100
_MONTH = "month"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one version, looked at on `day`. `floor_unit`: an average month's sales, 0 where unknown."""

    figures: MetricService
    version: Version
    day: date
    floor_unit: Decimal

    @classmethod
    def of(cls, figures: MetricService, version: Version, day: date) -> Evaluation:
        """That of a version."""
        made = cls(figures, version, day, Decimal(0))
        return replace(made, floor_unit=made.average_month())

    @property
    def as_of(self) -> date:
        """The data's last day."""
        return self.figures.as_of(self.version.id)

    def rows(self, query: Query) -> Sequence[ResultRow]:
        """Rows of a question about the whole company; nobody is shown them here."""
        return self.figures.run(query, LOCAL_ADMIN, self.version.id, is_shown=False).rows

    def average_month(self) -> Decimal:
        """The basis metric in an average month, of the last twelve that are over."""
        basis = self.figures.catalogue.alert_basis
        return Decimal(0) if basis is None else average_month(self.rows, basis.metric, self.as_of)

    def period(self, window: AlertWindow, months: int = 1) -> Period:
        """The days of a window; `months` whole ones where it is of whole months."""
        if window is AlertWindow.QUARTER:
            return Period(self.as_of - timedelta(days=_QUARTER_DAYS - 1), self.as_of)
        if window is AlertWindow.LAST_MONTH:
            last = last_whole_month(self.as_of)
            return Period(add_months(last.start, 1 - months), last.end)
        day = self.figures.level_day(self.version.id) if window is AlertWindow.DAY else self.as_of
        return Period.month_of(day)


def run_rule(rule: AlertRule, evaluation: Evaluation) -> RuleFindings:
    """What a rule finds in a version."""
    measure = rule.measure
    if isinstance(measure, FreshnessMeasure):
        found, is_known = _freshness(rule, measure, evaluation)
    elif isinstance(measure, ListMeasure):
        found, is_known = _list(rule, measure, evaluation)
    else:
        found, is_known = _metric(rule, measure, evaluation)
    return _with_paths(rule, found, is_known, evaluation)


def _freshness(rule: AlertRule, measure: FreshnessMeasure, evaluation: Evaluation) -> tuple[list[AlertFinding], bool]:
    dataset = evaluation.figures.catalogue.dataset(measure.dataset)
    days = _days_old(dataset, evaluation)
    number = NumberAddress(rule.stake.metric, evaluation.period(AlertWindow.MONTH_TO_DATE))
    value = None if days is None else Decimal(days)
    basis = evaluation.figures.catalogue.alert_basis
    is_basis = basis is not None and basis.metric == rule.stake.metric
    stake = None
    if basis is not None and is_basis and value is not None:
        pacer = evaluation.figures.pacer(evaluation.version.id)
        stake = unseen_sales(evaluation.rows, pacer.share, basis, evaluation.as_of, evaluation.day)
    return [finding_of(rule.condition, number, (), value, stake)], value is not None


def _days_old(dataset: Dataset, evaluation: Evaluation) -> int | None:
    """Days to today from the last day that a dataset speaks for: that of the data, where it is what tells it."""
    if not evaluation.version.rows.get(dataset.id):
        return None
    known_by = next(iter(evaluation.figures.catalogue.dated_datasets), ())
    if any(one.id == dataset.id for one in known_by):
        return max(0, (evaluation.day - evaluation.as_of).days)
    return dataset_freshness(dataset, evaluation.version, evaluation.as_of, evaluation.day).days_old


def _list(rule: AlertRule, measure: ListMeasure, evaluation: Evaluation) -> tuple[list[AlertFinding], bool]:
    day = evaluation.figures.level_day(evaluation.version.id)
    asked = ListQuery(measure.list_id, Period(day, day), as_of=day)
    listed = evaluation.figures.run_list(asked, LOCAL_ADMIN, evaluation.version.id, is_shown=False).rows
    period, floor, found = Period.month_of(day), rule.floor * evaluation.floor_unit, []
    for row in listed:
        if measure.where is None or row[measure.where[0]] == measure.where[1]:
            codes = tuple(str(row[name]) for name in measure.by)
            value, stake = as_decimal(row[measure.column]), as_decimal(row[rule.stake.column])
            number = NumberAddress.of_codes(rule.stake.metric, period, measure.by, codes)
            found.append(finding_of(rule.condition, number, number.filters, value, stake, floor))
    return found, bool(listed)


def _metric(rule: AlertRule, measure: MetricMeasure, evaluation: Evaluation) -> tuple[list[AlertFinding], bool]:
    period = evaluation.period(measure.window, rule.condition.periods)
    values = metric_values(rule, measure, evaluation, period)
    stakes = _stakes(rule, measure, evaluation, period)
    is_settled = measure.window is not AlertWindow.MONTH_TO_DATE or evaluation.as_of.day >= measure.settles
    floor, found = rule.floor * evaluation.floor_unit, []
    for codes, value in values.items():
        if all(codes):
            number = NumberAddress.of_codes(rule.stake.metric, period, measure.by, codes)
            shown = value if is_settled else None
            found.append(finding_of(rule.condition, number, number.filters, shown, stakes.get(codes), floor))
    return found, is_settled and any(one.value is not None for one in found)


def metric_values(
    rule: AlertRule, measure: MetricMeasure, evaluation: Evaluation, period: Period, filters: tuple[Filter, ...] = ()
) -> dict[tuple[str, ...], Decimal | None]:
    """By codes what is held against the limit; of several months in a row, that of the best of them."""
    metric, condition = measure.metric, rule.condition
    by_month = (_MONTH,) if condition.periods > 1 else ()
    query = Query((metric,), (*measure.by, *by_month), period, filters, condition.compare)
    months: dict[tuple[str, ...], list[Decimal | None]] = {}
    for row in evaluation.rows(query):
        codes = tuple(str(row[name]) for name in measure.by)
        now, before = as_decimal(row[metric]), as_decimal(row.get(f"{metric}__before"))
        value = now if condition.compare is None else relative_change(now, before)
        months.setdefault(codes, []).append(value)
    best = min if condition.kind.is_upper else max
    return {
        codes: None if len(known := [one for one in values if one is not None]) < condition.periods else best(known)
        for codes, values in months.items()
    }


def relative_change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The change as a share of what was before; None unless that is known and above zero."""
    return None if now is None or before is None or before <= 0 else now / before - 1


def _stakes(
    rule: AlertRule, measure: MetricMeasure, evaluation: Evaluation, period: Period
) -> Mapping[tuple[str, ...], Decimal | None]:
    stake = rule.stake
    metrics = (stake.metric, stake.minus) if stake.minus else (stake.metric,)
    found: dict[tuple[str, ...], Decimal | None] = {}
    for row in evaluation.rows(Query(metrics, measure.by, period, compare=stake.compare)):
        amount = as_decimal(row[stake.metric])
        less = stake.minus or (f"{stake.metric}__before" if stake.compare else "")
        if less:
            other = as_decimal(row[less])
            amount = None if amount is None or other is None else amount - other
        found[tuple(str(row[name]) for name in measure.by)] = amount
    return found


def _with_paths(rule: AlertRule, found: Iterable[AlertFinding], is_known: bool, evaluation: Evaluation) -> RuleFindings:
    """The findings, those beyond the limit with the branch or person whose they are, where all of it is one's."""
    everything = list(found)
    beyond = sorted(
        (one for one in everything if one.level is AlertLevel.BEYOND), key=lambda one: (-(one.stake or 0), one.cut)
    )
    placed = {one.cut: one for one in _placed(beyond[:MOST_FINDINGS], rule, evaluation)}
    small = {one.cut for one in beyond[MOST_FINDINGS:]}
    # Of a small one a case may be open, which stays open.
    kept = tuple(
        replace(one, level=AlertLevel.BETWEEN, again=AlertLevel.BETWEEN)
        if one.cut in small
        else placed.get(one.cut, one)
        for one in everything
    )
    return RuleFindings(rule.id, kept, is_known, rule.owner, unless=rule.unless, more=len(small))


def _placed(found: Sequence[AlertFinding], rule: AlertRule, evaluation: Evaluation) -> list[AlertFinding]:
    """Each with the level of the organisation that all of its rows share, as further filters of its number."""
    if not found:
        return []
    catalogue, metric = evaluation.figures.catalogue, rule.stake.metric
    by = tuple(item.dimension for item in found[0].number.filters)
    above = [name for name in _levels_above(by, rule.owner) if supports_dimensions(catalogue, metric, (*by, name))]
    if not by or not above:
        return list(found)
    codes = tuple(
        Filter(name, tuple(sorted({one.number.filters[place].values[0] for one in found})))
        for place, name in enumerate(by)
    )
    query = Query((metric,), (*by, *above), found[0].number.period, codes, rule.stake.compare)
    seen: dict[tuple[str, ...], list[set[str]]] = {}
    for row in evaluation.rows(query):
        if row[metric] or row.get(f"{metric}__before"):
            places = seen.setdefault(tuple(str(row[name]) for name in by), [set() for _ in above])
            for place, name in zip(places, above, strict=True):
                place.add(str(row[name]))
    return [_at(one, above, seen.get(tuple(item.values[0] for item in one.number.filters), [])) for one in found]


def _levels_above(by: Sequence[str], owner: str) -> Sequence[str]:
    """The levels of the organisation above what the cut has of them; of what has none, down to the one that answers."""
    places = [ORGANISATION.index(name) for name in by if name in ORGANISATION]
    if places:
        return ORGANISATION[: min(places)]
    return ORGANISATION[: ORGANISATION.index(owner) + 1] if owner else ()


def _at(one: AlertFinding, names: Sequence[str], places: Sequence[set[str]]) -> AlertFinding:
    pairs = zip(names, places, strict=False)
    more = tuple(Filter(name, tuple(codes)) for name, codes in pairs if len(codes) == 1 and "" not in codes)
    return replace(one, number=replace(one.number, filters=(*more, *one.number.filters)))
