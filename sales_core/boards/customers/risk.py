"""Who is leaving, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.analysis.customers.value import CustomerValue, leaving
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Table
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import lost_is_known, standings
from sales_core.boards.customers.value import customer_table
from sales_core.catalogue.lists.customer_values import RfmSegment


def leaving_customers(context: BoardContext) -> Table:
    """Customers at risk and lost, the most money at stake first."""
    gone = leaving(standings(context))
    lost = [one for one in gone if one.rfm_segment is RfmSegment.LOST]
    at_risk = [one for one in gone if one.rfm_segment is RfmSegment.AT_RISK]
    title = context.t(
        _title_key(gone, is_known=lost_is_known(context)),
        risk=context.write_count(len(at_risk)), risk_money=_stake(context, at_risk),
        lost=context.write_count(len(lost)), lost_money=_stake(context, lost),
    )  # fmt: skip
    note = context.t("customers.leaving_note")
    return customer_table(context, gone, title, "customers_leaving", "at_stake", "days_since", note=note)


def _title_key(gone: Sequence[CustomerValue], *, is_known: bool) -> str:
    """Without the year before nobody knows who was lost."""
    if not is_known:
        return "customers.leaving_lost_unknown" if gone else "customers.none_at_risk"
    return "customers.leaving" if gone else "customers.none_leaving"


def _stake(context: BoardContext, customers: Sequence[CustomerValue]) -> str:
    return context.short("net_sales", sum((one.stake for one in customers), ZERO))
