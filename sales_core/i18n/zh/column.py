"""Columns that several datasets carry under one name."""

TEXTS: dict[str, str] = {
    "column.country.label": "国家",
    "column.region.label": "大区",
    "column.branch.label": "分公司",
    "column.rep.label": "工号",
    "column.rep_name.label": "业务员",
    "column.customer.label": "客户编码",
    "column.customer_name.label": "客户名称",
    "column.product.label": "产品编码",
    "column.product_name.label": "产品名称",
    "column.category.label": "品类",
    "column.subcategory.label": "小类",
    "column.brand.label": "品牌",
    "column.channel.label": "渠道",
    "column.segment.label": "客户细分",
    "column.warehouse.label": "仓库",
    "column.currency.label": "币种",
}
