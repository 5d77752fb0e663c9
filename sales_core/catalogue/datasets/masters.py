"""Masters: customers, products and the sales organisation, with validity dates."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, Kind, Sensitivity, column
from sales_core.kernel.terms import Text

CUSTOMERS = Dataset(
    id="customers",
    label=Text("客户档案", "Customers"),
    purpose=Text("每行一个客户", "One row per customer"),
    columns=(
        s.CUSTOMER, s.CUSTOMER_NAME,
        column("customer_class", Kind.NAME, "客户等级", "Class", "等级", "客户级别", "customer class", "grade", "abc", example="A"),
        s.CHANNEL, s.SEGMENT, s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME,
        column("credit_limit", Kind.MONEY, "信用额度", "Credit limit", "授信额度", "额度", "creditlimit", example="500000", sensitivity=Sensitivity.MONEY),
        column("term_days", Kind.INTEGER, "账期天数", "Term days", "账期", "信用天数", "付款天数", "payment terms", "credit days", example="30"),
        column("opened", Kind.DATE, "开户日期", "Opened", "建档日期", "合作日期", "open date", "opendate", example="2023-01-10"),
        column("closed", Kind.DATE, "关闭日期", "Closed", "停用日期", "close date", "closedate"),
        column("is_distributor", Kind.FLAG, "是否经销商", "Distributor", "经销商标志", "is distributor", example="是"),
        column("contact", Kind.NAME, "联系人", "Contact", "contact name", sensitivity=Sensitivity.PERSON),
        column("phone", Kind.CODE, "电话", "Phone", "手机", "联系电话", "phone number", sensitivity=Sensitivity.PERSON),
        column("city", Kind.NAME, "城市", "City", "地市", example="上海"),
    ),
    key=("customer", "customer_name"),
    slice=("customer", "customer_name"),
    unique=True,
    any_of=(("customer", "customer_name"),),
)  # fmt: skip

PRODUCTS = Dataset(
    id="products",
    label=Text("产品档案", "Products"),
    purpose=Text("每行一个产品", "One row per product"),
    columns=(
        s.PRODUCT, s.PRODUCT_NAME, s.CATEGORY, s.SUBCATEGORY, s.BRAND,
        column("barcode", Kind.CODE, "条码", "Barcode", "isbn", "isbn 码", "商品条码", "国际条码", "69码", "ean", "upc", "product code", "productcode", example="6901234567892"),
        column("spec", Kind.TEXT, "规格", "Spec", "规格型号", "型号", "码数", "size", "color", example="500ml×15"),
        column("unit", Kind.TEXT, "单位", "Unit", "计量单位", "uom", "unit of measure", example="箱"),
        column("list_price", Kind.MONEY, "标准价", "List price", "标价", "零售价", "建议零售价", "price", example="45"),
        column("unit_cost", Kind.MONEY, "标准成本", "Unit cost", "成本", "cost", "standard cost", example="28", sensitivity=Sensitivity.MONEY),
        column("shelf_life_days", Kind.INTEGER, "保质期天数", "Shelf life days", "保质期", "shelf life", example="365"),
        column("launched", Kind.DATE, "上市日期", "Launched", "launch date", example="2024-03-01"),
        column("withdrawn", Kind.DATE, "退市日期", "Withdrawn", "停产日期", "discontinued"),
        column("lead_time_days", Kind.INTEGER, "补货周期天数", "Lead time days", "提前期", "lead time", example="14"),
        column("min_quantity", Kind.QUANTITY, "最低库存", "Minimum", "安全库存", "min quantity", "库存预警值", example="50"),
    ),
    key=("product", "product_name"),
    slice=("product", "product_name"),
    unique=True,
    any_of=(("product", "product_name"),),
)  # fmt: skip

REPS = Dataset(
    id="reps",
    label=Text("业务员与组织", "Reps and organisation"),
    purpose=Text("每行一名业务员在一个组织单元的任期；调动则多行", "One row per rep and posting; a transfer adds a row"),
    columns=(
        s.REP, s.REP_NAME, s.COUNTRY, s.REGION, s.BRANCH,
        column("team", Kind.NAME, "团队", "Team", "小组", "销售组", example="一组"),
        column("role", Kind.NAME, "岗位", "Post", "职务", "职位", "position", "title", example="业务代表"),
        column("area_class", Kind.NAME, "区域等级", "Area class", "市场级别", "城市级别", example="一线"),
        column("manager", Kind.CODE, "上级工号", "Manager", "主管工号", "manager id", sensitivity=Sensitivity.PERSON),
        column("hired", Kind.DATE, "入职日期", "Hired", "入职时间", "hire date", example="2023-03-01"),
        column("left", Kind.DATE, "离职日期", "Left", "离职时间", "leave date"),
        column("valid_from", Kind.DATE, "生效日期", "Valid from", "开始日期", "start date", example="2023-03-01"),
        column("valid_to", Kind.DATE, "失效日期", "Valid to", "结束日期", "end date"),
    ),
    key=("rep", "rep_name", "valid_from"),
    slice=("rep", "rep_name"),
    unique=True,
    any_of=(("rep", "rep_name"),),
)  # fmt: skip

BRANCHES = Dataset(
    id="branches",
    label=Text("分公司与门店", "Branches and stores"),
    purpose=Text("每行一个分公司或门店", "One row per branch or store"),
    columns=(
        column("branch", Kind.CODE, "分公司编码", "Branch code", "门店编码", "分公司", "门店", "storekey", "store id", "branch", "store", required=True, example="SH"),
        column("branch_name", Kind.NAME, "分公司名称", "Branch name", "门店名称", "description", "store name", example="上海分公司"),
        s.COUNTRY, s.REGION,
        column("province", Kind.NAME, "省份", "Province", "state", "省", example="上海"),
        column("opened", Kind.DATE, "开业日期", "Opened", "opendate", "open date"),
        column("closed", Kind.DATE, "关闭日期", "Closed", "closedate", "close date"),
        column("area", Kind.QUANTITY, "面积", "Area m²", "squaremeters", "square meters"),
        column("status", Kind.TEXT, "状态", "Status", "状态说明"),
    ),
    key=("branch",),
    slice=("branch",),
    unique=True,
)  # fmt: skip
