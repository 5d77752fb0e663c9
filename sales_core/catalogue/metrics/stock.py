"""Stock on a day: how much, how long it lasts, what is missing, too much, or about to expire.

A day's stock is each warehouse's last snapshot on or before it (store/views/40_stock.sql says when a silent warehouse drops out).
Own stock only, unless a metric says distributor.
"""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, Metric, Polarity, RequiredRows, TimeWindow, ratio
from sales_core.catalogue.metrics.stock_facts import HELD, POSITION, REPORTS, SNAPSHOTS
from sales_core.kernel.units import Unit

FACTS = (POSITION, SNAPSHOTS, HELD, REPORTS)

#: Days of sales that average outflow is taken over.
WINDOW_DAYS = 90
#: More cover than this is slow-moving; stock beyond `EXCESS_DAYS` of cover is excess.
SLOW_DAYS = 180
EXCESS_DAYS = 90


def _sum(condition: str, value: str = "quantity") -> str:
    return f"sum(CASE WHEN {condition} THEN {value} ELSE 0 END)"


def _products(condition: str) -> str:
    return f"count(DISTINCT CASE WHEN {condition} THEN product END)"


def _at(
    metric_id: str,
    unit: Unit,
    aggregate: str,
    *columns: str,
    polarity: Polarity = Polarity.NEUTRAL,
    fact: Fact = POSITION,
    where: str = "",
    zero: bool = True,
    required: str = "",
) -> Metric:
    return Metric(
        id=metric_id,
        unit=unit,
        polarity=polarity,
        fact=fact,
        aggregate=aggregate,
        columns=columns,
        time=TimeWindow.CUMULATIVE,
        empty_is_zero=zero,
        required_rows=(RequiredRows(required),) if required else (),
        rows_where=where,
    )


def _of_value(metric_id: str, condition: str, *columns: str) -> Metric:
    """Stock value of the rows that meet `condition`; less of it is better."""
    return _at(
        metric_id, Unit.MONEY, _sum(condition, "value"),
        "value", *columns, polarity=Polarity.LOWER_IS_BETTER, where=condition,
        required=" AND ".join(f"f.{name} IS NOT NULL" for name in ("value", *columns)),
    )  # fmt: skip


_VALUED = "f.value IS NOT NULL"
_SLOW = "slow"
_OUT = "active AND NOT in_stock"
_EXPIRED = "quantity > 0 AND expiry < {closes}"
_NEAR = "quantity > 0 AND expiry >= {closes} AND 3 * datediff('day', {closes}, expiry) < shelf_life_days"
_DATED = "quantity > 0 AND coalesce(received, made) <= {closes}"
_AGE = "datediff('day', coalesce(received, made), {closes})"
#: Judged only where sales are loaded up to the snapshot; otherwise nothing can be said.
_JUDGED = "count(slow) > 0"

_OWN = (
    _at(
        "stock_quantity", Unit.QUANTITY, "sum(quantity)", "quantity",
    ),
    _at(
        "stock_value", Unit.MONEY, "sum(value)", "value", required=_VALUED,
    ),
    _at(
        "stock_products", Unit.COUNT,
        _products("quantity > 0"), "product", "quantity", where="quantity > 0",
    ),
    _at(
        "stock_outflow", Unit.QUANTITY, "sum(outflow)", "outflow", zero=False,
    ),
    _at(
        "days_of_supply", Unit.DAYS,
        "CASE WHEN sum(outflow) > 0 THEN CAST(sum(quantity) AS DOUBLE) * max(outflow_days)"
        " / CAST(sum(outflow) AS DOUBLE) END",
        "quantity", "outflow", "outflow_days", zero=False,
    ),
    _at(
        "stock_out_count", Unit.COUNT,
        f"{_products('active')} - {_products('active AND in_stock')}",
        "product", "active", "in_stock", polarity=Polarity.LOWER_IS_BETTER, where=_OUT,
    ),
    _at(
        "stock_out_places", Unit.COUNT,
        f"count(DISTINCT CASE WHEN {_OUT} THEN product || ' ' || branch || ' ' || warehouse END)",
        "product", "branch", "warehouse", "active", "in_stock", polarity=Polarity.LOWER_IS_BETTER, where=_OUT,
    ),
    _at(
        "slow_moving_count", Unit.COUNT,
        f"CASE WHEN {_JUDGED} THEN {_products(_SLOW)} END", "product", "slow", polarity=Polarity.LOWER_IS_BETTER, where=_SLOW,
        zero=False,
    ),
    _at(
        "slow_moving_value", Unit.MONEY, f"CASE WHEN {_JUDGED} THEN {_sum(_SLOW, 'value')} END",
        "value", "slow", polarity=Polarity.LOWER_IS_BETTER, where=_SLOW, zero=False,
    ),
    _at(
        "excess_value", Unit.MONEY, "sum(excess_value)", "excess_value",
        polarity=Polarity.LOWER_IS_BETTER, where="excess_value > 0", zero=False,
    ),
    _of_value(
        "near_expiry_value",
        _NEAR, "quantity", "expiry", "shelf_life_days",
    ),
    _of_value(
        "expired_value",
        _EXPIRED, "quantity", "expiry",
    ),
    _at(
        "stock_age", Unit.DAYS,
        f"CAST({_sum(_DATED, f'{_AGE} * quantity')} AS DOUBLE) / nullif(CAST({_sum(_DATED)} AS DOUBLE), 0)",
        "quantity", "received", "made", polarity=Polarity.LOWER_IS_BETTER, where=_DATED, zero=False,
    ),
)  # fmt: skip

_TURNOVER = (
    Metric(
        id="stock_value_month_ends",
        unit=Unit.MONEY,
        polarity=Polarity.NEUTRAL,
        fact=SNAPSHOTS,
        aggregate="sum(CASE WHEN month_last THEN value ELSE 0 END)",
        columns=("value", "month_last"),
        rows_where="month_last",
        empty_is_zero=True,
        required_rows=(RequiredRows(_VALUED),),
    ),
    Metric(
        id="stock_months",
        unit=Unit.COUNT,
        polarity=Polarity.NEUTRAL,
        fact=SNAPSHOTS,
        aggregate="count(DISTINCT month)",
        columns=("month",),
        ignore_filters=True,
        empty_is_zero=True,
    ),
    Metric(
        id="stock_value_average",
        unit=Unit.MONEY,
        polarity=Polarity.NEUTRAL,
        expression="CAST({stock_value_month_ends} / nullif({stock_months}, 0) AS DECIMAL(18, 4))",
    ),
    Metric(
        id="stock_turnover",
        unit=Unit.RATIO,
        expression=ratio("cost_of_sales", "stock_value_average"),
    ),
    Metric(
        id="dio",
        unit=Unit.DAYS,
        polarity=Polarity.LOWER_IS_BETTER,
        expression="CASE WHEN {cost_of_sales} > 0 THEN CAST({stock_value_average} AS DOUBLE) * {days} / CAST({cost_of_sales} AS DOUBLE) END",
    ),
)


def _held(metric_id: str, unit: Unit, value: str) -> Metric:
    return _at(
        metric_id, unit, f"sum({value})", value, fact=HELD, required=f"f.{value} IS NOT NULL",
    )  # fmt: skip


_DISTRIBUTORS = (
    _held(
        "distributor_stock_quantity", Unit.QUANTITY, "quantity",
    ),
    _held(
        "distributor_stock_value", Unit.MONEY, "value",
    ),
    Metric(
        id="sell_out",
        unit=Unit.QUANTITY,
        fact=REPORTS,
        aggregate="sum(outbound)",
        columns=("outbound",),
        empty_is_zero=True,
        required_rows=(RequiredRows("f.outbound IS NOT NULL"),),
    ),
)  # fmt: skip

METRICS = (*_OWN, *_TURNOVER, *_DISTRIBUTORS)
