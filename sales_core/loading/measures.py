"""The figures of a dataset that are shown before → after: those it declares, else what its columns give."""

from __future__ import annotations

from functools import cache

from sales_core.catalogue.dataset import AggregateKind, Dataset, HeadlineMeasure, Kind
from sales_core.i18n.catalogue import catalogue as texts
from sales_core.i18n.catalogue import t
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

_UNITS = {Kind.MONEY: Unit.MONEY, Kind.PERCENT: Unit.PERCENT, Kind.RATE: Unit.RATIO}


@cache
def measures_of(dataset: Dataset) -> tuple[HeadlineMeasure, ...]:
    """The declared headlines; without any, the sums of its measures; without those, the number of its rows."""
    if dataset.headlines:
        return dataset.headlines
    if dataset.measures:
        return tuple(HeadlineMeasure(f"{dataset.id}.{name}", name) for name in dataset.measures)
    return (HeadlineMeasure(f"{dataset.id}.rows", "upload_id", AggregateKind.COUNT),)


def unit_of(dataset: Dataset, measure: HeadlineMeasure) -> Unit:
    """What the figure counts."""
    if measure.aggregate is AggregateKind.COUNT:
        return Unit.COUNT
    return _UNITS.get(dataset.column(measure.column).kind, Unit.QUANTITY)


def label_of(dataset: Dataset, measure: HeadlineMeasure) -> Text:
    """How pages and the terminal name it: `measure.<id>`, else the dataset with its column or its rows."""
    key = f"measure.{measure.id}"
    if key in texts("en"):
        return Text(t(key, "zh"), t(key, "en"))
    name, label = (
        dataset.label,
        None if measure.aggregate is AggregateKind.COUNT else dataset.column(measure.column).label,
    )
    if label is None:
        return Text(t("measure.rows", "zh", dataset=name.zh), t("measure.rows", "en", dataset=name.en))
    return Text(
        t("measure.column", "zh", dataset=name.zh, column=label.zh),
        t("measure.column", "en", dataset=name.en, column=label.en),
    )
