"""The dataset exchange_rates: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.exchange_rates.label": "汇率",
    "dataset.exchange_rates.purpose": "每行一天一对币种：1 单位原币 = 汇率 单位目标币",
    "dataset.exchange_rates.date.label": "日期",
    "dataset.exchange_rates.from_currency.label": "原币",
    "dataset.exchange_rates.to_currency.label": "目标币",
    "dataset.exchange_rates.rate.label": "汇率",
}
