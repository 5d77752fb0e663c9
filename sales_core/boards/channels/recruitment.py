"""New customers of each channel, and distributors among them: how many came back, and who bought once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sales_core.analysis.customers.value import Recruits, recruits
from sales_core.boards.amounts import ZERO, Row, as_amount
from sales_core.boards.blocks import Column, Table
from sales_core.boards.columns import list_columns, metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import year
from sales_core.boards.number import Drill
from sales_core.kernel.query import ListQuery
from sales_core.kernel.units import Unit

_LIST = "recruited_customers"


@dataclass(frozen=True, slots=True)
class _Won:
    name: str
    found: Recruits


def _rows(context: BoardContext) -> Sequence[Row]:
    return context.reader.run_list(ListQuery(_LIST, year(context), context.filters)).rows


def by_channel(context: BoardContext) -> Table:
    """Each channel's new customers and how many of them ordered again; distributors of all channels as a line."""
    rows = _rows(context)
    parts = {
        channel: [row for row in rows if row["channel"] == channel] for channel in {row["channel"] for row in rows}
    }
    won = [
        _Won(context.label("channel", channel) if channel else context.t("channels.none"), recruits(part))
        for channel, part in parts.items()
    ]
    won.sort(key=lambda one: (-one.found.count, one.name))
    if distributors := [row for row in rows if row["is_distributor"]]:
        won.append(_Won(context.t("channels.distributors"), recruits(distributors)))
    whole = _Won(context.t("channels.every"), recruits(rows))
    return Table.of(
        _title(context, whole.found), _columns(context), [*won, whole] if won else (), file="channels_recruited",
        note=context.t("channels.recruited_note", span=context.span(year(context))),
    )  # fmt: skip


def _title(context: BoardContext, found: Recruits) -> str:
    if not found.count:
        return context.t("channels.recruited_none")
    key = "channels.recruited" if found.judged_90 else "channels.recruited_unknown"
    return context.t(
        key, count=context.write_count(found.count), staying=context.write(found.again_90, Unit.PERCENT),
        judged=context.write_count(found.judged_90),
    )  # fmt: skip


def _columns(context: BoardContext) -> tuple[Column, ...]:
    again_60, again_90 = list_columns(context, _LIST, "again_60", "again_90")
    return (
        Column("name", context.dimension_name("channel"), width="medium"),
        Column("count", context.t("channels.column_new"), Unit.COUNT, lambda one: one.found.count),
        metric_column(context, "net_sales", lambda one: context.figure("net_sales", one.found.net_sales)),
        replace(again_60, unit=Unit.PERCENT, value=lambda one: one.found.again_60),
        replace(again_90, unit=Unit.PERCENT, value=lambda one: one.found.again_90),
        Column("judged", context.t("channels.column_judged"), Unit.COUNT, lambda one: one.found.judged_90),
        Column("once", context.t("channels.column_once"), Unit.COUNT, lambda one: one.found.once),
    )


def bought_once(context: BoardContext) -> Table | None:
    """New customers whose 90 days are over and who bought once, the largest first order first."""
    rows = [row for row in _rows(context) if row["second_order"] is None and row["again_90"] is not None]
    if not rows:
        return None
    found = sorted(rows, key=lambda row: (-as_amount(row, "first_amount"), str(row["customer"])))
    amount = sum((as_amount(row, "first_amount") for row in found), ZERO)
    return Table.of(
        context.t(
            "channels.once", count=context.write_count(len(found)), amount=context.short("net_sales", amount)
        ),
        list_columns(context, _LIST, "customer_name", "first_order", "first_amount", "channel", "rep", "branch"),
        found, key="customer", file="channels_bought_once",
        drill=Drill(context.query("net_sales", period=year(context)), "net_sales", ("customer",)),
    )  # fmt: skip
