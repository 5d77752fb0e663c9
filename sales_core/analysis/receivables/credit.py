"""Credit control: how much of his limit each customer uses, and on how few customers the money depends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sales_core.kernel.query import Filter
from sales_core.semantic.reader import FigureReader

#: From this share of the limit on, a customer is close to it.
NEAR_LIMIT = 0.9


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


def credit_lines(reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = ()) -> tuple[CreditLine, ...]:
    """Every customer who owes (or is owed) money on `day`: the most used limit first, no limit last."""
    return tuple(
        CreditLine(**{name: row[name] for name in CreditLine.__dataclass_fields__})  # type: ignore[arg-type]
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
