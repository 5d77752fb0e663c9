"""The dataset expenses: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.expenses.label": "Expenses",
    "dataset.expenses.purpose": "One row per expense or budget line",
    "dataset.expenses.unlocks": "expenses against budget, the expense ratio and the profit of each branch",
    "dataset.expenses.menu_yonyou": "Finance › General ledger › Books › Account detail 明细账",
    "dataset.expenses.menu_kingdee": "Finance › General ledger › Books › Subsidiary ledger 明细分类账",
    "dataset.expenses.menu_sap": "KSB1 (cost centre line items)",
    "dataset.expenses.menu_odoo": "Accounting › Reporting › General Ledger",
    "dataset.expenses.menu_quickbooks": "Reports › Expenses and vendors › Transaction List by Vendor",
    "dataset.expenses.date.label": "Expense date",
    "dataset.expenses.kind.label": "Kind",
    "dataset.expenses.type.label": "Type",
    "dataset.expenses.owner.label": "Owner",
    "dataset.expenses.promotion.label": "Promotion",
    "dataset.expenses.amount.label": "Amount",
}
