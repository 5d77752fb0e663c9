"""Promises of payment: who may note them, whether they were kept, and what of them is still to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sales_core.analysis.visible import RECEIVABLE_DIMENSIONS, bind, visible
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.promises import Promised
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.semantic.sql import Sql, value
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store

_CUSTOMERS = "SELECT DISTINCT f.customer FROM receivable_movements f WHERE f.date <= {at} AND {visible}"
_RECEIVED = """
SELECT f.customer, f.document, f.date, sum(f.amount) AS amount FROM collections f
WHERE f.date > {since} AND f.date <= {at} AND {visible} GROUP BY f.customer, f.document, f.date
"""


class Kept(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    """Its day is still to come."""
    KEPT = "kept"
    """What was promised came in by its day."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PromiseStanding:
    """A promise and the receipts after it was made, up to its day or the day asked. Money in reporting currency."""

    promise: Promised
    received: Decimal
    state: Kept

    @property
    def left(self) -> Decimal:
        """What is still to come of it; 0 once kept or broken."""
        return self.promise.amount - self.received if self.state is Kept.OPEN else Decimal(0)


class Promises:
    """Promises as the viewer may see them: only of customers whose receivables are in his scope."""

    def __init__(self, store: Store, appdb: AppDatabase) -> None:
        self._store = store
        self._appdb = appdb

    def add(
        self, viewer: Viewer, customer: str, day: date, amount: Decimal, note: str = "", *, document: str = ""
    ) -> int:
        """Notes a promise and returns its id.

        Raises NotAllowedError for a customer outside the viewer's scope, UsageError for a day before the data's last
        or an amount that is not above zero.
        """
        snapshot = self._store.current()
        if customer not in _visible_customers(snapshot, viewer, snapshot.as_of):
            raise NotAllowedError(viewer.name, Right.VIEW_RECEIVABLES)
        if amount <= 0:
            raise UsageError(Text("error.promise_amount"))
        if day < snapshot.as_of:
            raise UsageError(Text("error.promise_day", {"day": snapshot.as_of}))
        return self._appdb.promises.add(viewer.name, customer, document, snapshot.as_of, day, amount, note.strip())

    def list(self, viewer: Viewer, version: int | None = None, at: date | None = None) -> tuple[PromiseStanding, ...]:
        """The newest promise per customer and document made up to `at` (the version's last day), newest first."""
        snapshot = self._store.current() if version is None else self._store.snapshot(version)
        return standings(snapshot, viewer, at or snapshot.as_of, self._appdb.promises.all())

    def kept(self, viewer: Viewer, version: int | None = None, at: date | None = None) -> tuple[int, int]:
        """How many promises were kept, of how many whose day is over or that were kept before it."""
        over = [one for one in self.list(viewer, version, at) if one.state is not Kept.OPEN]
        return sum(one.state is Kept.KEPT for one in over), len(over)


def standings(
    snapshot: Snapshot, viewer: Viewer, at: date, promises: Iterable[Promised]
) -> tuple[PromiseStanding, ...]:
    """As `Promises.list`; raises NotAllowedError without the right to see receivables."""
    newest: dict[tuple[str, str], Promised] = {}
    for one in promises:
        if one.made <= at:
            newest.setdefault((one.customer, one.document), one)
    seen = _visible_customers(snapshot, viewer, at)
    shown = [one for one in newest.values() if one.customer in seen]
    if not shown:
        return ()
    paid = _receipts(snapshot, viewer, min(one.made for one in shown), at)
    return tuple(_standing(one, paid, at) for one in shown)


def _visible_customers(snapshot: Snapshot, viewer: Viewer, at: date) -> set[str]:
    where = visible(viewer, Right.VIEW_RECEIVABLES, RECEIVABLE_DIMENSIONS)
    sql = bind(_CUSTOMERS, at, visible=where)
    return {row["customer"] for row in snapshot.rows(sql.text, sql.params)}


Received = list[tuple[str, str, date, Decimal]]


def _receipts(snapshot: Snapshot, viewer: Viewer, since: date, at: date) -> Received:
    where: Sql = visible(viewer, Right.VIEW_RECEIVABLES, RECEIVABLE_DIMENSIONS)
    sql = bind(_RECEIVED, at, since=value(since), visible=where)
    rows = snapshot.rows(sql.text, sql.params)
    return [(row["customer"], row["document"], row["date"], row["amount"]) for row in rows]


def _standing(one: Promised, paid: Received, at: date) -> PromiseStanding:
    received = sum(
        (
            amount
            for customer, document, day, amount in paid
            if customer == one.customer and one.document in {"", document} and one.made < day <= one.day
        ),
        Decimal(0),
    )
    state = Kept.KEPT if received >= one.amount else Kept.OPEN if one.day >= at else Kept.BROKEN
    return PromiseStanding(one, received, state)
