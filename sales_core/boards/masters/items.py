"""The customers, reps, products, branches and outlets that a viewer may see, with what their masters say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.boards.amounts import as_amount
from sales_core.boards.context import BoardContext
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Sensitivity
from sales_core.catalogue.dependencies import facts_of, supports_dimensions
from sales_core.catalogue.entity import Entity, EntityAttribute
from sales_core.catalogue.sensitivity import SIGHT_RIGHTS, dimension_classes, restricted_classes
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.loading.master_changes import master_label

#: What the money at stake is: the last twelve months of it.
MONEY = "net_sales"
_MONTHS = 12
_FIRST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class MasterItem:
    """One of them. `stated`: by column of the master; empty where nothing is known. `money` None = not to be had."""

    code: str
    name: str
    stated: Mapping[str, Value]
    money: Decimal | None

    @property
    def is_named(self) -> bool:
        """Whether it has a name beside its code."""
        return bool(self.name) and self.name != self.code


def entity_ids(context: BoardContext) -> tuple[str, ...]:
    """Ids of the kinds of things that are kept here, in order."""
    catalogue = context.catalogue
    found = sorted(catalogue.entities.values(), key=lambda one: one.order)
    return tuple(one.id for one in found if resolved(catalogue, one.id).master)


def resolved(catalogue: Catalogue, entity_id: str) -> Entity:
    """The entity whose master and codes a kind of thing has."""
    return catalogue.entity(catalogue.entity(entity_id).resolved_as)


def entity_name(context: BoardContext, entity_id: str) -> str:
    """What things of a kind are called: the word for the rows of their master where they have one of their own."""
    entity = context.catalogue.entity(entity_id)
    name = context.say(master_label(context.catalogue.dataset(entity.master)) if entity.master else entity.label)
    return f"{name[:1].upper()}{name[1:]}"


def column_label(context: BoardContext, entity_id: str, column: str) -> Text:
    """What a column of the master is called."""
    return context.catalogue.dataset(resolved(context.catalogue, entity_id).master).column(column).label


def shown_attributes(catalogue: Catalogue, entity_id: str, viewer: Viewer) -> tuple[EntityAttribute, ...]:
    """The attributes that the viewer may see here. Costs and contacts are not: no look at them goes unnoted."""
    entity = resolved(catalogue, entity_id)
    return tuple(one for one in entity.attributes if not _is_hidden(catalogue, entity, one, viewer))


def _is_hidden(catalogue: Catalogue, entity: Entity, one: EntityAttribute, viewer: Viewer) -> bool:
    column = catalogue.dataset(entity.master).column(one.source)
    classes = frozenset({column.sensitivity} - {Sensitivity.NONE})
    classes |= dimension_classes(catalogue, one.id) if one.id in catalogue.dimensions else frozenset()
    hidden = any(not viewer.may(SIGHT_RIGHTS[kind]) for kind in classes)
    return hidden or bool(classes & restricted_classes(viewer))


def validity_columns(catalogue: Catalogue, entity_id: str) -> tuple[str, ...]:
    """The columns of first and last day; none where the entity has no validity."""
    validity = resolved(catalogue, entity_id).validity
    return (validity.starts[0], validity.ends) if validity else ()


def expected_columns(catalogue: Catalogue, entity_id: str, viewer: Viewer) -> tuple[str, ...]:
    """The columns that each should have, the name first."""
    entity = resolved(catalogue, entity_id)
    return (entity.name, *(one.source for one in shown_attributes(catalogue, entity_id, viewer) if one.is_expected))


def master_items(context: BoardContext, entity_id: str) -> tuple[MasterItem, ...]:
    """All that the viewer may see, those with the most money first; kept by version and viewer."""
    return context.kept("masters", (entity_id, money_period(context)), lambda: tuple(_items(context, entity_id)))


def lacking(context: BoardContext, entity_id: str, columns: Iterable[str]) -> tuple[MasterItem, ...]:
    """Those that lack what one of the columns should say; kept by version and viewer, as they are."""
    name, wanted = resolved(context.catalogue, entity_id).name, tuple(columns)

    def lacks(one: MasterItem) -> bool:
        return any(one.stated.get(column) in {None, ""} if column != name else not one.is_named for column in wanted)

    return context.kept(
        "masters_lacking",
        (entity_id, wanted, money_period(context)),
        lambda: tuple(filter(lacks, master_items(context, entity_id))),
    )


def found_items(items: Iterable[MasterItem], text: str) -> tuple[MasterItem, ...]:
    """Those whose code, name or values hold every word of the text."""
    words = text.casefold().split()
    return tuple(
        one
        for one in items
        if all(word in " ".join((one.code, one.name, *map(str, one.stated.values()))).casefold() for word in words)
    )


def money_period(context: BoardContext) -> Period:
    """The months whose money is at stake."""
    return context.months_back(_MONTHS)


def money_by_code(context: BoardContext, entity_id: str, metric: str, period: Period) -> Mapping[str, Decimal]:
    """By code what a metric says over a period; nothing where it cannot be split so or the viewer may not see it."""
    code, catalogue = resolved(context.catalogue, entity_id).code, context.catalogue
    rights = {fact.right for fact in facts_of(catalogue, metric)}
    is_open = all(map(context.may, rights)) and not context.is_masked(metric)
    if not is_open or not supports_dimensions(catalogue, metric, (code,)):
        return {}
    result = context.run(Query((metric,), by=(code,), period=period))
    return {str(row[code]): as_amount(row, metric) for row in result.rows}


def _items(context: BoardContext, entity_id: str) -> list[MasterItem]:
    catalogue, figures, viewer, version = context.catalogue, context.company.figures, context.viewer, context.version
    entity = resolved(catalogue, entity_id)
    names = dict(figures.values(entity.code, viewer, version))
    if not viewer.scope.allowed:  # also those that no row names
        names |= figures.names(entity.code, version, viewer)
    if entity_id != entity.id:
        mine = _mentioned(context, entity_id)
        names = {code: name for code, name in names.items() if code in mine}
    shown = shown_attributes(catalogue, entity_id, viewer)
    ids = tuple(one.id for one in shown)
    known = figures.attributes(entity.id, ids, names, viewer, version) if names else {}
    days = figures.validity(entity.id, names, viewer, version) if entity.validity and names else {}
    columns = validity_columns(catalogue, entity_id)
    money = money_by_code(context, entity_id, MONEY, money_period(context))
    found = []
    for code, name in names.items():
        values = {one.source: known.get(code, {}).get(one.id) for one in shown}
        values |= dict(zip(columns, days.get(code, (None, None)), strict=False))
        found.append(MasterItem(code, name, values, money.get(code, Decimal(0)) if money else None))
    return sorted(found, key=lambda one: (-(one.money or 0), one.code))


def _mentioned(context: BoardContext, entity_id: str) -> frozenset[str]:
    """The codes of datasets that mention just this kind: outlets among customers."""
    found: set[str] = set()
    for kind in context.catalogue.datasets.values():
        metric = next((one.metric for one in kind.headlines if one.metric), "")
        if metric and any(ref.entity == entity_id for ref in kind.entities):
            found |= set(money_by_code(context, entity_id, metric, Period(_FIRST, context.as_of)))
    return frozenset(found)
