"""Each channel beside the same days of the year before: sales, share, margin, returns, price level, and its part in
what mix and rate did to the profit.

Price level: what the channel was paid (before returns) / the same products at their average price over all channels;
1 = average. Only products with a quantity.

With s = share of costed sales, m = margin, 0 = before, S = costed sales now: mix effect = S (s1 - s0)(m0 - M0), rate
effect = S s1 (m1 - m0); a channel of one of the two times is mix alone, S s1 (m1 - M0) or -S s0 (m0 - M0). Their sum is
S (M1 - M0): what the profit lies above last year's margin on these sales. Source: the mix and rate parts of formulas,
"Price-volume-mix, many products", of margins in place of prices.
"""

from __future__ import annotations

from sales_core.catalogue.list import Drill, ListColumn, ListSpec, MetricScan
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH joined AS (
    SELECT coalesce(n.channel, e.channel) AS channel, n.net_sales, n.gross_profit, n.margin, n.return_rate,
        n.costed_sales, e.net_sales AS earlier, e.margin AS margin_before, e.costed_sales AS costed_before,
        e.gross_profit AS profit_before
    FROM {metrics:now} AS n
    FULL OUTER JOIN {metrics:earlier} AS e ON e.channel = n.channel
),
whole AS (
    SELECT sum(net_sales) AS net_sales, sum(earlier) AS earlier,
        CAST(sum(costed_sales) AS DOUBLE) AS costed_sales,
        nullif(CAST(sum(costed_before) AS DOUBLE), 0) AS costed_before,
        CAST(sum(profit_before) AS DOUBLE) / nullif(CAST(sum(costed_before) AS DOUBLE), 0) AS margin_before
    FROM joined
),
shares AS (
    SELECT j.*, w.costed_sales AS costed, w.margin_before AS whole_before,
        CASE WHEN w.net_sales > 0 THEN CAST(j.net_sales AS DOUBLE) / CAST(w.net_sales AS DOUBLE) END AS share,
        CASE WHEN w.earlier > 0 THEN CAST(j.earlier AS DOUBLE) / CAST(w.earlier AS DOUBLE) END AS share_before,
        coalesce(CAST(j.costed_sales AS DOUBLE), 0) / nullif(w.costed_sales, 0) AS part,
        coalesce(CAST(j.costed_before AS DOUBLE), 0) / w.costed_before AS part_before
    FROM joined AS j CROSS JOIN whole AS w
),
average AS (
    SELECT p.product, CAST(sum(p.gross_sales) AS DOUBLE) / CAST(sum(p.gross_quantity) AS DOUBLE) AS price
    FROM {metrics:priced} AS p
    WHERE p.product <> '' AND p.gross_quantity > 0 GROUP BY p.product
),
levels AS (
    SELECT p.channel, CAST(sum(p.gross_sales) AS DOUBLE)
        / nullif(sum(CAST(p.gross_quantity AS DOUBLE) * a.price), 0) AS price_level
    FROM {metrics:priced} AS p JOIN average AS a ON a.product = p.product
    WHERE p.gross_quantity > 0 GROUP BY p.channel
)
SELECT s.channel, s.net_sales, s.share, s.earlier, s.share_before,
    CASE WHEN s.earlier > 0 THEN CAST(coalesce(s.net_sales, 0) AS DOUBLE) / CAST(s.earlier AS DOUBLE) - 1 END AS growth,
    s.gross_profit, s.margin, s.margin_before, s.return_rate, l.price_level,
    CAST(CASE WHEN s.margin_before IS NULL THEN s.costed * s.part * (s.margin - s.whole_before)
        ELSE s.costed * (s.part - s.part_before) * (s.margin_before - s.whole_before) END AS DECIMAL(18, 4)) AS mix_effect,
    CAST(CASE WHEN s.margin_before IS NULL AND s.whole_before IS NOT NULL THEN 0
        WHEN s.margin IS NULL AND s.costed IS NOT NULL THEN 0
        ELSE s.costed * s.part * (s.margin - s.margin_before) END AS DECIMAL(18, 4)) AS rate_effect
FROM shares AS s
LEFT JOIN levels AS l ON l.channel = s.channel
"""
_FIGURES = ("net_sales", "gross_profit", "margin", "costed_sales")

LIST = ListSpec(
    id="channel_scores",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=(
        MetricScan("now", (*_FIGURES, "return_rate"), ("channel",)),
        MetricScan("earlier", _FIGURES, ("channel",), on_compared=Compare.LAST_YEAR),
        MetricScan("priced", ("gross_sales", "gross_quantity"), ("channel", "product")),
    ),
    columns=(
        ListColumn("channel", dimension="channel"),
        ListColumn("net_sales", Unit.MONEY, metric="net_sales"),
        ListColumn("share", Unit.PERCENT, made_of=("net_sales",)),
        ListColumn("earlier", Unit.MONEY, metric="net_sales_last_year"),
        ListColumn("share_before", Unit.PERCENT, made_of=("net_sales",)),
        ListColumn("growth", Unit.PERCENT, metric="yoy"),
        ListColumn("gross_profit", Unit.MONEY, metric="gross_profit"),
        ListColumn("margin", Unit.PERCENT, metric="margin"),
        ListColumn("margin_before", Unit.PERCENT, made_of=("margin",)),
        ListColumn("return_rate", Unit.PERCENT, metric="return_rate"),
        ListColumn("price_level", Unit.RATIO, made_of=("net_sales",)),
        ListColumn("mix_effect", Unit.MONEY, made_of=("gross_profit",)),
        ListColumn("rate_effect", Unit.MONEY, made_of=("gross_profit",)),
    ),
    sql=_SQL,
    order=("-net_sales", "channel"),
    drill=(Drill("net_sales", "net_sales", "channel"), Drill("channel", "net_sales")),
)
