"""On how few customers the sales hang."""

from __future__ import annotations

from sales_core.analysis.receivables.credit import Concentration, concentration
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Clause, Narrative, Sentence
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import standings, year
from sales_core.boards.number import Drill
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.kernel.units import Unit


def _shares(context: BoardContext) -> Concentration:
    return concentration((one.customer, one.net_sales or ZERO) for one in standings(context))


def largest(context: BoardContext) -> Chart:
    """The ten largest customers with their shares."""
    found = _shares(context)
    places = [
        RankRow(
            customer, context.label("customer", customer), context.figure("net_sales", amount), rank,
            detail=context.t("customers.share", share=context.write(part, Unit.PERCENT)),
        )
        for rank, (customer, amount, part) in enumerate(found.top, 1)
    ]  # fmt: skip
    title = context.t(
        "customers.top",
        count=len(places),
        share=context.write(found.top_share, Unit.PERCENT),
        all=context.write_count(found.debtors),
    )
    return Chart(
        title, ranked, (places,), {"moves": False}, note=context.span(year(context)),
        drill=Drill(context.query("net_sales", period=year(context)), "net_sales", ("customer",)),
    )  # fmt: skip


def spread(context: BoardContext) -> Narrative | None:
    """The sum of squared shares, and as how many equal customers it weighs."""
    found = _shares(context)
    if found.hhi is None or context.is_masked("net_sales"):
        return None
    equal = context.t(
        "customers.hhi",
        hhi=context.write_count(round(found.hhi * 10_000)),
        equal=context.write_count(round(1 / found.hhi)),
        all=context.write_count(found.debtors),
    )
    return Narrative((Sentence((Clause(equal),)), Sentence((Clause(context.t("customers.hhi_note")),))))
