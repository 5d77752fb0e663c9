"""Customers who first bought in the days of the question, and whether they came back.

A second order is the next day with a purchase. `again_60`, `again_90`: whether it came within so many days; unknown
while these days are not over, also where it has come: to count those alone would flatter the share.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, MetricScan, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.facts import FIRST_SALES, SALES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit


def _again(days: int) -> str:
    """SQL: whether the second order came within so many days of the first."""
    return (
        f"CASE WHEN w.first_order + {days} <= {{closes}}"
        f" THEN coalesce(s.second_order <= w.first_order + {days}, FALSE) END AS again_{days}"
    )


_SQL = f"""
WITH won AS (
    SELECT f.customer, min(f.date) AS first_order, max(f.rep) AS rep, CAST(sum(f.amount) AS DECIMAL(18, 4)) AS first_amount
    FROM {{scan:won}} AS f WHERE f.customer <> '' GROUP BY f.customer
),
seconds AS (
    SELECT f.customer, min(f.date) AS second_order
    FROM {{scan:sales}} AS f JOIN won AS w ON w.customer = f.customer
    WHERE f.gross_amount > 0 AND f.date > w.first_order AND f.date >= {{opens}}
    GROUP BY f.customer
)
SELECT w.customer, coalesce(nullif(k.name, ''), w.customer) AS customer_name, w.first_order, w.first_amount,
    s.second_order, CAST(s.second_order - w.first_order AS INTEGER) AS gap_days,
    {_again(60)}, {_again(90)},
    CAST(coalesce(n.net_sales, 0) AS DECIMAL(18, 4)) AS net_sales, w.rep,
    coalesce(k.branch, '') AS branch, coalesce(k.channel, '') AS channel,
    coalesce(k.is_distributor, FALSE) AS is_distributor
FROM won AS w
LEFT JOIN seconds AS s ON s.customer = w.customer
LEFT JOIN {{metrics:now}} AS n ON n.customer = w.customer
LEFT JOIN {{entity:customer}} AS k ON k.customer = w.customer
"""

LIST = ListSpec(
    id="recruited_customers",
    right=Right.VIEW_SALES,
    scans=(
        Scan(FIRST_SALES, id="won", time=TimeWindow.PERIOD),
        Scan(SALES, columns=("date", "customer", "gross_amount")),
    ),
    metric_scans=(MetricScan("now", ("net_sales",), ("customer",)),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("first_order", kind=ColumnKind.DATE),
        ListColumn("first_amount", Unit.MONEY),
        ListColumn("second_order", kind=ColumnKind.DATE),
        ListColumn("gap_days", Unit.COUNT),
        ListColumn("again_60", kind=ColumnKind.FLAG),
        ListColumn("again_90", kind=ColumnKind.FLAG),
        ListColumn("net_sales", Unit.MONEY, metric="net_sales"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
        ListColumn("channel", dimension="channel"),
        ListColumn("is_distributor", kind=ColumnKind.FLAG),
    ),
    sql=_SQL,
    order=("-first_order", "-net_sales", "customer"),
    drill=(Drill("customer", "net_sales"),),
)
