"""The dataset products: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.products.label": "产品档案",
    "dataset.products.purpose": "每行一个产品",
    "dataset.products.barcode.label": "条码",
    "dataset.products.spec.label": "规格",
    "dataset.products.unit.label": "单位",
    "dataset.products.list_price.label": "标准价",
    "dataset.products.unit_cost.label": "标准成本",
    "dataset.products.shelf_life_days.label": "保质期天数",
    "dataset.products.launched.label": "上市日期",
    "dataset.products.withdrawn.label": "退市日期",
    "dataset.products.lead_time_days.label": "补货周期天数",
    "dataset.products.min_quantity.label": "最低库存",
    "dataset.products.case_size.label": "箱规",
}
