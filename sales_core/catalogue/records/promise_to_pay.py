"""What a customer promised to pay, and by when. A later promise for the same takes the place of an earlier one."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import (
    DataDay,
    Derived,
    Field,
    Record,
    RecordRights,
    Subject,
    SubjectKind,
    Transition,
)
from sales_core.kernel.terms import Right

RECORD = Record(
    id="promise_to_pay",
    subject=Subject(SubjectKind.ENTITY, entity="customer", metric="receivables_open"),
    fields=(
        Field("day", ValueKind.DATE, required=True, default=DataDay(7), minimum=DataDay()),
        Field("amount", ValueKind.MONEY, required=True, minimum=Decimal("0.01")),
        Field("document", ValueKind.CODE),
        Field("note", ValueKind.TEXT, maximum=Decimal(200)),
    ),
    states=("noted", "withdrawn"),
    transitions=(Transition("noted", "withdrawn"),),
    rights=RecordRights(view=Right.VIEW_RECEIVABLES, add=Right.ADD_RECORDS),
    derived=Derived(
        function="sales_core.analysis.receivables.promises:standings",
        states=("open", "kept", "broken"),
        fields=(Field("received", ValueKind.MONEY), Field("left", ValueKind.MONEY)),
        lists=("receipts_by_day",),
    ),
    in_activity=True,
)
