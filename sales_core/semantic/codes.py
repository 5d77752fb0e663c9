"""Short codes that reopen exactly one number: question, metric and version. Stored when copied or exported."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sales_core.appdb.database import AppDatabase
from sales_core.kernel.query import Compare, Filter, Query
from sales_core.kernel.terms import Period

_LENGTH = 10


@dataclass(frozen=True, slots=True)
class NumberDefinition:
    """What a code stands for."""

    code: str
    query: Query
    metric: str
    version: int


def to_json(query: Query) -> dict[str, Any]:
    """A query as plain JSON values."""
    return {
        "metrics": list(query.metrics),
        "by": list(query.by),
        "period": [query.period.start.isoformat(), query.period.end.isoformat()] if query.period else None,
        "filters": [[item.dimension, list(item.values)] for item in query.filters],
        "compare": query.compare.value if query.compare else None,
        "as_of": query.as_of.isoformat() if query.as_of else None,
    }


def from_json(data: dict[str, Any]) -> Query:
    """The query that `to_json` wrote."""
    period = data["period"]
    return Query(
        metrics=tuple(data["metrics"]),
        by=tuple(data["by"]),
        period=Period(date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None,
        filters=tuple(Filter(name, tuple(values)) for name, values in data["filters"]),
        compare=Compare(data["compare"]) if data["compare"] else None,
        as_of=date.fromisoformat(data["as_of"]) if data["as_of"] else None,
    )


def code_of(query: Query, metric_id: str, version: int) -> str:
    """The code of a number, a pure function of its question and version: the same number always has the same code."""
    text = json.dumps([_payload(query, metric_id), version], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest).decode()[:_LENGTH]


def keep(appdb: AppDatabase, query: Query, metric_id: str, version: int) -> str:
    """Stores what the number's code stands for, so that it can be reopened and its version stays; returns the code."""
    code = code_of(query, metric_id, version)
    appdb.number_codes.save(code, _payload(query, metric_id), version)
    return code


def _payload(query: Query, metric_id: str) -> dict[str, Any]:
    return {"metric": metric_id, "query": to_json(query)}


def find(appdb: AppDatabase, code: str) -> NumberDefinition:
    """What the code stands for, however it was typed. Raises UsageError for a code nobody made."""
    kept = appdb.number_codes.get(code.strip().upper())
    return NumberDefinition(kept.code, from_json(kept.payload["query"]), kept.payload["metric"], kept.version)
