"""Runs a declared list on one snapshot for one scope. No cache, no rights: those are the service's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sales_core.catalogue.dependencies import facts_of
from sales_core.catalogue.list import ListContext, ListRow, ListSpec
from sales_core.kernel.periods import Window, resolve
from sales_core.kernel.query import ListQuery, Query
from sales_core.kernel.terms import Period, Scope
from sales_core.semantic.engine import Engine
from sales_core.semantic.list_compiler import ListCompileContext, check_list, compile_list, order_of, parameter_values
from sales_core.semantic.list_result import ListResult
from sales_core.semantic.sql import Sql


def compiled_list(engine: Engine, spec: ListSpec, query: ListQuery, scope: Scope, *, is_run: bool = False) -> Sql:
    """The SQL of a list, scope inside; complete in itself, or `is_run` on this version. Raises UsageError."""
    check_list(spec, query, engine.catalogue)
    window, coverage = _window(engine, spec, query), _coverage(engine, spec)

    def compile_metrics(asked: Query) -> Sql:
        compiled = (engine.compile_run if is_run else engine.compile)(asked, scope)
        return Sql(compiled.sql, compiled.params)

    return compile_list(ListCompileContext(engine.catalogue, spec, query, scope, window, coverage, compile_metrics))


def run_list(engine: Engine, spec: ListSpec, query: ListQuery, scope: Scope) -> ListResult:
    """The rows of a list. Raises UsageError for a filter, parameter or order it does not have."""
    text, window = compiled_list(engine, spec, query, scope, is_run=True), _window(engine, spec, query)
    rows: Sequence[ListRow] = engine.snapshot.rows(text.text, text.params)
    covered = window.covered or window.asked
    if spec.compute is not None:
        values = parameter_values(spec, query)
        context = ListContext(covered.start, window.closes, values, engine.pacer.days)
        rows = ordered_rows(spec.compute(rows, context), order_of(spec, query))
        rows = rows[: query.limit if query.limit is not None else spec.limit]
    names = tuple(dict.fromkeys([*(column.id for column in spec.columns), *spec.sql_columns]))
    return ListResult(
        query=query,
        spec=spec,
        rows=tuple({name: row[name] for name in names} for row in rows),
        version=engine.snapshot.version,
        as_of=window.as_of,
        period=covered,
        partial=window.partial,
        currency=engine.snapshot.currency,
        coverage=tuple(_coverage(engine, spec).items()),
    )


def _window(engine: Engine, spec: ListSpec, query: ListQuery) -> Window:
    as_of = query.as_of or (engine.level_day if _shows_levels(engine, spec) else engine.as_of)
    first = min((span.start for span in _coverage(engine, spec).values()), default=as_of.replace(day=1))
    return resolve(query.period, as_of, first)


def _shows_levels(engine: Engine, spec: ListSpec) -> bool:
    """Whether the list tells how things stand on a day, and counts no rows of the metric whose pace is kept."""
    pacing = engine.catalogue.pacing
    paced = engine.catalogue.metric(pacing.curve_metric).fact if pacing else None
    facts = [scan.fact for scan in spec.scans if not scan.reference]
    return bool(facts) and not spec.metric_scans and all(fact is not paced for fact in facts)


def _coverage(engine: Engine, spec: ListSpec) -> dict[str, Period]:
    facts = [scan.fact for scan in spec.scans]
    facts += [fact for scan in spec.metric_scans for name in scan.metrics for fact in facts_of(engine.catalogue, name)]
    return {fact.id: span for fact in facts if (span := engine.coverage(fact)) is not None}


def ordered_rows(rows: Iterable[ListRow], order: Sequence[str]) -> list[ListRow]:
    """Rows by the columns of `order`, the first weighing most; empty values last, whichever way."""
    found = list(rows)
    for name in reversed(order):
        column = name.removeprefix("-")
        filled = [row for row in found if row[column] is not None]
        filled.sort(key=lambda row: row[column], reverse=name.startswith("-"))  # type: ignore[arg-type,return-value]
        found = filled + [row for row in found if row[column] is None]
    return found
