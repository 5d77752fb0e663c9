"""What of the past a person may be shown: uploads, versions and their sums, counted inside his scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from sales_core.appdb.records import Remembered, Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.terms import Right, Viewer
from sales_core.loading.plan import HistoryEntry, Plan
from sales_core.loading.row_scope import in_scope
from sales_core.loading.row_source import loaded_rows, resolved_rows
from sales_core.semantic.sql import Sql
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot


def may_open(viewer: Viewer, owner: str) -> bool:
    """Whether somebody's own things (plan, uploaded file) are open to `viewer`: his, or he manages users and sees
    every row. A file also holds sheets and columns that were never loaded, so no scope can cut it to size."""
    return owner == viewer.name or (viewer.may(Right.MANAGE_USERS) and not viewer.scope.allowed)


def plan(made: Plan, viewer: Viewer) -> Plan:
    """The plan without what only the ledger needs: sums of the whole company."""
    return replace(made, restated=(), measured=None) if viewer.scope.allowed else made


def history(
    entries: Iterable[HistoryEntry], snapshot: Snapshot, catalogue: Catalogue, viewer: Viewer
) -> list[HistoryEntry]:
    """Own uploads as they are; of others' those with live rows in the scope, with these rows alone."""
    if not viewer.scope.allowed:
        return list(entries)
    visible = _live_rows(snapshot, catalogue, viewer)
    found = []
    for entry in entries:
        upload = entry.upload
        if upload.by == viewer.name:
            found.append(entry)
        elif rows := visible.get(upload.id, 0):
            partly = replace(upload, rows=rows, sums={}, size=0, sha256="", slices=0)
            found.append(replace(entry, upload=partly, live_rows=rows, is_whole=False))
    return found


def visible_mappings(remembered: Iterable[Remembered], viewer: Viewer) -> list[Remembered]:
    """Those of his own; all of them for who sees every row."""
    return [one for one in remembered if not viewer.scope.allowed or one.by == viewer.name]


def version(whole: Version, viewer: Viewer) -> Version:
    """A version without counts and sums, which are those of the whole company."""
    if not viewer.scope.allowed:
        return whole
    reason = whole.reason if whole.by == viewer.name else ""
    return replace(whole, rows={}, sums={}, periods={}, reason=reason)


def counted(whole: Version, snapshot: Snapshot, catalogue: Catalogue, viewer: Viewer) -> Version:
    """A version with rows and periods counted inside the scope; masters, which belong to no month, are not counted."""
    if not viewer.scope.allowed:
        return whole
    periods = {kind.id: months for kind in catalogue.datasets.values() if (months := _months(snapshot, kind, viewer))}
    rows = {name: sum(count for count, _ in months.values()) for name, months in periods.items()}
    return replace(version(whole, viewer), rows=rows, periods=periods)


def _months(snapshot: Snapshot, kind: Dataset, viewer: Viewer) -> dict[str, tuple[int, Decimal]]:
    source = resolved_rows(snapshot, kind)
    if kind.is_master or source is None or "month" not in source.columns:
        return {}
    table, columns = source.table, source.columns
    name = main_measure(kind)
    total = f'coalesce(sum("{name}"), 0)' if name in columns else "0"
    sql = Sql(f"SELECT strftime(month, '%Y-%m') m, count(*) n, {total} v FROM {table} WHERE month IS NOT NULL AND ")
    sql += in_scope(snapshot, table, viewer.scope) + Sql(" GROUP BY 1 ORDER BY 1")
    return {row["m"]: (row["n"], Decimal(row["v"])) for row in snapshot.rows(sql.text, sql.params)}


def _live_rows(snapshot: Snapshot, catalogue: Catalogue, viewer: Viewer) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for kind in catalogue.datasets.values():
        source = loaded_rows(snapshot, kind) if kind.is_master else resolved_rows(snapshot, kind)
        if source is None:
            continue
        where = in_scope(snapshot, source.table, viewer.scope)
        sql = Sql(f"SELECT upload_id, count(*) AS n FROM {source.table} WHERE ") + where
        for row in snapshot.rows(sql.text + " GROUP BY upload_id", sql.params):
            if row["upload_id"] is not None:
                found[row["upload_id"]] = found.get(row["upload_id"], 0) + row["n"]
    return found
