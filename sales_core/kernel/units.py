"""What a value counts. A leaf."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

#: Amounts that are computed are rounded to it.
CENT = Decimal("0.01")


class Unit(StrEnum):
    """What a value counts; decides its format."""

    MONEY = "money"
    QUANTITY = "quantity"
    PERCENT = "percent"
    """A fraction: 0.125 is 12.5 %."""
    RATIO = "ratio"
    """A plain factor: 1.2 times."""
    DAYS = "days"
    MINUTES = "minutes"
    COUNT = "count"
