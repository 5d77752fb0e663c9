"""Everything that is declared, as one value that is passed to what needs it."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol, TypeVar

from sales_core.catalogue.alert import AlertBasis, AlertRule
from sales_core.catalogue.alerts.basis import BASIS
from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.catalogue.dimensions import DIMENSIONS
from sales_core.catalogue.entity import Entity, entity_choices
from sales_core.catalogue.header_words import HeaderWord, header_words
from sales_core.catalogue.list import ListSpec
from sales_core.catalogue.metric import Dimension, Fact, Metric
from sales_core.catalogue.other_kind import OtherKind
from sales_core.catalogue.other_kinds import OTHER_KINDS
from sales_core.catalogue.pacing import PACING, PacingSpec
from sales_core.catalogue.record import Record
from sales_core.catalogue.report import ReportSpec
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


class Declaration(Protocol):
    """What has an id under which it is found."""

    @property
    def id(self) -> str:
        """Snake case; never changes once released."""


EntityChoices = tuple[tuple[str, tuple[str, ...]], ...]
D = TypeVar("D", bound=Declaration)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The declarations a company works with, each kind by id, in the order in which they are shown.

    Compared and hashed by identity, so that it can be the key of a cache. It can be pickled.
    """

    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    lists: Mapping[str, ListSpec] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)
    alerts: Mapping[str, AlertRule] = field(default_factory=dict)
    alert_basis: AlertBasis | None = None
    """None: no amount is too small for a case, and no figure has a pace."""
    reports: Mapping[str, ReportSpec] = field(default_factory=dict)
    header_words: tuple[HeaderWord, ...] = ()
    """What the columns of datasets are called in the exports of common systems, beside the words each column declares."""
    other_kinds: Mapping[str, OtherKind] = field(default_factory=dict)
    pacing: PacingSpec | None = None
    """What the selling-day calendar and the usual course of a month come from; None: the public calendar, evenly."""
    is_product: bool = False
    """Whether it is what the product declares, which every process of it can find by itself."""

    def __post_init__(self) -> None:
        choices = entity_choices(self.entities.values())
        datasets = {name: _with_entities(one, choices) for name, one in self.datasets.items()}
        records = {name: _record_with_entities(one, choices) for name, one in self.records.items()}
        object.__setattr__(self, "datasets", datasets)
        object.__setattr__(self, "records", records)

    @property
    def dated_datasets(self) -> tuple[tuple[Dataset, ...], ...]:
        """Those that may say up to which day the company is known, in groups; the first group with rows says it."""
        dated = [one for one in self.datasets.values() if one.as_of_precedence]
        ranks = sorted({one.as_of_precedence for one in dated})
        return tuple(tuple(one for one in dated if one.as_of_precedence == rank) for rank in ranks)

    def dataset(self, dataset_id: str) -> Dataset:
        """The dataset. Raises UsageError with the nearest names when there is none."""
        return _find(self.datasets, dataset_id, "dataset")

    def entity(self, entity_id: str) -> Entity:
        """The entity. Raises UsageError with the nearest names when there is none."""
        return _find(self.entities, entity_id, "entity")

    def fact(self, fact_id: str) -> Fact:
        """The fact. Raises UsageError with the nearest names when there is none."""
        return _find(self.facts, fact_id, "fact")

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension. Raises UsageError with the nearest names when there is none."""
        return _find(self.dimensions, dimension_id, "dimension")

    def metric(self, metric_id: str) -> Metric:
        """The metric. Raises UsageError with the nearest names when there is none."""
        return _find(self.metrics, metric_id, "metric")

    def list(self, list_id: str) -> ListSpec:
        """The list. Raises UsageError with the nearest names when there is none."""
        return _find(self.lists, list_id, "list")

    def record(self, record_id: str) -> Record:
        """The record. Raises UsageError with the nearest names when there is none."""
        return _find(self.records, record_id, "record")

    def alert(self, alert_id: str) -> AlertRule:
        """The rule. Raises UsageError with the nearest names when there is none."""
        return _find(self.alerts, alert_id, "alert")

    def report(self, report_id: str) -> ReportSpec:
        """The report. Raises UsageError with the nearest names when there is none."""
        return _find(self.reports, report_id, "report")

    def for_reading(self) -> Catalogue:
        """What files are read with: datasets, entities, kinds that no dataset holds, header words."""
        return Catalogue(
            datasets=self.datasets,
            entities=self.entities,
            other_kinds=self.other_kinds,
            header_words=self.header_words,
        )

    def extended(
        self,
        *,
        datasets: Iterable[Dataset] = (),
        entities: Iterable[Entity] = (),
        facts: Iterable[Fact] = (),
        dimensions: Iterable[Dimension] = (),
        metrics: Iterable[Metric] = (),
        lists: Iterable[ListSpec] = (),
        records: Iterable[Record] = (),
        alerts: Iterable[AlertRule] = (),
        reports: Iterable[ReportSpec] = (),
    ) -> Catalogue:
        """This catalogue and more. Raises ValueError when an id is declared twice."""
        return replace(
            self,
            datasets=_by_id([*self.datasets.values(), *datasets]),
            entities=_by_id([*self.entities.values(), *entities]),
            facts=_by_id([*self.facts.values(), *facts]),
            dimensions=_by_id([*self.dimensions.values(), *dimensions]),
            metrics=_by_id([*self.metrics.values(), *metrics]),
            lists=_by_id([*self.lists.values(), *lists]),
            records=_by_id([*self.records.values(), *records]),
            alerts=_by_id([*self.alerts.values(), *alerts]),
            reports=_by_id([*self.reports.values(), *reports]),
            is_product=False,
        )


@cache
def product() -> Catalogue:
    """What the product declares: every file of the packages below `catalogue` that hold one thing a file."""
    datasets = sorted(_declared("datasets", Dataset), key=lambda one: (one.order, one.id))
    entities = sorted(_declared("entities", Entity), key=lambda one: (one.order, one.id))
    return Catalogue(
        datasets=_by_id(datasets),
        entities=_by_id(entities),
        facts=_by_id(_declared("metrics", Fact)),
        dimensions=_by_id(DIMENSIONS),
        metrics=_by_id(_declared("metrics", Metric)),
        lists=_by_id(_declared("lists", ListSpec)),
        records=_by_id(_declared("records", Record)),
        alerts=_by_id(_declared("alerts", AlertRule)),
        alert_basis=BASIS,
        reports=_by_id(sorted(_declared("reports", ReportSpec), key=lambda one: (one.order, one.id))),
        header_words=header_words(),
        other_kinds=_by_id(OTHER_KINDS),
        pacing=PACING,
        is_product=True,
    )


def _declared(package: str, kind: type[D]) -> Iterator[D]:
    """Every value of the type that a module of the package names, alone or in a tuple, once."""
    found = importlib.import_module(f"sales_core.catalogue.{package}")
    once: dict[int, D] = {}
    for info in sorted(pkgutil.iter_modules(found.__path__), key=lambda module: module.name):
        for value in vars(importlib.import_module(f"{found.__name__}.{info.name}")).values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, kind):
                    once.setdefault(id(one), one)
    yield from once.values()


def _by_id(declared: Iterable[D]) -> Mapping[str, D]:
    found: dict[str, D] = {}
    for one in declared:
        if found.setdefault(one.id, one) is not one:
            raise ValueError(f"{type(one).__name__} {one.id} is declared twice")
    return found


def _with_entities(kind: Dataset, choices: EntityChoices) -> Dataset:
    """The dataset with the entities there are as choices of a column that names one."""
    if not kind.role(ColumnRole.ENTITY):
        return kind
    columns = (replace(one, choices=choices) if one.role is ColumnRole.ENTITY else one for one in kind.columns)
    return replace(kind, columns=tuple(columns))


def _record_with_entities(record: Record, choices: EntityChoices) -> Record:
    ids = tuple(name for name, _ in choices)
    if not any(one.names_entity for one in record.fields):
        return record
    return replace(
        record, fields=tuple(replace(one, choices=ids) if one.names_entity else one for one in record.fields)
    )


def _find(declared: Mapping[str, D], name: str, kind: str) -> D:
    found = declared.get(name)
    if found is None:
        near = difflib.get_close_matches(name, [*declared], n=3, cutoff=0.5)
        raise UsageError(Text(f"error.{kind}_unknown", {"name": name}), near)
    return found
