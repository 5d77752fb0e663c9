"""The dataset exchange_rates: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.exchange_rates.label": "汇率",
    "dataset.exchange_rates.purpose": "每行一天一对币种：1 单位原币 = 汇率 单位目标币",
    "dataset.exchange_rates.unlocks": "多币种金额折算为报表币种",
    "dataset.exchange_rates.menu_yonyou": "基础设置 › 基础档案 › 财务 › 外币设置",
    "dataset.exchange_rates.menu_kingdee": "基础管理 › 基础资料 › 财务会计 › 汇率",
    "dataset.exchange_rates.menu_sap": "SE16N 查看表 TCURR",
    "dataset.exchange_rates.menu_odoo": "会计 › 配置 › 币种",
    "dataset.exchange_rates.menu_quickbooks": "设置 › 币种",
    "dataset.exchange_rates.date.label": "日期",
    "dataset.exchange_rates.from_currency.label": "原币",
    "dataset.exchange_rates.to_currency.label": "目标币",
    "dataset.exchange_rates.rate.label": "汇率",
}
