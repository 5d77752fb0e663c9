"""Products: one row per product."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef, Kind, Sensitivity, column
from sales_core.kernel.terms import Text

PRODUCTS = Dataset(
    id="products",
    label=Text("产品档案", "Products"),
    purpose=Text("每行一个产品", "One row per product"),
    grain=DatasetGrain.MASTER,
    order=9,
    columns=(
        s.PRODUCT, s.PRODUCT_NAME, s.CATEGORY, s.SUBCATEGORY, s.BRAND,
        column("barcode", Kind.CODE, "条码", "Barcode", "isbn", "isbn 码", "商品条码", "国际条码", "69码", "ean", "upc", "product code", "productcode", example="6901234567892"),
        column("spec", Kind.TEXT, "规格", "Spec", "规格型号", "型号", "码数", "size", "color", example="500ml×15"),
        column("unit", Kind.TEXT, "单位", "Unit", "计量单位", "uom", "unit of measure", example="箱"),
        column("list_price", Kind.MONEY, "标准价", "List price", "标价", "零售价", "建议零售价", "price", example="45", minimum=0),
        column("unit_cost", Kind.MONEY, "标准成本", "Unit cost", "成本", "cost", "standard cost", example="28", sensitivity=Sensitivity.MONEY, minimum=0),
        column("shelf_life_days", Kind.INTEGER, "保质期天数", "Shelf life days", "保质期", "shelf life", example="365", minimum=0),
        column("launched", Kind.DATE, "上市日期", "Launched", "launch date", example="2024-03-01"),
        column("withdrawn", Kind.DATE, "退市日期", "Withdrawn", "停产日期", "discontinued"),
        column("lead_time_days", Kind.INTEGER, "补货周期天数", "Lead time days", "提前期", "lead time", example="14"),
        column("min_quantity", Kind.QUANTITY, "最低库存", "Minimum", "安全库存", "min quantity", "库存预警值", example="50"),
    ),
    primary_key=("product", "product_name"),
    partition=("product", "product_name"),
    unique=True,
    any_of=(("product", "product_name"),),
    entities=(
        EntityRef("product", "product", "product_name", is_definition=True),
    ),
    subject_words=("产品档案", "商品档案", "存货档案", "product database", "products", "对照表"),
)  # fmt: skip
