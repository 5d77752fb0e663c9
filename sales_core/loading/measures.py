"""The figures of a dataset that are shown before → after: those it declares, else what its columns give."""

from __future__ import annotations

from functools import cache

from sales_core.catalogue.dataset import Dataset, ValueKind
from sales_core.catalogue.headline import AggregateKind, HeadlineMeasure
from sales_core.i18n import has
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

_UNITS = {ValueKind.MONEY: Unit.MONEY, ValueKind.PERCENT: Unit.PERCENT, ValueKind.RATE: Unit.RATIO}


@cache
def measures_of(dataset: Dataset) -> tuple[HeadlineMeasure, ...]:
    """The declared headlines; without any, the sums of its measures; without those, the number of its rows."""
    if dataset.headlines:
        return dataset.headlines
    if dataset.measures:
        return tuple(HeadlineMeasure(f"{dataset.id}.{name}", name) for name in dataset.measures)
    return (HeadlineMeasure(f"{dataset.id}.rows", "upload_id", aggregate=AggregateKind.COUNT),)


def unit_of(dataset: Dataset, measure: HeadlineMeasure) -> Unit:
    """What the figure counts."""
    if measure.aggregate is AggregateKind.COUNT:
        return Unit.COUNT
    return _UNITS.get(dataset.column(measure.column).kind, Unit.QUANTITY)


def label_of(dataset: Dataset, measure: HeadlineMeasure) -> Text:
    """How it is shown: as its metric, as `measure.<id>`, else as the dataset with its column or its rows."""
    if measure.metric:
        return Text(f"metric.{measure.metric}.label")
    key = f"measure.{measure.id}"
    if has(key):
        return Text(key)
    if measure.aggregate is AggregateKind.COUNT:
        return Text("measure.rows", {"dataset": dataset.label})
    return Text("measure.column", {"dataset": dataset.label, "column": dataset.column(measure.column).label})
