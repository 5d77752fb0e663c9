"""Credit limits and concentration: who is over the limit, and how much hangs on few customers."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.receivables.credit import CreditLine, concentration, credit_lines
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Table
from sales_core.boards.columns import list_columns, list_drill
from sales_core.boards.context import BoardContext
from sales_core.catalogue.lists.credit_lines import CreditState
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.kernel.tone import Tone

_COLUMNS = (
    "customer_name", "state", "utilisation", "exposure", "credit_limit", "headroom", "overdue", "over_term", "rep",
)  # fmt: skip
_TIGHT = (CreditState.OVER, CreditState.NEAR)


def limits(context: BoardContext) -> Table:
    """Customers over or near their limit, the most exceeded first."""
    lines = context.on_day(credit_lines)
    tight = sorted((line for line in lines if line.state in _TIGHT), key=lambda line: line.headroom or ZERO)
    unset = sum(line.state is CreditState.NO_LIMIT and line.balance > 0 for line in lines)
    columns = list_columns(context, "credit_lines", *_COLUMNS)
    return Table.of(
        _limits_message(context, lines), columns, tight, key="customer",
        note=context.t("ar.over_limit_note", unset=unset), file="over_limit",
        drill=list_drill(context, "credit_lines", "customer"),
    )  # fmt: skip


def _limits_message(context: BoardContext, lines: Sequence[CreditLine]) -> str:
    if all(line.state is CreditState.NO_LIMIT for line in lines):
        return context.t("ar.no_limits")
    over = [line for line in lines if line.state is CreditState.OVER]
    excess = -sum((line.headroom or ZERO for line in over), ZERO)
    return context.t(
        "ar.over_limit" if over else "ar.none_over_limit",
        customers=context.write_count(len(over)),
        amount=context.short("over_limit_amount", excess),
    )


def largest(context: BoardContext) -> Chart:
    """The largest debtors; mostly overdue ones stand out."""
    lines = context.on_day(credit_lines)
    spread = concentration((line.customer, line.balance) for line in lines)
    line_of = {line.customer: line for line in lines}
    places = [
        RankRow(
            customer,
            line_of[customer].customer_name,
            context.figure("receivables_open", balance),
            rank,
            tone=Tone.BAD if line_of[customer].overdue > balance / 2 else Tone.NEUTRAL,
            detail=context.t(
                "ar.largest_detail",
                late=context.short("receivables_overdue", line_of[customer].overdue),
                share=context.short("overdue_share", part),
            ),
        )
        for rank, (customer, balance, part) in enumerate(spread.top, 1)
    ]
    top_share = context.short("overdue_share", spread.top_share)
    return Chart(
        context.t("ar.concentration" if len(lines) > len(places) else "ar.debtors", top=len(places), share=top_share),
        ranked,
        (places,),
        {"moves": False},
        note=context.t("ar.concentration_note"),
        drill=list_drill(context, "credit_lines", "customer"),
    )
