"""What visits came to, a row a customer: planned, made, and whether an order followed within `ORDER_DAYS` days.

The customers who bought within twelve months, and everybody who was planned or visited in the days of the question.

A visit is judged once its days are over; its own day is one of them, two visits of one day are one. What a customer
without a visit orders anyway is asked of every day in the same way: on how many of the days of the question would a
visit have been followed by an order (`asked_days`, `ordering_days`). The two shares are compared, not explained: who is
visited was chosen by somebody.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, MetricScan, Scan
from sales_core.catalogue.metric import TimeWindow
from sales_core.catalogue.metrics.facts import SALES
from sales_core.catalogue.metrics.visits import VISIT_PLANS, VISITS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: An order follows a visit when it comes within so many days.
ORDER_DAYS = 7

_SQL = f"""
WITH logged AS (
    SELECT f.customer, sum(f.done) AS visits, sum(f.planned) AS planned, max(CASE WHEN f.done = 1 THEN f.date END) AS last_visit,
        sum(CASE WHEN f.done = 1 THEN f.minutes END) AS minutes
    FROM {{scan:visit_plans}} AS f WHERE f.customer <> '' GROUP BY f.customer
),
known AS (SELECT count(*) AS visits FROM {{scan:any_visit}} AS f WHERE f.done = 1),
ordered AS (
    SELECT f.customer, f.date FROM {{scan:sales}} AS f
    WHERE f.customer <> '' AND f.gross_amount > 0 AND f.date >= {{closes}} - INTERVAL 12 MONTH
    GROUP BY f.customer, f.date
),
buyers AS (SELECT o.customer FROM ordered AS o GROUP BY o.customer),
everybody AS (SELECT b.customer FROM buyers AS b UNION SELECT l.customer FROM logged AS l),
made AS (
    SELECT f.customer, f.date FROM {{scan:visit_plans}} AS f
    WHERE f.customer <> '' AND f.done = 1 AND f.date <= {{closes}} - {ORDER_DAYS} GROUP BY f.customer, f.date
),
answered AS (
    SELECT m.customer, m.date, min(o.date) AS next_order FROM made AS m
    LEFT JOIN ordered AS o ON o.customer = m.customer AND o.date >= m.date AND o.date <= m.date + {ORDER_DAYS}
    GROUP BY m.customer, m.date
),
judged AS (
    SELECT a.customer, count(*) AS judged_visits, count(a.next_order) AS followed_visits FROM answered AS a GROUP BY a.customer
),
spaced AS (
    SELECT o.customer, o.date, lag(o.date) OVER (PARTITION BY o.customer ORDER BY o.date) AS before FROM ordered AS o
),
usual AS (
    SELECT s.customer, sum(greatest(0, 1 + least(s.date, {{closes}} - {ORDER_DAYS})
        - greatest(s.date - {ORDER_DAYS}, {{opens}}, coalesce(s.before + 1, {{opens}})))) AS ordering_days
    FROM spaced AS s WHERE s.date >= {{opens}} GROUP BY s.customer
)
SELECT e.customer, coalesce(nullif(c.name, ''), e.customer) AS customer_name,
    CAST(coalesce(l.visits, 0) AS INTEGER) AS visits, CAST(coalesce(l.planned, 0) AS INTEGER) AS planned, l.last_visit, l.minutes,
    CAST(coalesce(j.judged_visits, 0) AS INTEGER) AS judged_visits,
    CAST(coalesce(j.followed_visits, 0) AS INTEGER) AS followed_visits,
    CASE WHEN coalesce(l.visits, 0) = 0 THEN CAST(greatest(0, {{days}} - {ORDER_DAYS}) AS INTEGER) END AS asked_days,
    CASE WHEN coalesce(l.visits, 0) = 0 THEN CAST(coalesce(u.ordering_days, 0) AS INTEGER) END AS ordering_days,
    n.net_sales, coalesce(c.rep, '') AS rep, coalesce(c.branch, '') AS branch
FROM everybody AS e
CROSS JOIN known AS k
LEFT JOIN logged AS l ON l.customer = e.customer
LEFT JOIN judged AS j ON j.customer = e.customer
LEFT JOIN usual AS u ON u.customer = e.customer
LEFT JOIN {{metrics:now}} AS n ON n.customer = e.customer
LEFT JOIN {{entity:customer}} AS c ON c.customer = e.customer
WHERE k.visits > 0
"""

LIST = ListSpec(
    id="customer_visits",
    right=Right.VIEW_SALES,
    scans=(
        Scan(VISIT_PLANS, time=TimeWindow.PERIOD),
        Scan(
            VISITS, id="any_visit", time=TimeWindow.PERIOD, reference="whether anybody's visits are loaded; never shown"
        ),
        Scan(SALES, columns=("date", "customer", "gross_amount")),
    ),
    metric_scans=(MetricScan("now", ("net_sales",), ("customer",)),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("visits", Unit.COUNT),
        ListColumn("planned", Unit.COUNT),
        ListColumn("last_visit", kind=ColumnKind.DATE),
        ListColumn("minutes", Unit.MINUTES),
        ListColumn("judged_visits", Unit.COUNT),
        ListColumn("followed_visits", Unit.COUNT),
        ListColumn("asked_days", Unit.COUNT),
        ListColumn("ordering_days", Unit.COUNT),
        ListColumn("net_sales", Unit.MONEY, metric="net_sales"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
    ),
    sql=_SQL,
    order=("-visits", "-planned", "customer"),
    drill=(Drill("customer", "visits_done"), Drill("net_sales", "net_sales", "customer")),
)
