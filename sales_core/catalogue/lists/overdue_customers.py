"""Whom to call first: customers with overdue items, with the next step that age and amount ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sales_core.catalogue.list import ColumnKind, Drill, ListColumn, ListContext, ListParameter, ListRow, ListSpec, Scan
from sales_core.catalogue.lists.open_items import OPEN_ITEMS_SQL
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit


class Action(StrEnum):
    """The next step; texts are `receivables.action.<value>`."""

    REMIND = "remind"
    CALL = "call"
    VISIT = "visit"
    HOLD = "hold"
    """Stop shipping on credit."""
    ESCALATE = "escalate"
    """To management or the law."""
    OFFSET = "offset"
    """Set cash that has come in against the documents: nothing is left to be asked for."""


@dataclass(frozen=True, slots=True)
class ActionRule:
    """`action` from `days` overdue on; one step sooner for large amounts."""

    days: int
    action: Action


RULES: tuple[ActionRule, ...] = (
    ActionRule(1, Action.REMIND),
    ActionRule(8, Action.CALL),
    ActionRule(31, Action.VISIT),
    ActionRule(61, Action.HOLD),
    ActionRule(91, Action.ESCALATE),
)
#: An overdue amount of at least this share of everything overdue is large.
LARGE_SHARE = Decimal("0.05")


def next_action(days: int, *, large: bool, rules: Sequence[ActionRule] = RULES) -> Action:
    """The last rule reached by `days`; one further when the amount is large."""
    reached = max((n for n, rule in enumerate(rules) if days >= rule.days), default=0)
    return rules[min(reached + int(large), len(rules) - 1)].action


#: `rep` and `branch` are those of the item due first. Cash not set against a document is in `open` only.
_SQL = f"""
WITH open_items AS (
    SELECT o.*, row_number() OVER (
        PARTITION BY o.customer ORDER BY o.due NULLS LAST, o.document, o.instalment) AS place
    FROM ({OPEN_ITEMS_SQL}) AS o
)
SELECT i.customer, min(i.customer_name) AS customer_name,
    max(CASE WHEN i.place = 1 THEN i.rep END) AS rep, max(CASE WHEN i.place = 1 THEN i.branch END) AS branch,
    sum(CASE WHEN i.days_overdue > 0 THEN i.open ELSE 0 END) AS overdue, sum(i.open) AS open,
    sum(CASE WHEN i.due IS NULL THEN i.open ELSE 0 END) AS unapplied,
    max(CASE WHEN i.open > 0 THEN i.days_overdue END) AS days,
    count(CASE WHEN i.days_overdue > 0 AND i.open > 0 THEN 1 END) AS documents,
    sum(CASE WHEN i.days_overdue > 0 AND i.open > 0 THEN i.open ELSE 0 END) AS overdue_documents
FROM open_items i
GROUP BY i.customer
HAVING count(CASE WHEN i.days_overdue > 0 AND i.open > 0 THEN 1 END) > 0
"""


def _with_actions(rows: Sequence[ListRow], _context: ListContext) -> Sequence[ListRow]:
    total = sum((_money(row, "overdue_documents") for row in rows), Decimal(0))
    return [{**row, **_action(row, total)} for row in rows]


def _action(row: ListRow, total: Decimal) -> ListRow:
    days = row["days"]
    assert isinstance(days, int)  # noqa: S101 - a customer in the list has an overdue document
    if -_money(row, "unapplied") >= _money(row, "overdue_documents"):
        return {"is_large": False, "action": Action.OFFSET.value}
    large = total > 0 and _money(row, "overdue") >= LARGE_SHARE * total
    return {"is_large": large, "action": next_action(days, large=large).value}


def _money(row: ListRow, column: str) -> Decimal:
    value = row[column]
    return value if isinstance(value, Decimal) else Decimal(0)


LIST = ListSpec(
    id="overdue_customers",
    right=Right.VIEW_RECEIVABLES,
    scans=(Scan(MOVEMENTS),),
    columns=(
        ListColumn("customer", kind=ColumnKind.CODE, dimension="customer"),
        ListColumn("customer_name", dimension="customer"),
        ListColumn("action", value_texts="receivables.action", flag="is_large", is_computed=True),
        ListColumn("is_large", kind=ColumnKind.FLAG, is_computed=True),
        ListColumn("overdue", Unit.MONEY, metric="receivables_overdue"),
        ListColumn("days", Unit.COUNT),
        ListColumn("documents", Unit.COUNT),
        ListColumn("overdue_documents", Unit.MONEY, is_shown=False),
        ListColumn("open", Unit.MONEY, metric="receivables_open"),
        ListColumn("unapplied", Unit.MONEY, metric="receivables_unapplied", hides_zero=True),
        ListColumn("rep", kind=ColumnKind.CODE, dimension="rep"),
        ListColumn("branch", dimension="branch"),
    ),
    sql=_SQL,
    order=("-overdue", "customer"),
    parameters=(ListParameter("smallest", Decimal("0.01")),),
    drill=(Drill("customer", "receivables_overdue"), Drill("customer_name", "receivables_overdue")),
    compute=_with_actions,
)
