"""What a dataset, fact, metric or list declares to read is exactly what its SQL reads, as a parser sees it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.dependencies import leaves
from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.list import LIST_LINEAGE, LIST_PLACE, ListSpec
from sales_core.catalogue.metric import PLACE, Fact, FactSource
from sales_core.semantic.lineage import LINEAGE_COLUMNS
from sales_core.warehouse import resolution
from sales_core.warehouse.dimensions import dimension_statements
from sales_core.warehouse.masters import master_statements
from sales_core.warehouse.rates import is_converted
from sales_core.warehouse.store import Store
from tests.support.stores import make_store

PRODUCT = product()
AGGREGATES = sorted(metric.id for metric in PRODUCT.metrics.values() if metric.fact is not None)
BEFORE = "__before"
#: Places of an aggregate that stand for a column of the scan itself, or for a bound value.
BOUND = "NULL"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An empty company: its tables have their columns."""
    return make_store(tmp_path_factory.mktemp("columns"))


def read_of(*texts: str) -> set[str]:
    """Columns of the fact (`f` or unqualified) that expressions of an aggregate or a condition read."""
    found: set[str] = set()
    for text in texts:
        if text:
            tree = sqlglot.parse_one(f"SELECT {PLACE.sub(BOUND, text)}", read="duckdb")
            found |= {column.name for column in tree.find_all(exp.Column) if column.table in {"f", ""}}
    return found


# metrics


@pytest.mark.parametrize("metric_id", AGGREGATES)
def test_a_metric_declares_the_columns_its_aggregate_reads(metric_id: str) -> None:
    metric = PRODUCT.metric(metric_id)
    assert metric.fact is not None
    grains = {source.grain for source in metric.fact.sources}
    read, declared = read_of(metric.aggregate), set(metric.columns)
    # Every source has its day or month; one that an aggregate compares with the row's day asks for a source with days.
    compared = grains if re.search(r"\{(at|cutoff)\}", metric.aggregate) else set()
    assert read - grains <= declared
    assert declared - compared <= read
    assert read_of(metric.rows_where) <= metric.fact.base.columns | {metric.fact.base.grain}


@pytest.mark.parametrize("metric_id", sorted(set(PRODUCT.metrics) - set(AGGREGATES)))
def test_a_derived_metric_reads_metrics_that_exist(metric_id: str) -> None:
    metric = PRODUCT.metric(metric_id)
    assert metric.depends_on
    assert all(name in PRODUCT.metrics for name in metric.named)
    if metric.expression:
        tree = sqlglot.parse_one(f"SELECT {PLACE.sub(BOUND, metric.expression)}", read="duckdb")
        assert not list(tree.find_all(exp.Column)), "an expression reads metrics, never columns"


# facts


def _columns(store: Store, table: str) -> set[str]:
    return {str(row["column_name"]) for row in store.current().rows(f"DESCRIBE SELECT * FROM {table} AS f")}


def _sources() -> list[tuple[Fact, FactSource]]:
    return [(fact, source) for fact in PRODUCT.facts.values() for source in fact.sources]


@pytest.mark.parametrize(("fact", "source"), _sources(), ids=lambda one: getattr(one, "id", ""))
def test_a_source_has_the_columns_that_its_fact_declares(fact: Fact, source: FactSource, store: Store) -> None:
    assert source.columns | {source.grain} <= _columns(store, source.table)
    if source is fact.base:
        wanted = set(LINEAGE_COLUMNS) if not fact.origins else set()
        assert wanted | set(fact.dimensions) | set(fact.detail) <= _columns(store, source.table)
        assert set(fact.dimensions) <= source.columns
        assert read_of(fact.where) <= _columns(store, source.table)


@cache
def _used_columns(fact: Fact) -> set[str]:
    """All that metrics, lists and the fact itself read of its tables."""
    metrics = [leaf for name in PRODUCT.metrics for leaf in leaves(PRODUCT, name) if leaf.fact is fact]
    used = {name for metric in metrics for name in (*metric.columns, *read_of(metric.rows_where))}
    for spec in PRODUCT.lists.values():
        for scan, read in list_reads(spec).items():
            if PLACES[spec.id].get(scan) is fact:
                used |= read
    condition = fact.row_condition(frozenset(fact.dimensions)) if fact.row_condition else ""
    used |= read_of(fact.where, condition) | set(fact.snapshot_of)
    return used | set(fact.dimensions) | set(fact.detail) | set(TIME_GRAINS)


@pytest.mark.parametrize("fact", PRODUCT.facts.values(), ids=lambda fact: fact.id)
def test_a_fact_declares_no_column_that_nothing_reads(fact: Fact) -> None:
    tables = {source.table for source in fact.sources}
    same = [other for other in PRODUCT.facts.values() if tables & {source.table for source in other.sources}]
    used = set().union(*(_used_columns(other) for other in same))
    declared = set().union(*(source.columns for source in fact.sources)) - {source.grain for source in fact.sources}
    assert declared <= used, f"nothing reads {sorted(declared - used)}"


# lists


def _table(kind: str, name: str) -> str:
    return f"{kind}__{name}"


def list_sql(spec: ListSpec) -> Iterator[str]:
    """The SQL of a list with tables for its places, once for every combination of fragments."""
    template = spec.sql or _plain(spec)
    options = [list(parameter.options.values()) for parameter in spec.parameters if parameter.options]
    for chosen in itertools.product(*options):
        fragments = {name: text for each in chosen for name, text in each.items()}
        text = re.sub(r"\{sql:(\w+)\}", lambda found, known=fragments: known[found[1]], template)  # type: ignore[misc]
        yield LIST_PLACE.sub(lambda found: _filled(found[1] or "", found[2]), text)


def _filled(kind: str, name: str) -> str:
    if kind in {"scan", "metrics"}:
        return _table(kind, name)
    if kind == "entity":
        return PRODUCT.dimension(name).table
    return "TRUE" if kind == "param" else "CAST(NULL AS DATE)"


def _plain(spec: ListSpec) -> str:
    shown = [f"{column.source or f'f.{column.id}'} AS {column.id}" for column in spec.columns if not column.is_computed]
    lineage = [f"f.{name}" for name in LIST_LINEAGE] if spec.has_lineage else []
    return f"SELECT {', '.join([*shown, *lineage])} FROM {{scan:{spec.scans[0].name}}} AS f"


@cache
def list_reads(spec: ListSpec) -> dict[str, set[str]]:
    """Columns that the SQL of a list reads of each of its scans, by the scan's name."""
    found: dict[str, set[str]] = {}
    for text in list_sql(spec):
        for scope in traverse_scope(sqlglot.parse_one(text, read="duckdb")):
            for alias, source in scope.sources.items():
                if isinstance(source, exp.Table) and "__" in source.name:
                    found.setdefault(source.name, set()).update(_read(scope, alias))
    return {name.removeprefix("scan__"): read for name, read in found.items()}


def _read(scope: Scope, alias: str) -> Iterable[str]:
    for column in scope.columns:
        if column.table == alias or (not column.table and len(scope.sources) == 1):
            yield column.name


#: By list, the fact of each of its scans.
PLACES: Mapping[str, Mapping[str, Fact]] = {
    spec.id: {scan.name: scan.fact for scan in spec.scans} for spec in PRODUCT.lists.values()
}


@pytest.mark.parametrize("spec", PRODUCT.lists.values(), ids=lambda spec: spec.id)
def test_a_list_returns_the_columns_it_declares(spec: ListSpec) -> None:
    for text in list_sql(spec):
        tree = sqlglot.parse_one(text, read="duckdb")
        assert isinstance(tree, exp.Query)
        assert sorted(tree.named_selects) == sorted(spec.sql_columns)


@pytest.mark.parametrize("spec", PRODUCT.lists.values(), ids=lambda spec: spec.id)
def test_a_list_reads_what_its_scans_declare(spec: ListSpec, store: Store) -> None:
    read = list_reads(spec)
    scans = {scan.name: scan for scan in spec.scans}
    questions = {_table("metrics", scan.id): scan for scan in spec.metric_scans}
    assert set(read) == set(scans) | set(questions), "every scan is read, and no other"
    for name, scan in scans.items():
        if scan.columns:
            assert read[name] == set(scan.columns), name
        else:
            assert read[name] <= _columns(store, scan.fact.base.table), name
    for name, question in questions.items():
        sides = ("", BEFORE) if question.compare else ("",)
        given = {metric + side for metric in question.metrics for side in sides} | set(question.by)
        free = set(PRODUCT.dimensions) if question.by_parameters else set()
        assert read[name] <= given | free, name
        assert given - {metric + BEFORE for metric in question.metrics} <= read[name] | set(question.by), name


# datasets

#: Columns that are loaded and that no figure reads → what they are for. May only shrink.
KEPT_AS_STATED: Mapping[str, Mapping[str, str]] = {
    "sales": {
        "line_no": "tells lines of one document apart when duplicates are looked for",
        "tax_rate": "reading takes the tax off amounts with it",
        "discount": "reading works the amount out with it",
    },
    "customers": {"contact": "kept for the customer's own page", "phone": "kept for the customer's own page"},
    "products": {"case_size": "kept as stated: pieces of a case"},
    "branches": {"status": "kept as stated", "province": "kept as stated", "area": "kept as stated"},
    "aliases": {"reason": "why somebody confirmed the alias, for the audit trail"},
}


@pytest.mark.parametrize(
    "kind", [kind for kind in PRODUCT.datasets.values() if resolution.is_resolved(kind)], ids=lambda kind: kind.id
)
def test_resolution_reads_the_columns_that_a_dataset_declares(kind: Dataset) -> None:
    (line,) = [text for text in resolution.statements(PRODUCT, kind) if "FROM raw_" in text]
    tree = sqlglot.parse_one(line, read="duckdb")
    read = {column.name for column in tree.find_all(exp.Column) if column.table == "r"} - set(LINEAGE_COLUMNS)
    rates = {"exchange_rate"} if "exchange_rate" in kind.column_ids and not is_converted(kind) else set()
    assert read == set(kind.column_ids) - rates


@pytest.mark.parametrize(
    "kind", [kind for kind in PRODUCT.datasets.values() if resolution.is_resolved(kind)], ids=lambda kind: kind.id
)
def test_computed_columns_read_what_the_line_gives(kind: Dataset) -> None:
    """The last select names nothing that neither the line nor the place nor a master gives, and every column of it."""
    statements = [sqlglot.parse_one(text, read="duckdb") for text in resolution.statements(PRODUCT, kind)]
    final = statements[-1]
    used = {column.name for column in final.find_all(exp.Column)}
    skipped = {ref.name for ref in kind.entities if ref.name and ref.name != ref.code}
    skipped |= {kind.period or "", "exchange_rate", "region", "country", "branch", "rep"}
    lost = set(kind.column_ids) - skipped - used
    assert lost == KEPT_AS_STATED.get(kind.id, {}).keys(), "a declared column ends in the resolved table, or is listed"


@pytest.mark.parametrize(
    "kind", [kind for kind in PRODUCT.datasets.values() if not resolution.is_resolved(kind)], ids=lambda kind: kind.id
)
def test_every_column_of_a_master_reaches_a_dimension(kind: Dataset) -> None:
    texts = [*master_statements(PRODUCT), *dimension_statements(PRODUCT)]
    words = set(re.findall(r"\w+", " ".join(texts)))
    assert set(kind.column_ids) - words == KEPT_AS_STATED.get(kind.id, {}).keys()
