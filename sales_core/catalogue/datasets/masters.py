"""Masters: customers, products and the sales organisation, with validity dates."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, Kind, Sensitivity, column

CUSTOMERS = Dataset(
    id="customers",
    columns=(
        s.CUSTOMER, s.CUSTOMER_NAME,
        column("customer_class", Kind.NAME, "等级", "客户级别", "customer class", "grade", "abc", example="A"),
        s.CHANNEL, s.SEGMENT, s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME,
        column("credit_limit", Kind.MONEY, "授信额度", "额度", "creditlimit", example="500000", sensitivity=Sensitivity.MONEY),
        column("term_days", Kind.INTEGER, "账期", "信用天数", "付款天数", "payment terms", "credit days", example="30"),
        column("opened", Kind.DATE, "建档日期", "合作日期", "open date", "opendate", example="2023-01-10"),
        column("closed", Kind.DATE, "停用日期", "close date", "closedate"),
        column("is_distributor", Kind.FLAG, "经销商标志", "is distributor", example="是"),
        column("contact", Kind.NAME, "contact name", sensitivity=Sensitivity.PERSON),
        column("phone", Kind.CODE, "手机", "联系电话", "phone number", sensitivity=Sensitivity.PERSON),
        column("city", Kind.NAME, "地市", example="上海"),
    ),
    key=("customer", "customer_name"),
    slice=("customer", "customer_name"),
    unique=True,
    any_of=(("customer", "customer_name"),),
)  # fmt: skip

PRODUCTS = Dataset(
    id="products",
    columns=(
        s.PRODUCT, s.PRODUCT_NAME, s.CATEGORY, s.SUBCATEGORY, s.BRAND,
        column("barcode", Kind.CODE, "isbn", "isbn 码", "商品条码", "国际条码", "69码", "ean", "upc", "product code", "productcode", example="6901234567892"),
        column("spec", Kind.TEXT, "规格型号", "型号", "码数", "size", "color", example="500ml×15"),
        column("unit", Kind.TEXT, "计量单位", "uom", "unit of measure", example="箱"),
        column("list_price", Kind.MONEY, "标价", "零售价", "建议零售价", "price", example="45"),
        column("unit_cost", Kind.MONEY, "成本", "cost", "standard cost", example="28", sensitivity=Sensitivity.MONEY),
        column("shelf_life_days", Kind.INTEGER, "保质期", "shelf life", example="365"),
        column("launched", Kind.DATE, "launch date", example="2024-03-01"),
        column("withdrawn", Kind.DATE, "停产日期", "discontinued"),
        column("lead_time_days", Kind.INTEGER, "提前期", "lead time", example="14"),
        column("min_quantity", Kind.QUANTITY, "安全库存", "min quantity", "库存预警值", example="50"),
    ),
    key=("product", "product_name"),
    slice=("product", "product_name"),
    unique=True,
    any_of=(("product", "product_name"),),
)  # fmt: skip

REPS = Dataset(
    id="reps",
    columns=(
        s.REP, s.REP_NAME, s.COUNTRY, s.REGION, s.BRANCH,
        column("team", Kind.NAME, "小组", "销售组", example="一组"),
        column("role", Kind.NAME, "职务", "职位", "position", "title", example="业务代表"),
        column("area_class", Kind.NAME, "市场级别", "城市级别", example="一线"),
        column("manager", Kind.CODE, "主管工号", "manager id", sensitivity=Sensitivity.PERSON),
        column("hired", Kind.DATE, "入职时间", "hire date", example="2023-03-01"),
        column("left", Kind.DATE, "离职时间", "leave date"),
        column("valid_from", Kind.DATE, "开始日期", "start date", example="2023-03-01"),
        column("valid_to", Kind.DATE, "结束日期", "end date"),
    ),
    key=("rep", "rep_name", "valid_from"),
    slice=("rep", "rep_name"),
    unique=True,
    any_of=(("rep", "rep_name"),),
)  # fmt: skip

BRANCHES = Dataset(
    id="branches",
    columns=(
        column("branch", Kind.CODE, "门店编码", "分公司", "门店", "storekey", "store id", "branch", "store", required=True, example="SH"),
        column("branch_name", Kind.NAME, "门店名称", "description", "store name", example="上海分公司"),
        s.COUNTRY, s.REGION,
        column("province", Kind.NAME, "state", "省", example="上海"),
        column("opened", Kind.DATE, "opendate", "open date"),
        column("closed", Kind.DATE, "closedate", "close date"),
        column("area", Kind.QUANTITY, "squaremeters", "square meters"),
        column("status", Kind.TEXT, "状态说明"),
    ),
    key=("branch",),
    slice=("branch",),
    unique=True,
)  # fmt: skip
