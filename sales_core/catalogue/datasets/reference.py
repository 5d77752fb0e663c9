"""Reference: exchange rates, the selling-day calendar, and order books kept as headers and lines."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, Kind, Sensitivity, column

EXCHANGE_RATES = Dataset(
    id="exchange_rates",
    columns=(
        column("date", Kind.DATE, "生效日期", required=True, example="2026-05-01"),
        column("from_currency", Kind.CODE, "源币种", "fromcurrency", "from currency", "base currency", required=True, example="USD"),
        column("to_currency", Kind.CODE, "本位币", "tocurrency", "to currency", "quote currency", required=True, example="CNY"),
        column("rate", Kind.RATE, "exchange", "exchange rate", required=True, example="7.12"),
    ),
    key=("date", "from_currency", "to_currency"),
    slice=("date", "from_currency", "to_currency"),
    unique=True,
)  # fmt: skip

CALENDAR = Dataset(
    id="calendar",
    columns=(
        column("date", Kind.DATE, required=True, example="2026-05-01"),
        column("working_day", Kind.FLAG, "工作日", "workingday", "selling day", "销售日", required=True, example="否"),
    ),
    key=("date",),
    slice=("date",),
    unique=True,
)  # fmt: skip

ORDERS = Dataset(
    id="orders",
    columns=(
        column("order_no", Kind.CODE, "订单编号", "orderkey", "order id", "order number", required=True, example="SO0001"),
        column("date", Kind.DATE, "下单日期", "orderdate", required=True, example="2026-05-01"),
        column("delivery_date", Kind.DATE, "发货日期", "deliverydate", "ship date", example="2026-05-04"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.BRANCH, s.REP, s.REP_NAME, s.CURRENCY,
        column("status", Kind.TEXT, "订单状态", "order status", example=""),
    ),
    key=("order_no",),
    slice=("order_no",),
    unique=True,
    period="date",
)  # fmt: skip

ORDER_LINES = Dataset(
    id="order_lines",
    columns=(
        column("order_no", Kind.CODE, "订单编号", "orderkey", "order id", "order number", required=True, example="SO0001"),
        column("line_no", Kind.CODE, "linenumber", "line number", required=True, example="1"),
        s.PRODUCT, s.PRODUCT_NAME,
        column("quantity", Kind.QUANTITY, "数量", "qty", "ordered quantity", required=True, example="10"),
        column("shipped", Kind.QUANTITY, "发货数量", "shipped quantity", example="8"),
        column("list_price", Kind.MONEY, "unitprice", "unit price"),
        column("price", Kind.MONEY, "netprice", "net price", example="12.5", sensitivity=Sensitivity.MONEY),
        column("unit_cost", Kind.MONEY, "unitcost", sensitivity=Sensitivity.MONEY),
    ),
    key=("order_no", "line_no"),
    slice=("order_no",),
    unique=True,
    any_of=(("product", "product_name"),),
    measures=("quantity",),
)  # fmt: skip
