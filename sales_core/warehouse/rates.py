"""Exchange rates into the reporting currency, as SQL generated from the datasets that hold or use them.

A rate counts both ways round. Of an amount's day the last rate up to it counts; before the first rate, the first.
"""

from __future__ import annotations

from collections.abc import Iterable

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, ValueKind


def is_converted(kind: Dataset) -> bool:
    """Whether amounts of the dataset are converted into the reporting currency."""
    return bool(kind.period) and {"currency", "exchange_rate"} <= set(kind.column_ids)


def holds_rates(kind: Dataset) -> bool:
    """Whether the dataset is one of exchange rates."""
    return kind.grain is DatasetGrain.REFERENCE and any(column.kind is ValueKind.RATE for column in kind.columns)


def day_rates(catalogue: Catalogue, currency: str) -> str:
    """A SELECT of (currency, date, rate): the rate of each day and foreign currency of amounts that state none.

    `currency`: the SQL of the reporting currency. `rate` is NULL where no rate is known.
    """
    rates = [_both_ways(kind, currency) for kind in catalogue.datasets.values() if holds_rates(kind)]
    asked = [
        f"SELECT DISTINCT currency, {kind.period} AS date FROM raw_{kind.id} WHERE exchange_rate IS NULL"
        for kind in catalogue.datasets.values()
        if is_converted(kind)
    ]
    return f"""
WITH known AS MATERIALIZED (
    SELECT currency, day, arg_min(rate, rank) AS rate FROM (
    {_union(rates, "SELECT '' AS currency, NULL::DATE AS day, NULL::DECIMAL(18,8) AS rate, 1 AS rank")}
    ) WHERE rate IS NOT NULL GROUP BY currency, day
), asked AS (
    SELECT DISTINCT currency, date FROM (
    {_union(asked, "SELECT '' AS currency, NULL::DATE AS date")}
    ) WHERE coalesce(currency, '') NOT IN ('', {currency})
)
SELECT a.currency, a.date, coalesce(
    (SELECT arg_max(rate, day) FROM known k WHERE k.currency = a.currency AND k.day <= a.date),
    (SELECT arg_min(rate, day) FROM known k WHERE k.currency = a.currency)) AS rate
FROM asked a"""


def _both_ways(kind: Dataset, currency: str) -> str:
    base, quote = kind.role(ColumnRole.BASE_CURRENCY), kind.role(ColumnRole.QUOTE_CURRENCY)
    day, (rate,) = kind.role(ColumnRole.DATE), (column.id for column in kind.columns if column.kind is ValueKind.RATE)
    return (
        f"SELECT {base} AS currency, {day} AS day, {rate} AS rate, 1 AS rank FROM raw_{kind.id} "
        f"WHERE {quote} = {currency}\n    UNION ALL\n    "
        f"SELECT {quote}, {day}, CAST(1.0 / nullif(CAST({rate} AS DOUBLE), 0) AS DECIMAL(18,8)), 2 FROM raw_{kind.id} "
        f"WHERE {base} = {currency}"
    )


def _union(selects: Iterable[str], nothing: str) -> str:
    return "\n    UNION ALL ".join(selects) or f"{nothing} WHERE false"
