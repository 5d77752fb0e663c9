"""The dataset exchange_rates: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.exchange_rates.label": "Exchange rates",
    "dataset.exchange_rates.purpose": "One row per day and pair: 1 from = rate to",
    "dataset.exchange_rates.unlocks": "amounts in other currencies, turned into the reporting currency",
    "dataset.exchange_rates.menu_yonyou": "Basic settings › Basic files › Finance › Currencies 外币设置",
    "dataset.exchange_rates.menu_kingdee": "Basic data › Finance › Exchange rates 汇率",
    "dataset.exchange_rates.menu_sap": "SE16N on table TCURR",
    "dataset.exchange_rates.menu_odoo": "Accounting › Configuration › Currencies",
    "dataset.exchange_rates.menu_quickbooks": "Settings › Currencies",
    "dataset.exchange_rates.date.label": "Date",
    "dataset.exchange_rates.from_currency.label": "From",
    "dataset.exchange_rates.to_currency.label": "To",
    "dataset.exchange_rates.rate.label": "Rate",
}
