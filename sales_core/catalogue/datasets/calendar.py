"""The selling-day calendar: one row per day."""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, ValueKind, column

DATASET = Dataset(
    id="calendar",
    grain=DatasetGrain.REFERENCE,
    order=13,
    columns=(
        column("date", ValueKind.DATE, required=True, example="2026-05-01", role=ColumnRole.DATE),
        column("working_day", ValueKind.FLAG, "工作日", "workingday", "selling day", "销售日", required=True, example="否"),
    ),
    primary_key=("date",),
    partition=("date",),
    unique=True,
    subject_words=("日历", "calendar"),
)  # fmt: skip
