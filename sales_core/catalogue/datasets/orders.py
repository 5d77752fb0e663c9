"""Order headers: one row per order."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    AggregateKind,
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    HeadlineMeasure,
    Kind,
    column,
)
from sales_core.kernel.terms import Text

ORDERS = Dataset(
    id="orders",
    label=Text("订单表头", "Order headers"),
    purpose=Text("每行一张订单；与订单明细按订单号相连", "One row per order; joins order lines by order number"),
    grain=DatasetGrain.DOCUMENT,
    order=14,
    columns=(
        column("order_no", Kind.CODE, "订单号", "Order no", "订单编号", "orderkey", "order id", "order number", required=True, example="SO0001"),
        column("date", Kind.DATE, "订单日期", "Order date", "下单日期", "orderdate", required=True, example="2026-05-01", role=ColumnRole.DATE),
        column("delivery_date", Kind.DATE, "交货日期", "Delivery date", "发货日期", "deliverydate", "ship date", example="2026-05-04"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.BRANCH, s.REP, s.REP_NAME, s.CURRENCY,
        column("status", Kind.TEXT, "状态", "Status", "订单状态", "order status", example="", role=ColumnRole.STATUS),
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
    headlines=(HeadlineMeasure("orders", "order_no", AggregateKind.COUNT),),
)  # fmt: skip
