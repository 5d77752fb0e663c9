"""Credit control: how much of his limit each customer uses, and on how few customers the money depends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.catalogue.lists.credit_lines import CreditState
from sales_core.kernel.query import Filter
from sales_core.semantic.reader import FigureReader


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
    exposure: Decimal
    credit_limit: Decimal | None
    headroom: Decimal | None
    utilisation: float | None
    state: CreditState
    term_days: int | None

    @property
    def over(self) -> Decimal:
        """What is owed beyond the limit; 0 without a limit."""
        return max(Decimal(0), self.balance - self.credit_limit) if self.credit_limit else Decimal(0)


_NAMES = [name for name in CreditLine.__dataclass_fields__ if name != "state"]


def credit_lines(reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = ()) -> tuple[CreditLine, ...]:
    """Every customer who owes (or is owed) money on `day`: the most used limit first, no limit last."""
    return tuple(
        CreditLine(**{name: row[name] for name in _NAMES}, state=CreditState(str(row["state"])))  # type: ignore[arg-type]
        for row in reader.list_on("credit_lines", day, filters)
    )


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
