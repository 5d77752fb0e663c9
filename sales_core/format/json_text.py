"""JSON for people and programs: keys in order of meaning, Chinese readable, decimals exact."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

from sales_core.format.exact import exact
from sales_core.i18n import locales
from sales_core.kernel.terms import Period, Text


def dumps(value: object) -> str:
    """The value as JSON. Raises TypeError for what has no form there."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_jsonable)


def _jsonable(value: object) -> object:
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
