"""The dataset customers: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.customers.label": "客户档案",
    "dataset.customers.purpose": "每行一个客户",
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
