"""The rows behind a number: the same conditions that made it, on the base tables, with file, sheet and row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sales_core.metrics import registry
from sales_core.metrics.declare import Fact, Time
from sales_core.metrics.engine import Prepared, Rows
from sales_core.metrics.leaf import Leaf, Reading, bound_places, conditions, rows_from
from sales_core.metrics.query import Value
from sales_core.metrics.sql import Sql, fill, join
from sales_core.terms import Period

LINEAGE = ("upload_id", "sheet", "source_row", "source_col")


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of rows behind a number. `columns` in the order to show; `total` counts all of them."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]
    total: int

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one fact: a FROM and WHERE, and what to show of it."""

    fact: Fact
    columns: tuple[str, ...]
    body: Sql


def parts(prepared: Prepared, metric_id: str) -> tuple[Part, ...]:
    """One part a fact; conditions of several aggregates over it are joined by OR, so no row appears twice."""
    by_fact: dict[str, list[tuple[Reading, str]]] = {}
    for metric in registry.leaves(metric_id):
        reading = _reading(prepared, Leaf(metric))
        key = reading.fact.id + ("/last" if reading.time is Time.LAST else "")
        by_fact.setdefault(key, []).append((reading, metric.rows_where))
    return tuple(_part(members) for members in by_fact.values())


def _reading(prepared: Prepared, leaf: Leaf) -> Reading:
    setting, fact = prepared.setting, leaf.fact
    filters = () if leaf.metric.of_all else setting.query.filters
    known = setting.known.get(fact.id) or Period(setting.window.closes, setting.window.closes)
    return Reading(
        fact, fact.base, leaf.metric.time, leaf.metric.days, leaf.shift, (), filters, setting.scope,
        setting.window, known,
    )  # fmt: skip


def _part(members: Sequence[tuple[Reading, str]]) -> Part:
    fact = members[0][0].fact
    choices = []
    for reading, where in members:
        places = bound_places(reading, keyed=False)
        met = conditions(reading, places)
        if where:
            met.append(Sql("(") + fill(where, places) + ")")
        choices.append(Sql("(") + join(met, " AND ") + ")")
    body = Sql("FROM ") + rows_from(members[0][0], keyed=False) + Sql("\nWHERE ")
    shown = (*fact.detail, *(name for name in fact.dimensions if name not in fact.detail))
    columns = tuple(name for name in shown if name in fact.base.columns or name in fact.detail)
    return Part(fact, columns, body + join(dict.fromkeys(choices), "\n   OR "))


def count(snapshot: Rows, part: Part) -> int:
    """How many rows the part has."""
    text = Sql("SELECT count(*) AS n ") + part.body
    return int(snapshot.rows(text.text, text.params)[0]["n"])


def uploads(snapshot: Rows, part: Part) -> dict[int, int]:
    """Upload id to number of rows of the part that came with it."""
    if not part.fact.has_lineage:
        return {}
    text = Sql("SELECT f.upload_id, count(*) AS n ") + part.body + Sql("\nGROUP BY f.upload_id")
    return {row["upload_id"]: row["n"] for row in snapshot.rows(text.text, text.params) if row["upload_id"]}


def page(snapshot: Rows, found: Sequence[Part], limit: int, offset: int) -> list[dict[str, Any]]:
    """Rows `offset`..`offset + limit` over all parts, each with its `fact`."""
    rows: list[dict[str, Any]] = []
    for part in found:
        if len(rows) >= limit:
            break
        here = count(snapshot, part) if part is not found[-1] else None
        if here is not None and offset >= here:
            offset -= here
            continue
        rows += [{"fact": part.fact.id} | row for row in _rows(snapshot, part, limit - len(rows), offset)]
        offset = 0
    return rows


def _rows(snapshot: Rows, part: Part, limit: int, offset: int) -> list[dict[str, Any]]:
    names = [*part.columns, *(LINEAGE if part.fact.has_lineage else ())]
    listed = ", ".join(f"f.{name}" for name in names)
    order = ", ".join(f"f.{name}" for name in (LINEAGE if part.fact.has_lineage else part.columns))
    text = Sql(f"SELECT {listed} ") + part.body + Sql(f"\nORDER BY {order}\nLIMIT ? OFFSET ?", (limit, offset))
    return [dict.fromkeys(LINEAGE) | row for row in snapshot.rows(text.text, text.params)]
