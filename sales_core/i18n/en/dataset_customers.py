"""The dataset customers: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.customers.label": "Customers",
    "dataset.customers.purpose": "One row per customer",
    "dataset.customers.unlocks": "names, channel, area, credit limit and terms of customers, wherever figures are split by customer",
    "dataset.customers.menu_yonyou": "Basic settings › Basic files › Business partners › Customer file 客户档案",
    "dataset.customers.menu_kingdee": "Basic data › Master data › Customer list 客户列表 › Export 引出",
    "dataset.customers.menu_guanjiapo": "Basic data › Business partners 往来单位",
    "dataset.customers.menu_sap": "S_ALR_87012179 (customer list)",
    "dataset.customers.menu_odoo": "Contacts, list view, Export",
    "dataset.customers.menu_quickbooks": "Reports › Sales and customers › Customer Contact List",
    "dataset.customers.menu_shopify": "Customers › Export",
    "dataset.customers.customer_class.label": "Class",
    "dataset.customers.credit_limit.label": "Credit limit",
    "dataset.customers.term_days.label": "Term days",
    "dataset.customers.opened.label": "Opened",
    "dataset.customers.closed.label": "Closed",
    "dataset.customers.is_distributor.label": "Distributor",
    "dataset.customers.contact.label": "Contact",
    "dataset.customers.phone.label": "Phone",
    "dataset.customers.city.label": "City",
}
