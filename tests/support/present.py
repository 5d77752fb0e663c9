"""What has to be there, in the type that it has to have."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

Value = TypeVar("Value")


def present(value: Value | None) -> Value:
    """The value; the test fails when there is none."""
    assert value is not None
    return value


def decimal_of(value: object) -> Decimal:
    """The amount; the test fails when it is anything but a Decimal."""
    assert isinstance(value, Decimal), value
    return value


def float_of(value: object) -> float:
    """The share or ratio; the test fails when it is no number."""
    assert isinstance(value, int | float), value
    return value
