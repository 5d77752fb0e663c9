"""What columns, metrics, lists and dimensions tell that not everybody may see, worked out from what columns declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Sensitivity
from sales_core.catalogue.list import ListColumn, ListSpec
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.kernel.units import Unit

Classes = frozenset[Sensitivity]

#: The right that shows what columns of a class tell.
SIGHT_RIGHTS: Mapping[Sensitivity, Right] = MappingProxyType(
    {
        Sensitivity.PERSON: Right.VIEW_PERSONS,
        Sensitivity.CUSTOMER: Right.VIEW_CUSTOMERS,
        Sensitivity.CONTACT: Right.VIEW_CONTACTS,
        Sensitivity.MONEY: Right.VIEW_AMOUNTS,
        Sensitivity.COST: Right.VIEW_COST,
    }
)
#: Of these no look goes unnoted.
RESTRICTED = frozenset({Sensitivity.COST, Sensitivity.CONTACT})
#: Why a figure is not shown.
MASKED_REASON = Text("masked.reason")


#: Columns of these hold amounts of money.
AMOUNT_CLASSES = frozenset({Sensitivity.MONEY, Sensitivity.COST})
_VALUES = AMOUNT_CLASSES
_CELLS = _VALUES | {Sensitivity.CONTACT}
_NAMES = frozenset({Sensitivity.PERSON, Sensitivity.CUSTOMER})
_NOTHING: Classes = frozenset()


def masked_figure(unit: Unit) -> Figure:
    """What stands in place of a figure that the viewer may not see."""
    return Figure(None, unit, FigureState.MASKED, MASKED_REASON)


@lru_cache(maxsize=1_000)
def hidden_classes(viewer: Viewer) -> Classes:
    """What the viewer may not see."""
    return frozenset(one for one, right in SIGHT_RIGHTS.items() if not viewer.may(right))


@lru_cache(maxsize=50)
def column_classes(catalogue: Catalogue) -> Mapping[str, Classes]:
    """By column id what it tells: of columns of datasets, their sums in rollups, and what facts compute of them."""
    found: dict[str, Classes] = {}

    def add(name: str, classes: Classes) -> None:
        found[name] = found.get(name, _NOTHING) | classes

    for dataset in catalogue.datasets.values():
        for column in dataset.readable_columns:
            if column.sensitivity is not Sensitivity.NONE:
                add(column.id, frozenset({column.sensitivity}))
    for dataset in catalogue.datasets.values():
        for one in dataset.rollups.sums:
            add(one.name, found.get(one.of, _NOTHING))
    for fact in catalogue.facts.values():
        for name, rests_on in fact.computed_from:
            add(name, _union(found.get(one, _NOTHING) for one in rests_on))
    return MappingProxyType(found)


@lru_cache(maxsize=2_000)
def metric_classes(catalogue: Catalogue, metric_id: str) -> Classes:
    """What a metric tells of its columns, or of the metrics it is computed from. How many is no amount.

    Raises UsageError.
    """
    metric = catalogue.metric(metric_id)
    if metric.fact is not None:
        columns = column_classes(catalogue)
        found = _union(columns.get(name, _NOTHING) for name in metric.columns) & _VALUES
    else:
        history = (metric.requires.same_point, metric.requires.full) if metric.requires else ()
        found = _union(metric_classes(catalogue, name) for name in (*metric.depends_on, *history))
    return _of_unit(found, metric.unit)


@lru_cache(maxsize=2_000)
def list_column_classes(catalogue: Catalogue, spec: ListSpec, column: ListColumn) -> Classes:
    """What the values of a list's column tell, codes and names aside."""
    found = metric_classes(catalogue, column.metric) if column.metric else _NOTHING
    declared, own = column_classes(catalogue), {one.id: one for one in spec.columns}
    for name in column.made_of or (column.id, column.source.rpartition(".")[2]):
        if name in own and name != column.id:
            found |= list_column_classes(catalogue, spec, own[name])
        found |= declared.get(name, _NOTHING) & _CELLS
    return _of_unit(found, column.unit)


@lru_cache(maxsize=500)
def dimension_classes(catalogue: Catalogue, dimension_id: str) -> Classes:
    """Whether the codes of a dimension name people or customers."""
    table = catalogue.dimension(dimension_id).table
    found = column_classes(catalogue).get(dimension_id, _NOTHING)
    for dataset in catalogue.datasets.values():
        for ref in dataset.entities:
            if table and ref.name and catalogue.entity(ref.entity).table == table:
                found |= {dataset.column(ref.name).sensitivity}
    return found & _NAMES


def restricted_classes(viewer: Viewer) -> Classes:
    """What the viewer may see, and what nobody sees unnoted."""
    return RESTRICTED - hidden_classes(viewer)


def without_restricted(viewer: Viewer) -> Viewer:
    """The viewer of whom no look can be noted just now: what is restricted is hidden from him."""
    return replace(viewer, lens=(*viewer.lens, *(SIGHT_RIGHTS[one] for one in Sensitivity if one in RESTRICTED)))


def _of_unit(classes: Classes, unit: Unit | None) -> Classes:
    """An amount of money tells money; a count of things does not."""
    if unit is Unit.MONEY:
        return classes | {Sensitivity.MONEY}
    return classes - {Sensitivity.MONEY} if unit is Unit.COUNT else classes


def _union(classes: Iterable[Classes]) -> Classes:
    return _NOTHING.union(*classes)
