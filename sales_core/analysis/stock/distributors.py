"""Distributor stock (压货探照灯): do goods really sell on, or is the channel being loaded?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from typing import Any

from sales_core.analysis.stock.channel_loading import Band, Distributor, Loading
from sales_core.analysis.stock.reconciliation import balance_lines
from sales_core.analysis.visible import HELD_DIMENSIONS, ORGANISATION, bind, visible
from sales_core.forecast.selling_days import SellingDays
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Right, Viewer
from sales_core.semantic.sql import Sql
from sales_core.warehouse.snapshot import Snapshot

_SOLD_DIMENSIONS = (*ORGANISATION, "rep", "channel", "customer", "product", "category", "brand")
_LIGHTS = (Loading.RED, Loading.AMBER, Loading.GREEN, Loading.UNKNOWN)
#: Months that the loading index adds up.
LOADING_MONTHS = 3
#: Selling days at the end of a month whose share of it is watched.
LAST_DAYS = 5


_HELD = """
SELECT f.holder, coalesce(k.name, f.holder) AS holder_name, sum(f.quantity) AS stock,
    coalesce(sum(f.value), 0) AS value,
    max(f.date) AS day,
    coalesce(sum(CASE WHEN f.quantity > 0 AND f.expiry IS NOT NULL
        AND 3 * datediff('day', {at}, f.expiry) < m.shelf_life_days THEN f.value END), 0) AS near_expiry
FROM distributor_stock f
LEFT JOIN dim_customer k ON k.customer = f.holder
LEFT JOIN dim_product m ON m.product = f.product
WHERE f.date <= {at} AND f.until >= {at} AND {visible}
GROUP BY f.holder, k.name ORDER BY f.holder
"""
_OUT = """
SELECT f.holder, f.month, sum(f.outbound) AS quantity FROM distributor_stock f
WHERE f.date >= ? AND f.date <= {at} AND f.outbound IS NOT NULL AND {visible}
GROUP BY f.holder, f.month
"""
_IN = """
SELECT f.customer AS holder, f.date, sum(f.quantity) AS quantity, sum(greatest(f.quantity, 0)) AS gross
FROM sales f
WHERE f.date >= ? AND f.date <= {at} AND {visible}
    AND f.customer IN (SELECT DISTINCT holder FROM distributor_stock)
GROUP BY f.customer, f.date
"""


def distributors(
    snapshot: Snapshot,
    viewer: Viewer,
    at: date,
    *,
    calendar: SellingDays | None = None,
    band: Band | None = None,
    filters: Sequence[Filter] = (),
) -> tuple[Distributor, ...]:
    """Every distributor that holds stock on `at`, the worst light first, then the largest surplus of sell-in.

    Only months that are over on `at` count, so a month is never compared in part.
    """
    held = visible(viewer, Right.VIEW_STOCK, HELD_DIMENSIONS, filters)
    renamed = [Filter("customer" if f.dimension == "holder" else f.dimension, f.values) for f in filters]
    sold = visible(viewer, Right.VIEW_STOCK, _SOLD_DIMENSIONS, renamed)
    span = last_whole_months(at, LOADING_MONTHS)
    outs = _monthly(_since(snapshot, _OUT, span.start, span.end, held))
    ins = _since(snapshot, _IN, span.start, span.end, sold)
    bad = [line for line in balance_lines(snapshot, viewer, span, filters=filters) if line.difference]
    now = bind(_HELD, at, visible=held)
    found = [
        _distributor(
            row,
            span,
            [each for each in ins if each["holder"] == row["holder"]],
            outs.get(row["holder"], {}),
            sum(1 for line in bad if line.holder == row["holder"]),
            calendar or SellingDays(),
            band or Band(),
        )
        for row in snapshot.rows(now.text, now.params)
    ]
    return tuple(sorted(found, key=_severity))


def _severity(one: Distributor) -> tuple[int, Decimal, str]:
    """The light first, then how much more went in than out."""
    return (_LIGHTS.index(one.loading), one.sell_out - one.sell_in, one.holder)


def last_whole_months(at: date, months: int) -> Period:
    """The last `months` calendar months that are over on `at`."""
    end = at if (at + timedelta(days=1)).day == 1 else at.replace(day=1) - timedelta(days=1)
    start = end.replace(day=1)
    for _ in range(months - 1):
        start = (start - timedelta(days=1)).replace(day=1)
    return Period(start, end)


def _since(snapshot: Snapshot, template: str, start: date, end: date, where: Sql) -> list[dict[str, Any]]:
    sql = bind(template, end, visible=where)
    return snapshot.rows(sql.text, (start, *sql.params))


def _monthly(rows: Sequence[dict[str, Any]]) -> dict[str, dict[date, Decimal]]:
    found: dict[str, dict[date, Decimal]] = {}
    for row in rows:
        found.setdefault(row["holder"], {})[row["month"]] = row["quantity"]
    return found


def _distributor(  # noqa: PLR0917 - everything known of one distributor
    row: dict[str, Any],
    span: Period,
    ins: Sequence[dict[str, Any]],
    outs: dict[date, Decimal],
    unbalanced: int,
    calendar: SellingDays,
    band: Band,
) -> Distributor:
    starts = [month.start for month in span.months()]
    zero = Decimal(0)
    sell_in = {start: sum((r["quantity"] for r in ins if r["date"].replace(day=1) == start), zero) for start in starts}
    months = tuple((start, sell_in[start], outs.get(start, zero)) for start in starts)
    total_in, total_out = sum((m[1] for m in months), zero), sum((m[2] for m in months), zero)
    reported = len(outs) == len(starts)
    daily = float(total_out) / span.days if reported else 0.0
    gross = sum((r["gross"] for r in ins), zero)
    back = sum((r["gross"] - r["quantity"] for r in ins if r["date"].replace(day=1) > starts[0]), zero)
    return Distributor(
        holder=row["holder"],
        holder_name=row["holder_name"],
        stock=row["stock"],
        stock_value=row["value"],
        stock_day=row["day"],
        sell_in=total_in,
        sell_out=total_out,
        loading_index=float(total_in / total_out) if reported and total_out > 0 else None,
        last_days_share=_rush(ins, starts, calendar),
        later_returns=float(back / gross) if gross else None,
        days_on_hand=float(row["stock"]) / daily if daily > 0 else None,
        outflow_variation=_variation([float(outs[s]) for s in starts]) if reported else None,
        months=months,
        unbalanced=unbalanced,
        near_expiry_value=row["near_expiry"],
        band=band,
    )


def _rush(ins: Sequence[dict[str, Any]], starts: Sequence[date], calendar: SellingDays) -> float | None:
    shares = []
    for start in starts:
        last = calendar.month(start)[-LAST_DAYS:][0]
        own = [r for r in ins if r["date"].replace(day=1) == start]
        gross = sum((r["gross"] for r in own), Decimal(0))
        if gross > 0:
            shares.append(float(sum((r["gross"] for r in own if r["date"] >= last), Decimal(0)) / gross))
    return max(shares) if shares else None


def _variation(values: Sequence[float]) -> float | None:
    mean = sum(values) / len(values)
    if mean <= 0:
        return None
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values)) / mean
