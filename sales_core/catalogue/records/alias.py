"""Another name or another code of a customer, rep, product or other entity. Saved as a load: history follows it."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Check, Field, FieldValue, Record, RecordRights, SavedAs, Values
from sales_core.kernel.terms import Right


def _is_another(value: FieldValue, values: Values) -> bool:
    return value != values["code"]


RECORD = Record(
    id="alias",
    fields=(
        Field("entity", ValueKind.TEXT, required=True, names_entity=True),
        Field("alias", ValueKind.CODE, required=True, checks=(Check("another", _is_another),)),
        Field("code", ValueKind.CODE, required=True),
        Field("reason", ValueKind.TEXT, maximum=Decimal(200)),
    ),
    rights=RecordRights(view=Right.ADD_MASTER, add=Right.ADD_MASTER),
    saved_as=SavedAs.LOAD,
    dataset="aliases",
)
