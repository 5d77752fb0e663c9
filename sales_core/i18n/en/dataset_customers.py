"""The dataset customers: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.customers.label": "Customers",
    "dataset.customers.purpose": "One row per customer",
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
