"""A meeting: which days and part of the company it is about, and which slide the room looks at. No figure reads it."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import (
    CalendarDay,
    Field,
    Record,
    RecordRights,
    RecordTime,
    Sharing,
    Subject,
    SubjectKind,
    Transition,
)
from sales_core.kernel.terms import Right

_STATES = ("planned", "running", "closed")

RECORD = Record(
    id="meeting",
    subject=Subject(SubjectKind.AUTHOR, sharing=Sharing("shared", "metric", "filters", _STATES)),
    fields=(
        Field("name", ValueKind.NAME, required=True, maximum=Decimal(80)),
        Field("day", ValueKind.DATE, required=True, default=CalendarDay()),
        Field("lens", ValueKind.FLAG, default=False, lift_right=Right.LIFT_LENS),
        Field("shared", ValueKind.FLAG, default=True),
        Field("period", ValueKind.TEXT, required=True, maximum=Decimal(40), is_given=True),
        Field("metric", ValueKind.CODE, default="net_sales", maximum=Decimal(60), is_given=True),
        Field("filters", ValueKind.TEXT, maximum=Decimal(2000), is_given=True),
        Field("place", ValueKind.INTEGER, default=Decimal(0), is_given=True),
        Field("view", ValueKind.TEXT, maximum=Decimal(2000), is_given=True),
    ),
    states=_STATES,
    transitions=(
        Transition("planned", "running"),
        Transition("running", "closed"),
        Transition("closed", "running"),
        Transition("running", "planned"),
    ),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
    read_as_of=RecordTime.NOW,
)
