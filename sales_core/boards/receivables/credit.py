"""Credit limits and concentration: who is over the limit, and how much hangs on few customers."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.receivables.credit import CreditLine, CreditState, concentration, credit_lines
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Column, Table, table
from sales_core.boards.cards import metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.kernel.tone import Tone

_TIGHT = (CreditState.OVER, CreditState.NEAR)


def limits(context: BoardContext) -> Table:
    """Customers over or near their limit, the most exceeded first."""
    lines = context.on_day(credit_lines)
    tight = sorted((line for line in lines if line.state in _TIGHT), key=lambda line: line.headroom or ZERO)
    unset = sum(line.state is CreditState.NO_LIMIT and line.balance > 0 for line in lines)
    columns = (
        Column("name", context.t("ar.customer"), value="customer_name", width="medium"),
        Column("state", context.t("ar.credit_state"), value=lambda line: context.t(f"ar.credit_{line.state.value}")),
        metric_column(context, "credit_utilisation", "utilisation"),
        Column("exposure", context.t("ar.exposure"), "money", help=context.t("ar.exposure_help")),
        metric_column(context, "credit_limit"),
        Column("headroom", context.t("ar.headroom"), "money"),
        metric_column(context, "receivables_overdue", "overdue"),
        Column("over_term", context.metric_name("over_term"), "money"),
        Column("rep", context.t("dimension.rep.label"), value=lambda line: context.label("rep", line.rep)),
    )
    return table(
        _limits_message(context, lines), columns, tight, key="customer",
        note=context.t("ar.over_limit_note", unset=unset), file="over_limit",
        drill=Drill(context.query("receivables_open"), "receivables_open", ("customer",)),
    )  # fmt: skip


def _limits_message(context: BoardContext, lines: Sequence[CreditLine]) -> str:
    over = [line for line in lines if line.state is CreditState.OVER]
    excess = -sum((line.headroom or ZERO for line in over), ZERO)
    return context.t(
        "ar.over_limit" if over else "ar.none_over_limit",
        customers=len(over),
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
            balance,
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
        context.t("ar.concentration", top=len(places), share=top_share),
        ranked,
        (places,),
        {"moves": False},
        note=context.t("ar.concentration_note"),
        drill=Drill(context.query("receivables_open"), "receivables_open", ("customer",)),
    )
