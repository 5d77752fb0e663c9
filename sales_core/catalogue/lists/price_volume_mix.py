"""Price, volume, mix, new, lost and returns of each part of a selection, from its customer × product cells.

Customers that bought only now are new, only before lost. Of the others, per cell: price = (P₁−P₀)·Q₁ where both prices
exist, volume = (Q₁−Q₀)·the customer's average price before, mix = all the rest. Price and volume are fixed to the cent
and mix is the remainder, so that parts add up exactly in any grouping. New and lost are decided on the whole selection;
`path` narrows afterwards, so that a part drilled into shows the same effects as the row it was opened from.
"""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListParameter, ListSpec, MetricScan
from sales_core.catalogue.metrics.facts import SALES
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

_SQL = """
WITH sold AS (
    SELECT c.*, coalesce(gross_sales, 0) AS a1, coalesce(gross_sales__before, 0) AS a0,
        coalesce(gross_quantity, 0) AS q1, coalesce(gross_quantity__before, 0) AS q0,
        -coalesce("returns", 0) AS r1, -coalesce(returns__before, 0) AS r0
    FROM {sql:cells} AS c
),
buyers AS (
    SELECT customer, sum(a1) AS now, sum(a0) AS earlier,
        CAST(sum(a0) AS DOUBLE PRECISION) / nullif(CAST(sum(q0) AS DOUBLE PRECISION), 0) AS average_before
    FROM sold GROUP BY customer
),
exact AS (
    SELECT s.*, r1 - r0 AS returned,
        CASE WHEN b.earlier = 0 THEN 'new' WHEN b.now = 0 THEN 'lost' ELSE 'kept' END AS state,
        CASE WHEN b.earlier <> 0 AND b.now <> 0 AND q0 > 0 AND q1 > 0
            THEN CAST(a1 AS DOUBLE PRECISION) - CAST(a0 AS DOUBLE PRECISION)
                * CAST(q1 AS DOUBLE PRECISION) / CAST(q0 AS DOUBLE PRECISION) ELSE 0 END AS exact_price,
        CASE WHEN b.earlier <> 0 AND b.now <> 0
            THEN CAST(q1 - q0 AS DOUBLE PRECISION) * coalesce(b.average_before, 0) ELSE 0 END AS exact_volume
    FROM sold AS s JOIN buyers AS b ON b.customer = s.customer
),
priced AS (
    -- To the cent, halves away from zero: every engine rounds doubles its own way.
    SELECT e.*, CAST(sign(exact_price) * floor(abs(exact_price) * 100 + 0.5) / 100 AS DECIMAL(18, 4)) AS price,
        CAST(sign(exact_volume) * floor(abs(exact_volume) * 100 + 0.5) / 100 AS DECIMAL(18, 4)) AS volume
    FROM exact AS e
),
effects AS (
    SELECT p.*, CASE WHEN state = 'kept' THEN a1 - a0 - price - volume ELSE 0 END AS mix,
        CASE WHEN state = 'new' THEN a1 - a0 ELSE 0 END AS gained,
        CASE WHEN state = 'lost' THEN a1 - a0 ELSE 0 END AS gone
    FROM priced AS p
)
SELECT {sql:part} AS part, sum(a0 + r0) AS start, sum(price) AS price, sum(volume) AS volume, sum(mix) AS mix,
    sum(gained) AS new, sum(gone) AS lost, sum(returned) AS returns, sum(a1 + r1) AS finish
FROM effects WHERE {param:path} GROUP BY 1
"""

_METRICS = ("gross_sales", "gross_quantity", "returns")
_CELL = ("customer", "product")

LIST = ListSpec(
    id="price_volume_mix",
    right=Right.VIEW_SALES,
    scans=(),
    metric_scans=(
        MetricScan("last_year", _METRICS, _CELL, Compare.LAST_YEAR, by_parameters=("split", "path")),
        MetricScan("last_month", _METRICS, _CELL, Compare.LAST_MONTH, by_parameters=("split", "path")),
    ),
    columns=(
        ListColumn("part", kind=ColumnKind.CODE, dimension_parameter="split"),
        ListColumn("start", Unit.MONEY),
        *(
            ListColumn(effect, Unit.MONEY, hides_zero=True)
            for effect in ("price", "volume", "mix", "new", "lost", "returns")
        ),
        ListColumn("finish", Unit.MONEY),
    ),
    sql=_SQL,
    order=("part",),
    parameters=(
        ListParameter(
            "against", "last_year", {way: {"cells": f"{{metrics:{way}}}"} for way in ("last_year", "last_month")}
        ),
        ListParameter("split", "", {"": {"part": "''"}} | {name: {"part": f'"{name}"'} for name in SALES.dimensions}),
        ListParameter("path", ()),
    ),
)
