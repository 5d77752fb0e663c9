"""One slide of a meeting's script: which blocks of which board, at which choices, and what the presenter says to it."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import (
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

RECORD = Record(
    id="meeting_slide",
    subject=Subject(SubjectKind.AUTHOR, sharing=Sharing("shared", "metric", "filters")),
    fields=(
        Field("question", ValueKind.NAME, maximum=Decimal(120)),
        Field("points", ValueKind.TEXT, maximum=Decimal(2000)),
        Field("meeting", ValueKind.INTEGER, required=True, is_given=True),
        Field("place", ValueKind.INTEGER, required=True, is_given=True),
        Field("board", ValueKind.CODE, required=True, maximum=Decimal(60), is_given=True),
        Field("blocks", ValueKind.TEXT, required=True, maximum=Decimal(300), is_given=True),
        Field("choices", ValueKind.TEXT, maximum=Decimal(1000), is_given=True),
        Field("metric", ValueKind.CODE, required=True, maximum=Decimal(60), is_given=True),
        Field("filters", ValueKind.TEXT, maximum=Decimal(2000), is_given=True),
        Field("shared", ValueKind.FLAG, default=True, is_given=True),
    ),
    states=("shown", "left_out"),
    transitions=(Transition("shown", "left_out"), Transition("left_out", "shown")),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
    read_as_of=RecordTime.NOW,
)
