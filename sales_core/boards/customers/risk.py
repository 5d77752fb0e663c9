"""Who is leaving, and what it costs."""

from __future__ import annotations

from sales_core.analysis.customers.value import leaving
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Table
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import standings
from sales_core.boards.customers.value import customer_table
from sales_core.catalogue.lists.customer_values import RfmSegment


def leaving_customers(context: BoardContext) -> Table:
    """Customers at risk and lost, the most money at stake first."""
    gone = leaving(standings(context))
    lost = [one for one in gone if one.rfm_segment is RfmSegment.LOST]
    at_risk = [one for one in gone if one.rfm_segment is RfmSegment.AT_RISK]
    title = context.t(
        "customers.leaving" if gone else "customers.none_leaving",
        risk=len(at_risk), risk_money=context.short("net_sales", sum((one.stake for one in at_risk), ZERO)),
        lost=len(lost), lost_money=context.short("net_sales", sum((one.stake for one in lost), ZERO)),
    )  # fmt: skip
    note = context.t("customers.leaving_note")
    return customer_table(context, gone, title, "customers_leaving", "at_stake", "days_since", note=note)
