"""Credit control: how much of his limit each customer uses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListContext, ListRow, ListSpec, Scan
from sales_core.catalogue.metrics.orders_facts import OPEN_ORDERS
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: From this share of the limit on, a customer is close to it.
NEAR_LIMIT = 0.9


class CreditState(StrEnum):
    """Where a customer stands; texts are `receivables.credit.<value>`."""

    OVER = "over"
    NEAR = "near"
    WITHIN = "within"
    NO_LIMIT = "no_limit"


def credit_state(utilisation: float | None) -> CreditState:
    """Over, near, within, or no limit set."""
    if utilisation is None:
        return CreditState.NO_LIMIT
    if utilisation > 1:
        return CreditState.OVER
    return CreditState.NEAR if utilisation >= NEAR_LIMIT else CreditState.WITHIN


_SQL = """
WITH owed AS (
    SELECT f.customer, sum(f.amount) AS balance,
        sum(CASE WHEN f.due < {closes} THEN f.amount ELSE 0 END) AS overdue,
        sum(CASE WHEN f.term_end < {closes} THEN f.amount ELSE 0 END) AS over_term
    FROM {scan:receivable_movements} AS f GROUP BY f.customer
),
ordered AS (SELECT o.customer, sum(o.amount) AS amount FROM {scan:open_orders} AS o GROUP BY o.customer)
SELECT w.customer, coalesce(k.name, w.customer) AS customer_name,
    coalesce(k.customer_class, '') AS customer_class, coalesce(k.rep, '') AS rep, coalesce(k.branch, '') AS branch,
    w.balance, w.overdue, w.over_term, CAST(coalesce(o.amount, 0) AS DECIMAL(18, 4)) AS open_orders,
    CASE WHEN k.credit_limit > 0 THEN k.credit_limit END AS credit_limit, k.term_days
FROM owed w
LEFT JOIN {entity:customer} k ON k.customer = w.customer
LEFT JOIN ordered o ON o.customer = w.customer
WHERE w.balance <> 0 OR o.amount > 0
"""


def _with_use(rows: Sequence[ListRow], _context: ListContext) -> Sequence[ListRow]:
    return [{**row, **_use(cast("dict[str, Any]", row))} for row in rows]


def _use(row: dict[str, Any]) -> ListRow:
    """What is used of the limit and what is left; negative = too much already, None without a limit."""
    exposure, limit = row["balance"] + row["open_orders"], cast("Decimal | None", row["credit_limit"])
    used = float(exposure / limit) if limit else None
    return {
        "exposure": exposure,
        "headroom": limit - exposure if limit else None,
        "utilisation": used,
        "state": credit_state(used).value,
    }


LIST = ListSpec(
    id="credit_lines",
    right=Right.VIEW_RECEIVABLES,
    scans=(
        Scan(MOVEMENTS),
        Scan(OPEN_ORDERS, reference="joined to customers whose receivables are in scope; orders name no region"),
    ),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("customer_class", dimension="customer_class"),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
        ListColumn("balance", Unit.MONEY),
        ListColumn("overdue", Unit.MONEY, metric="receivables_overdue"),
        ListColumn("over_term", Unit.MONEY, metric="over_term"),
        ListColumn("open_orders", Unit.MONEY),
        ListColumn("exposure", Unit.MONEY, is_computed=True),
        ListColumn("credit_limit", Unit.MONEY, metric="credit_limit"),
        ListColumn("headroom", Unit.MONEY, is_computed=True),
        ListColumn("utilisation", Unit.PERCENT, metric="credit_utilisation", is_computed=True),
        ListColumn("state", value_texts="receivables.credit", is_computed=True),
        ListColumn("term_days", Unit.COUNT),
    ),
    sql=_SQL,
    order=("-utilisation", "-balance", "customer"),
    drill=(Drill("customer", "receivables_open"), Drill("customer_name", "receivables_open")),
    compute=_with_use,
)
