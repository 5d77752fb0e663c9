"""Customers who buy less of a product group than the median of their segment, by what they are below it.

The cells, and what counts in them, are those of `segment_penetration`: the sum of a cell here is its white space there.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListParameter, ListSpec
from sales_core.catalogue.lists.segment_penetration import CELL_COLUMNS, CELLS_SQL, SPACE_PARAMETERS, SPACE_SCANS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = f"""
WITH {CELLS_SQL}
SELECT m.customer, coalesce(nullif(k.name, ''), m.customer) AS customer_name, m.segment, m.product_group,
    m.bought, m.peer_median, m.white_space, CAST(m.customers AS INTEGER) AS customers,
    CAST(m.buyers AS DOUBLE) / m.customers AS penetration,
    coalesce(k.rep, '') AS rep, coalesce(k.branch, '') AS branch
FROM missing AS m
LEFT JOIN {{entity:customer}} AS k ON k.customer = m.customer
WHERE {{param:segment}} IN ('', m.segment) AND {{param:product_group}} IN ('', m.product_group)
"""

LIST = ListSpec(
    id="white_space",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=SPACE_SCANS,
    parameters=(*SPACE_PARAMETERS, ListParameter("segment", ""), ListParameter("product_group", "")),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        *CELL_COLUMNS,
        ListColumn("bought", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("peer_median", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("white_space", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("customers", Unit.COUNT),
        ListColumn("penetration", Unit.PERCENT),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
    ),
    sql=_SQL,
    order=("-white_space", "customer", "product_group", "segment"),
    drill=(Drill("customer", "net_sales"),),
)
