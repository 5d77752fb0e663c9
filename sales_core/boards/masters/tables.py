"""Masters in a grid, names that may be one twice, and other spellings with who confirmed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from sales_core.boards.blocks import Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.masters.gaps import missing_items
from sales_core.boards.masters.items import (
    MONEY,
    MasterItem,
    column_label,
    entity_name,
    master_items,
    money_by_code,
    money_period,
    resolved,
    shown_attributes,
    validity_columns,
)
from sales_core.catalogue.dataset import ValueKind
from sales_core.kernel.query import Value
from sales_core.loading.manual_entry import stated_rows
from sales_core.recognition.near_names import near_pairs

#: What is told of each before they become one, where the viewer may see it.
_MERGED = (MONEY, "receivables_open")


@dataclass(frozen=True, slots=True)
class MasterAlias:
    """Another spelling or code of one: `code` is what it stands for, by whom and when that was confirmed."""

    entity: str
    alias: str
    code: str
    name: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two that may be one: the one with less money is the likelier copy."""

    kept: MasterItem
    other: MasterItem


def grid_columns(context: BoardContext, entity: str) -> tuple[str, ...]:
    """The columns of the master that are shown after code and name; those that say nothing of anybody come last."""
    catalogue = context.catalogue
    names = [one.source for one in shown_attributes(catalogue, entity, context.viewer)]
    names = list(dict.fromkeys((*names, *validity_columns(catalogue, entity))))

    def filled_first() -> tuple[str, ...]:
        items = master_items(context, entity)
        return tuple(sorted(names, key=lambda name: all(one.stated.get(name) in {None, ""} for one in items)))

    return context.kept("masters_columns", (entity, tuple(names)), filled_first)


def masters(context: BoardContext) -> Table:
    """Everyone, or those who lack what is chosen, those with the most money first."""
    entity = context.choice("entity")
    items = missing_items(context, entity, context.choice("missing"))
    declared = resolved(context.catalogue, entity)
    columns = (
        Column("code", context.say(column_label(context, entity, declared.code))),
        Column("name", context.say(column_label(context, entity, declared.name))),
        *(
            Column(
                f"of_{name}",
                context.say(column_label(context, entity, name)),
                value=partial(_text_of, context, entity, name),
            )
            for name in grid_columns(context, entity)
        ),
        Column("money", context.metric_name(MONEY), context.unit(MONEY)),
    )
    title = context.t("masters.table", entity=entity_name(context, entity), count=context.write_count(len(items)))
    note = context.t("masters.money_period", period=context.span(money_period(context)))
    return Table.of(title, columns, items, key="code", note=note, file=f"masters_{entity}")


def _text_of(context: BoardContext, entity: str, column: str, item: MasterItem) -> str:
    return value_text(context, entity, column, item.stated.get(column))


def value_text(context: BoardContext, entity: str, column: str, value: Value) -> str:
    """A value of a master in words."""
    if value is None or value == "":
        return ""
    kind = context.catalogue.dataset(resolved(context.catalogue, entity).master).column(column).kind
    if kind is ValueKind.FLAG:
        return context.t("record.flag.yes" if value else "record.flag.no")
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def near_names(context: BoardContext) -> tuple[NearPair, ...]:
    """Pairs whose names are so near that a load would ask about them; kept by version and viewer."""
    entity = context.choice("entity")
    if context.is_masked_subject(resolved(context.catalogue, entity).code):
        return ()
    items = master_items(context, entity)
    return context.kept("near names", entity, lambda: _near_pairs(items))


def _near_pairs(items: Sequence[MasterItem]) -> tuple[NearPair, ...]:
    named: dict[str, list[MasterItem]] = {}
    for one in items:  # those with the most money first
        if one.is_named:
            named.setdefault(one.name, []).append(one)
    found = [(same[0], other) for same in named.values() for other in same[1:]]
    found += [(named[one][0], named[other][0]) for one, other in near_pairs(named)]
    pairs = (sorted(pair, key=lambda one: -(one.money or 0)) for pair in found)
    return tuple(sorted((NearPair(first, other) for first, other in pairs), key=lambda one: -(one.other.money or 0)))


def candidates(context: BoardContext) -> Table | None:
    """The pairs with the money of each; None where there are none."""
    pairs = near_names(context)
    columns = (
        Column("code", context.t("masters.code"), value=lambda one: one.kept.code),
        Column("name", context.t("masters.name"), value=lambda one: one.kept.name),
        Column("money", context.metric_name(MONEY), context.unit(MONEY), lambda one: one.kept.money),
        Column("other", context.t("masters.other_code"), value=lambda one: one.other.code),
        Column("other_name", context.t("masters.other_name"), value=lambda one: one.other.name),
        Column("other_money", context.metric_name(MONEY), context.unit(MONEY), lambda one: one.other.money),
    )
    if not pairs:
        return None
    title = context.t("masters.candidates", count=len(pairs))
    note = context.t("masters.candidates_note")
    return Table.of(title, columns, pairs, note=note, file=f"candidates_{context.choice('entity')}")


def merged_table(context: BoardContext, entity: str, codes: tuple[str, ...], survivor: str) -> Table:
    """What each has of its own before they become one, and what the one that stays will have."""
    by_code = {one.code: one.name for one in master_items(context, entity)}
    figures = {metric: money_by_code(context, entity, metric, money_period(context)) for metric in _MERGED}
    shown = [metric for metric in _MERGED if any(code in figures[metric] for code in codes)]
    rows: list[dict[str, Value]] = [
        {"who": f"{code} {by_code.get(code, '')}".strip(), **{m: figures[m].get(code, Decimal(0)) for m in shown}}
        for code in codes
    ]
    total = {m: sum((figures[m].get(code, Decimal(0)) for code in codes), Decimal(0)) for m in shown}
    rows.append({"who": context.t("masters.after_merge", code=survivor), **total})
    columns = [Column("who", context.t("masters.who"))]
    columns += [Column(m, context.metric_name(m), context.unit(m)) for m in shown]
    return Table.of(context.t("masters.merge_title"), columns, rows)


def master_aliases(context: BoardContext) -> Iterator[MasterAlias]:
    """Every alias in force of the chosen kind, newest first; none for who sees a part of the company."""
    entity = resolved(context.catalogue, context.choice("entity"))
    if context.viewer.scope.allowed or context.is_masked_subject(entity.code) or not context.version:
        return
    known = {upload.id: upload for upload in context.company.appdb.history.uploads()}
    snapshot = context.company.store.snapshot(context.version)
    name = context.namer(entity.code)
    for kind in (kind for kind in context.catalogue.datasets.values() if kind.holds_aliases):
        for row in stated_rows(snapshot, kind):
            upload = known.get(row["upload_id"])
            if row["entity"] == entity.id and row["code"] and upload is not None:
                yield MasterAlias(
                    entity.id, row["alias"], row["code"], name(row["code"]), row["reason"] or "", upload.by,
                    upload.created,
                )  # fmt: skip


def aliases(context: BoardContext) -> Table | None:
    """Other spellings and merged codes, who confirmed each and when; None where there are none."""
    found = list(master_aliases(context))
    columns = (
        Column("alias", context.t("masters.alias")),
        Column("code", context.t("masters.stands_for")),
        Column("name", context.t("masters.name")),
        Column("reason", context.t("masters.reason")),
        Column("by", context.t("masters.by")),
        Column("at", context.t("masters.at"), value=lambda one: f"{one.at.astimezone():%Y-%m-%d %H:%M}"),
    )
    title = context.t("masters.aliases", count=len(found))
    return Table.of(title, columns, found, key="alias", file="aliases") if found else None
