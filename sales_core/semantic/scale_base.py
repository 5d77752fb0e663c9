"""What 100 stands for where amounts are shown as an index: the sales of the last whole month, within one's own rows.

Within the rows, because a total of rows outside could be worked out of what one sees exactly at other times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.format import as_decimal
from sales_core.kernel.query import Query
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.engine import Engine


@dataclass(frozen=True, slots=True)
class ScaleBase:
    """An amount in the reporting currency, and which one it is."""

    amount: Decimal
    name: Text


def scale_base(engine: Engine, scope: Scope) -> ScaleBase | None:
    """The base of the rows in `scope`; None when no month has an amount above zero, or nothing is paced."""
    pacing = engine.catalogue.pacing
    if pacing is None:
        return None
    metric = engine.catalogue.metric(pacing.curve_metric)
    months: dict[Period, Decimal] = {}
    for row in engine.run(Query((metric.id,), by=("month",)), scope):
        amount, month = as_decimal(row[metric.id]), row["month"]
        if amount is not None and amount > 0 and isinstance(month, date):
            months[Period.month_of(month)] = amount
    if not months:
        return None
    whole = [month for month in months if month.end <= engine.as_of]
    last = max(whole or months)
    return ScaleBase(months[last], Text("lens.base", {"metric": metric.label, "month": str(last)}))
