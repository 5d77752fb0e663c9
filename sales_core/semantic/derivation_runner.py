"""Runs a declared derivation over the rows of questions, the viewer's scope inside each. No cache, no rights."""

from __future__ import annotations

from sales_core.catalogue.derivation import DERIVATION_PLACE, Derivation, ReferenceScan
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import DerivedQuery, Filter, Value
from sales_core.kernel.terms import Scope, Text
from sales_core.semantic.engine import Engine
from sales_core.semantic.sql import Sql, join, one_of, value


def run_derivation(
    engine: Engine, derivation: Derivation, query: DerivedQuery, scope: Scope
) -> tuple[dict[str, Value], ...]:
    """The derived rows, keys as declared. Raises UsageError for a dimension that the questions do not split by."""
    text = _filled(engine, derivation, query, scope)
    rows = engine.snapshot.rows(text.text, text.params)
    return tuple({name: row[name] for name in derivation.columns} for row in rows)


def _filled(engine: Engine, derivation: Derivation, query: DerivedQuery, scope: Scope) -> Sql:
    split_by = set.intersection(*(set(rows.by) for _, rows in query.rows))
    places: dict[tuple[str, str], Sql] = {("key", "split"): _key(query.key, split_by)}
    for name, asked in query.rows:
        compiled = engine.compile(asked, scope)
        places["rows", name] = Sql(compiled.sql, compiled.params)
    for name, given in query.parameters:
        places["param", name] = value(given)
    for name, narrowing in query.where:
        places["where", name] = _where(narrowing, split_by)
    for scan in derivation.references:
        places["reference", scan.fact.id] = _reference(scan)
    parts, at = [], 0
    for found in DERIVATION_PLACE.finditer(derivation.sql):
        kind, name = found[1], found[2]
        is_entity = kind == "entity"
        parts.append(Sql(derivation.sql[at : found.start()]))
        parts.append(Sql(engine.catalogue.dimension(name).table) if is_entity else places[kind, name])
        at = found.end()
    return join([*parts, Sql(derivation.sql[at:])], "")


def _key(dimension: str, split_by: set[str]) -> Sql:
    return Sql(f'"{_checked(dimension, split_by)}"') if dimension else Sql("''")


def _where(narrowing: tuple[Filter, ...], split_by: set[str]) -> Sql:
    met = [one_of(Sql(f'"{_checked(item.dimension, split_by)}"'), item.values) for item in narrowing]
    return join([Sql("TRUE"), *met], " AND ")


def _checked(dimension: str, split_by: set[str]) -> str:
    if dimension not in split_by:
        raise UsageError(Text("error.list_filter", {"name": dimension, "able": tuple(sorted(split_by))}))
    return dimension


def _reference(scan: ReferenceScan) -> Sql:
    """The smallest table of the fact that has the columns."""
    source = next(each for each in scan.fact.sources if set(scan.columns) <= each.columns)
    return Sql(f"(SELECT {', '.join(scan.columns)} FROM {source.table})")
