"""What has to be there, in the type that it has to have."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

Value = TypeVar("Value")

#: A row as the slow calculations of tests take it. Its cells have no type of their own: they come from spreadsheets, from
#: frames, from DuckDB, and a wrong one fails the test that calculates with it.
Cells = dict[str, Any]


def present(value: Value | None) -> Value:
    """The value; the test fails when there is none."""
    assert value is not None
    return value


def decimal_of(value: object) -> Decimal:
    """The amount; the test fails when it is anything but a Decimal."""
    assert isinstance(value, Decimal), value
    return value


def float_of(value: object) -> float:
    """The number as a float; the test fails when it is no number."""
    assert isinstance(value, int | float | Decimal), value
    return float(value)


def cells_of(row: Mapping[str, object] | None) -> Cells:
    """The row, to be calculated with."""
    return dict(present(row))
