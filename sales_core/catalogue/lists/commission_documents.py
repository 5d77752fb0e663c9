"""What counts for commission in a period: sales by rep, day, document, customer, category and class; of a shared document
each has a row with his share, and amounts of the whole."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.pay_facts import CREDITED_SALES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: An amount or a profit is known where every line of the document has it.
_SQL = """
SELECT f.rep, f.date, f.order_no, f.customer, f.category, f.customer_class, f.is_return, f.sold_by,
    f.split_share,
    CASE WHEN count(f.amount_stated) = count(*) THEN sum(f.amount) END AS amount,
    CASE WHEN count(f.amount_stated) = count(*) AND count(f.cost) = count(*) THEN sum(f.amount - f.cost) END
        AS gross_profit
FROM {scan:credited_sales} AS f
WHERE f.rep <> ''
GROUP BY f.rep, f.date, f.order_no, f.customer, f.category, f.customer_class, f.is_return, f.sold_by,
    f.split_share
"""

LIST = ListSpec(
    id="commission_documents",
    right=Right.VIEW_SALES,
    scans=(Scan(CREDITED_SALES, time=TimeWindow.PERIOD),),
    columns=(
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("order_no", kind=ColumnKind.CODE),
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("category", dimension="category"),
        ListColumn("customer_class", dimension="customer_class"),
        ListColumn("is_return", kind=ColumnKind.FLAG),
        ListColumn("sold_by", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("split_share", Unit.PERCENT),
        ListColumn("amount", Unit.MONEY),
        ListColumn("gross_profit", Unit.MONEY, made_of=("amount", "cost")),
    ),
    sql=_SQL,
    order=("rep", "date", "order_no", "customer", "category", "customer_class", "is_return", "sold_by"),
    drill=(Drill("customer", "net_sales", within=("rep",)),),
)
