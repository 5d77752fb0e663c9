"""What a rule finds: one value a code with the money at stake, and how it stands against the condition. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from sales_core.catalogue.alert import AlertCondition, AlertLevel
from sales_core.catalogue.number_address import NumberAddress
from sales_core.kernel.query import Filter

#: A case whose amount is below this share of the least amount is over.
_OVER = Decimal("0.5")
#: One that was closed lately opens again from this share of the least amount on.
_AGAIN = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class AlertFinding:
    """One code of a rule: `number` is the figure at stake, `again` how the value stands for a case closed lately."""

    number: NumberAddress
    cut: str
    value: Decimal | None
    stake: Decimal | None
    level: AlertLevel
    again: AlertLevel


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """What one rule finds. `is_known` False: nobody knows anything about what it measures.

    `owner_level`: of the organisation; `owner`: who answers in any case. `quiet_days`: for so long after its end no
    case of it opens again. `more`: codes beyond the limit that are not among `findings`, the smaller ones.
    """

    rule: str
    findings: tuple[AlertFinding, ...]
    is_known: bool = True
    owner_level: str = ""
    owner: str = ""
    quiet_days: int = 0
    unless: tuple[str, ...] = field(default=())
    more: int = 0


def cut_text(cut: Iterable[Filter]) -> str:
    """The codes that a finding is about, as text: `branch=SH;product=P1`; empty = the company."""
    return ";".join(f"{item.dimension}={','.join(item.values)}" for item in cut)


def finding_of(  # noqa: PLR0917 - what a value is of, then the value
    condition: AlertCondition,
    number: NumberAddress,
    cut: Iterable[Filter],
    value: Decimal | None,
    stake: Decimal | None,
    floor: Decimal = Decimal(0),
) -> AlertFinding:
    """How a value stands, when amounts below `floor` are too small to open a case."""
    amount = None if stake is None else abs(stake)
    level = _with_floor(condition.level(value), amount, floor, Decimal(1))
    again = _with_floor(condition.level(value, is_reopening=True), amount, floor, _AGAIN)
    return AlertFinding(number, cut_text(cut), value, amount, level, again)


def _with_floor(level: AlertLevel, stake: Decimal | None, floor: Decimal, share: Decimal) -> AlertLevel:
    if not floor or level in {AlertLevel.UNKNOWN, AlertLevel.CLEAR}:
        return level
    if stake is None:
        return AlertLevel.BETWEEN
    if stake < floor * _OVER:
        return AlertLevel.CLEAR
    return level if stake >= floor * share else AlertLevel.BETWEEN
