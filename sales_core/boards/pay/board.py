"""The board of pay: everybody's payslip of a month, one of them line by line, and what would bring more."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.pay import bases, lines, mirror, slips, tiers
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.kernel.terms import Right

BOARD = Board(
    id="pay",
    right=Right.VIEW_PAY,
    question="question.pay",
    metrics=("net_sales",),
    narrowed_by=("country", *ORGANISATION),
    empty=slips.empty,
    filled_by=("commission_plans",),
    choices=(
        Choice("payee", "pay.payee", rows_of="payslips", default=slips.only_one, name=lambda c, v: c.label("rep", v)),
    ),
    blocks=(
        BlockSpec("headline", slips.headline, ("payee",)),
        BlockSpec("payslips", slips.payslips),
        BlockSpec("next_step", mirror.step, ("payee",)),
        BlockSpec("waiting", mirror.waiting_customers, ("payee",)),
        BlockSpec("lines", lines.lines, ("payee",)),
        BlockSpec("plan", lines.plan, ("payee",)),
        BlockSpec("sales_and_cash", bases.table),
        BlockSpec("tiers", tiers.table),
    ),
)
