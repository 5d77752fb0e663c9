"""Who is paid what: the sentence, and everybody's payslip within the viewer's rights."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from sales_core.analysis.pay.ledger import PayCase, PayLedger
from sales_core.analysis.pay.mirror import next_step
from sales_core.analysis.pay.payslip import PayLineKind
from sales_core.analysis.pay.settlement import month_settlement, settled_ledger
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Column, Headline, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.catalogue.sensitivity import masked_figure
from sales_core.format import Form
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import ListQuery
from sales_core.kernel.terms import Period, Right
from sales_core.kernel.units import Unit


def ledger(context: BoardContext) -> PayLedger:
    """The payslips of the month. Plans are asked for each time: a look at pay is noted of whoever looks."""
    context.reader.run_list(ListQuery("commission_plans", Period.month_of(min(context.period.end, context.as_of))))
    reader, paid_on = context.reader, month_settlement(context.reader, context.period)
    return context.kept(
        "pay.ledger", (context.period, context.filters, paid_on),
        lambda: settled_ledger(reader, context.period, paid_on, context.filters),
    )  # fmt: skip


def money(context: BoardContext, amount: Decimal) -> str:
    """An amount to the cent."""
    return context.text(Figure.of(amount, Unit.MONEY), Form.FULL)


def only_one(context: BoardContext) -> str:
    """Whose payslip is open by itself: that of the only one there is, as for a rep his own."""
    cases = ledger(context).cases if context.may(Right.VIEW_AMOUNTS) else ()
    return cases[0].slip.rep if len(cases) == 1 else ""


def chosen(context: BoardContext) -> PayCase | None:
    """The case of who was chosen; None without one, and where the viewer may not see it."""
    return seen_case(context, context.choice("payee"))


def seen_case(context: BoardContext, rep: str) -> PayCase | None:
    """The case of a rep; None where he has none or the viewer may not see it."""
    found = ledger(context).of(rep)
    return found if found is not None and found.hidden_by is None else None


def empty(context: BoardContext) -> str | None:
    """No plan is in force, or nobody sold anything that a plan pays for."""
    found = ledger(context)
    if not found.has_plans:
        return context.t("pay.no_plan", month=context.span(found.whole_month))
    if not found.cases:
        return context.t("pay.nobody", month=context.span(found.whole_month))
    return None


def headline(context: BoardContext) -> Headline:
    """Of one: what he is paid and what reaches the next step. Of several: the sum, who gets most, what is held back."""
    if (nothing := empty(context)) is not None:
        return Headline(nothing)
    found, one = ledger(context), chosen(context)
    month = context.span(found.whole_month)
    window = _window(context, found)
    if context.viewer.scope.allowed:
        window = " · ".join((window, context.t("pay.own_part")))
    if one is None and len(found.cases) == 1:
        return Headline(context.t("pay.headline_hidden", month=month), window)
    if one is not None:
        said = context.t(
            "pay.headline_running" if found.is_running else "pay.headline_one",
            who=context.label("rep", one.slip.rep), amount=money(context, one.slip.amount), month=month,
        )  # fmt: skip
        ahead = next_step(one.month, one.plan_on)
        if ahead is not None and found.is_running:
            said += context.t(
                "pay.headline_step", missing=money(context, ahead.missing), gain=money(context, ahead.gain)
            )
        return Headline(said, window)
    seen = [case for case in found.cases if case.hidden_by is None]
    if not seen:
        return Headline(context.t("pay.headline_hidden", month=month), window)
    held = sum((case.slip.held for case in seen), ZERO)
    sentence = context.t(
        "pay.headline_all", amount=money(context, found.statement.amount), month=month, count=len(seen),
        who=context.label("rep", seen[0].slip.rep), most=money(context, seen[0].slip.amount), held=money(context, held),
    )  # fmt: skip
    return Headline(sentence, window)


def _window(context: BoardContext, found: PayLedger) -> str:
    """The days that count, and that a closed month is paid as it was closed."""
    said = context.t("pay.window", span=context.span(found.month))
    paid_on = month_settlement(context.reader, context.period)
    return " · ".join((said, context.t("pay.closed_month", version=paid_on.version))) if paid_on.closed else said


def payslips(context: BoardContext) -> Table:
    """One row a payslip; a row opens its lines."""
    found = ledger(context)

    def column(name: str, of: Callable[[PayCase], Decimal | None], *, adds: bool = True) -> Column:
        def cell(case: PayCase) -> Figure:
            return masked_figure(Unit.MONEY) if case.hidden_by else Figure.of(of(case), Unit.MONEY)

        return Column(f"pay_{name}", context.t(f"pay.column.{name}"), Unit.MONEY, cell, adds=adds)

    columns = (
        dimension_column(context, "rep"),
        Column("pay_basis", context.t("pay.column.basis"), value=lambda case: _basis(context, case)),
        column("paid", lambda case: case.slip.amount),
        column("base", _base, adds=False),
        column("target", lambda case: case.slip.target, adds=False),
        column("earned", lambda case: case.slip.earned),
        column("held_back", lambda case: case.slip.of_kind(PayLineKind.HOLD_BACK)),
        column("released", lambda case: case.slip.of_kind(PayLineKind.RELEASE)),
        *((column("adjusted", _adjusted),) if any(_adjusted(case) for case in found.cases) else ()),
        Column("pay_note", context.t("pay.column.note"), value=lambda case: _note(context, case), width="large"),
    )
    title = context.t("pay.payslips", count=len(found.cases), amount=money(context, found.statement.amount))
    note = context.t("pay.payslips_note")
    return Table.of(title, columns, found.cases, key="rep", file="payslips", note=note, selects="payee")


def _basis(context: BoardContext, case: PayCase) -> str:
    plan = case.plan
    return context.t(f"pay.basis.{plan.basis}") if plan else context.t("pay.without_plan")


def _adjusted(case: PayCase) -> Decimal:
    return case.slip.of_kind(PayLineKind.ADJUSTMENT)


def _base(case: PayCase) -> Decimal | None:
    """The amount that the plan counts; not known where nothing that it counts is loaded."""
    return None if case.plan is None or case.lacks_amounts else case.slip.base


def _note(context: BoardContext, case: PayCase) -> str:
    """What is not known of a payslip, in words."""
    if case.hidden_by is not None:
        return context.t("pay.note.hidden", right=context.t(f"right.{case.hidden_by.value}"))
    plan, said = case.plan, [context.t(f"pay.note.lacks_{name}") for name in case.lacks]
    if plan is None:
        said.append(context.t("pay.note.no_plan"))
    elif plan.accelerator_from is not None and not case.slip.target:
        said.append(context.t("pay.note.no_target"))
    if unknown := case.slip.unknown_documents:
        said.append(context.t("pay.note.unknown", count=len(unknown)))
    return "; ".join(said)
