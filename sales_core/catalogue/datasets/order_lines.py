"""Order lines: one row per product on an order, undated."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    Dataset,
    DatasetGrain,
    EntityRef,
    ExpectedSign,
    Sensitivity,
    ValueKind,
    column,
)

DATASET = Dataset(
    id="order_lines",
    grain=DatasetGrain.REFERENCE,
    order=15,
    columns=(
        column("order_no", ValueKind.CODE, "订单编号", "订单号", "销售订单号", "orderkey", "order id", "order no", "order number", required=True, example="SO0001"),
        column("line_no", ValueKind.CODE, "linenumber", "line number", required=True, example="1"),
        s.PRODUCT, s.PRODUCT_NAME,
        column("quantity", ValueKind.QUANTITY, "数量", "qty", "ordered quantity", required=True, example="10", role=ColumnRole.QUANTITY, sign=ExpectedSign.MOSTLY_POSITIVE),
        column("shipped", ValueKind.QUANTITY, "发货数量", "shipped quantity", example="8"),
        column("list_price", ValueKind.MONEY, "unitprice", "unit price", role=ColumnRole.LIST_PRICE),
        column("price", ValueKind.MONEY, "netprice", "net price", example="12.5", sensitivity=Sensitivity.MONEY, role=ColumnRole.PRICE),
        column("unit_cost", ValueKind.MONEY, "unitcost", sensitivity=Sensitivity.COST, role=ColumnRole.UNIT_COST),
    ),
    primary_key=("order_no", "line_no"),
    partition=("order_no",),
    unique=True,
    any_of=(("product", "product_name"),),
    measures=("quantity",),
    document_key=("order_no",),
    sold_as="sales",
    entities=(
        EntityRef("product", "product", "product_name"),
    ),
    subject_words=("订单明细", "order lines", "orderrows"),
)  # fmt: skip
