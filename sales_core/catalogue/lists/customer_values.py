"""What each customer is worth and how he behaves: class by revenue, RFM by recency, frequency and money.

The customers who bought in the days of the question; where these are a year at most, also those who bought in the same
days of the year before and nothing since (lost). Frequency is the number of days with a purchase.

The lost have the class of the year before, the last in which they bought: in these days all of them would be C.

Scores go from 1 (lowest) to 5, or to 3 with fewer customers than `QUINTILES_FROM`: the place of a customer among all by
rank, where equals share the middle of their places. Source of the scores and of "at risk": formulas, "RFM".
"""

from __future__ import annotations

from enum import StrEnum

from sales_core.catalogue.abc_shares import A_SHARE, B_SHARE
from sales_core.catalogue.entities.customer import ENTITY
from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListSpec, MetricScan, Scan
from sales_core.catalogue.metrics.facts import FIRST_SALES, SALES
from sales_core.catalogue.metrics.visits import VISITS
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit


class RfmSegment(StrEnum):
    """How a customer behaves; the first that fits. Texts are `customers.segment.<value>`."""

    LOST = "lost"
    """Bought in the same days of the year before, nothing in these."""
    NEWCOMER = "newcomer"
    """First purchase ever within `NEW_DAYS` days."""
    CHAMPION = "champion"
    """All three scores high."""
    AT_RISK = "at_risk"
    """Recency low, frequency or money high, and silent for more than `SILENT_GAPS` of his own usual gaps."""
    DORMANT = "dormant"
    """Recency low, neither high."""
    LOYAL = "loyal"
    """Frequency or money high."""
    REGULAR = "regular"


class CustomerStep(StrEnum):
    """What to do next; texts are `customers.step.<value>`."""

    WIN_BACK = "win_back"
    SECOND_ORDER = "second_order"
    VISIT = "visit"
    CALL = "call"
    REVIEW = "review"
    """Find out why he buys much less than a year ago."""
    COMPLETE = "complete"
    """Complete his file."""
    KEEP = "keep"


#: From so many customers on there are five scores, below three.
QUINTILES_FROM = 50
#: A customer is new for so many days after his first purchase.
NEW_DAYS = 90
#: His usual gap is the days of the question divided by his days with a purchase; so many of them are a silence.
SILENT_GAPS = 2
#: Nobody is expected to stay longer than so many years.
MOST_YEARS = 5
#: Buying less than this share of a year ago asks for a reason.
SHRUNK_SHARE = 0.7

_NUMBERS = frozenset({"credit_limit", "term_days"})
_EXPECTED = tuple(one.id for one in ENTITY.attributes if one.is_expected)


def _filled_share() -> str:
    """SQL: the share of the attributes expected of a customer that his file says."""
    each = [
        f"CASE WHEN k.{name} IS NOT NULL{'' if name in _NUMBERS else f''' AND k.{name} <> '' '''} THEN 1 ELSE 0 END"
        for name in _EXPECTED
    ]
    return f"CAST({' + '.join(each)} AS DOUBLE) / {len(each)}"


def _score(place: str, ties: str) -> str:
    """SQL: the score of a place, 1 the lowest; equals share the middle of their places."""
    return f"1 + CAST(floor(CAST(s.groups * (2 * ({place} - 1) + {ties}) AS DOUBLE) / (2 * s.customers)) AS INTEGER)"


def _running(money: str) -> str:
    """SQL: the place of a customer by money, the sum down to him and the sum of all; negative amounts count as none."""
    counted = f"CASE WHEN {money} > 0 THEN {money} ELSE 0 END"
    order = f"ORDER BY {money} DESC, customer"
    return (
        f"row_number() OVER ({order}) AS place, sum({counted}) OVER ({order}"
        f" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running, sum({counted}) OVER () AS whole"
    )


def _class(money: str, table: str) -> str:
    """SQL: A, B or C by where the running sum of `table` stands."""
    return (
        f"CASE WHEN {money} > 0 AND ({table}.place = 1 OR {table}.running <= {A_SHARE} * {table}.whole) THEN 'A'"
        f" WHEN {money} > 0 AND {table}.running <= {B_SHARE} * {table}.whole THEN 'B' ELSE 'C' END"
    )


def _low(score: str) -> str:
    """SQL: 1 or 2 of five, 1 of three."""
    return f"coalesce(5 * {score} <= 2 * c.groups, FALSE)"


def _high(score: str) -> str:
    """SQL: 4 or 5 of five, 3 of three."""
    return f"coalesce(5 * (c.groups + 1 - {score}) <= 2 * c.groups, FALSE)"


#: Read by lists that narrow these customers, with `CUSTOMER_SCANS` and `CUSTOMER_METRICS`.
CUSTOMERS_SQL = f"""
WITH bought AS (
    SELECT f.customer, max(f.date) AS last_order,
        count(DISTINCT CASE WHEN f.date >= {{opens}} THEN f.date END) AS purchase_days
    FROM {{scan:sales}} AS f
    WHERE f.customer <> '' AND f.gross_amount > 0
        AND f.date >= {{opens}} - CASE WHEN {{days}} <= 366 THEN INTERVAL 12 MONTH ELSE INTERVAL 0 MONTH END
    GROUP BY f.customer
),
firsts AS (SELECT f.customer, min(f.date) AS first_order FROM {{scan:first_sales}} AS f GROUP BY f.customer),
known AS (
    SELECT {{days}} <= 366 AND CAST(date_trunc('month', min(first_order)) AS DATE)
        <= {{opens}} - INTERVAL 12 MONTH AS has_earlier
    FROM firsts
),
joined AS (
    SELECT b.customer, b.last_order, b.purchase_days, b.purchase_days > 0 AS is_active, o.first_order, x.has_earlier,
        CAST(coalesce(n.net_sales, 0) AS DECIMAL(18, 4)) AS net_sales,
        CASE WHEN x.has_earlier THEN CAST(coalesce(e.net_sales, 0) AS DECIMAL(18, 4)) END AS earlier,
        x.has_earlier AND coalesce(e.active_customers, 0) > 0 AS was_active,
        n.gross_profit, n.margin, n.return_rate
    FROM bought AS b
    CROSS JOIN known AS x
    LEFT JOIN firsts AS o ON o.customer = b.customer
    LEFT JOIN {{metrics:now}} AS n ON n.customer = b.customer
    LEFT JOIN {{metrics:earlier}} AS e ON e.customer = b.customer
),
visited AS (
    SELECT f.customer, max(f.date) AS last_visit, sum(CASE WHEN f.date >= {{opens}} THEN f.done ELSE 0 END) AS visits
    FROM {{scan:visits}} AS f WHERE f.customer <> '' AND f.done = 1 GROUP BY f.customer
),
logged AS (SELECT count(*) > 0 AS is_known FROM {{scan:any_visit}} AS f WHERE f.done = 1),
churn AS (
    SELECT CAST(sum(CASE WHEN was_active AND NOT is_active THEN 1 ELSE 0 END) AS DOUBLE)
        / nullif(sum(CASE WHEN was_active THEN 1 ELSE 0 END), 0) AS share
    FROM joined
),
size AS (
    SELECT count(*) AS customers, CASE WHEN count(*) >= {QUINTILES_FROM} THEN 5 ELSE 3 END AS groups
    FROM joined WHERE is_active
),
placed AS (
    SELECT customer,
        rank() OVER (ORDER BY last_order) AS r_place, count(*) OVER (PARTITION BY last_order) AS r_ties,
        rank() OVER (ORDER BY purchase_days) AS f_place, count(*) OVER (PARTITION BY purchase_days) AS f_ties,
        rank() OVER (ORDER BY net_sales) AS m_place, count(*) OVER (PARTITION BY net_sales) AS m_ties,
        {_running("net_sales")}
    FROM joined WHERE is_active
),
placed_before AS (SELECT customer, {_running("earlier")} FROM joined WHERE was_active),
scored AS (
    SELECT p.customer, p.place, p.running, p.whole, s.groups,
        {_score("p.r_place", "p.r_ties")} AS recency, {_score("p.f_place", "p.f_ties")} AS frequency,
        {_score("p.m_place", "p.m_ties")} AS money
    FROM placed AS p CROSS JOIN size AS s
),
judged AS (
    SELECT j.*, c.recency, c.frequency, c.money,
        {_low("c.recency")} AS r_low, {_high("c.recency")} AS r_high,
        {_high("c.frequency")} AS f_high, {_high("c.money")} AS m_high,
        CASE WHEN j.is_active THEN {_class("j.net_sales", "c")} ELSE {_class("j.earlier", "p")} END AS value_class
    FROM joined AS j
    LEFT JOIN scored AS c ON c.customer = j.customer
    LEFT JOIN placed_before AS p ON p.customer = j.customer
),
named AS (
    SELECT g.*, CASE
            WHEN NOT is_active THEN '{RfmSegment.LOST}'
            WHEN first_order > {{closes}} - {NEW_DAYS} THEN '{RfmSegment.NEWCOMER}'
            WHEN r_high AND f_high AND m_high THEN '{RfmSegment.CHAMPION}'
            WHEN r_low AND (f_high OR m_high)
                AND ({{closes}} - last_order) * purchase_days > {SILENT_GAPS} * {{days}} THEN '{RfmSegment.AT_RISK}'
            WHEN r_low AND NOT (f_high OR m_high) THEN '{RfmSegment.DORMANT}'
            WHEN f_high OR m_high THEN '{RfmSegment.LOYAL}'
            ELSE '{RfmSegment.REGULAR}' END AS rfm_segment
    FROM judged AS g
)
SELECT m.customer, coalesce(nullif(k.name, ''), m.customer) AS customer_name, m.value_class, m.rfm_segment,
    m.recency, m.frequency, m.money, m.net_sales, m.earlier,
    CASE WHEN m.earlier > 0 THEN CAST(m.net_sales AS DOUBLE) / CAST(m.earlier AS DOUBLE) - 1 END AS growth,
    m.gross_profit, m.margin, m.return_rate, m.purchase_days, m.first_order, m.last_order,
    CAST({{closes}} - m.last_order AS INTEGER) AS days_since,
    CASE WHEN m.rfm_segment = '{RfmSegment.LOST}' THEN m.earlier
        WHEN m.rfm_segment = '{RfmSegment.AT_RISK}' THEN m.net_sales END AS at_stake,
    CASE WHEN {{days}} BETWEEN 365 AND 366 AND m.is_active THEN CAST(CAST(m.gross_profit AS DOUBLE)
        * CASE WHEN h.share * {MOST_YEARS} < 1 THEN {MOST_YEARS} ELSE 1 / h.share END AS DECIMAL(18, 4))
        END AS life_value,
    h.share AS churn, v.last_visit,
    CASE WHEN g.is_known THEN CAST(coalesce(v.visits, 0) AS INTEGER) END AS visits,
    CASE WHEN m.rfm_segment = '{RfmSegment.LOST}' THEN '{CustomerStep.WIN_BACK}'
        WHEN m.rfm_segment = '{RfmSegment.NEWCOMER}' AND m.purchase_days < 2 THEN '{CustomerStep.SECOND_ORDER}'
        WHEN m.rfm_segment = '{RfmSegment.AT_RISK}' AND m.value_class <> 'C' THEN '{CustomerStep.VISIT}'
        WHEN m.rfm_segment IN ('{RfmSegment.AT_RISK}', '{RfmSegment.DORMANT}') THEN '{CustomerStep.CALL}'
        WHEN m.earlier > 0 AND CAST(m.net_sales AS DOUBLE) < {SHRUNK_SHARE} * CAST(m.earlier AS DOUBLE) THEN '{CustomerStep.REVIEW}'
        WHEN {_filled_share()} < 1 THEN '{CustomerStep.COMPLETE}'
        ELSE '{CustomerStep.KEEP}' END AS step,
    coalesce(k.rep, '') AS rep, coalesce(k.branch, '') AS branch, coalesce(k.channel, '') AS channel,
    {_filled_share()} AS completeness
FROM named AS m
CROSS JOIN churn AS h
CROSS JOIN logged AS g
LEFT JOIN visited AS v ON v.customer = m.customer
LEFT JOIN {{entity:customer}} AS k ON k.customer = m.customer
"""

#: What a visit is not about: a filter on it leaves the visits as they are.
_NO_VISIT = tuple(name for name in SALES.dimensions if name not in VISITS.dimensions)
CUSTOMER_SCANS = (
    Scan(SALES, columns=("date", "customer", "gross_amount")),
    Scan(FIRST_SALES, reference="when a customer first bought of the company; a day, no amount"),
    Scan(VISITS, ignored_filters=_NO_VISIT),
    Scan(VISITS, id="any_visit", reference="whether anybody's visits are loaded at all; never shown"),
)
CUSTOMER_METRICS = (
    MetricScan("now", ("net_sales", "gross_profit", "margin", "return_rate"), ("customer",)),
    MetricScan("earlier", ("net_sales", "active_customers"), ("customer",), on_compared=Compare.LAST_YEAR),
)
LIST = ListSpec(
    id="customer_values",
    right=Right.VIEW_SALES,
    scans=CUSTOMER_SCANS,
    metric_scans=CUSTOMER_METRICS,
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("value_class"),
        ListColumn("rfm_segment", value_texts="customers.segment"),
        ListColumn("step", value_texts="customers.step"),
        ListColumn("net_sales", Unit.MONEY, metric="net_sales"),
        ListColumn("earlier", Unit.MONEY, metric="net_sales_last_year"),
        ListColumn("growth", Unit.PERCENT, metric="yoy"),
        ListColumn("gross_profit", Unit.MONEY, metric="gross_profit"),
        ListColumn("margin", Unit.PERCENT, metric="margin"),
        ListColumn("return_rate", Unit.PERCENT, metric="return_rate"),
        ListColumn("last_order", kind=ColumnKind.DATE),
        ListColumn("days_since", Unit.COUNT),
        ListColumn("purchase_days", Unit.COUNT),
        ListColumn("first_order", kind=ColumnKind.DATE),
        ListColumn("recency", Unit.COUNT),
        ListColumn("frequency", Unit.COUNT),
        ListColumn("money", Unit.COUNT),
        ListColumn("at_stake", Unit.MONEY, made_of=("net_sales",)),
        ListColumn("life_value", Unit.MONEY, made_of=("gross_profit",)),
        ListColumn("churn", Unit.PERCENT, is_shown=False),
        ListColumn("last_visit", kind=ColumnKind.DATE),
        ListColumn("visits", Unit.COUNT),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
        ListColumn("channel", dimension="channel"),
        ListColumn("completeness", Unit.PERCENT),
    ),
    sql=CUSTOMERS_SQL,
    order=("-net_sales", "customer"),
    drill=(Drill("customer", "net_sales"), Drill("customer_name", "net_sales")),
)
