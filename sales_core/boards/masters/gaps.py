"""How many there are, how many lack data, and how much money they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sales_core.boards.blocks import Column, Headline, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.masters.items import (
    MONEY,
    MasterItem,
    column_label,
    entity_ids,
    entity_name,
    expected_columns,
    lacking,
    master_items,
    money_period,
    resolved,
)
from sales_core.kernel.units import Unit


def headline(context: BoardContext) -> Headline:
    """How many there are, how many of them lack data, and the money they stand for."""
    entity = context.choice("entity")
    items = master_items(context, entity)
    short = lacking(context, entity, expected_columns_of(context, entity))
    key = "masters.headline" if short else "masters.headline_whole"
    said = context.t(
        key,
        count=context.write_count(len(items)),
        entity=entity_name(context, entity),
        lacking=context.write_count(len(short)),
    )
    if not short or items[0].money is None:
        return Headline(said)
    amount = context.short(MONEY, money_at_stake(short))
    return Headline(said, context.t("masters.money_of", period=context.span(money_period(context)), amount=amount))


def gaps(context: BoardContext) -> Table | None:
    """What is lacking, how often, and the money of those who lack it; a picked row shows them. None = all is there."""
    entity = context.choice("entity")
    items = master_items(context, entity)
    by_column = {name: missing_items(context, entity, name) for name in expected_columns_of(context, entity)}
    rows = [
        {
            "what": context.say(column_label(context, entity, name)),
            "count": len(found),
            "share": Decimal(len(found)) / len(items),
            "money": money_at_stake(found),
        }
        for name, found in by_column.items()
        if found
    ]
    columns = (
        Column("what", context.t("masters.lacking")),
        Column("count", context.t("masters.count"), Unit.COUNT),
        Column("share", context.t("masters.share"), Unit.PERCENT),
        Column("money", context.metric_name(MONEY), context.unit(MONEY)),
    )
    names = [name for name, found in by_column.items() if found]
    if not names:
        return None
    made = Table.of(
        context.t("masters.gaps"), columns, rows, note=context.t("masters.gaps_note"), file=f"gaps_{entity}"
    )
    return Table(made.title, made.columns, made.rows, tuple(names), made.note, made.foot, made.file, selects="missing")


def expected_columns_of(context: BoardContext, entity: str) -> tuple[str, ...]:
    """The columns that each should have, as the viewer may see them."""
    return expected_columns(context.catalogue, entity, context.viewer)


def missing_items(context: BoardContext, entity: str, column: str) -> tuple[MasterItem, ...]:
    """Those that lack what a column should say; all of them where no column is named."""
    return lacking(context, entity, [column]) if column else master_items(context, entity)


def money_at_stake(items: Iterable[MasterItem]) -> Decimal | None:
    """The money of all of them; None where it is not to be had."""
    known = [one.money for one in items]
    return None if any(one is None for one in known) else sum((one for one in known if one is not None), Decimal(0))


def missing_name(context: BoardContext, column: str) -> str:
    """What is lacking in words; everyone where nothing is named."""
    if not column:
        return context.t("masters.everyone")
    for entity in entity_ids(context):
        kind = context.catalogue.dataset(resolved(context.catalogue, entity).master)
        if column in kind.column_ids:
            return context.t("masters.lacks", what=context.say(kind.column(column).label))
    return column
