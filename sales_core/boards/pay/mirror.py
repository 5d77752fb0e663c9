"""What would bring more: the next step of the plan, and the customers whose payment releases what is held back."""

from __future__ import annotations

from decimal import Decimal

from sales_core.analysis.pay.ledger import PayCase
from sales_core.analysis.pay.mirror import NextStep, next_step, usual_amount, waiting_pay, what_if
from sales_core.analysis.pay.payslip import PayLineKind
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Clause, Column, Narrative, Sentence, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.boards.pay.slips import chosen, ledger, money
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period
from sales_core.kernel.units import Unit


def step(context: BoardContext) -> Narrative | None:
    """How much more reaches the next step, and what it brings; of a closed month, what was missing to it."""
    return step_of(context, chosen(context))


def step_of(context: BoardContext, case: PayCase | None) -> Narrative | None:
    """The same of one payslip; None where what its plan pays for is not known."""
    if case is None or case.plan is None or case.hidden_by is not None or case.lacks_amounts:
        return None
    ahead, running = next_step(case.month, case.plan_on), ledger(context).is_running
    basis = context.t(f"pay.basis.{case.plan.basis}")
    at = money(context, usual_amount(case.month, case.plan_on))
    if ahead is None:
        said = context.t("pay.highest", basis=basis, at=at)
    else:
        said = context.t("pay.step" if running else "pay.step_missed", **_words(context, ahead), basis=basis, at=at)
    held = case.slip.held
    more = [context.t("pay.held", amount=money(context, held))] if held else []
    return Narrative(tuple(Sentence((Clause(line),)) for line in (said, *more)), context.t("pay.mirror"))


def _words(context: BoardContext, ahead: NextStep) -> dict[str, str]:
    last = ledger(context).whole_month.end
    return {
        "missing": money(context, ahead.missing), "start": money(context, ahead.start),
        "rate": context.write(ahead.rate * ahead.factor, Unit.PERCENT), "gain": money(context, ahead.gain),
        "day": context.date(last),
    }  # fmt: skip


def _share(context: BoardContext, choice: str) -> Decimal:
    return Decimal(context.choice(choice)) / 100


def asks_what_if(context: BoardContext) -> bool:
    """Whether there is a payslip with a plan whose amounts are known."""
    case = chosen(context)
    return case is not None and case.plan is not None and not case.lacks_amounts


def if_more(context: BoardContext) -> Narrative | None:
    """What the month would pay with more of what the plan pays for, and with overdue money paid; nothing is kept."""
    case = chosen(context)
    if case is None or case.plan is None or case.lacks_amounts:
        return None
    found = what_if(case.month, case.plan_on, _share(context, "more"), _share(context, "paid"))
    amount = found.amount + case.slip.of_kind(PayLineKind.ADJUSTMENT)
    said = context.t(
        "pay.what_if_said", basis=context.t(f"pay.basis.{case.plan.basis}"), more=money(context, found.more),
        day=context.date(ledger(context).whole_month.end), paid=money(context, found.paid),
        amount=money(context, amount), gain=money(context, found.gain), held=money(context, found.held),
    )  # fmt: skip
    return Narrative((Sentence((Clause(said),)),), context.t("pay.what_if"))


def waiting_customers(context: BoardContext) -> Table | None:
    """By customer what is held back until he pays."""
    case = chosen(context)
    if case is None:
        return None
    found = waiting_pay(case.plan, case.month.overdue)
    if not found:
        return None
    columns = (
        dimension_column(context, "customer", width="medium"),
        Column("pay_held", context.t("pay.column.held"), Unit.MONEY, value="amount", adds=True),
        Column("pay_open", context.t("pay.column.open"), Unit.MONEY, value="open", adds=True),
        Column("pay_documents", context.t("pay.column.documents"), Unit.COUNT, value="documents"),
    )
    title = context.t(
        "pay.waiting", amount=money(context, sum((one.amount for one in found), ZERO)), count=len(found),
        who=context.label("customer", found[0].customer),
    )  # fmt: skip
    day = Period(case.month.closes, case.month.closes)
    whose = (Filter("rep", (case.slip.rep,)),)
    drill = Drill(context.query("receivables_open", period=day, filters=whose), "receivables_open", ("customer",))
    return Table.of(title, columns, found, key="customer", file="pay_waiting", drill=drill)
