"""Exchange rates: one row per day and pair of currencies."""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, ValueKind, column

DATASET = Dataset(
    id="exchange_rates",
    grain=DatasetGrain.REFERENCE,
    order=12,
    columns=(
        column("date", ValueKind.DATE, "生效日期", required=True, example="2026-05-01", role=ColumnRole.DATE),
        column("from_currency", ValueKind.CODE, "源币种", "fromcurrency", "from currency", "base currency", required=True, example="USD", role=ColumnRole.BASE_CURRENCY),
        column("to_currency", ValueKind.CODE, "本位币", "tocurrency", "to currency", "quote currency", required=True, example="CNY", role=ColumnRole.QUOTE_CURRENCY),
        column("rate", ValueKind.RATE, "exchange", "exchange rate", required=True, example="7.12", minimum=0),
    ),
    primary_key=("date", "from_currency", "to_currency"),
    partition=("date", "from_currency", "to_currency"),
    unique=True,
    subject_words=("汇率", "exchange"),
)  # fmt: skip
