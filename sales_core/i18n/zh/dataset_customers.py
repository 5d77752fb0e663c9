"""The dataset customers: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.customers.label": "客户档案",
    "dataset.customers.purpose": "每行一个客户",
    "dataset.customers.unlocks": "客户名称、渠道、区域、信用额度与账期；按客户拆分的名称",
    "dataset.customers.menu_yonyou": "基础设置 › 基础档案 › 客商信息 › 客户档案",
    "dataset.customers.menu_kingdee": "基础管理 › 基础资料 › 主数据 › 客户列表 › 引出",
    "dataset.customers.menu_guanjiapo": "基础资料 › 往来单位",
    "dataset.customers.menu_sap": "S_ALR_87012179（客户清单）",
    "dataset.customers.menu_odoo": "联系人，列表视图，导出",
    "dataset.customers.menu_quickbooks": "报表 › 销售与客户 › 客户联系清单",
    "dataset.customers.menu_shopify": "客户 › 导出",
    "dataset.customers.customer_class.label": "客户等级",
    "dataset.customers.credit_limit.label": "信用额度",
    "dataset.customers.term_days.label": "账期天数",
    "dataset.customers.opened.label": "开户日期",
    "dataset.customers.closed.label": "关闭日期",
    "dataset.customers.is_distributor.label": "是否经销商",
    "dataset.customers.contact.label": "联系人",
    "dataset.customers.phone.label": "电话",
    "dataset.customers.city.label": "城市",
}
