"""One way of writing every value, so that equal figures are equal texts whatever computed them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

ROWS_KEPT = 40
_PLACES = Decimal("0.0001")
_DIGITS = 10
#: What differs from run to run and says nothing: moments, secrets, hashes of files, folders.
_PASSING = (
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?"), "<moment>"),
    (re.compile(r"/export/[0-9a-f]+"), "/export/<ticket>"),
    (re.compile(r"\b[0-9a-f]{32,}\b"), "<hash>"),
)


def value(given: object) -> Any:  # noqa: PLR0911 - one return a type
    """A JSON value: decimals as text with four digits, floats with ten, days in ISO form."""
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, Enum):
        return str(given.value)
    if isinstance(given, Decimal):
        return str(given.quantize(_PLACES) + 0)
    if isinstance(given, float):
        return number(given)
    if isinstance(given, datetime):
        return day_of(given)
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, Mapping):
        return {str(key): value(item) for key, item in given.items()}
    if isinstance(given, (list, tuple)):
        return [value(item) for item in given]
    return given if isinstance(given, int) else text(str(given))


def number(given: float) -> str:
    """A float as text with ten significant digits."""
    return f"{given + 0.0:.{_DIGITS}g}"


def day_of(moment: datetime) -> str:
    """Midnight is a day; any other moment is when the test ran."""
    return moment.date().isoformat() if moment.time() == datetime.min.time() else "<moment>"


def text(given: str) -> str:
    """A text without what passes, its white space folded."""
    for pattern, name in _PASSING:
        given = pattern.sub(name, given)
    return re.sub(r"[ \t]+", " ", given).strip()


def digest(lines: Iterable[str]) -> str:
    """A short hash of lines in their order."""
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode() + b"\n")
    return found.hexdigest()[:20]


def rows(given: Iterable[Mapping[str, object]]) -> dict[str, Any]:
    """Rows in no order: whole when they are few, else their count, hash and the sum of every number column."""
    listed = [{name: value(item) for name, item in row.items()} for row in given]
    names = list(listed[0]) if listed else []
    lines = sorted(([row[name] for name in names] for row in listed), key=repr)
    if len(lines) <= ROWS_KEPT:
        return {"columns": names, "rows": lines}
    told = [repr(line) for line in lines]
    return {"columns": names, "count": len(lines), "hash": digest(told), "sums": _sums(names, lines)}


def sequence(lines: Sequence[str], kept: int = 400) -> dict[str, Any]:
    """Lines in their order, the first `kept` of them in full."""
    if len(lines) <= kept:
        return {"lines": list(lines)}
    return {"lines": list(lines[:kept]), "count": len(lines), "hash": digest(lines)}


def _sums(names: Sequence[str], lines: Sequence[Sequence[object]]) -> dict[str, str]:
    found = {}
    for at, name in enumerate(names):
        amounts = [amount for line in lines if (amount := _amount(line[at])) is not None]
        if amounts:
            found[name] = value(sum(amounts, Decimal(0)))
    return found


def _amount(given: object) -> Decimal | None:
    if isinstance(given, bool) or given is None:
        return None
    if isinstance(given, int):
        return Decimal(given)
    is_number = isinstance(given, str) and re.fullmatch(r"-?\d+(\.\d+)?(e[+-]\d+)?", given)
    return Decimal(str(given)) if is_number else None
