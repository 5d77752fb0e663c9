"""Kinds of things that rows mention."""

TEXTS: dict[str, str] = {
    "entity.rep.label": "业务员",
    "entity.customer.label": "客户",
    "entity.product.label": "产品",
    "entity.branch.label": "分公司",
    "entity.outlet.label": "终端",
    "entity.warehouse.label": "仓库",
}
