"""What a payslip rests on and what it says: entries of the ledger, pay lines, payslips, statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from sales_core.analysis.pay.plan import ONE, ZERO, PayBasis
from sales_core.kernel.units import CENT


def to_cents(amount: Decimal) -> Decimal:
    """Half a cent goes away from zero. A pay line is rounded once, here; sums of lines are not rounded again."""
    return amount.quantize(CENT, ROUND_HALF_UP)


class LedgerEntry(NamedTuple):
    """A document's amount that counts for a person, on the day it counts: a sale, a receipt, a return.

    `amount` None = not known (gross profit of a line without cost). `share`: the part of it that is his, where a deal
    is split. `member`: whose document it is, where it counts for the leader of a team. `sold_by`: who stands on it,
    where that is somebody else because it is split.
    """

    day: date
    document: str
    customer: str
    basis: PayBasis
    amount: Decimal | None
    category: str = ""
    customer_class: str = ""
    share: Decimal = ONE
    member: str = ""
    is_return: bool = False
    sold_by: str = ""


@dataclass(frozen=True, slots=True)
class OverdueDocument:
    """What is open of a document on the closing day of a month, and for how many days it has been due."""

    document: str
    customer: str
    open: Decimal
    days: int


class PayLineKind(StrEnum):
    """What a line of a payslip is."""

    COMMISSION = "commission"
    CLAWBACK = "clawback"
    """Commission taken back for a return."""
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    HOLD_BACK = "hold_back"
    RELEASE = "release"
    """What was held back for a document and is paid now that its customer paid."""
    ADJUSTMENT = "adjustment"
    """What a closed month would be paid now beyond what was paid for it: a plan or a master changed since."""


#: Lines that make up what is earned in a month; the others move it in time.
EARNED = frozenset({PayLineKind.COMMISSION, PayLineKind.CLAWBACK, PayLineKind.MAXIMUM, PayLineKind.MINIMUM})


class PayLine(NamedTuple):
    """One line: `amount` (in cents) = `base` × `rate` × `factor`. `tier` counts from 1; 0 = below the first, or none.

    `base` is None where the document's amount is not known: the line then pays 0 and says why.
    """

    kind: PayLineKind
    amount: Decimal
    day: date
    plan: str = ""
    document: str = ""
    customer: str = ""
    basis: PayBasis | None = None
    base: Decimal | None = ZERO
    tier: int = 0
    rate: Decimal = ZERO
    factor: Decimal = ONE
    member: str = ""
    share: Decimal = ONE
    """Of the document, where it is split; `base` is this part of it."""
    sold_by: str = ""


@dataclass(frozen=True, slots=True)
class Payslip:
    """What a person is paid for a month; `amount` is the sum of its lines, to the cent.

    `base`: the month's amount of the basis of the plan on the closing day. `held`: what is held back on that day.
    """

    rep: str
    month: date
    lines: tuple[PayLine, ...]
    plan: str = ""
    basis: PayBasis | None = None
    base: Decimal = ZERO
    target: Decimal | None = None
    held: Decimal = ZERO

    @property
    def amount(self) -> Decimal:
        """What is paid out; below 0 it is owed back."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def earned(self) -> Decimal:
        """What the month earned, before anything is held back or released."""
        return sum((line.amount for line in self.lines if line.kind in EARNED), ZERO)

    def of_kind(self, *kinds: PayLineKind) -> Decimal:
        """The sum of the lines of some kinds."""
        return sum((line.amount for line in self.lines if line.kind in kinds), ZERO)

    @property
    def unknown_documents(self) -> tuple[str, ...]:
        """Documents whose amount is not known: nothing is paid for them yet."""
        return tuple(dict.fromkeys(line.document for line in self.lines if line.base is None))


@dataclass(frozen=True, slots=True)
class PayStatement:
    """The payslips of one month."""

    month: date
    payslips: tuple[Payslip, ...]

    @property
    def amount(self) -> Decimal:
        """What is paid out to all."""
        return sum((each.amount for each in self.payslips), ZERO)


def pay_changes(before: Sequence[PayStatement], after: Sequence[PayStatement]) -> dict[tuple[str, date], Decimal]:
    """By person and month what changes in what is paid out; nothing where nothing changes."""

    def paid(statements: Sequence[PayStatement]) -> dict[tuple[str, date], Decimal]:
        return {(slip.rep, each.month): slip.amount for each in statements for slip in each.payslips}

    old, new = paid(before), paid(after)
    found = {key: new.get(key, ZERO) - old.get(key, ZERO) for key in {**old, **new}}
    return {key: amount for key, amount in sorted(found.items()) if amount}
