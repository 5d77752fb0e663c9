"""A workbook or slides of the company's own that are filled with figures each month. No figure reads it."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, Record, RecordRights, RecordTime, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="report_template",
    fields=(
        Field("name", ValueKind.NAME, required=True, maximum=Decimal(60)),
        Field("file", ValueKind.CODE, required=True, maximum=Decimal(80), is_given=True),
        Field("monthly", ValueKind.FLAG, default=True),
    ),
    states=("used", "retired"),
    transitions=(Transition("used", "retired"), Transition("retired", "used")),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
    read_as_of=RecordTime.NOW,
)
