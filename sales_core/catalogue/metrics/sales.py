"""Figures of what was sold. "Net" is before or after tax as the files were loaded (`meta.tax_basis`)."""

from __future__ import annotations

from sales_core.catalogue.metric import Metric, Polarity, RequiredRows, TimeWindow, difference_sql, growth_sql, ratio
from sales_core.catalogue.metrics.facts import (
    AMOUNTS,
    BUYERS,
    COSTS,
    FIRST_SALES,
    ORDER_NUMBERS,
    QUANTITIES,
    SALES,
)
from sales_core.kernel.query import Compare
from sales_core.kernel.units import Unit

_LAST_YEAR = (Compare.LAST_YEAR,)
_LAST_MONTH = (Compare.LAST_MONTH,)
_BUYER = "CASE WHEN f.gross_amount > 0 AND f.customer <> '' THEN f.customer END"
_BUYER_NOW = "CASE WHEN f.gross_amount > 0 AND f.customer <> '' AND {at} >= {opens} THEN f.customer END"
_BUYER_BEFORE = "CASE WHEN f.gross_amount > 0 AND f.customer <> '' AND {at} < {opens} THEN f.customer END"
_BUYER_COLUMNS = ("customer", "gross_amount")
_BUYERS_NOW = RequiredRows(BUYERS.where, time=TimeWindow.PERIOD)
_BUYERS_BEFORE = RequiredRows(BUYERS.where, shift=_LAST_MONTH)
_PRODUCTS = RequiredRows("f.amount_stated IS NOT NULL AND f.product <> ''")
_REPS = RequiredRows("f.amount_stated IS NOT NULL AND f.rep <> ''")


def _net_sales(metric_id: str, *, time: TimeWindow = TimeWindow.PERIOD, shift: tuple[Compare, ...] = ()) -> Metric:
    """A sum of line amounts over some stretch of time."""
    return Metric(
        metric_id, Unit.MONEY, fact=SALES, aggregate="sum(f.amount)", columns=("amount",), time=time, shift=shift,
        empty_is_zero=True, required_rows=(AMOUNTS,),
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _net_sales(
        "net_sales",
    ),
    Metric(
        "gross_sales", Unit.MONEY, fact=SALES, aggregate="sum(f.gross_amount)", columns=("gross_amount",), empty_is_zero=True, required_rows=(AMOUNTS,),
        rows_where="NOT f.is_return",
    ),
    Metric(
        "returns", Unit.MONEY, Polarity.LOWER_IS_BETTER, SALES, "-sum(f.return_amount)", ("return_amount",), empty_is_zero=True, required_rows=(AMOUNTS,),
        rows_where="f.is_return",
    ),
    Metric(
        "return_rate", Unit.PERCENT, Polarity.LOWER_IS_BETTER, expression=ratio("returns", "gross_sales"),
    ),
    Metric(
        "quantity", Unit.QUANTITY, fact=SALES, aggregate="sum(f.quantity)", columns=("quantity",), empty_is_zero=True, required_rows=(QUANTITIES,),
    ),
    Metric(
        "gross_quantity", Unit.QUANTITY, fact=SALES, aggregate="sum(f.quantity) - sum(f.return_quantity)",
        columns=("quantity", "return_quantity"), empty_is_zero=True, required_rows=(QUANTITIES,), rows_where="NOT f.is_return",
    ),
    Metric(
        "average_price", Unit.MONEY, Polarity.NEUTRAL,
        expression=ratio("net_sales", "quantity"),
    ),
    Metric(
        "costed_sales", Unit.MONEY, Polarity.NEUTRAL, SALES, "sum(f.costed_amount)", ("costed_amount",), empty_is_zero=True, required_rows=(COSTS,),
        rows_where="f.cost IS NOT NULL",
    ),
    Metric(
        "cost_of_sales", Unit.MONEY, Polarity.NEUTRAL, SALES, "sum(f.cost)", ("cost",), empty_is_zero=True, required_rows=(COSTS,),
        rows_where="f.cost IS NOT NULL",
    ),
    Metric(
        "gross_profit", Unit.MONEY, expression="CASE WHEN {costed_sales} <> 0 OR {cost_of_sales} <> 0 THEN {costed_sales} - {cost_of_sales} END",
    ),
    Metric(
        "margin", Unit.PERCENT, expression=ratio("gross_profit", "costed_sales"),
    ),
    Metric(
        "cost_coverage", Unit.PERCENT,
        expression="CAST(coalesce({costed_sales}, 0) AS DOUBLE) / nullif(CAST({net_sales} AS DOUBLE), 0)",
    ),
    Metric(
        "order_count", Unit.COUNT, fact=SALES,
        aggregate="count(DISTINCT CASE WHEN NOT f.is_return AND f.order_no <> '' THEN f.order_no END)",
        columns=("order_no", "is_return"), rows_where="NOT f.is_return AND f.order_no <> ''", empty_is_zero=True, required_rows=(ORDER_NUMBERS,),
    ),
    Metric(
        "average_order", Unit.MONEY, expression=ratio("gross_sales", "order_count"),
    ),
    Metric(
        "line_count", Unit.COUNT, Polarity.NEUTRAL, SALES, "CAST(coalesce(sum(f.lines), 0) AS BIGINT)", ("lines",), empty_is_zero=True,
    ),
    Metric(
        "active_customers", Unit.COUNT, fact=SALES, aggregate=f"count(DISTINCT {_BUYER})", columns=_BUYER_COLUMNS,
        rows_where="f.gross_amount > 0 AND f.customer <> ''", empty_is_zero=True, required_rows=(BUYERS,),
    ),
    Metric(
        "active_customers_previous", Unit.COUNT, Polarity.NEUTRAL, SALES, f"count(DISTINCT {_BUYER_BEFORE})", _BUYER_COLUMNS, TimeWindow.TWO_PERIODS,
        rows_where="f.gross_amount > 0 AND f.customer <> ''", empty_is_zero=True, required_rows=(_BUYERS_BEFORE,),
    ),
    Metric(
        "lost_customers", Unit.COUNT, Polarity.LOWER_IS_BETTER, SALES, f"count(DISTINCT {_BUYER}) - count(DISTINCT {_BUYER_NOW})", _BUYER_COLUMNS,
        TimeWindow.TWO_PERIODS, rows_where="f.gross_amount > 0 AND f.customer <> ''", empty_is_zero=True, required_rows=(_BUYERS_NOW, _BUYERS_BEFORE),
    ),
    Metric(
        "retention_rate", Unit.PERCENT,
        expression="1 - " + ratio("lost_customers", "active_customers_previous"),
    ),
    Metric(
        "new_customers", Unit.COUNT, fact=FIRST_SALES, aggregate="count(DISTINCT f.customer)", columns=("customer",),
        empty_is_zero=True, required_rows=(BUYERS,),
    ),
    Metric(
        "customer_count", Unit.COUNT, fact=FIRST_SALES, aggregate="count(DISTINCT f.customer)", columns=("customer",), time=TimeWindow.CUMULATIVE,
        empty_is_zero=True, required_rows=(BUYERS,),
    ),
    Metric(
        "active_products", Unit.COUNT, fact=SALES,
        aggregate="count(DISTINCT CASE WHEN f.gross_amount > 0 AND f.product <> '' THEN f.product END)",
        columns=("product", "gross_amount"), rows_where="f.gross_amount > 0 AND f.product <> ''", empty_is_zero=True, required_rows=(_PRODUCTS,),
    ),
    Metric(
        "active_reps", Unit.COUNT, fact=SALES,
        aggregate="count(DISTINCT CASE WHEN f.gross_amount > 0 AND f.rep <> '' THEN f.rep END)",
        columns=("rep", "gross_amount"), rows_where="f.gross_amount > 0 AND f.rep <> ''", empty_is_zero=True, required_rows=(_REPS,),
    ),
    Metric(
        "sales_per_rep", Unit.MONEY, expression=ratio("net_sales", "active_reps"),
    ),
    Metric(
        "sales_per_customer", Unit.MONEY, expression=ratio("net_sales", "active_customers"),
    ),
    Metric(
        "net_sales_all", Unit.MONEY, Polarity.NEUTRAL, SALES, "sum(f.amount)", ("amount",), ignore_filters=True, required_rows=(AMOUNTS,),
    ),
    Metric(
        "sales_share", Unit.PERCENT, Polarity.NEUTRAL, expression=ratio("net_sales", "net_sales_all"),
    ),
    _net_sales(
        "net_sales_last_year",
        shift=_LAST_YEAR,
    ),
    _net_sales(
        "net_sales_last_month",
        time=TimeWindow.COMPARABLE_PERIOD, shift=_LAST_MONTH,
    ),
    Metric(
        "yoy", Unit.PERCENT, expression=growth_sql("net_sales", "net_sales_last_year"),
    ),
    Metric(
        "mom", Unit.PERCENT, expression=growth_sql("net_sales", "net_sales_last_month"),
    ),
    Metric(
        "net_sales_change", Unit.MONEY, expression=difference_sql("net_sales", "net_sales_last_year"),
    ),
    _net_sales(
        "net_sales_ytd",
        time=TimeWindow.YEAR_TO_DATE,
    ),
    _net_sales(
        "net_sales_ytd_last_year",
        time=TimeWindow.YEAR_TO_DATE, shift=_LAST_YEAR,
    ),
    Metric(
        "yoy_ytd", Unit.PERCENT, expression=growth_sql("net_sales_ytd", "net_sales_ytd_last_year"),
    ),
    _net_sales(
        "net_sales_mtd",
        time=TimeWindow.MONTH_TO_DATE,
    ),
)  # fmt: skip
