"""Asks a metric of a real snapshot without ledger or cache of answers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sales_core.catalogue.catalogue import product
from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel.query import Filter, Query, Result
from sales_core.kernel.terms import Period, Scope
from sales_core.semantic.engine import Engine
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store


def ask(
    store: Store,
    *metrics: str,
    by: tuple[str, ...] = (),
    period: str | Period | None = None,
    as_of: date | None = None,
    filters: tuple[Filter, ...] = (),
    scope: Scope | None = None,
) -> Result:
    """The engine's answer on the store's current version."""
    covered = Period.parse(period) if isinstance(period, str) else period
    query = Query(metrics, by, covered, filters, as_of=as_of)
    return _engine(store.current()).run(query, scope or Scope())


@lru_cache(maxsize=4)
def _engine(snapshot: Snapshot) -> Engine:
    return Engine(snapshot, CalendarRules(), product())
