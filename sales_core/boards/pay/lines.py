"""One payslip line by line, each of which opens the rows of its document, and the plan it is paid by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sales_core.analysis.pay.ledger import PayCase
from sales_core.analysis.pay.payslip import PayLine, PayLineKind
from sales_core.analysis.pay.plan import ONE, PayBasis, TierLadder
from sales_core.boards.blocks import Clause, Column, Narrative, Sentence, Table
from sales_core.boards.columns import dimension_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill, NumberAddress
from sales_core.boards.pay.slips import chosen, ledger, money
from sales_core.kernel.terms import Period
from sales_core.kernel.units import Unit

_METRICS = {
    PayBasis.SALES: "net_sales",
    PayBasis.COLLECTIONS: "collections",
    PayBasis.GROSS_PROFIT: "gross_profit",
}
_OF_OPEN_DOCUMENTS = frozenset({PayLineKind.HOLD_BACK, PayLineKind.RELEASE})


def lines(context: BoardContext) -> Table | None:
    """The lines of the payslip chosen."""
    case = chosen(context)
    if case is None:
        return None
    columns: tuple[Column, ...] = (
        Column("pay_kind", context.t("pay.column.kind"), value=lambda line: context.t(f"pay.line.{line.kind}")),
        Column("pay_day", context.t("list_column.date.label"), value="day"),
        Column("pay_document", context.t("pay.column.document"), value="document"),
        dimension_column(context, "customer", width="medium"),
        Column("pay_amount", context.t("pay.column.amount"), Unit.MONEY, value="amount", adds=True),
        Column("pay_base", context.t("pay.column.base"), Unit.MONEY, value=_base),
        Column("pay_tier", context.t("pay.column.tier"), Unit.COUNT, value=lambda line: line.tier or None),
        Column("pay_rate", context.t("pay.column.rate"), Unit.PERCENT, value=lambda line: _rate(case, line)),
        Column("pay_factor", context.t("pay.column.factor"), Unit.QUANTITY, value=_factor),
    )
    if any(line.member for line in case.slip.lines):
        columns = (
            *columns,
            Column("pay_member", context.t("pay.column.member"), value=lambda line: _member(context, line)),
        )
    if any(line.share != ONE for line in case.slip.lines):
        columns = (
            *columns,
            Column("pay_share", context.t("list_column.split_share.label"), Unit.PERCENT, value=_share),
        )
    title = context.t(
        "pay.lines", who=context.label("rep", case.slip.rep), count=len(case.slip.lines),
        amount=money(context, case.slip.amount),
    )  # fmt: skip
    note = context.t("pay.lines_note")
    table = Table.of(title, columns, case.slip.lines, note=note, file="payslip_lines")
    return replace(table, numbers=tuple(_number(context, case, line) for line in case.slip.lines))


def _member(context: BoardContext, line: PayLine) -> str:
    return context.label("rep", line.member) if line.member else ""


def _share(line: PayLine) -> Decimal | None:
    return None if line.share == ONE else line.share


def _base(line: PayLine) -> Decimal | None:
    return line.base if line.document or line.customer else None


def _rate(case: PayCase, line: PayLine) -> Decimal | None:
    if line.kind in _OF_OPEN_DOCUMENTS:
        return case.plan.hold_back_rate if case.plan else None
    return line.rate if line.basis else None


def _factor(line: PayLine) -> Decimal | None:
    return None if line.factor == ONE else line.factor


def _number(context: BoardContext, case: PayCase, line: PayLine) -> NumberAddress | None:
    """The figure that a line rests on: its rows name the file and the row of each document."""
    metric = "receivables_open" if line.kind in _OF_OPEN_DOCUMENTS else _METRICS[line.basis] if line.basis else ""
    # Rows stand under who sold: whoever sees a part of the company may not see them.
    if not metric or (line.sold_by and context.viewer.scope.allowed):
        return None
    query = context.query(metric, period=Period(line.day, line.day), filters=())
    return Drill(query, metric, ("rep", "customer")).number(
        (line.sold_by or line.member or case.slip.rep, line.customer), context.catalogue
    )


def plan(context: BoardContext) -> Narrative | None:
    """The plan in force on the closing day, in words."""
    case = chosen(context)
    if case is None or case.plan is None:
        return None
    found = case.plan
    said = [
        context.t(
            "pay.plan_basis", day=context.date(found.valid_from), basis=context.t(f"pay.basis.{found.basis}"),
            mode=context.t(f"pay.mode.{found.mode}"),
        ),
        *(_ladder(context, ladder) for ladder in found.ladders),
    ]  # fmt: skip
    if found.accelerator_from is not None and found.accelerator != ONE:
        share = context.write(found.accelerator_from, Unit.PERCENT)
        said.append(
            context.t("pay.plan_accelerator", share=share, factor=context.write(found.accelerator, Unit.QUANTITY))
        )
    if found.minimum is not None:
        said.append(context.t("pay.plan_minimum", amount=money(context, found.minimum)))
    if found.maximum is not None:
        said.append(context.t("pay.plan_maximum", amount=money(context, found.maximum)))
    if found.team_share:
        said.append(context.t("pay.plan_team", share=context.write(found.team_share, Unit.PERCENT)))
    if found.hold_back_rate:
        rate = context.write(found.hold_back_rate, Unit.PERCENT)
        said.append(context.t("pay.plan_hold_back", rate=rate, days=found.hold_back_days))
    said.append(context.t("pay.plan_claws_back" if found.claws_back else "pay.plan_keeps"))
    month = context.span(ledger(context).whole_month)
    title = context.t("pay.plan", who=context.label("rep", case.slip.rep), month=month)
    return Narrative(tuple(Sentence((Clause(line),)) for line in said), title)


def _ladder(context: BoardContext, ladder: TierLadder) -> str:
    """`from 0: 1 %; from 100,000: 2 %`, with what it is for."""
    tiers = context.t("pay.tier_join").join(
        context.t("pay.tier", start=money(context, tier.start), rate=context.write(tier.rate, Unit.PERCENT))
        for tier in ladder.tiers
    )
    of = " · ".join(name for name in (ladder.category, ladder.customer_class) if name)
    return context.t("pay.ladder_of", of=of, tiers=tiers) if of else tiers
