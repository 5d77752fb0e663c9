"""Products: one row per product."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, EntityRef, Sensitivity, ValueKind, column

DATASET = Dataset(
    id="products",
    grain=DatasetGrain.MASTER,
    order=9,
    columns=(
        s.PRODUCT, s.PRODUCT_NAME, s.CATEGORY, s.SUBCATEGORY, s.BRAND,
        column("barcode", ValueKind.CODE, "isbn", "isbn 码", "商品条码", "国际条码", "69码", "ean", "upc", "product code", "productcode", example="6901234567892"),
        column("case_size", ValueKind.QUANTITY, "装箱数", "case size", example="24", minimum=0),
        column("spec", ValueKind.TEXT, "规格型号", "型号", "码数", "size", "color", example="500ml×15"),
        column("unit", ValueKind.TEXT, "计量单位", "uom", "unit of measure", example="箱"),
        column("list_price", ValueKind.MONEY, "标价", "零售价", "建议零售价", "price", example="45", minimum=0, role=ColumnRole.LIST_PRICE),
        column("unit_cost", ValueKind.MONEY, "成本", "cost", "standard cost", example="28", sensitivity=Sensitivity.COST, minimum=0, role=ColumnRole.UNIT_COST),
        column("shelf_life_days", ValueKind.INTEGER, "保质期", "shelf life", example="365", minimum=0),
        column("launched", ValueKind.DATE, "launch date", example="2024-03-01"),
        column("withdrawn", ValueKind.DATE, "停产日期", "discontinued"),
        column("lead_time_days", ValueKind.INTEGER, "提前期", "lead time", example="14"),
        column("min_quantity", ValueKind.QUANTITY, "安全库存", "min quantity", "库存预警值", example="50"),
    ),
    primary_key=("product", "product_name"),
    partition=("product", "product_name"),
    unique=True,
    alternate_key=("product", "barcode"),
    any_of=(("product", "product_name"),),
    entities=(
        EntityRef("product", "product", "product_name", is_definition=True),
    ),
    negative_headers=("期初", "期末", "结存", "账面", "实盘", "盘点", "opening", "closing", "balance", "current stock", "on hand", "库存数量", "库存金额"),
    subject_words=("产品档案", "商品档案", "存货档案", "product database", "products", "对照表"),
)  # fmt: skip
