"""Which past months' figures a later change altered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.records import Restatement
from sales_core.appdb.statements import Fetch


class Restatements:
    """Append-only; written on the transaction of the load that restates."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    def add(self, connection: sa.Connection, restatements: Iterable[Restatement]) -> None:
        """Writes which months' figures changed."""
        for one in restatements:
            values = asdict(one) | {"before": str(one.before), "after": str(one.after)}
            connection.execute(t.restatements.insert().values(values))

    def all(self, *, month: str = "") -> list[Restatement]:
        """Restated months, newest first; of one month when named."""
        query = sa.select(t.restatements).order_by(t.restatements.c.id.desc())
        if month:
            query = query.where(t.restatements.c.month == month)
        return [_restatement(row) for row in self._fetch(query)]


def _restatement(row: dict[str, Any]) -> Restatement:
    values = {key: value for key, value in row.items() if key != "id"}
    return Restatement(**(values | {"before": Decimal(row["before"]), "after": Decimal(row["after"])}))
