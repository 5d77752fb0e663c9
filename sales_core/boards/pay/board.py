"""The board of pay: everybody's payslip of a month, one of them line by line, and what would bring more."""

from __future__ import annotations

from decimal import Decimal

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.context import BoardContext
from sales_core.boards.pay import bases, disputes, lines, mirror, replay, slips, tiers
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: Per cent that a slider may add.
_SHARES = tuple(str(share) for share in range(0, 101, 5))


def _per_cent(context: BoardContext, value: str) -> str:
    return context.write(Decimal(value) / 100, Unit.PERCENT)


BOARD = Board(
    id="pay",
    right=Right.VIEW_PAY,
    question="question.pay",
    metrics=("net_sales",),
    narrowed_by=("country", *ORGANISATION),
    empty=slips.empty,
    filled_by=("commission_plans",),
    choices=(
        Choice("more", "pay.more", _SHARES, "0", _per_cent, reads=("payee",), shown=mirror.asks_what_if),
        Choice("paid", "pay.paid_overdue", _SHARES, "0", _per_cent, reads=("payee",), shown=mirror.asks_what_if),
        Choice("replay", "pay.replay", replay.options, name=replay.option_name, shown=replay.has_plans),
        Choice("payee", "pay.payee", rows_of="payslips", default=slips.only_one, name=lambda c, v: c.label("rep", v)),
    ),
    blocks=(
        BlockSpec("headline", slips.headline, ("payee",)),
        BlockSpec("payslips", slips.payslips),
        BlockSpec("next_step", mirror.step, ("payee",)),
        BlockSpec("what_if", mirror.if_more, ("payee", "more", "paid")),
        BlockSpec("waiting", mirror.waiting_customers, ("payee",)),
        BlockSpec("lines", lines.lines, ("payee",)),
        BlockSpec("plan", lines.plan, ("payee",)),
        BlockSpec("disputes", disputes.form, ("payee",)),
        BlockSpec("sales_and_cash", bases.table),
        BlockSpec("tiers", tiers.table),
        BlockSpec("replayed", replay.table, ("replay",)),
    ),
)
