"""Credit control: how much of his limit each customer uses, and on how few customers the money depends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sales_core.analysis.visible import RECEIVABLE_DIMENSIONS, bind, visible
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Right, Viewer
from sales_core.warehouse.snapshot import Snapshot

#: From this share of the limit on, a customer is close to it.
NEAR_LIMIT = 0.9

_SQL = """
WITH owed AS (
    SELECT f.customer, sum(f.amount) AS balance,
        sum(CASE WHEN f.due < {at} THEN f.amount ELSE 0 END) AS overdue,
        sum(CASE WHEN f.term_end < {at} THEN f.amount ELSE 0 END) AS over_term
    FROM receivable_movements f WHERE f.date <= {at} AND {visible}
    GROUP BY f.customer
),
ordered AS (
    SELECT o.customer, sum((l.quantity - l.shipped) * l.price) AS amount
    FROM orders o JOIN order_lines l ON l.order_no = o.order_no
    WHERE o.date <= {at} AND l.shipped IS NOT NULL AND l.quantity > l.shipped
    GROUP BY o.customer
)
SELECT w.customer, coalesce(k.name, w.customer) AS customer_name,
    coalesce(k.customer_class, '') AS customer_class, coalesce(k.rep, '') AS rep,
    coalesce(k.branch, '') AS branch,
    w.balance, w.overdue, w.over_term, CAST(coalesce(o.amount, 0) AS DECIMAL(18, 4)) AS open_orders,
    CASE WHEN k.credit_limit > 0 THEN k.credit_limit END AS credit_limit, k.term_days
FROM owed w
LEFT JOIN dim_customer k ON k.customer = w.customer
LEFT JOIN ordered o ON o.customer = w.customer
WHERE w.balance <> 0 OR o.amount > 0
"""


class CreditState(StrEnum):
    """Where a customer stands; texts are `receivables.credit.<value>`."""

    OVER = "over"
    NEAR = "near"
    WITHIN = "within"
    NO_LIMIT = "no_limit"


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One customer. Money in the reporting currency; `credit_limit` None = no limit set (0 or blank).

    `exposure` is what he owes plus the undelivered part of open orders; `utilisation` = exposure ÷ limit;
    `headroom` = limit − exposure; `over` what he owes beyond the limit, orders left aside.
    """

    customer: str
    customer_name: str
    customer_class: str
    rep: str
    branch: str
    balance: Decimal
    overdue: Decimal
    over_term: Decimal
    open_orders: Decimal
    credit_limit: Decimal | None
    term_days: int | None

    @property
    def exposure(self) -> Decimal:
        """Balance plus open orders."""
        return self.balance + self.open_orders

    @property
    def utilisation(self) -> float | None:
        """Exposure as a share of the limit; None without a limit."""
        return float(self.exposure / self.credit_limit) if self.credit_limit else None

    @property
    def headroom(self) -> Decimal | None:
        """What may still be sold on credit; negative = too much already. None without a limit."""
        return self.credit_limit - self.exposure if self.credit_limit else None

    @property
    def over(self) -> Decimal:
        """What is owed beyond the limit; 0 without a limit."""
        return max(Decimal(0), self.balance - self.credit_limit) if self.credit_limit else Decimal(0)

    @property
    def state(self) -> CreditState:
        """Over, near, within, or no limit set."""
        used = self.utilisation
        if used is None:
            return CreditState.NO_LIMIT
        if used > 1:
            return CreditState.OVER
        return CreditState.NEAR if used >= NEAR_LIMIT else CreditState.WITHIN


def credit_lines(
    snapshot: Snapshot, viewer: Viewer, at: date, *, filters: Sequence[Filter] = ()
) -> tuple[CreditLine, ...]:
    """Every customer who owes (or is owed) money on `at`: the most used limit first, no limit last."""
    where = visible(viewer, Right.VIEW_RECEIVABLES, RECEIVABLE_DIMENSIONS, filters)
    sql = bind(_SQL, at, visible=where)
    lines = [CreditLine(**row) for row in snapshot.rows(sql.text, sql.params)]
    return tuple(sorted(lines, key=_rank))


def _rank(line: CreditLine) -> tuple[bool, float, Decimal, str]:
    used = line.utilisation
    return (used is None, -(used or 0.0), -line.balance, line.customer)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How receivables spread over debtors; shares are fractions of all positive balances.

    `hhi` is the sum of squared shares: 1/n when all owe the same, 1 when one owes all. None = nothing owed.
    """

    total: Decimal
    debtors: int
    top: tuple[tuple[str, Decimal, float], ...]
    """(customer, balance, share), the largest first."""
    top_share: float | None
    hhi: float | None


def concentration(balances: Iterable[tuple[str, Decimal]], *, top: int = 10) -> Concentration:
    """Concentration of (customer, balance) pairs; balances of 0 and below do not count."""
    owed = sorted(((name, amount) for name, amount in balances if amount > 0), key=lambda row: (-row[1], row[0]))
    total = sum((amount for _, amount in owed), Decimal(0))
    shares = [(name, amount, float(amount / total)) for name, amount in owed]
    first = tuple(shares[:top])
    return Concentration(
        total=total,
        debtors=len(owed),
        top=first,
        top_share=float(sum((amount for _, amount, _ in first), Decimal(0)) / total) if owed else None,
        hhi=sum(share * share for _, _, share in shares) if owed else None,
    )
