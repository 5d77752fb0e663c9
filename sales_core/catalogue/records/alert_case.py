"""A case that a rule opened about a figure: how much money is at stake, who answers for it, and what he says.

Rules open, reopen and close cases; people answer them. No figure reads them.
"""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, Record, RecordRights, Subject, SubjectKind, Transition
from sales_core.kernel.terms import Right

RECORD = Record(
    id="alert_case",
    subject=Subject(SubjectKind.NUMBER),
    fields=(
        Field("rule", ValueKind.CODE, required=True, maximum=Decimal(60), is_given=True),
        Field("cut", ValueKind.CODE, maximum=Decimal(400), is_given=True),
        Field("stake", ValueKind.MONEY, is_given=True),
        Field("value", ValueKind.RATE, is_given=True),
        Field("opened", ValueKind.DATE, required=True, is_given=True),
        Field("closed", ValueKind.DATE, is_given=True),
        Field("owner", ValueKind.NAME, maximum=Decimal(60)),
        Field("answer", ValueKind.TEXT, maximum=Decimal(300)),
    ),
    states=("open", "answered", "closed"),
    transitions=(
        Transition("open", "answered", Right.ADD_RECORDS),
        Transition("answered", "open", Right.ADD_RECORDS),
        Transition("open", "closed", Right.MANAGE_USERS),
        Transition("answered", "closed", Right.MANAGE_USERS),
        Transition("closed", "open", Right.MANAGE_USERS),
    ),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.MANAGE_USERS, edit=Right.ADD_RECORDS),
)
