"""What somebody says about a figure: for whoever may see the figure and every row of it; who is named with @ is told."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, Record, RecordRights, RecordTime, Subject, SubjectKind, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="comment",
    subject=Subject(SubjectKind.FIGURE),
    fields=(Field("text", ValueKind.TEXT, required=True, maximum=Decimal(400), tells_people=True),),
    states=("said", "withdrawn"),
    transitions=(Transition("said", "withdrawn"),),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS, only_author=True),
    read_as_of=RecordTime.NOW,
    in_activity=True,
)
