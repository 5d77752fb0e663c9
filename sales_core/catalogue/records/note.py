"""What somebody noted about a customer, rep, product or branch: for whoever opens its page."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, Record, RecordRights, RecordTime, Subject, SubjectKind, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="note",
    subject=Subject(SubjectKind.THING),
    fields=(Field("text", ValueKind.TEXT, required=True, maximum=Decimal(400), tells_people=True),),
    states=("noted", "withdrawn"),
    transitions=(Transition("noted", "withdrawn"),),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
    read_as_of=RecordTime.DATA,
    in_activity=True,
)
