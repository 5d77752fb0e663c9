"""The dataset expenses: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.expenses.label": "Expenses",
    "dataset.expenses.purpose": "One row per expense or budget line",
    "dataset.expenses.date.label": "Expense date",
    "dataset.expenses.kind.label": "Kind",
    "dataset.expenses.type.label": "Type",
    "dataset.expenses.owner.label": "Owner",
    "dataset.expenses.promotion.label": "Promotion",
    "dataset.expenses.amount.label": "Amount",
}
