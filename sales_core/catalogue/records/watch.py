"""A figure that somebody keeps an eye on, and until when. Rules read it later; no figure does."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import CalendarDay, Field, Record, RecordRights, Subject, SubjectKind, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="watch",
    subject=Subject(SubjectKind.FIGURE),
    fields=(
        Field("owner", ValueKind.NAME, required=True, maximum=Decimal(60)),
        Field("due", ValueKind.DATE, required=True, default=CalendarDay(30)),
        Field("note", ValueKind.TEXT, maximum=Decimal(200)),
    ),
    states=("active", "ended"),
    transitions=(Transition("active", "ended"), Transition("ended", "active")),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
)
