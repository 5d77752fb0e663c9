"""Documents that a version holds under the same number with other leading zeros: loaded again they count twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.terms import Scope, Text
from sales_core.kernel.units import Unit
from sales_core.loading.load_units import read_rows
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_scope import in_scope
from sales_core.loading.row_source import resolved_rows
from sales_core.recognition.reading import ReadingFigure, Risk
from sales_core.semantic.sql import Sql
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot

_SHOWN = 5


def renumbered_documents(
    loads: Iterable[PlannedLoad], snapshot: Snapshot, catalogue: Catalogue, scope: Scope
) -> Iterator[Risk]:
    """A risk for each load with documents of one day and amount that only zeros tell from documents that are there."""
    for load in loads:
        kind = catalogue.dataset(load.dataset)
        if kind.unique and kind.document_key and kind.period and main_measure(kind):
            pairs = _pairs(load, kind, snapshot, scope)
            if pairs.num_rows:
                yield _risk(load, kind, pairs)


def _pairs(load: PlannedLoad, kind: Dataset, snapshot: Snapshot, scope: Scope) -> pa.Table:
    """Columns `bare`, `day`, `amount`, `own` (the number of the load) and `held` (that of the version)."""
    number, measure = kind.document_key[0], main_measure(kind) or ""
    names = [number, kind.period or "", measure]
    nothing = pa.table({"own": pa.array([], pa.string())})
    source = resolved_rows(snapshot, kind)
    rows = read_rows(Path(load.rows_file), set(names))
    if source is None or not {*names} <= {*rows.column_names} or not snapshot.has_rows(source.table):
        return nothing
    dated = kind.period if kind.period in source.columns else "date"
    own = rows.select(names).rename_columns(["own", "day", "amount"])
    own = own.filter(pc.match_substring_regex(own["own"], "^[0-9]+$"))
    own = own.append_column("bare", pc.utf8_ltrim(own["own"], characters="0"))
    if not own.num_rows:
        return nothing
    sql = Sql(
        f"SELECT ltrim({number}, '0') AS bare, {number} AS held, CAST({dated} AS DATE) AS day, {measure} AS amount "
        f"FROM {source.table} WHERE ltrim({number}, '0') IN (SELECT unnest(?)) "
        f"AND {number} NOT IN (SELECT unnest(?)) AND ",
        (pc.unique(own["bare"]).to_pylist(), pc.unique(own["own"]).to_pylist()),
    ) + in_scope(snapshot, source.table, scope)
    held = {(row["bare"], row["day"], row["amount"]): row["held"] for row in snapshot.rows(sql.text, sql.params)}
    if not held:
        return nothing
    own = own.filter(pc.is_in(own["bare"], pa.array([bare for bare, _, _ in held], pa.string())))
    there = [held.get((row["bare"], row["day"], row["amount"])) for row in own.to_pylist()]
    own = own.append_column("held", pa.array(there, pa.string()))
    return own.filter(own["held"].is_valid())


def _risk(load: PlannedLoad, kind: Dataset, pairs: pa.Table) -> Risk:
    examples = [f"{row['own']} = {row['held']}" for row in pairs.slice(0, _SHOWN).to_pylist()]
    shown = ", ".join(examples) + ("…" if pairs.num_rows > _SHOWN else "")
    label = kind.column(main_measure(kind) or "").label
    figure = ReadingFigure(label, pc.sum(pairs["amount"]).as_py(), Unit.MONEY)
    text = Text("risk.renumbered_documents", {"count": pairs.num_rows, "examples": shown})
    return Risk("renumbered_documents", load.key, text, (figure,))
