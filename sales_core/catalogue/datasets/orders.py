"""Order headers: one row per order."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import ColumnRole, CoverageRule, Dataset, DatasetGrain, EntityRef, ValueKind, column
from sales_core.catalogue.headline import AggregateKind, HeadlineMeasure

DATASET = Dataset(
    id="orders",
    grain=DatasetGrain.DOCUMENT,
    order=14,
    columns=(
        column("order_no", ValueKind.CODE, "订单编号", "订单号", "销售订单号", "orderkey", "order id", "order no", "order number", required=True, example="SO0001"),
        column("date", ValueKind.DATE, "日期", "下单日期", "下单时间", "订单日期", "单据日期", "orderdate", "order date", required=True, example="2026-05-01", role=ColumnRole.DATE),
        column("delivery_date", ValueKind.DATE, "发货日期", "deliverydate", "ship date", example="2026-05-04"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.BRANCH, s.REP, s.REP_NAME, s.CURRENCY,
        column("status", ValueKind.TEXT, "订单状态", "order status", example="", role=ColumnRole.STATUS),
    ),
    primary_key=("order_no",),
    partition=("order_no",),
    unique=True,
    period="date",
    document_key=("order_no",),
    locks_with_period=True,
    coverage=CoverageRule.OWN_DAY,
    entities=(
        EntityRef("customer", "customer", "customer_name"),
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("branch", "branch", "branch"),
    ),
    headlines=(HeadlineMeasure("orders", "order_no", aggregate=AggregateKind.COUNT),),
)  # fmt: skip
