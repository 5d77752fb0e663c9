"""What a number says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sales_core.appdb.records import Upload
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.metric import Metric, Polarity
from sales_core.format import FormulaNumber
from sales_core.kernel.query import Filter, Value
from sales_core.kernel.terms import Period, Text
from sales_core.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class Feed:
    """An upload that rows behind a number came with."""

    upload: int
    file: str
    sheet: str
    when: datetime | None
    by: str
    rows: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the Number ID drawer and `explain` show. `why` says why the value is None, else None;
    `is_masked` that there is one which the viewer may not see.

    `inputs` are the metrics the formula names, with their values; `row_count` the rows behind, of all facts.
    """

    metric: str
    label: Text
    definition: Text
    formula: Text
    formula_with_values: Text
    value: Value
    unit: Unit
    polarity: Polarity
    why: Text | None
    is_masked: bool
    reference: Text | None
    """What of it is company reference data, the same for everybody."""
    inputs: tuple[tuple[str, Value], ...]
    filters: tuple[Filter, ...]
    scope: tuple[tuple[str, tuple[str, ...]], ...]
    period: Period
    compared: Period | None
    partial: bool
    as_of: date
    version: int
    currency: str
    tax_basis: str
    sql: str
    params: tuple[Any, ...]
    uploads: tuple[Feed, ...]
    row_count: int


#: Said of every figure that rests on the pace curve.
PACE_REFERENCE = Text("metric.pace_reference")


def labelled(metric: Metric, catalogue: Catalogue) -> Text:
    """The formula with labels in its places."""
    return Text(metric.formula.key, {place: _named(place, catalogue)[0] for place in metric.places})


def with_values(metric: Metric, row: dict[str, Value], catalogue: Catalogue) -> Text:
    """The formula with the values of `row` in its places, and the result."""
    values = {place: FormulaNumber(row.get(place), _named(place, catalogue)[1]) for place in metric.places}
    result = FormulaNumber(row.get(metric.id), metric.unit)
    return Text("metric.formula_result", {"formula": Text(metric.formula.key, values), "result": result})


def _named(place: str, catalogue: Catalogue) -> tuple[Text, Unit]:
    """Label and unit of a place: a metric, or `days`, the calendar days of the period."""
    if place == "days":
        return Text("metric.days"), Unit.COUNT
    metric = catalogue.metric(place)
    return metric.label, metric.unit


def feed_of(upload: int, known: Upload | None, rows: int) -> Feed:
    """An upload with what the history knows of it."""
    if known is None:
        return Feed(upload, "", "", None, "", rows)
    return Feed(upload, known.file, known.sheet, known.created, known.by, rows)
