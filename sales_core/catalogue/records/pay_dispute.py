"""A line of a payslip that somebody holds to be wrong: what, why, who answers, and what came of it."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, Record, RecordRights, RecordTime, Subject, SubjectKind, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="pay_dispute",
    subject=Subject(SubjectKind.ENTITY, entity="rep", metric="net_sales"),
    fields=(
        Field("month", ValueKind.DATE, required=True),
        Field("document", ValueKind.CODE, maximum=Decimal(60)),
        Field("claimed", ValueKind.MONEY, minimum=Decimal("0.01")),
        Field("reason", ValueKind.TEXT, required=True, maximum=Decimal(400)),
        Field("owner", ValueKind.NAME, maximum=Decimal(60)),
        Field("answer", ValueKind.TEXT, maximum=Decimal(400)),
    ),
    states=("open", "answered", "accepted", "refused"),
    transitions=(
        Transition("open", "answered", Right.CLOSE_MONTH),
        Transition("answered", "accepted", Right.CLOSE_MONTH),
        Transition("answered", "refused", Right.CLOSE_MONTH),
        Transition("answered", "open"),
    ),
    rights=RecordRights(view=Right.VIEW_PAY, add=Right.ADD_RECORDS, edit=Right.CLOSE_MONTH),
    read_as_of=RecordTime.NOW,
)
