"""Where people's months end on the tiers of their plans."""

from __future__ import annotations

from sales_core.analysis.pay.tiers import TierUse, most_stop_at, tier_use
from sales_core.boards.blocks import Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.pay.slips import ledger, money
from sales_core.kernel.units import Unit


def table(context: BoardContext) -> Table | None:
    """One row a tier, by plan; None where fewer than two people are paid by plans that the viewer may see."""
    found = tier_use(ledger(context).cases)
    if sum(use.people for use in found) < 2:
        return None
    columns = (
        Column("pay_post", context.t("list_column.post.label"), value=lambda use: _post(context, use)),
        Column("pay_basis", context.t("pay.column.basis"), value=lambda use: context.t(f"pay.basis.{use.basis}")),
        Column("pay_tier", context.t("pay.column.tier"), Unit.COUNT, value="tier"),
        Column("pay_tier_start", context.t("list_column.tier_start.label"), Unit.MONEY, value="start"),
        Column("pay_rate", context.t("pay.column.rate"), Unit.PERCENT, value="rate"),
        Column("pay_people", context.t("pay.column.people"), Unit.COUNT, value="people"),
        Column("pay_people_share", context.t("pay.column.people_share"), Unit.PERCENT, value="share"),
    )
    return Table.of(_title(context, found), columns, found, note=context.t("pay.tiers_note"), file="pay_tiers")


def _post(context: BoardContext, use: TierUse) -> str:
    return use.post or context.t("pay.every_post")


def _title(context: BoardContext, found: tuple[TierUse, ...]) -> str:
    stop = most_stop_at(found)
    if stop is None or stop.start is None:
        return context.t("pay.tiers")
    beyond = sum(use.people for use in found if use.plan == stop.plan and use.tier > stop.tier)
    return context.t(
        "pay.tiers_stop", people=stop.people, of=stop.of, post=_post(context, stop), tier=stop.tier,
        start=money(context, stop.start), beyond=beyond,
    )  # fmt: skip
