"""Who would have earned what, had a plan been in force over the last whole months."""

from __future__ import annotations

from sales_core.analysis.pay.plan import CommissionPlan, PlanBook
from sales_core.analysis.pay.replay import PersonReplay, PlanReplay, known_plans, replayed
from sales_core.boards.blocks import Column, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.boards.pay.slips import ledger, money
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit


def _book(context: BoardContext) -> PlanBook:
    ledger(context)  # a look at plans is noted of whoever looks
    return context.kept("pay.plans", (), lambda: known_plans(context.reader))


def _plans(context: BoardContext) -> tuple[CommissionPlan, ...]:
    """The newest first; none for who does not see amounts."""
    found = _book(context).plans if context.may(Right.VIEW_AMOUNTS) else ()
    return tuple(sorted(found, key=lambda one: one.id, reverse=True))


def options(context: BoardContext) -> tuple[str, ...]:
    """Nothing, or one of the plans, the newest first."""
    return ("", *(plan.id for plan in _plans(context)))


def option_name(context: BoardContext, value: str) -> str:
    """Post and first day of a plan."""
    plan = _plan(context, value)
    return context.t("pay.replay_none") if plan is None else _name(context, plan)


def has_plans(context: BoardContext) -> bool:
    """Whether there is a plan to replay."""
    return bool(_plans(context))


def _plan(context: BoardContext, value: str) -> CommissionPlan | None:
    return next((plan for plan in _plans(context) if plan.id == value), None)


def _name(context: BoardContext, plan: CommissionPlan) -> str:
    return context.t(
        "pay.replay_plan", post=plan.post or context.t("pay.every_post"), day=context.date(plan.valid_from)
    )


def table(context: BoardContext) -> Table | None:
    """One row a person whom the plan would have paid; None while none is chosen."""
    plan = _plan(context, context.choice("replay"))
    if plan is None:
        return None
    found = context.kept(
        "pay.replayed", (plan.id, context.filters),
        lambda: replayed(context.reader, plan, _book(context), context.filters),
    )  # fmt: skip
    if found is None:
        return None
    columns = (
        dimension_column(context, "rep"),
        Column("pay_change", context.t("pay.column.change"), Unit.MONEY, value="change", adds=True, good_sign=1),
        Column("pay_before", context.t("pay.column.before"), Unit.MONEY, value="paid", adds=True),
        Column("pay_would", context.t("pay.column.would"), Unit.MONEY, value="would", adds=True),
        Column("pay_months", context.t("pay.column.months"), Unit.COUNT, value="months"),
    )
    note = context.t("pay.replayed_note", span=context.span(found.months))
    return Table.of(_title(context, found), columns, found.people, key="rep", note=note, file="pay_replay")


def _title(context: BoardContext, found: PlanReplay) -> str:
    more = [one for one in found.people if one.change > 0]
    less = [one for one in found.people if one.change < 0]
    if not more and not less:
        return context.t("pay.replayed_same", plan=_name(context, found.plan))
    first: PersonReplay = found.people[0]
    return context.t(
        "pay.replayed", plan=_name(context, found.plan), change=money(context, found.change), more=len(more),
        less=len(less), who=context.label("rep", first.rep), most=money(context, first.change),
    )  # fmt: skip
