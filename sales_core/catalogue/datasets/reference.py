"""Reference: exchange rates, the selling-day calendar, and order books kept as headers and lines."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, Kind, Sensitivity, column
from sales_core.kernel.terms import Text

EXCHANGE_RATES = Dataset(
    id="exchange_rates",
    label=Text("汇率", "Exchange rates"),
    purpose=Text("每行一天一对币种：1 单位原币 = 汇率 单位目标币", "One row per day and pair: 1 from = rate to"),
    columns=(
        column("date", Kind.DATE, "日期", "Date", "生效日期", required=True, example="2026-05-01"),
        column("from_currency", Kind.CODE, "原币", "From", "源币种", "fromcurrency", "from currency", "base currency", required=True, example="USD"),
        column("to_currency", Kind.CODE, "目标币", "To", "本位币", "tocurrency", "to currency", "quote currency", required=True, example="CNY"),
        column("rate", Kind.RATE, "汇率", "Rate", "exchange", "exchange rate", required=True, example="7.12"),
    ),
    key=("date", "from_currency", "to_currency"),
    slice=("date", "from_currency", "to_currency"),
    unique=True,
)  # fmt: skip

CALENDAR = Dataset(
    id="calendar",
    label=Text("工作日历", "Calendar"),
    purpose=Text("每行一天：是否销售日；覆盖法定日历", "One row per day: selling day or not; overrides the public calendar"),
    columns=(
        column("date", Kind.DATE, "日期", "Date", required=True, example="2026-05-01"),
        column("working_day", Kind.FLAG, "是否工作日", "Working day", "工作日", "workingday", "selling day", "销售日", required=True, example="否"),
    ),
    key=("date",),
    slice=("date",),
    unique=True,
)  # fmt: skip

ORDERS = Dataset(
    id="orders",
    label=Text("订单表头", "Order headers"),
    purpose=Text("每行一张订单；与订单明细按订单号相连", "One row per order; joins order lines by order number"),
    columns=(
        column("order_no", Kind.CODE, "订单号", "Order no", "订单编号", "orderkey", "order id", "order number", required=True, example="SO0001"),
        column("date", Kind.DATE, "订单日期", "Order date", "下单日期", "orderdate", required=True, example="2026-05-01"),
        column("delivery_date", Kind.DATE, "交货日期", "Delivery date", "发货日期", "deliverydate", "ship date", example="2026-05-04"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.BRANCH, s.REP, s.REP_NAME, s.CURRENCY,
        column("status", Kind.TEXT, "状态", "Status", "订单状态", "order status", example=""),
    ),
    key=("order_no",),
    slice=("order_no",),
    unique=True,
    period="date",
)  # fmt: skip

ORDER_LINES = Dataset(
    id="order_lines",
    label=Text("订单明细", "Order lines"),
    purpose=Text("每行订单上的一个产品，无日期", "One row per product on an order, undated"),
    columns=(
        column("order_no", Kind.CODE, "订单号", "Order no", "订单编号", "orderkey", "order id", "order number", required=True, example="SO0001"),
        column("line_no", Kind.CODE, "行号", "Line no", "linenumber", "line number", required=True, example="1"),
        s.PRODUCT, s.PRODUCT_NAME,
        column("quantity", Kind.QUANTITY, "订货数量", "Quantity", "数量", "qty", "ordered quantity", required=True, example="10"),
        column("shipped", Kind.QUANTITY, "已发数量", "Shipped", "发货数量", "shipped quantity", example="8"),
        column("list_price", Kind.MONEY, "标价", "List price", "unitprice", "unit price"),
        column("price", Kind.MONEY, "单价", "Net price", "netprice", "net price", example="12.5", sensitivity=Sensitivity.MONEY),
        column("unit_cost", Kind.MONEY, "单位成本", "Unit cost", "unitcost", sensitivity=Sensitivity.MONEY),
    ),
    key=("order_no", "line_no"),
    slice=("order_no",),
    unique=True,
    any_of=(("product", "product_name"),),
    measures=("quantity",),
)  # fmt: skip
