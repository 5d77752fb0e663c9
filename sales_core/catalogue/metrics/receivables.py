"""What is owed on any day and how late it is.

Open on a day is the sum of movements up to it, so buckets add up to what is open by construction, at every date and split.
"""

from __future__ import annotations

from sales_core.catalogue.metric import Metric, Polarity, RequiredRows, TimeWindow
from sales_core.catalogue.metrics.receivable_buckets import AGE_BUCKETS
from sales_core.catalogue.metrics.receivables_facts import DOCUMENTS, MOVEMENTS, TERMS
from sales_core.kernel.units import Unit


def _open(
    metric_id: str,
    condition: str,
    columns: tuple[str, ...],
    polarity: Polarity = Polarity.LOWER_IS_BETTER,
    required: tuple[RequiredRows, ...] = (DOCUMENTS,),
) -> Metric:
    aggregate = f"sum(CASE WHEN {condition} THEN amount ELSE 0 END)" if condition else "sum(amount)"
    return Metric(
        id=metric_id,
        unit=Unit.MONEY,
        polarity=polarity,
        fact=MOVEMENTS,
        aggregate=aggregate,
        columns=("amount", *columns),
        time=TimeWindow.CUMULATIVE,
        empty_is_zero=True,
        required_rows=required,
        rows_where=condition,
    )


def _between(column: str, low: int, high: int | None) -> str:
    upper = f"{column} <= {{closes}} - {low}"
    return upper if high is None else f"{upper} AND {column} >= {{closes}} - {high}"


def _overdue_bucket(suffix: str, first: int, last: int | None) -> Metric:
    return _open(
        f"receivables_{suffix}", _between("due", first, last),
        ("due",),
    )  # fmt: skip


def _age_bucket(suffix: str, first: int, last: int | None) -> Metric:
    return _open(
        f"receivables_age_{suffix}", _between("item_date", first, last),
        ("item_date",), Polarity.NEUTRAL,
    )  # fmt: skip


METRICS = (
    _open(
        "receivables_open", "",
        (), Polarity.NEUTRAL,
    ),
    _open(
        "receivables_not_due", "due >= {closes}",
        ("due",), Polarity.NEUTRAL,
    ),
    _open(
        "receivables_overdue", "due < {closes}",
        ("due",),
    ),
    _open(
        "receivables_unapplied",
        "kind IN ('unapplied', 'over_payment')",
        ("kind",), Polarity.NEUTRAL, (),
    ),
    _open(
        "over_term", "term_end < {closes}",
        ("term_end",), required=(DOCUMENTS, TERMS),
    ),
    _open(
        "receivables_opening", "{at} < {opens}",
        ("date",), Polarity.NEUTRAL,
    ),
    *(_overdue_bucket(*bucket) for bucket in AGE_BUCKETS),
    _open(
        "receivables_age_0_30", _between("item_date", 0, 30),
        ("item_date",), Polarity.NEUTRAL,
    ),
    *(_age_bucket(*bucket) for bucket in AGE_BUCKETS[1:]),
    _open(
        "receivables_age_none", "item_date > {closes}",
        ("item_date",), Polarity.NEUTRAL,
    ),
)  # fmt: skip
