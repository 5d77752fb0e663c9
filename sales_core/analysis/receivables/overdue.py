"""Who to call first: overdue customers with the next step that age and amount ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sales_core.analysis.receivables.open_items import OpenItem, open_items
from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Viewer
from sales_core.warehouse.snapshot import Snapshot


class Action(StrEnum):
    """The next step; texts are `receivables.action.<value>`."""

    REMIND = "remind"
    CALL = "call"
    VISIT = "visit"
    HOLD = "hold"
    """Stop shipping on credit."""
    ESCALATE = "escalate"
    """To management or the law."""


@dataclass(frozen=True, slots=True)
class ActionRule:
    """`action` from `days` overdue on; one step sooner for `large` amounts."""

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


@dataclass(frozen=True, slots=True)
class OverdueCustomer:
    """One customer with overdue items. `days` is of the oldest; unapplied cash is in `open` only."""

    customer: str
    customer_name: str
    rep: str
    branch: str
    overdue: Decimal
    open: Decimal
    unapplied: Decimal
    days: int
    documents: int
    action: Action
    large: bool
    promise: PromiseStanding | None
    items: tuple[OpenItem, ...] = field(repr=False, default=())


def next_action(days: int, *, large: bool, rules: Sequence[ActionRule] = RULES) -> Action:
    """The last rule reached by `days`; one further when the amount is large."""
    reached = max((n for n, rule in enumerate(rules) if days >= rule.days), default=0)
    return rules[min(reached + int(large), len(rules) - 1)].action


def overdue_customers(
    snapshot: Snapshot,
    viewer: Viewer,
    at: date,
    *,
    filters: Sequence[Filter] = (),
    promises: Mapping[str, PromiseStanding] | None = None,
) -> tuple[OverdueCustomer, ...]:
    """Customers with overdue items on `at`, the largest amount first; their items oldest first."""
    items = open_items(snapshot, viewer, at, filters=filters)
    by_customer: dict[str, list[OpenItem]] = {}
    for item in items:
        by_customer.setdefault(item.customer, []).append(item)
    total = sum((item.open for item in items if item.days_overdue and item.open > 0), Decimal(0))
    found = [
        _customer(own, total, (promises or {}).get(customer))
        for customer, own in by_customer.items()
        if any(item.days_overdue and item.open > 0 for item in own)
    ]
    return tuple(sorted(found, key=lambda row: (-row.overdue, row.customer)))


def _customer(items: Sequence[OpenItem], total: Decimal, promise: PromiseStanding | None) -> OverdueCustomer:
    late = [item for item in items if item.days_overdue]
    overdue = sum((item.open for item in late), Decimal(0))
    oldest = max(item.days_overdue for item in late if item.open > 0)
    large = total > 0 and overdue >= LARGE_SHARE * total
    return OverdueCustomer(
        customer=items[0].customer,
        customer_name=items[0].customer_name,
        rep=items[0].rep,
        branch=items[0].branch,
        overdue=overdue,
        open=sum((item.open for item in items), Decimal(0)),
        unapplied=sum((item.open for item in items if item.due is None), Decimal(0)),
        days=oldest,
        documents=sum(1 for item in late if item.open > 0),
        action=next_action(oldest, large=large),
        large=large,
        promise=promise,
        items=tuple(items),
    )
