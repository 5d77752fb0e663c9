"""The dataset expenses: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.expenses.label": "费用",
    "dataset.expenses.purpose": "每行一笔费用或一项预算",
    "dataset.expenses.unlocks": "费用与预算对比、费用率和各分公司利润",
    "dataset.expenses.menu_yonyou": "财务会计 › 总账 › 账表 › 科目账 › 明细账",
    "dataset.expenses.menu_kingdee": "财务会计 › 总账 › 账簿 › 明细分类账",
    "dataset.expenses.menu_sap": "KSB1（成本中心行项目）",
    "dataset.expenses.menu_odoo": "会计 › 报表 › 总账",
    "dataset.expenses.menu_quickbooks": "报表 › 费用与供应商 › 按供应商的交易清单",
    "dataset.expenses.date.label": "费用日期",
    "dataset.expenses.kind.label": "预算或实际",
    "dataset.expenses.type.label": "费用类型",
    "dataset.expenses.owner.label": "责任人",
    "dataset.expenses.promotion.label": "促销编号",
    "dataset.expenses.amount.label": "费用金额",
}
