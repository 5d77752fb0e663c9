"""A combination of Explore under a name: its author's own or shared, and pinned to a page. No figure reads it."""

from __future__ import annotations

from decimal import Decimal

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import (
    Field,
    Record,
    RecordRights,
    RecordTime,
    Sharing,
    Subject,
    SubjectKind,
    Transition,
)
from sales_core.kernel.terms import Right

#: The pages that a view can be pinned to.
_PAGES = ("overview", "targets", "leaderboard", "analysis", "inventory", "receivables")

RECORD = Record(
    id="saved_view",
    subject=Subject(SubjectKind.AUTHOR, sharing=Sharing("shared", "metric", "filters")),
    fields=(
        Field("name", ValueKind.NAME, required=True, maximum=Decimal(60)),
        Field("shared", ValueKind.FLAG, default=False),
        Field("pinned", ValueKind.CODE, choices=_PAGES, names_page=True),
        Field("metric", ValueKind.CODE, required=True, maximum=Decimal(60), is_given=True),
        Field("split", ValueKind.CODE, maximum=Decimal(60), is_given=True),
        Field("across", ValueKind.CODE, maximum=Decimal(60), is_given=True),
        Field("span", ValueKind.CODE, maximum=Decimal(20), is_given=True),
        Field("compare", ValueKind.CODE, maximum=Decimal(20), is_given=True),
        Field("view", ValueKind.CODE, maximum=Decimal(20), is_given=True),
        Field("filters", ValueKind.TEXT, maximum=Decimal(2000), is_given=True),
    ),
    states=("kept", "deleted"),
    transitions=(Transition("kept", "deleted"), Transition("deleted", "kept")),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.ADD_RECORDS, edit=Right.ADD_RECORDS),
    read_as_of=RecordTime.NOW,
)
