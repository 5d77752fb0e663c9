"""The rows behind a number: the same conditions that made it, on the base tables, with file, sheet and row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.catalogue.dependencies import leaves
from sales_core.catalogue.metric import Origin, TimeWindow
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Period
from sales_core.semantic.compiler import CompileContext
from sales_core.semantic.engine import ResolvedQuery, RowReader
from sales_core.semantic.row_security import scope_conditions
from sales_core.semantic.scan import FactScan, MeasureRef, bound_places, conditions, rows_from
from sales_core.semantic.sql import Sql, fill_sql, join

LINEAGE_COLUMNS = ("upload_id", "sheet", "source_row", "source_col")


@dataclass(frozen=True, slots=True)
class DrillThroughPage:
    """A page of rows behind a number. `columns` in the order to show; `total` counts all of them."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]
    total: int

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class DrillThroughSource:
    """Rows of one fact, or of one origin of a derived fact: a FROM and WHERE, and what to show of it.

    `id` names them in the column `fact`; `columns` are names with the SQL that reads them; lineage is that of `alias`.
    """

    id: str
    columns: tuple[tuple[str, str], ...]
    body: Sql
    alias: str = "f"


def drill_through_sources(resolved: ResolvedQuery, metric_id: str) -> tuple[DrillThroughSource, ...]:
    """One part a fact; conditions of several aggregates over it are joined by OR, so no row appears twice."""
    by_fact: dict[str, list[tuple[FactScan, str]]] = {}
    for metric in leaves(resolved.context.catalogue, metric_id):
        scan = _fact_scan(resolved.context.of(metric_id), MeasureRef(metric))
        key = scan.fact.id + ("/last" if scan.time is TimeWindow.LAST_SNAPSHOT else "")
        by_fact.setdefault(key, []).append((scan, metric.rows_where))
    return tuple(part for members in by_fact.values() for part in _parts(members))


def _fact_scan(context: CompileContext, measure: MeasureRef) -> FactScan:
    fact = measure.fact
    filters = () if measure.metric.ignore_filters else context.query.filters
    known = context.coverage.get(fact.id) or Period(context.window.closes, context.window.closes)
    return FactScan(
        fact, fact.base, measure.metric.time, measure.metric.days, measure.shift, (), filters, context.scope,
        context.window, known,
    )  # fmt: skip


def _parts(members: Sequence[tuple[FactScan, str]]) -> list[DrillThroughSource]:
    fact = members[0][0].fact
    body = _body(members)
    if fact.origins:
        return [_origin(origin, members[0][0], body) for origin in fact.origins]
    shown = (*fact.detail, *(name for name in fact.dimensions if name not in fact.detail))
    columns = tuple((name, f"f.{name}") for name in shown if name in fact.base.columns or name in fact.detail)
    return [DrillThroughSource(fact.id, columns, body)]


def _body(members: Sequence[tuple[FactScan, str]]) -> Sql:
    """FROM and WHERE of the fact's own rows."""
    choices = []
    for scan, where in members:
        places = bound_places(scan, keyed=False)
        met = conditions(scan, places)
        if where:
            met.append(Sql("(") + fill_sql(where, places) + ")")
        choices.append(Sql("(") + join(met, " AND ") + ")")
    body = Sql("FROM ") + rows_from(members[0][0], keyed=False) + Sql("\nWHERE ")
    return body + join(dict.fromkeys(choices), "\n   OR ")


def _origin(origin: Origin, scan: FactScan, derived: Sql) -> DrillThroughSource:
    """The source rows behind the fact's rows that `derived` selects, as far as the viewer may see them."""
    fact, place = scan.fact, "o" if origin.placed else "f"
    columns = {name: f"o.{name}" for name in origin.detail} | {name: f"f.{name}" for name in origin.derived}
    columns |= {name: f"{place}.{name}" for name in fact.dimensions if name not in columns}
    body = Sql(f"FROM {origin.table} AS o JOIN (SELECT f.* ") + derived + Sql(f") AS f ON {origin.on}")
    # A scope the fact cannot be held to has left no row of it already.
    if origin.placed and (scope := scope_conditions(scan.scope, fact.dimensions, "o")):
        body += Sql("\nWHERE ") + join(scope, " AND ")
    return DrillThroughSource(origin.id, tuple(columns.items()), body, "o")


def count_rows(snapshot: RowReader, part: DrillThroughSource) -> int:
    """How many rows the part has."""
    text = Sql("SELECT count(*) AS n ") + part.body
    return int(snapshot.rows(text.text, text.params)[0]["n"])


def rows_by_upload(snapshot: RowReader, part: DrillThroughSource) -> dict[int, int]:
    """Upload id to number of rows of the part that came with it."""
    column = f"{part.alias}.upload_id"
    text = Sql(f"SELECT {column} AS upload_id, count(*) AS n ") + part.body + Sql(f"\nGROUP BY {column}")
    return {row["upload_id"]: row["n"] for row in snapshot.rows(text.text, text.params) if row["upload_id"]}


def page(snapshot: RowReader, found: Sequence[DrillThroughSource], limit: int, offset: int) -> list[dict[str, Any]]:
    """Rows `offset`..`offset + limit` over all parts, each with its `fact`."""
    rows: list[dict[str, Any]] = []
    for part in found:
        if len(rows) >= limit:
            break
        here = count_rows(snapshot, part) if part is not found[-1] else None
        if here is not None and offset >= here:
            offset -= here
            continue
        rows += [{"fact": part.id} | row for row in _rows(snapshot, part, limit - len(rows), offset)]
        offset = 0
    return rows


def _rows(snapshot: RowReader, part: DrillThroughSource, limit: int, offset: int) -> list[dict[str, Any]]:
    lineage = [f"{part.alias}.{name}" for name in LINEAGE_COLUMNS]
    listed = ", ".join([*(f"{text} AS {name}" for name, text in part.columns), *lineage])
    # One source row may stand behind the number more than once: what is shown of it settles the order.
    shown = [str(place) for place in range(1, len(part.columns) + 1)]
    text = (
        Sql(f"SELECT {listed} ")
        + part.body
        + Sql(f"\nORDER BY {', '.join([*lineage, *shown])}\nLIMIT ? OFFSET ?", (limit, offset))
    )
    return snapshot.rows(text.text, text.params)
