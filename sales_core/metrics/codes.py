"""Short codes that reopen exactly one number: the question, the metric and the version, kept in the ledger."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from sales_core import clock
from sales_core.errors import UsageError
from sales_core.ledger.ledger import Ledger
from sales_core.ledger.tables import number_codes
from sales_core.metrics.query import Compare, Filter, Query
from sales_core.terms import Period, Text

_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Number:
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


def keep(ledger: Ledger, query: Query, metric_id: str, version: int) -> str:
    """The code of a number; the same number always gets the same code."""
    payload = {"metric": metric_id, "query": to_json(query)}
    text = json.dumps([payload, version], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).digest()
    code = base64.b32encode(digest).decode()[:_LENGTH]
    with ledger.transaction() as connection:
        known = connection.execute(sa.select(number_codes.c.code).where(number_codes.c.code == code)).first()
        if known is None:
            row = {"code": code, "payload": payload, "version": version, "created": clock.now()}
            connection.execute(number_codes.insert().values(row))
    return code


def find(ledger: Ledger, code: str) -> Number:
    """What the code stands for. Raises UsageError for a code nobody made."""
    wanted = code.strip().upper()
    found = ledger.fetch(sa.select(number_codes).where(number_codes.c.code == wanted))
    if not found:
        raise UsageError(Text(f"没有编号 {code}。", f"There is no number with the code {code}."))
    payload = found[0]["payload"]
    return Number(wanted, from_json(payload["query"]), payload["metric"], found[0]["version"])
