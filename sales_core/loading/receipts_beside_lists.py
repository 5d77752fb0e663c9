"""Receipts beside a list of open items whose day nobody stated: which of them the list holds already is told in money.

The list's newest row is the first day of which it can be. What was received by then is in it for certain, and told.
What was received later in that month is taken to have come after it; that is a guess with a tick of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.format import exact
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.kernel.units import Unit
from sales_core.loading.load_units import read_rows
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_scope import in_scope
from sales_core.loading.row_source import loaded_rows, resolved_rows
from sales_core.loading.stated_days import COVERAGE, GUESS
from sales_core.recognition.reading import ReadingFigure, Risk
from sales_core.semantic.sql import Sql
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot

_AMOUNT = pa.decimal128(38, 6)


@dataclass(frozen=True, slots=True)
class _StatedList:
    """The newest list that states what is paid: its day, whether that is a guess, and its load if it is of the plan."""

    day: date
    is_guess: bool
    load: PlannedLoad | None = None


def receipts_beside_lists(
    loads: Sequence[PlannedLoad], snapshot: Snapshot, catalogue: Catalogue, scope: Scope
) -> Iterator[Problem | Risk]:
    """A note for receipts that a list of a guessed day holds, and a risk for those that it may hold."""
    for kind in catalogue.datasets.values():
        listed = catalogue.dataset(kind.completed_by) if kind.completed_by else None
        if listed is None or listed.open_items is None or not kind.period:
            continue
        newest = _newest_list(loads, listed, snapshot)
        received = [load for load in loads if load.dataset == kind.id]
        if newest is None or not newest.is_guess or not (received or newest.load):
            continue
        rows = _rows_of(received, kind)
        yield from _held(received, rows, kind, newest.day)
        if newest.load:
            rows = pa.concat_tables([rows, _rows_there(received, kind, snapshot, newest.day, scope)])
        yield from _perhaps_held(newest.load or received[0], rows, kind, newest.day)


def _newest_list(loads: Sequence[PlannedLoad], listed: Dataset, snapshot: Snapshot) -> _StatedList | None:
    """The latest day of which a list of the load, or of the version, speaks; the load's own where they are equal."""
    paid = (listed.open_items or ("", ""))[0]
    found: list[_StatedList] = []
    source = resolved_rows(snapshot, listed)
    if source is not None and paid in source.columns and snapshot.has_rows(source.table):
        stating = snapshot.rows(f'SELECT DISTINCT upload_id FROM {source.table} WHERE "{paid}" <> 0')
        for row in stating:
            name = f"{listed.id}.{row['upload_id']}"
            if day := snapshot.meta.get(f"{COVERAGE}{name}"):
                found.append(_StatedList(date.fromisoformat(day), bool(snapshot.meta.get(f"{GUESS}{name}"))))
    for load in loads:
        if load.dataset == listed.id and load.as_of is not None:
            rows = read_rows(Path(load.rows_file), {paid})
            if paid in rows.column_names and pc.any(pc.not_equal(rows[paid], Decimal(0))).as_py():
                found.append(_StatedList(load.as_of, load.as_of_is_guess, load))
    return max(found, key=lambda one: (one.day, one.load is not None, not one.is_guess), default=None)


def _rows_of(loads: Sequence[PlannedLoad], kind: Dataset) -> pa.Table:
    """Columns `day`, `amount` and `partition` of the receipts that the loads bring."""
    names = [kind.period or "", main_measure(kind) or "", "partition"]
    parts = [_named(read_rows(Path(load.rows_file), set(names)), names) for load in loads]
    return pa.concat_tables([*parts, _named(pa.table({}), names)])


def _named(rows: pa.Table, names: Sequence[str]) -> pa.Table:
    day, amount, partition = (rows[name] if name in rows.column_names else pa.nulls(rows.num_rows) for name in names)
    return pa.table(
        {"day": day.cast(pa.date32()), "amount": amount.cast(_AMOUNT), "partition": partition.cast(pa.string())}
    )


def _rows_there(
    received: Sequence[PlannedLoad], kind: Dataset, snapshot: Snapshot, day: date, scope: Scope
) -> pa.Table:
    """The receipts of the version after the day that the load does not replace, in the scope."""
    resolved, loaded, nothing = resolved_rows(snapshot, kind), loaded_rows(snapshot, kind), _rows_of((), kind)
    if resolved is None or loaded is None or not snapshot.has_rows(resolved.table):
        return nothing
    replaced = pc.unique(_rows_of(received, kind)["partition"]).to_pylist()
    replaces = (
        f"SELECT (upload_id, sheet, source_row) FROM {loaded.table} WHERE {loaded.partition} IN (SELECT unnest(?))"
    )
    sql = Sql(
        f"SELECT CAST({kind.period} AS DATE) AS day, CAST({main_measure(kind)} AS DECIMAL(38, 6)) AS amount, "
        f"'' AS partition FROM {resolved.table} "
        f"WHERE {kind.period} > ? AND (upload_id, sheet, source_row) NOT IN ({replaces}) AND ",
        (day, replaced),
    ) + in_scope(snapshot, resolved.table, scope)
    rows = snapshot.rows(sql.text, sql.params)
    return pa.Table.from_pylist([dict(row) for row in rows], schema=nothing.schema)


def _held(received: Sequence[PlannedLoad], rows: pa.Table, kind: Dataset, day: date) -> Iterator[Problem]:
    """A note on what was received by the day of the list."""
    held = rows.filter(pc.less_equal(rows["day"], pa.scalar(day)))
    if held.num_rows:
        facts = {"day": day.isoformat(), "held": str(held.num_rows), "amount": exact(_sum(held))}
        place = Place(received[0].file, received[0].sheet)
        yield Problem("N_RECEIPTS_IN_LIST", Severity.NOTE, place, value=kind.id, facts=facts)


def _perhaps_held(load: PlannedLoad, rows: pa.Table, kind: Dataset, day: date) -> Iterator[Risk]:
    """A risk for what was received between the day of the list and the end of its month."""
    later, end = pc.greater(rows["day"], pa.scalar(day)), Period.month_of(day).end
    doubtful = rows.filter(pc.and_(later, pc.less_equal(rows["day"], pa.scalar(end))))
    if not doubtful.num_rows or not _sum(doubtful):
        return
    span = pc.min_max(doubtful["day"]).as_py()
    facts = {"day": day.isoformat(), "count": doubtful.num_rows}
    facts |= {"first": span["min"].isoformat(), "last": span["max"].isoformat()}
    label = kind.column(main_measure(kind) or "").label
    figures = (ReadingFigure(label, _sum(doubtful), Unit.MONEY),)
    yield Risk("receipts_after_list", load.key, Text("risk.receipts_after_list", facts), figures)


def _sum(rows: pa.Table) -> Decimal:
    return Decimal(pc.sum(rows["amount"]).as_py() or 0)
