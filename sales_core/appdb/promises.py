"""What customers promised to pay and when. Append-only: a later promise for the same takes the place of an earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.statements import Fetch, Transaction
from sales_core.kernel import clock


@dataclass(frozen=True, slots=True)
class Promised:
    """`amount` (reporting currency) by `day`, noted when the data reached `made`. `document` '' = of all he owes."""

    id: int
    customer: str
    document: str
    made: date
    day: date
    amount: Decimal
    note: str
    by: str
    created: datetime


class PromiseBook:
    """Keeps promises. Who may see or add which is the facade's to decide."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def add(self, by: str, customer: str, document: str, made: date, day: date, amount: Decimal, note: str) -> int:  # noqa: PLR0917 - one argument a column
        """Notes a promise, writes it to the audit trail, and returns its id."""
        said = {"customer": customer, "document": document, "day": day.isoformat(), "amount": str(amount)}
        values = {**said, "made": made.isoformat(), "note": note, "by": by, "created": clock.now()}
        with self._transaction() as connection:
            done = connection.execute(t.promises.insert().values(**values))
            connection.execute(t.audit.insert().values(at=clock.now(), who=by, what="promise", details=said))
            return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0

    def all(self) -> list[Promised]:
        """Every promise ever noted, newest first."""
        return [_promised(row) for row in self._fetch(sa.select(t.promises).order_by(t.promises.c.id.desc()))]


def _promised(row: dict[str, Any]) -> Promised:
    days = {name: date.fromisoformat(row[name]) for name in ("made", "day")}
    return Promised(**(row | days | {"amount": Decimal(row["amount"])}))
