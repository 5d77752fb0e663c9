"""Payslips of closed months stay as they were closed; what has changed since is paid in the next open month.

A closed month is read on the version that was current when it was closed. Later, its documents are locked, but plans,
posts and classes may change: the difference is a line in the first month after it that is not closed. Each later
closing settles all months before it, so that what was paid at first and the adjustments add up to what the plans pay
now: with b(v) the payslip on version v, b(v₀) + (b(v₁) − b(v₀)) + (b(now) − b(v₁)) = b(now).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sales_core.analysis.pay.engine import PayMonth
from sales_core.analysis.pay.ledger import PayCase, PayLedger, month_within, pay_ledger
from sales_core.analysis.pay.payslip import PayLine, PayLineKind, Payslip
from sales_core.analysis.pay.plan import ZERO
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Right
from sales_core.semantic.reader import FigureReader

#: So many closed months before one are adjusted in it.
_MONTHS = 12


class SettledMonth(NamedTuple):
    """A closed month (its first day) and the version that it was settled on last."""

    month: date
    version: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """On which version the payslips of a month are read, and the closed months that are adjusted in it.

    `closed`: whether the month is; its payslips then are those of its closing, and change no more.
    """

    version: int
    closed: bool = False
    adjusted: tuple[SettledMonth, ...] = ()


def settlement(month: date, version: int, closings: Mapping[str, int]) -> Settlement:
    """How a month (its first day) is paid as `version` knows it. `closings`: closed month (YYYY-MM) to its version.

    Closings on later versions are not known yet. Where a month before is open, it takes what comes before it.
    """
    known = {name: on for name, on in closings.items() if 0 < on <= version}
    own = known.get(f"{month:%Y-%m}")
    read_on, settled_on, adjusted = own or version, 0, []
    for back in range(1, _MONTHS + 1):
        before = add_months(month, -back)
        on = known.get(f"{before:%Y-%m}")
        if on is None:
            break
        settled_on = max(settled_on, on)
        if settled_on < read_on:
            adjusted.append(SettledMonth(before, settled_on))
    return Settlement(read_on, own is not None, tuple(reversed(adjusted)))


def month_settlement(reader: FigureReader, period: Period) -> Settlement:
    """The settlement of the month that `period` ends in, as the reader's version knows it."""
    service = reader.service
    found = settlement(month_within(reader, period).start, reader.version, service.finality.closing_versions())
    adjusted = (one for one in found.adjusted if service.finality.unlocked_change(one.version, found.version))
    return replace(found, adjusted=tuple(adjusted))


def settled_ledger(
    reader: FigureReader, period: Period, found: Settlement, filters: tuple[Filter, ...] = ()
) -> PayLedger:
    """The payslips of a month as `found` says they are paid, adjustments of closed months among their lines.

    Raises as `pay_ledger`, and UsageError or UnhealthyError where the version of a closing cannot be opened.
    """
    on = reader.service.reader(reader.viewer, found.version)
    ledger = pay_ledger(on, period, filters)
    cases = {case.rep: case for case in ledger.cases}
    for month in found.adjusted:
        for case in _adjustments(on, month, filters, ledger):
            cases[case.rep] = _added(cases.get(case.rep), case)
    told = sorted(cases.values(), key=lambda one: (-one.slip.amount, one.rep))
    return replace(ledger, cases=tuple(told), has_plans=ledger.has_plans or bool(told))


def _adjustments(
    on: FigureReader, settled: SettledMonth, filters: tuple[Filter, ...], into: PayLedger
) -> Iterable[PayCase]:
    """By person a case with one line: what a closed month is paid on the reader's version beyond what it was."""
    period = Period.month_of(settled.month)
    was = pay_ledger(on.service.reader(on.viewer, settled.version), period, filters)
    now = pay_ledger(on, period, filters)
    hidden = {case.rep: case.hidden_by for case in (*was.cases, *now.cases) if case.hidden_by}
    cases, before, after = {case.rep: case for case in (*was.cases, *now.cases)}, was.paid, now.paid
    for rep in sorted(cases):
        change = after.get(rep, ZERO) - before.get(rep, ZERO)
        if change or rep in hidden:
            yield _adjustment(cases[rep], period.end, change, hidden.get(rep), into)


def _adjustment(of: PayCase, day: date, change: Decimal, hidden: Right | None, into: PayLedger) -> PayCase:
    plan, month = of.plan_on(day), into.month
    lines = () if hidden else (PayLine(PayLineKind.ADJUSTMENT, change, day, plan.id if plan else ""),)
    nothing = PayMonth(of.rep, month.start, month.end, closed_before=month.start - timedelta(days=1))
    return PayCase(Payslip(of.rep, month.start, lines), nothing, of.plan_on, hidden)


def _added(case: PayCase | None, adjustment: PayCase) -> PayCase:
    """A case with the line of an adjustment. What may not be shown of one part hides the whole."""
    if case is None:
        return adjustment
    hidden = case.hidden_by or adjustment.hidden_by
    lines = () if hidden else (*case.slip.lines, *adjustment.slip.lines)
    return replace(case, slip=replace(case.slip, lines=lines), hidden_by=hidden)
