"""A figure that somebody keeps an eye on, and until when; with a condition, alerts open a case about it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sales_core.catalogue.alert import ConditionKind
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import (
    CalendarDay,
    Check,
    Field,
    FieldValue,
    FigureCheck,
    Record,
    RecordRights,
    Subject,
    SubjectKind,
    Transition,
    Values,
)
from sales_core.kernel.terms import Right

if TYPE_CHECKING:
    from sales_core.catalogue.catalogue import Catalogue


def _has_limit(value: FieldValue, values: Values) -> bool:
    return value is not None or not values.get("condition")


def _is_fall(value: FieldValue, values: Values) -> bool:
    is_change_down = values.get("condition") == ConditionKind.FALL.value
    return not is_change_down or not isinstance(value, Decimal) or value < 0


def _has_pace(value: FieldValue, metric: str, catalogue: Catalogue) -> bool:
    basis = catalogue.alert_basis
    return value != ConditionKind.BEHIND_PACE.value or (basis is not None and metric in dict(basis.pace))


RECORD = Record(
    id="watch",
    subject=Subject(SubjectKind.FIGURE),
    fields=(
        Field("owner", ValueKind.NAME, required=True, maximum=Decimal(60)),
        Field("due", ValueKind.DATE, required=True, default=CalendarDay(30)),
        Field(
            "condition",
            ValueKind.CODE,
            choices=tuple(kind.value for kind in ConditionKind),
            figure_checks=(FigureCheck("has_pace", _has_pace),),
        ),
        Field(
            "limit_value",
            ValueKind.RATE,
            checks=(Check("limit_given", _has_limit), Check("limit_below_zero", _is_fall)),
        ),
        Field("months", ValueKind.INTEGER, default=1, minimum=Decimal(1), maximum=Decimal(12)),
        Field("quiet_days", ValueKind.INTEGER, default=7, minimum=Decimal(0), maximum=Decimal(365)),
        Field("note", ValueKind.TEXT, maximum=Decimal(200)),
    ),
    states=("active", "ended"),
    transitions=(Transition("active", "ended"), Transition("ended", "active")),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
)
