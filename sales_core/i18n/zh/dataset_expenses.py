"""The dataset expenses: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.expenses.label": "费用",
    "dataset.expenses.purpose": "每行一笔费用或一项预算",
    "dataset.expenses.date.label": "费用日期",
    "dataset.expenses.kind.label": "预算或实际",
    "dataset.expenses.type.label": "费用类型",
    "dataset.expenses.owner.label": "责任人",
    "dataset.expenses.promotion.label": "促销编号",
    "dataset.expenses.amount.label": "费用金额",
}
