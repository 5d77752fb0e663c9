"""Distributor stock (压货探照灯): do goods really sell on, or is the channel being loaded?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from typing import Any

from sales_core.analysis.stock.channel_loading import Distributor, HealthyDays, Loading
from sales_core.analysis.stock.reconciliation import balance_lines
from sales_core.forecast.selling_days import SellingDays
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader

_LIGHTS = (Loading.RED, Loading.AMBER, Loading.GREEN, Loading.UNKNOWN)
#: Months that the loading index adds up.
LOADING_MONTHS = 3
#: Selling days at the end of a month whose share of it is watched.
LAST_DAYS = 5


def distributors(
    reader: FigureReader,
    day: date,
    *,
    calendar: SellingDays | None = None,
    band: HealthyDays | None = None,
    filters: tuple[Filter, ...] = (),
) -> tuple[Distributor, ...]:
    """Every distributor that holds stock on `day`, the worst light first, then the largest surplus of sell-in.

    Only months that are over on `day` count, so a month is never compared in part.
    """
    held = reader.list_on("distributor_stock", day, filters)
    span = last_whole_months(day, LOADING_MONTHS)
    outs = _monthly(_during(reader, "distributor_sell_out", span, filters))
    holders = tuple(str(row["holder"]) for row in held)
    others = tuple(item for item in filters if item.dimension != "holder")
    ins = _during(reader, "distributor_sell_in", span, (*others, Filter("holder", holders))) if holders else ()
    bad = [line for line in balance_lines(reader, span, filters=filters) if line.difference]
    found = [
        _distributor(
            row,
            span,
            [each for each in ins if each["holder"] == row["holder"]],
            outs.get(str(row["holder"]), {}),
            sum(1 for line in bad if line.holder == row["holder"]),
            calendar or SellingDays(),
            band or HealthyDays(),
        )
        for row in held
    ]
    return tuple(sorted(found, key=_severity))


def _during(
    reader: FigureReader, list_id: str, span: Period, filters: tuple[Filter, ...]
) -> tuple[dict[str, Any], ...]:
    return reader.run_list(ListQuery(list_id, span, filters, as_of=span.end)).rows


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
    band: HealthyDays,
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
