"""Sales lines: one row per product on an order or invoice; returns carry a negative quantity or amount."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    DateSource,
    EntityRef,
    ExpectedSign,
    PartitionGrain,
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import HeadlineMeasure
from sales_core.catalogue.rollup import Rollup, RollupGrain, RollupSet, RollupSum

_PLACE = ("country", "region", "branch", "rep")
_CUSTOMER = ("customer", "channel", "segment", "customer_class")
_PRODUCT = ("product", "category", "subcategory", "brand")

DATASET = Dataset(
    id="sales",
    grain=DatasetGrain.EVENT,
    order=1,
    columns=(
        column(
            "date", ValueKind.DATE, "销售日期", "单据日期", "开票日期", "发货日期", "出库日期", "业务日期", "订单日期",
            "order date", "orderdate", "invoice date", "posting date", "sales date", "billing date", "ordered date", "transaction date", required=True, example="2026-05-01", role=ColumnRole.DATE,
            preferred_words=("订单", "下单", "单据", "销售", "業務", "业务", "order", "ordered", "created", "sale", "sales", "auftrag", "受注", "注文", "주문", "pedido", "commande"),
            negative_words=("到期", "due", "expiry", "失效", "要求", "计划", "planned", "预计", "expected", "birth")
        ),
        column(
            "order_no", ValueKind.CODE, "单据号", "订单号", "订单编号", "发票号", "销售单号", "单号", "出库单号", "单据编码", "流水号",
            "order id", "orderkey", "order number", "invoice no", "document no", "billing document", "sales document", example="XS-202605-0001",
        ),
        column("line_no", ValueKind.CODE, "linenumber", "row id", "line number", "分录号", "序号", example="1"),
        s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME, s.CUSTOMER, s.CUSTOMER_NAME, s.CHANNEL, s.SEGMENT,
        s.PRODUCT, s.PRODUCT_NAME, s.CATEGORY, s.SUBCATEGORY, s.BRAND, s.WAREHOUSE,
        column(
            "quantity", ValueKind.QUANTITY, "销售数量", "销量", "出库数量", "发货数量", "主数量", "基本数量", "实发数量", "件数", "箱数", "qty", "units",
            "order quantity", "ordered quantity", "billed quantity", "invoiced quantity", example="10", role=ColumnRole.QUANTITY, sign=ExpectedSign.MOSTLY_POSITIVE,
            negative_words=(*s.OTHER_PERIOD, *s.NOT_SALES), preferred_words=s.NET
        ),
        column(
            "price", ValueKind.MONEY, "销售单价", "不含税单价", "无税单价", "含税单价", "原币单价", "成交价", "netprice", "net price", "price", "unit selling price",
            example="12.5", sensitivity=Sensitivity.MONEY, role=ColumnRole.PRICE, sign=ExpectedSign.MOSTLY_POSITIVE,
            negative_words=(*s.OTHER_PERIOD, "成本", "cost"), preferred_words=s.NET
        ),
        column(
            "amount", ValueKind.MONEY, "销售金额", "销售额", "销售收入", "无税金额", "原币金额", "实收金额", "不含税销售额", "含税销售额", "净额", "净销售额", "不含税金额", "含税金额", "价税合计",
            "本币金额", "sales", "revenue", "net sales", "net amount", "sales amount", "total", "net value", "extended amount", "extended price", "line amount", example="125.00",
            sensitivity=Sensitivity.MONEY,
            role=ColumnRole.AMOUNT, sign=ExpectedSign.MOSTLY_POSITIVE, filled_when_present=True,
            negative_words=(*s.OTHER_PERIOD, *s.NOT_SALES, "成本", "毛利", "利润", "cost", "profit", "margin", "balance", "余额"),
            preferred_words=(*s.NET, "line", "item", "行", "明细", "商品")
        ),
        column("list_price", ValueKind.MONEY, "零售价", "unitprice", "吊牌价", example="15", role=ColumnRole.LIST_PRICE),
        column("discount", ValueKind.PERCENT, "折扣", "discount rate", example="5%", role=ColumnRole.DISCOUNT),
        column(
            "unit_cost", ValueKind.MONEY, "成本单价", "unitcost", example="8", sensitivity=Sensitivity.COST, role=ColumnRole.UNIT_COST
        ),
        column(
            "cost", ValueKind.MONEY, "销售成本", "成本金额", "cogs", "cost amount", example="80",
            sensitivity=Sensitivity.COST, role=ColumnRole.COST, negative_words=(*s.OTHER_PERIOD, "提成", "commission")
        ),
        column(
            "profit", ValueKind.MONEY, "毛利额", "销售毛利", "gross profit", example="45",
            sensitivity=Sensitivity.COST, role=ColumnRole.PROFIT
        ),
        column(
            "line_type", ValueKind.TEXT, "业务类型", "订单类型", "类型", "document type", example="销售",
            choices=(("sale", ("销售", "销售出库", "正常", "sale", "invoice")), ("return", ("退货", "销售退货", "红字", "return", "credit"))), role=ColumnRole.RETURN_MARK,
            choice_endings=(
                ("return", ("退货", "退货单", "退", "退单", "退款", "退回", "红字", "红冲", "红票", "返品", "반품", "credit", "refund", "return", "credit memo", "credit note", "gutschrift", "retoure", "storno", "avoir", "retour", "nota de credito", "devolucion", "devolucao")),
                ("sale", ("销售", "销售单", "出库", "出库单", "蓝字", "发票", "売上", "매출", "sale", "sales", "invoice", "order", "rechnung", "facture", "factura", "fatura", "venta", "venda")),
            )
        ),
        column("promotion", ValueKind.TEXT, "活动编号", "促销", "promo", "promotion id", example=""),
        s.CURRENCY,
        column("exchange_rate", ValueKind.RATE, "exchangerate", "fx rate", example="1", role=ColumnRole.EXCHANGE_RATE),
        column("tax_rate", ValueKind.PERCENT, "增值税率", "vat rate", example="13%", role=ColumnRole.TAX_RATE),
    ),
    working_columns=(
        s.status("单据状态", "订单状态"),
        column("order_total", ValueKind.MONEY, "订单金额", "order total", role=ColumnRole.DOCUMENT_AMOUNT, negative_words=s.OTHER_PERIOD),
        column("discount_amount", ValueKind.MONEY, "折扣金额", "discount amount", role=ColumnRole.DISCOUNT_AMOUNT, preferred_words=("line", "lineitem", "item", "行", "明细")),
        column("return_amount", ValueKind.MONEY, "退货金额", "return amount", role=ColumnRole.RETURN_AMOUNT, negative_words=s.OTHER_PERIOD),
        column("return_quantity", ValueKind.QUANTITY, "退货数量", "return quantity", role=ColumnRole.RETURN_QUANTITY, negative_words=s.OTHER_PERIOD),
        column("day", ValueKind.INTEGER, "日", role=ColumnRole.DAY_OF_MONTH),
    ),
    primary_key=("order_no", "line_no", "date", "customer", "customer_name", "product", "product_name", "rep", "quantity", "amount"),
    partition=("date", "country", "region", "branch"),
    any_of=(("amount", "quantity"), ("product", "product_name", "customer", "customer_name", "rep", "rep_name", "region", "branch")),
    period="date",
    measures=("quantity", "amount", "cost", "profit"),
    partition_grain=PartitionGrain.MONTH,
    document_key=("order_no",),
    document_heads=("orders", "receivables", "sales"),
    needs_any_of_in_each_row=False,
    locks_with_period=True,
    date_sources=(DateSource.COLUMN, DateSource.CONTEXT),
    coverage=CoverageRule.EVERY_DAY,
    as_of_precedence=1,
    rollups=RollupSet(
        sums=(
            RollupSum("quantity", "quantity"),
            RollupSum("amount", "amount"),
            RollupSum("gross_amount", "amount", "NOT is_return"),
            RollupSum("return_amount", "amount", "is_return"),
            RollupSum("return_quantity", "quantity", "is_return"),
            RollupSum("cost", "cost"),
            RollupSum("costed_amount", "amount", "cost IS NOT NULL"),
            RollupSum("lines"),
        ),
        tables=(
            Rollup("sales_day", RollupGrain.DAY, _PLACE),
            Rollup("sales_month_product", RollupGrain.MONTH, (*_PLACE, *_PRODUCT), only_if_short=True),
            Rollup("sales_month_customer", RollupGrain.MONTH, (*_PLACE, *_CUSTOMER), only_if_short=True),
            Rollup("sales_day_customer", RollupGrain.DAY, (*_PLACE, *_CUSTOMER), only_if_short=True),
        ),
    ),
    entities=(
        EntityRef("rep", "rep", "rep_name", ("country", "region", "branch")),
        EntityRef("customer", "customer", "customer_name", ("channel", "segment", "country", "region", "branch", "rep")),
        EntityRef("product", "product", "product_name", ("category", "subcategory", "brand")),
        EntityRef("branch", "branch", "branch", ("country", "region")),
        EntityRef("warehouse", "warehouse", "warehouse"),
    ),
    headlines=(
        HeadlineMeasure("net_sales", "amount", "net_sales"),
        HeadlineMeasure("quantity", "quantity", "quantity"),
    ),
    known_without_names=("order_no", "quantity"),
    identified_by=("product", "product_name", "customer", "customer_name", "order_no", "quantity"),
    confirmed_by=("order_no", "product", "product_name", "quantity", "price"),
    subject_words=("销售", "出库", "sales", "orders"),
    negative_headers=("报销", "提成", "佣金", "账龄", "到期日", "due date", "duedate", "commission", "盘盈", "盘亏", "盈亏", "expected revenue"),
)  # fmt: skip
