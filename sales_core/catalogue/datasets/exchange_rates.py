"""Exchange rates: one row per day and pair of currencies."""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, Kind, column
from sales_core.kernel.terms import Text

EXCHANGE_RATES = Dataset(
    id="exchange_rates",
    label=Text("汇率", "Exchange rates"),
    purpose=Text("每行一天一对币种：1 单位原币 = 汇率 单位目标币", "One row per day and pair: 1 from = rate to"),
    grain=DatasetGrain.REFERENCE,
    order=12,
    columns=(
        column("date", Kind.DATE, "日期", "Date", "生效日期", required=True, example="2026-05-01", role=ColumnRole.DATE),
        column("from_currency", Kind.CODE, "原币", "From", "源币种", "fromcurrency", "from currency", "base currency", required=True, example="USD"),
        column("to_currency", Kind.CODE, "目标币", "To", "本位币", "tocurrency", "to currency", "quote currency", required=True, example="CNY"),
        column("rate", Kind.RATE, "汇率", "Rate", "exchange", "exchange rate", required=True, example="7.12", minimum=0),
    ),
    primary_key=("date", "from_currency", "to_currency"),
    partition=("date", "from_currency", "to_currency"),
    unique=True,
    subject_words=("汇率", "exchange"),
)  # fmt: skip
