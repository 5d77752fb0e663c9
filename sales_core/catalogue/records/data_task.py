"""Who sees to a finding of the data's health: what the next step is, by when, and whether it is done."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import CalendarDay, Field, Record, RecordRights, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="data_task",
    fields=(
        Field("finding", ValueKind.CODE, required=True, maximum=Decimal(200)),
        Field("owner", ValueKind.NAME, required=True, maximum=Decimal(60)),
        Field("step", ValueKind.TEXT, maximum=Decimal(200)),
        Field("due", ValueKind.DATE, required=True, default=CalendarDay(7)),
    ),
    states=("assigned", "done"),
    transitions=(Transition("assigned", "done"), Transition("done", "assigned")),
    rights=RecordRights(view=Right.VIEW_UPLOADS, add=Right.UPLOAD, edit=Right.UPLOAD),
)
