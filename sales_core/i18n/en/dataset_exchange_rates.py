"""The dataset exchange_rates: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.exchange_rates.label": "Exchange rates",
    "dataset.exchange_rates.purpose": "One row per day and pair: 1 from = rate to",
    "dataset.exchange_rates.date.label": "Date",
    "dataset.exchange_rates.from_currency.label": "From",
    "dataset.exchange_rates.to_currency.label": "To",
    "dataset.exchange_rates.rate.label": "Rate",
}
