"""Receipts by customer, document and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sales_core.analysis.visible import RECEIVABLE_DIMENSIONS, bind, visible
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Period, Right, Viewer
from sales_core.semantic.sql import value
from sales_core.warehouse.snapshot import Snapshot

_RECEIVED = """
SELECT f.customer, f.document, f.date, sum(f.amount) AS amount FROM collections f
WHERE f.date >= {since} AND f.date <= {at} AND {visible} GROUP BY f.customer, f.document, f.date
"""


def receipts_by_day(snapshot: Snapshot, viewer: Viewer, period: Period) -> Sequence[Mapping[str, Value]]:
    """Customer, document ('' when the receipt names none), date and amount of the receipts in a period."""
    where = visible(viewer, Right.VIEW_RECEIVABLES, RECEIVABLE_DIMENSIONS)
    sql = bind(_RECEIVED, period.end, since=value(period.start), visible=where)
    return snapshot.rows(sql.text, sql.params)
