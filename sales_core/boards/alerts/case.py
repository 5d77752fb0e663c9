"""Cases as a board reads them: the record, its figure, its rule in words, and whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.alerts.watches import WATCH
from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.catalogue.alert import AlertArea, AlertRule, FreshnessMeasure, ListMeasure
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.catalogue.record import RecordRow, RecordStanding
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

CASE_RECORD = "alert_case"


@dataclass(frozen=True, slots=True)
class AlertCase:
    """One case. `rule` None: of a watched figure, or of a rule that is no more."""

    standing: RecordStanding
    number: NumberAddress
    rule: AlertRule | None

    @property
    def row(self) -> RecordRow:
        """The record."""
        return self.standing.row

    @property
    def is_open(self) -> bool:
        """Whether it is still to be seen to."""
        return self.row.state != "closed"

    @property
    def owner(self) -> str:
        """The account that answers for it; "" = nobody's."""
        return str(self.row.values["owner"] or "")

    @property
    def stake(self) -> Decimal | None:
        """Money at stake; None where nobody knows."""
        value = self.row.values["stake"]
        return value if isinstance(value, Decimal) else None

    def day(self, field: str) -> date | None:
        """The day of a field."""
        value = self.row.values[field]
        return value if isinstance(value, date) else None

    @property
    def area(self) -> AlertArea | None:
        """What it is about."""
        return self.rule.area if self.rule else None


def alert_cases(context: BoardContext) -> Sequence[AlertCase]:
    """Every case that the viewer may see and that the filters leave, the most money first."""
    found = context.company.records.list(CASE_RECORD, context.viewer, context.version, context.day)
    cases = [
        AlertCase(
            one, NumberAddress.parse(one.row.subject, context.catalogue), context.catalogue.alerts.get(_rule(one))
        )
        for one in found
    ]
    kept = [one for one in cases if _is_within(context, one.number)]
    return sorted(kept, key=lambda one: (-(one.stake or Decimal(0)), one.row.id))


def _rule(standing: RecordStanding) -> str:
    return str(standing.row.values["rule"])


def _is_within(context: BoardContext, number: NumberAddress) -> bool:
    """Whether a figure lies inside every filter of the bar."""
    own = {item.dimension: set(item.values) for item in number.filters}
    return all(own.get(item.dimension, {""}) <= set(item.values) for item in context.filters)


def label_of(context: BoardContext, case: AlertCase) -> str:
    """What is wrong."""
    rule = _rule(case.standing)
    if case.rule is not None:
        return context.say(case.rule.label)
    if rule.startswith(WATCH):
        return context.t("alert.watch.label", metric=context.metric_name(case.number.metric))
    return context.t("alert.gone.label", rule=rule)


def step_of(context: BoardContext, case: AlertCase) -> str:
    """What to do about it."""
    return context.say(case.rule.step if case.rule is not None else Text("alert.watch.step"))


def subject_of(context: BoardContext, case: AlertCase) -> str:
    """Whom or what it is about, by name; the branch of a product says where."""
    own = [item for item in case.number.filters if f"{item.dimension}=" in str(case.row.values["cut"])]
    shown = own or list(case.number.filters)
    names = [context.label(item.dimension, value) for item in shown for value in item.values]
    return " · ".join(names) or context.t("alerts.company")


def answerable(context: BoardContext, case: AlertCase) -> str:
    """Who answers for it: the account, else the deepest part of the organisation that all of it belongs to."""
    if case.owner:
        return case.owner
    path = {item.dimension: item.values for item in case.number.filters if item.dimension in ORGANISATION}
    deepest = next((name for name in reversed(ORGANISATION) if len(path.get(name, ())) == 1), "")
    return context.label(deepest, path[deepest][0]) if deepest else ""


def measured(context: BoardContext, case: AlertCase) -> str:
    """What was held against the limit when the case was opened or its amount moved: `进度 85 %，进度低于 90 %`."""
    rule, value = case.rule, case.row.values["value"]
    if rule is None or not isinstance(value, Decimal):
        return ""
    measure, condition = rule.measure, rule.condition
    if isinstance(measure, FreshnessMeasure):
        name, unit = context.t(f"dataset.{measure.dataset}.label"), Unit.DAYS
    elif isinstance(measure, ListMeasure):
        spec = context.catalogue.list(measure.list_id)
        name, unit = context.say(spec.column_label(measure.column)), spec.column(measure.column).unit or Unit.QUANTITY
    else:
        name, unit = context.metric_name(measure.metric), context.unit(measure.metric)
    unit = Unit.PERCENT if condition.kind.is_change else unit
    limit = f"{context.t(f'alert.condition.{condition.kind.value}')} {context.write(condition.limit, unit)}"
    return context.t("alerts.measured", name=name, value=context.write(value, unit), limit=limit)
