"""Decimal arithmetic of stored money."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.schema import arrow_type

MONEY = arrow_type(ValueKind.MONEY)


def money(values: pa.Array) -> pa.Array:
    """Decimals of any scale as stored money, half to even so that sums do not drift."""
    return pc.round(values, ndigits=4, round_mode="half_to_even").cast(MONEY)


def times(left: pa.Array, right: pa.Array) -> pa.Array:
    """Exact product, rounded to stored money."""
    return money(pc.multiply(left, right.cast(pa.decimal128(19, 8)) if right.type.precision > 19 else right))
