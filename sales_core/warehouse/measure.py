"""Counts and sums of a version: written to the ledger when it is built, compared with it by `check`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset, ValueKind

Ask = Callable[[str], list[tuple[Any, ...]]]
_UNSTABLE = frozenset({"upload_id"})


@dataclass(frozen=True, slots=True)
class Measured:
    """What a version holds, as stated in the files (before currencies and signs are resolved)."""

    as_of: date | None
    rows: dict[str, int]
    """Dataset to live rows."""
    sums: dict[str, Decimal]
    """`sales.amount` to the sum of live rows."""
    periods: dict[str, dict[str, tuple[int, Decimal]]]
    """Dataset to month (YYYY-MM) to (rows, sum of the dataset's main measure)."""


def main_measure(kind: Dataset) -> str | None:
    """The measure that stands for the dataset in one figure: its first amount of money, else its first measure."""
    money = [name for name in kind.measures if kind.column(name).kind is ValueKind.MONEY]
    return next(iter([*money, *kind.measures]), None)


def measure(ask: Ask, catalogue: Catalogue, as_of: date | None) -> Measured:
    """Counts and sums of every dataset that has rows."""
    rows: dict[str, int] = {}
    sums: dict[str, Decimal] = {}
    periods: dict[str, dict[str, tuple[int, Decimal]]] = {}
    held = " UNION ALL ".join(
        f"(SELECT '{dataset_id}' FROM raw_{dataset_id} LIMIT 1)" for dataset_id in catalogue.datasets
    )
    filled = {dataset_id for (dataset_id,) in ask(held)}
    for kind in catalogue.datasets.values():
        if kind.id not in filled:
            continue
        totals = "".join(f', coalesce(sum("{name}"), 0)' for name in kind.measures)
        (row,) = ask(f"SELECT count(*){totals} FROM raw_{kind.id}")
        rows[kind.id] = int(row[0])
        sums |= {f"{kind.id}.{name}": Decimal(value) for name, value in zip(kind.measures, row[1:], strict=True)}
        if kind.period:
            periods[kind.id] = dict(_by_month(ask, kind.id, kind.period, main_measure(kind)))
    return Measured(as_of, rows, sums, periods)


def _by_month(ask: Ask, dataset_id: str, period: str, name: str | None) -> Iterator[tuple[str, tuple[int, Decimal]]]:
    total = f'coalesce(sum("{name}"), 0)' if name else "0"
    sql = f"SELECT date_trunc('month', \"{period}\"), count(*), {total} FROM raw_{dataset_id} GROUP BY 1 ORDER BY 1"
    for month, count, value in ask(sql):
        yield f"{month:%Y-%m}" if month else "", (int(count), Decimal(value))


def content_hash(ask: Ask, catalogue: Catalogue) -> str:
    """One hash of all rows of all tables, whatever their order and whichever upload id they came under.

    Without the rollups that stand for the lines and may be stored or not.
    """
    digest = hashlib.sha256()
    tables = [one for kind in catalogue.datasets.values() for one in kind.rollups.tables]
    left_out = ", ".join(f"'{name}'" for name in ("meta", *(one.table for one in tables if one.only_if_short)))
    listed = ask(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        f"WHERE NOT internal AND table_name NOT IN ('partition_owners', {left_out}) AND table_name IN "
        "(SELECT replace(table_name, '_stored', '') FROM duckdb_tables() WHERE NOT internal) "
        "GROUP BY table_name ORDER BY table_name"
    )
    for table, columns in listed:
        names = ", ".join(f'"{name}"' for name in columns if name not in _UNSTABLE)
        ((count, total),) = ask(f'SELECT count(*), sum(CAST(hash({names}) AS HUGEINT)) FROM "{table}"')
        digest.update(f"{table} {count} {total}\n".encode())
    return digest.hexdigest()
