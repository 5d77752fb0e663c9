"""How figures are written: exact, without thousands separators, the same in every format."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

from sales_core.api import Period, Text
from sales_core.i18n import locales


def exact(number: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing: 1250.5000 is 1250.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def time_value(dimension: str, day: date) -> str:
    """The first day of a span as people write it: 2026-05, 2026-Q2, 2026; other days in ISO form."""
    if dimension == "month":
        return f"{day:%Y-%m}"
    if dimension == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}" if dimension == "year" else day.isoformat()


def text_value(column: str, value: object) -> str:
    """One value in a table or csv; nothing known is an empty text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, date):
        return time_value(column, value)
    return repr(value) if isinstance(value, float) else str(value)


def json_value(column: str, value: object) -> object:
    """One value in JSON: decimals as text so that cents stay exact, counts and ratios as numbers."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return text_value(column, value)


def dumps(value: object) -> str:
    """JSON for people and programs: keys in order of meaning, Chinese readable."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Text):
        return {locale: value.in_(locale) for locale in locales()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Period | Path):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")
