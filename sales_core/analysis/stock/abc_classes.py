"""ABC by value and XYZ by steadiness of demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from typing import Literal, cast

from sales_core.catalogue.abc_shares import A_SHARE, B_SHARE
from sales_core.kernel.query import Filter
from sales_core.semantic.reader import FigureReader

Abc = Literal["A", "B", "C"]
Xyz = Literal["X", "Y", "Z"]

X_VARIATION, Y_VARIATION = 0.2, 0.5
#: Fewer whole months than this say nothing about steadiness.
_MONTHS_NEEDED = 6
_MONTHS_USED = 12


@dataclass(frozen=True, slots=True)
class ProductClass:
    """One product. `value`: its net sales in the months used; `share`, `cumulative`: of all products.

    `variation` = standard deviation ÷ mean of monthly quantity; None with too few months or no net quantity.
    """

    product: str
    value: Decimal
    share: float
    cumulative: float
    abc: Abc
    months: int
    variation: float | None
    xyz: Xyz | None


def abc_of(values: Mapping[str, Decimal]) -> dict[str, tuple[Abc, float]]:
    """Class and cumulative share per name: A up to 80 % of the value, B up to 95 %, else C.

    The largest is A even alone above 80 %; values of 0 and below are C and count nothing.
    """
    ranked = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum((value for _, value in ranked if value > 0), Decimal(0))
    found: dict[str, tuple[Abc, float]] = {}
    running = Decimal(0)
    for place, (name, value) in enumerate(ranked):
        running += max(value, Decimal(0))
        share = running / total if total else Decimal(1)
        found[name] = (_abc(share, first=place == 0 and value > 0, positive=value > 0), float(share))
    return found


def _abc(cumulative: Decimal, *, first: bool, positive: bool) -> Abc:
    if first or (positive and cumulative <= A_SHARE):
        return "A"
    return "B" if positive and cumulative <= B_SHARE else "C"


def variation_of(quantities: Sequence[float]) -> float | None:
    """Population standard deviation ÷ mean; None with fewer than six months or a mean of 0 and below."""
    if len(quantities) < _MONTHS_NEEDED:
        return None
    mean = sum(quantities) / len(quantities)
    if mean <= 0:
        return None
    return sqrt(sum((each - mean) ** 2 for each in quantities) / len(quantities)) / mean


def xyz_of(variation: float | None) -> Xyz | None:
    """X below 0.2, Y below 0.5, else Z."""
    if variation is None:
        return None
    if variation < X_VARIATION:
        return "X"
    return "Y" if variation < Y_VARIATION else "Z"


def product_classes(reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = ()) -> tuple[ProductClass, ...]:
    """Every product sold in the last twelve whole months up to `day`, the largest value first.

    A month that is not over on `day` is left out; a product's months count from its first sale in the span.
    """
    newest = 0 if (day + timedelta(days=1)).day == 1 else 1
    values: dict[str, Decimal] = {}
    months: dict[str, dict[int, float]] = {}
    for row in reader.list_on("product_months", day, filters):
        product, month = str(row["product"]), cast("date", row["month"])
        ago = (day.year - month.year) * 12 + day.month - month.month
        if newest <= ago < newest + _MONTHS_USED:
            values[product] = values.get(product, Decimal(0)) + cast("Decimal", row["amount"])
            months.setdefault(product, {})[ago] = float(cast("Decimal | None", row["quantity"]) or 0)
    return _classes(values, months, newest)


def _classes(
    values: Mapping[str, Decimal], months: Mapping[str, Mapping[int, float]], newest: int
) -> tuple[ProductClass, ...]:
    total = sum((value for value in values.values() if value > 0), Decimal(0))
    found = []
    for name, (letter, cumulative) in abc_of(values).items():
        series = [months[name].get(ago, 0.0) for ago in range(newest, max(months[name]) + 1)]
        variation = variation_of(series)
        share = float(values[name] / total) if total else 0.0
        found.append(
            ProductClass(name, values[name], share, cumulative, letter, len(series), variation, xyz_of(variation))
        )
    return tuple(found)
