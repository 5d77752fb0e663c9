"""Every visit as its file has it: when, who, whom, what for, what came of it."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.visits import VISIT_PLANS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="visits",
    right=Right.VIEW_SALES,
    scans=(Scan(VISIT_PLANS, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("kind", value_texts="visits.kind"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("purpose"),
        ListColumn("minutes", Unit.MINUTES),
        ListColumn("result"),
        ListColumn("order_no", kind=ColumnKind.CODE),
        ListColumn("branch", dimension="branch"),
    ),
    order=("-date", "rep", "customer", "kind"),
    has_lineage=True,
)
