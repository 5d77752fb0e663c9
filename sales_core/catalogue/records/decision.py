"""What was decided about a figure: who does what, by when. Rules and meeting read it later; no figure does."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import CalendarDay, Field, Record, RecordRights, Subject, SubjectKind, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="decision",
    subject=Subject(SubjectKind.FIGURE),
    fields=(
        Field("action", ValueKind.TEXT, required=True, maximum=Decimal(200)),
        Field("owner", ValueKind.NAME, required=True, maximum=Decimal(60)),
        Field("due", ValueKind.DATE, required=True, default=CalendarDay(7)),
        Field("effect", ValueKind.TEXT, maximum=Decimal(120)),
        Field("meeting", ValueKind.INTEGER, is_given=True),
    ),
    states=("open", "done", "missed", "dropped"),
    transitions=(
        Transition("open", "done"),
        Transition("open", "missed"),
        Transition("open", "dropped"),
        Transition("missed", "done"),
        Transition("missed", "open"),
        Transition("done", "open"),
    ),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
    in_activity=True,
)
