"""The selling-day calendar: one row per day."""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, Kind, column
from sales_core.kernel.terms import Text

CALENDAR = Dataset(
    id="calendar",
    label=Text("工作日历", "Calendar"),
    purpose=Text("每行一天：是否销售日；覆盖法定日历", "One row per day: selling day or not; overrides the public calendar"),
    grain=DatasetGrain.REFERENCE,
    order=13,
    columns=(
        column("date", Kind.DATE, "日期", "Date", required=True, example="2026-05-01", role=ColumnRole.DATE),
        column("working_day", Kind.FLAG, "是否工作日", "Working day", "工作日", "workingday", "selling day", "销售日", required=True, example="否"),
    ),
    primary_key=("date",),
    partition=("date",),
    unique=True,
    subject_words=("日历", "calendar"),
)  # fmt: skip
