"""What a number says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sales_core.metrics import registry
from sales_core.metrics.declare import PLACE, Good, Metric, Unit
from sales_core.metrics.query import Filter, Value
from sales_core.terms import Locale, Period, Text


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
    """Everything the Number ID drawer and `explain` show. `why` says why the value is None, else None.

    `inputs` are the metrics the formula names, with their values; `row_count` the rows behind, of all facts.
    """

    metric: str
    label: Text
    definition: Text
    formula: Text
    formula_with_values: Text
    value: Value
    unit: Unit
    good: Good
    why: Text | None
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


def labelled(metric: Metric) -> Text:
    """The formula with labels in its places."""
    return Text(_fill(metric.formula.zh, "zh", None), _fill(metric.formula.en, "en", None))


def with_values(metric: Metric, row: dict[str, Value]) -> Text:
    """The formula with the values of `row` in its places, and the result."""
    made = []
    for locale, text in (("zh", metric.formula.zh), ("en", metric.formula.en)):
        made.append(f"{_fill(text, locale, row)} = {written(row.get(metric.id), metric.unit)}")  # type: ignore[arg-type]
    return Text(*made)


def _fill(text: str, locale: Locale, row: dict[str, Value] | None) -> str:
    parts, at = [], 0
    for found in PLACE.finditer(text):
        known = registry.metric(found[1])
        shown = known.label.in_(locale) if row is None else written(row.get(known.id), known.unit)
        parts += [text[at : found.start()], shown]
        at = found.end()
    return "".join([*parts, text[at:]])


def written(value: Value, unit: Unit) -> str:
    """A value as a plain exact figure: thousands apart, cents for money, percent for fractions, a dash for none."""
    if value is None:
        return "—"
    if unit is Unit.PERCENT and isinstance(value, float | int | Decimal):
        return f"{float(value) * 100:,.2f}%"
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if unit is Unit.MONEY else f"{value.normalize():,f}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
