"""Before → after: both versions are asked the same questions, so what is shown is exactly what will be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from sales_core.catalogue.catalogue import product
from sales_core.kernel.terms import EVERYTHING, Scope
from sales_core.loading.plan import Codes, Headline, Replaced
from sales_core.loading.row_scope import inside, masters_lost, outside
from sales_core.semantic.sql import Sql
from sales_core.semantic.sql import value as bound
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot

_SHOWN = 500
_MONTH, _DAY = "strftime(month, '%Y-%m')", "strftime(date, '%Y-%m-%d')"
Border = Callable[[Snapshot, str, Scope], Sql]
#: Measure to its table, the day or month a row counts for, its value, and which rows count.
_MEASURES: Mapping[str, tuple[str, str, str, str]] = {
    "net_sales": ("sales_day", _MONTH, "amount", "TRUE"),
    "quantity": ("sales_day", _MONTH, "quantity", "TRUE"),
    "target": ("targets", _MONTH, "target", "measure = 'net_sales'"),
    "collections": ("receipts", _MONTH, "amount", "TRUE"),
    "receivables": ("receivables", _MONTH, "amount", "TRUE"),
    "expenses": ("expenses", _MONTH, "amount", "kind = 'actual'"),
    "stock_quantity": ("stock", _DAY, "quantity", "holder = ''"),
    "stock_value": ("stock", _DAY, "value", "holder = '' AND value IS NOT NULL"),
}
#: The rollup knows only these; a scope by anything else is applied to the lines.
_ROLLED_UP = frozenset({"country", "region", "branch", "rep"})
#: A level, not a flow: its total is that of the last day.
_LEVELS = frozenset({"stock_quantity", "stock_value"})
_MASTERS = (
    ("customers", "dim_customer", "customer"),
    ("reps", "dim_rep", "rep"),
    ("products", "dim_product", "product"),
)


def headlines(before: Snapshot, after: Snapshot, scope: Scope = EVERYTHING) -> tuple[Headline, ...]:
    """Totals of every measure either version holds inside `scope`, and every month and branch that changes."""
    found: list[Headline] = []
    for measure in _MEASURES:
        old, new = _cells(before, measure, scope), _cells(after, measure, scope)
        if not old and not new:
            continue
        level = measure in _LEVELS
        found.append(Headline(measure, "total", "", _total(old, level=level), _total(new, level=level)))
        for by, place in (("month", 0), ("branch", 1)):
            found += _changed(measure, by, _grouped(old, place, level=level), _grouped(new, place, level=level))
    return tuple(found)


def changed_outside(before: Snapshot, after: Snapshot, scope: Scope) -> list[str]:
    """Months (YYYY-MM) in which a figure outside `scope` differs, and master datasets that lost rows of others."""
    if not scope.allowed:
        return []
    months: set[str] = set()
    for measure in _MEASURES:
        old, new = (_cells(one, measure, scope, outside) for one in (before, after))
        months |= {key[0][:7] for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return [*sorted(months), *masters_lost(before, after, scope)]


def past_months(changes: Iterable[Headline], before: Snapshot) -> tuple[Headline, ...]:
    """Those by month, before the base's as-of month, that held a figure already."""
    if before.is_empty:
        return ()
    this_month = f"{before.as_of:%Y-%m}"
    return tuple(one for one in changes if one.by == "month" and one.before is not None and one.group[:7] < this_month)


def replaced(before: Snapshot, after: Snapshot, labels: Mapping[int, str]) -> tuple[Replaced, ...]:
    """Rows of earlier uploads that the later version no longer holds, by upload and month."""
    found: list[Replaced] = []
    for kind in product().datasets.values():
        month = f"date_trunc('month', \"{kind.period}\")" if kind.period else "NULL"
        name = main_measure(kind)
        amount = f'coalesce(sum("{name}"), 0)' if name else "0"
        sql = f"SELECT upload_id u, {month} m, count(*) n, {amount} v FROM raw_{kind.id} GROUP BY 1, 2"
        old = _by_upload(before, sql)
        new = _by_upload(after, sql) if old else {}
        for (upload, where), (rows, value) in sorted(old.items()):
            left, kept = new.get((upload, where), (0, 0))
            if left < rows:
                label = labels.get(upload, f"#{upload}")
                found.append(Replaced(upload, label, kind.id, where, rows - left, Decimal(value) - Decimal(kept)))
    return tuple(found)


def _by_upload(snapshot: Snapshot, sql: str) -> dict[tuple[int, str], tuple[int, Decimal]]:
    return {(row["u"], f"{row['m']:%Y-%m}" if row["m"] else ""): (row["n"], row["v"]) for row in snapshot.rows(sql)}


def appeared(before: Snapshot, after: Snapshot) -> tuple[Codes, ...]:
    """Customers, reps and products that `after` knows and `before` does not."""
    return tuple(
        Codes(kind, len(codes), tuple(codes[:_SHOWN]))
        for kind, table, code in _MASTERS
        if (codes := _only_in(after, before, table, code))
    )


def missing(after: Snapshot, month: str, scope: Scope = EVERYTHING) -> tuple[Codes, ...]:
    """Customers, reps and products that sold inside `scope` in the month before `month` (YYYY-MM) and not in it."""
    found = []
    day = date.fromisoformat(f"{month}-01")
    for kind, table, code in _MASTERS:
        rollup = "sales_month_product" if code == "product" else "sales_month_customer"
        where = inside(after, rollup, scope)
        sold = Sql(f"SELECT {code} FROM {rollup} WHERE ") + where + Sql(" AND month = ") + bound(day)
        before = Sql(sold.text + " - INTERVAL 1 MONTH AND amount > 0", sold.params)
        sql = Sql(f"SELECT d.{code} AS code, d.name FROM {table} d WHERE {code} IN (")
        sql += before + Sql(" EXCEPT ") + sold + Sql(") ORDER BY 1")
        rows = after.rows(sql.text, sql.params)
        if rows:
            found.append(Codes(kind, len(rows), tuple((r["code"], r["name"]) for r in rows[:_SHOWN])))
    return tuple(found)


def _only_in(one: Snapshot, other: Snapshot, table: str, code: str) -> list[tuple[str, str]]:
    sql = f"SELECT {code} AS code, name FROM {table} ORDER BY 1"
    known = {row["code"] for row in other.rows(sql)}
    return [(row["code"], row["name"]) for row in one.rows(sql) if row["code"] not in known]


Cells = dict[tuple[str, str], Decimal]


def _cells(snapshot: Snapshot, measure: str, scope: Scope, side: Border = inside) -> Cells:
    table, at, amount, where = _MEASURES[measure]
    if table == "sales_day" and not {name for name, _ in scope.allowed} <= _ROLLED_UP:
        table = "sales"
    sql = Sql(f"SELECT {at} m, branch b, sum({amount}) v FROM {table} WHERE {where} AND ")
    sql += side(snapshot, table, scope) + Sql(" GROUP BY 1, 2")
    return {(row["m"], row["b"]): Decimal(row["v"] or 0) for row in snapshot.rows(sql.text, sql.params)}


def _total(cells: Cells, *, level: bool) -> Decimal | None:
    return sum(_last(cells).values() if level else cells.values(), Decimal(0)) if cells else None


def _grouped(cells: Cells, place: int, *, level: bool) -> dict[str, Decimal]:
    groups: defaultdict[str, Decimal] = defaultdict(Decimal)
    for key, value in (_last(cells) if level and place else cells).items():
        groups[key[place]] += value
    return groups


def _last(cells: Cells) -> Cells:
    last = max((day for day, _ in cells), default="")
    return {key: value for key, value in cells.items() if key[0] == last}


def _changed(measure: str, by: str, old: Mapping[str, Decimal], new: Mapping[str, Decimal]) -> list[Headline]:
    return [
        Headline(measure, by, group, old.get(group), new.get(group))
        for group in sorted(old.keys() | new.keys())
        if old.get(group) != new.get(group)
    ]
