"""Customers of the stretch before who have bought nothing since, by what they bought then; `total` is of all of them."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, MetricScan
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
SELECT customer, net_sales_last_month, sum(net_sales_last_month) OVER () AS total
FROM {metrics:bought} AS b
WHERE customer <> '' AND lost_customers > 0 AND net_sales_last_month > 0
"""

LIST = ListSpec(
    id="lapsed_customers",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=(MetricScan("bought", ("lost_customers", "net_sales_last_month"), ("customer",)),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("net_sales_last_month", Unit.MONEY, metric="net_sales_last_month"),
        ListColumn("total", Unit.MONEY, made_of=("net_sales_last_month",), is_shown=False),
    ),
    sql=_SQL,
    order=("-net_sales_last_month", "customer"),
    drill=(Drill("customer", "net_sales_last_month"),),
)
