"""Values for programs: exact, without thousands apart, the same in every language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def exact(number: Decimal) -> str:
    """A decimal without exponent and without zeros that tell nothing: 1250.5000 is 1250.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def grouped(number: int | Decimal) -> str:
    """A number with its thousands apart, for facts that stand in texts of any language."""
    return f"{number:,}" if isinstance(number, int) else f"{Decimal(exact(number)):,f}"


def exact_value(value: object, grain: str = "") -> str:
    """One value of a CSV; None is an empty text. `grain`: the span that a date begins (`month`, `quarter`, `year`)."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, date):
        return span(value, grain)
    return repr(value) if isinstance(value, float) else str(value)


def json_value(value: object, grain: str = "") -> object:
    """One value of a JSON: decimals as text so that cents stay exact, counts and ratios as numbers."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return exact_value(value, grain)


def span(day: date, grain: str) -> str:
    """The first day of a span as `Period.parse` reads it: 2026-05, 2026-Q2, 2026; other days in ISO form."""
    if grain == "month":
        return f"{day:%Y-%m}"
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}" if grain == "year" else day.isoformat()
