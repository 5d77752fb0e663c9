"""Customers of a class whom nobody visited for so many days, by the money at stake.

At stake is what `customer_values` says; of a customer who is not leaving, what he bought in the days of the question.
Of whom no visit is known, the days count from the first visit of anybody: before it nobody kept a log.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListParameter, ListSpec
from sales_core.catalogue.lists.customer_values import CUSTOMER_METRICS, CUSTOMER_SCANS, CUSTOMERS_SQL
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: Nobody of class A should be without a visit for longer.
UNVISITED_DAYS = 60

_SQL = f"""
WITH valued AS ({CUSTOMERS_SQL}),
log AS (SELECT min(f.date) AS opened FROM {{scan:any_visit}} AS f WHERE f.done = 1),
waiting AS (
    SELECT v.*, CAST({{closes}} - coalesce(v.last_visit, g.opened) AS INTEGER) AS days_unvisited,
        CAST(coalesce(v.at_stake, v.net_sales) AS DECIMAL(18, 4)) AS visit_stake
    FROM valued AS v CROSS JOIN log AS g
)
SELECT w.customer, w.customer_name, w.value_class, w.rfm_segment, w.step, w.last_visit, w.days_unvisited, w.visits, w.last_order,
    w.visit_stake, w.net_sales, w.growth, w.rep, w.branch, w.channel
FROM waiting AS w
WHERE w.value_class = {{param:value_class}} AND w.days_unvisited >= {{param:unvisited_days}}
"""

LIST = ListSpec(
    id="unvisited_customers",
    right=Right.VIEW_SALES,
    scans=CUSTOMER_SCANS,
    metric_scans=CUSTOMER_METRICS,
    parameters=(ListParameter("value_class", "A"), ListParameter("unvisited_days", UNVISITED_DAYS)),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("value_class"),
        ListColumn("rfm_segment", value_texts="customers.segment"),
        ListColumn("step", value_texts="customers.step", is_shown=False),
        ListColumn("last_visit", kind=ColumnKind.DATE),
        ListColumn("days_unvisited", Unit.COUNT),
        ListColumn("visits", Unit.COUNT),
        ListColumn("last_order", kind=ColumnKind.DATE),
        ListColumn("visit_stake", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("net_sales", Unit.MONEY, metric="net_sales"),
        ListColumn("growth", Unit.PERCENT, metric="yoy"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
        ListColumn("channel", dimension="channel"),
    ),
    sql=_SQL,
    order=("-visit_stake", "customer"),
    drill=(Drill("customer", "net_sales"),),
)
