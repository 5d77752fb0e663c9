"""Stock snapshots: one row per date, holder, warehouse, product and batch; own stock or a distributor's."""

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
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import HeadlineMeasure

DATASET = Dataset(
    id="stock",
    grain=DatasetGrain.SNAPSHOT,
    order=3,
    columns=(
        column(
            "date", ValueKind.DATE, "日期", "截止日期", "盘点日期", "快照日期", "as of", "snapshot date",
            "month", "月份", required=True, example="2026-05-31",
            role=ColumnRole.DATE
        ),
        s.COUNTRY, s.REGION, s.BRANCH, s.WAREHOUSE,
        column("holder", ValueKind.CODE, "经销商编码", "客户编码", "distributor", "distributor code", example=""),
        column("holder_name", ValueKind.NAME, "经销商名称", "distributor name", sensitivity=Sensitivity.CUSTOMER),
        s.PRODUCT, s.PRODUCT_NAME, s.CATEGORY,
        column("batch", ValueKind.CODE, "批号", "生产批次", "lot", "lot number", "batch number", example="B260401"),
        column("received", ValueKind.DATE, "入库时间", "receipt date", "received date", example="2026-04-03"),
        column("made", ValueKind.DATE, "manufacture date", "production date", example="2026-04-01"),
        column("expiry", ValueKind.DATE, "有效期至", "到期日期", "失效日期", "保质期至", "expiration date", "expiry date", "best before", example="2027-04-01"),
        column(
            "quantity", ValueKind.QUANTITY, "数量", "结存数量", "期末数量", "现存量", "当前库存", "实存数量", "可用库存",
            "qty", "on hand", "ob qoh", "current quantity", "quantity on hand", "qoh", "stock", required=True, example="120", role=ColumnRole.BALANCE, sign=ExpectedSign.MOSTLY_POSITIVE, empty_can_be_left_out=True,
            negative_words=(*s.OTHER_PERIOD, *s.MOVEMENT, "账面", "book", "system", "theoretical", "teórico", "teorico", "théorique", "sistema", "帳簿", "장부", "전산", "soll", "buch", "安全", "在途", "transit"), preferred_words=("期末", "结存", "实盘", "实存", "盘点", "closing", "ending", "counted", "physical", "current", "balance", "on hand")
        ),
        column("unit_cost", ValueKind.MONEY, "成本单价", "结存单价", "单价", "price per unit", "price per unit (static)", example="8", sensitivity=Sensitivity.COST, role=ColumnRole.UNIT_COST),
        column(
            "value", ValueKind.MONEY, "结存金额", "期末金额", "库存成本", "金额", "stock value", example="960",
            sensitivity=Sensitivity.COST, role=ColumnRole.BALANCE, sign=ExpectedSign.MOSTLY_POSITIVE,
            negative_words=(*s.OTHER_PERIOD, *s.MOVEMENT, "账面", "book"), preferred_words=("期末", "结存", "closing", "ending", "current", "balance")
        ),
        column("opening", ValueKind.QUANTITY, "期初", "opening stock", example="100"),
        column("inbound", ValueKind.QUANTITY, "入库数量", "本期收入", "received qty", "purchases", example="80"),
        column("outbound", ValueKind.QUANTITY, "出库数量", "本期发出", "issued qty", "sell-out", "sell out", example="60"),
        column("min_quantity", ValueKind.QUANTITY, "安全库存", "库存下限", "库存预警值", "min quantity", "reorder level", example="50"),
    ),
    primary_key=("date", "holder", "holder_name", "branch", "warehouse", "product", "product_name", "batch", "expiry"),
    partition=("date", "holder", "holder_name", "branch", "warehouse"),
    any_of=(("product", "product_name"),),
    period="date",
    measures=("quantity", "value"),
    locks_with_period=True,
    date_sources=(DateSource.COLUMN, DateSource.CONTEXT),
    coverage=CoverageRule.OWN_DAY,
    grace_months=1,
    as_of_precedence=2,
    entities=(
        EntityRef("branch", "branch", "branch", ("country", "region")),
        EntityRef("warehouse", "warehouse", "warehouse"),
        EntityRef("customer", "holder", "holder_name"),
        EntityRef("product", "product", "product_name", ("category",)),
    ),
    headlines=(
        HeadlineMeasure("stock_quantity", "quantity", "stock_quantity", where=(("holder", ""),), is_level=True),
        HeadlineMeasure("stock_value", "value", "stock_value", where=(("holder", ""),), is_level=True),
    ),
    subject_words=("库存", "结存", "现存量", "盘点", "收发存", "进销存", "inventory", "stock"),
)  # fmt: skip
