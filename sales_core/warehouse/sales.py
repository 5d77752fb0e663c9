"""Writes the sales lines and what is summed up from them."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb

from sales_core.warehouse.sparse_table import SparseTable, ensure, filled, insert, sparse_table, stored_columns

_SQL = Path(__file__).parent / "sql"
_ORG = "country VARCHAR = '', region VARCHAR = '', branch VARCHAR = '', rep VARCHAR = ''"
_BUYER = "customer VARCHAR = '', channel VARCHAR = '', segment VARCHAR = '', customer_class VARCHAR = ''"
_GOODS = "product VARCHAR = '', category VARCHAR = '', subcategory VARCHAR = '', brand VARCHAR = ''"
_SUMS = """quantity DECIMAL(18,4) = 0, amount DECIMAL(18,4), gross_amount DECIMAL(18,4),
    return_amount DECIMAL(18,4) = 0, return_quantity DECIMAL(18,4) = 0, cost DECIMAL(18,4) = 0,
    costed_amount DECIMAL(18,4) = 0, lines BIGINT"""
_SUMMED = frozenset(sparse_table("", _SUMS).types)
#: A line among sums: what is not known adds nothing.
_LINE = {"cost": "coalesce(cost, 0)"}
SALES_TABLE = sparse_table(
    "sales",
    f"""date DATE, month DATE, {_ORG}, {_BUYER}, {_GOODS}, warehouse VARCHAR = '', promotion VARCHAR = '',
    order_no VARCHAR = '', quantity DECIMAL(18,4) = 0, amount DECIMAL(18,4), cost DECIMAL(18,4) = NULL,
    list_amount DECIMAL(18,4) = NULL, is_return BOOLEAN = false, currency VARCHAR, amount_stated DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR = ''""",
)
#: Summed from the lines by `sales_sums.sql`.
_DAY = sparse_table("sales_day", f"date DATE, month DATE, {_ORG}, {_SUMS}")
#: Likewise, but where that would not make them short they are the lines themselves.
_LONGER = (
    sparse_table("sales_day_customer", f"date DATE, month DATE, {_ORG}, {_BUYER}, {_SUMS}"),
    sparse_table("sales_month_customer", f"month DATE, {_ORG}, {_BUYER}, {_SUMS}"),
    sparse_table("sales_month_product", f"month DATE, {_ORG}, {_GOODS}, {_SUMS}"),
)
_ROLLUPS = (*_LONGER, _DAY)
TABLES = (SALES_TABLE.name, *(one.name for one in _ROLLUPS), "first_sale")
_TOUCHED = "getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')))"


def smallest_table(dataset_id: str, columns: Iterable[str]) -> str:
    """The smallest table of the dataset's resolved rows that has the columns: one of its rollups, or its lines."""
    if dataset_id != SALES_TABLE.name:
        return dataset_id
    wanted = set(columns)
    return next((table.name for table in (_DAY, *_LONGER[1:]) if wanted <= table.types.keys()), SALES_TABLE.name)


def create_sales_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Creates the empty tables."""
    ensure(con, SALES_TABLE)
    con.execute(_query("sales_lines"))
    ensure(con, _DAY)
    for table in _LONGER:
        _show_lines(con, table)


def delete_affected(con: duckdb.DuckDBPyConnection, *, everything: bool) -> None:
    """Takes out the lines of the temporary table `touched`, or all, for those of the view `resolved_sales`."""
    if everything:
        for table in (SALES_TABLE, *_ROLLUPS):
            con.execute(f"DROP VIEW {table.name}; DROP TABLE IF EXISTS {table.stored}")
        create_sales_tables(con)
    else:
        con.execute(f"DELETE FROM {SALES_TABLE.stored} WHERE month IN (SELECT month FROM touched)")
    # What the rows as loaded hold needs no look; looking at the rest means resolving every line.
    ensure(con, SALES_TABLE, stored_columns(con, "raw_sales_stored"))
    ensure(con, SALES_TABLE, filled(con, SALES_TABLE, "resolved_sales"))


def write(con: duckdb.DuckDBPyConnection, months: Iterable[date], *, everything: bool) -> None:
    """Writes the lines of the temporary view `resolved_sales`, and the rollups of `months` or of all.

    Commits the transaction: nobody else sees the file before it is whole.
    """
    months = sorted(months)
    insert(con, SALES_TABLE, "resolved_sales ORDER BY date, rep")
    con.execute("COMMIT")
    varying = _non_constant_columns(con)
    with ThreadPoolExecutor(len(_ROLLUPS)) as pool:
        running = [pool.submit(_roll_up, con.cursor(), table, varying, months, everything) for table in _ROLLUPS]
        for one in running:
            one.result()
    con.execute("BEGIN")
    con.execute(_query("first_sale"))


def _roll_up(
    con: duckdb.DuckDBPyConnection, table: SparseTable, varying: set[str], months: list[date], everything: bool
) -> None:
    with con:
        con.execute("USE building")
        is_new = not stored_columns(con, table.stored)
        if is_new and not _is_short(con, table, varying):
            return
        con.execute("SET VARIABLE all_months = ?", [everything or is_new])
        con.execute("SET VARIABLE months = CAST(? AS DATE[])", [months])
        con.execute("BEGIN")
        ensure(con, table, varying & table.types.keys())
        con.execute(f"DELETE FROM {table.stored} WHERE {_TOUCHED}")
        keys = [name for name in table.types if name not in _SUMMED]
        summed = f"SELECT {', '.join(keys)}, {_query('sales_sums')} WHERE {_TOUCHED} GROUP BY ALL"
        insert(con, table, f"({summed}) ORDER BY {keys[0]}, rep")
        con.execute("COMMIT")


def _is_short(con: duckdb.DuckDBPyConnection, table: SparseTable, varying: set[str]) -> bool:
    """Whether the rollup has less than a third as many rows as there are lines."""
    keys = ", ".join(name for name in table.types if name in varying and name not in _SUMMED)
    ((short,),) = con.execute(f"SELECT 3 * approx_count_distinct(hash({keys})) < count(*) FROM sales").fetchall()
    return bool(short)


def _show_lines(con: duckdb.DuckDBPyConnection, table: SparseTable) -> None:
    shown = ", ".join(f"CAST({_LINE.get(name, name)} AS {kind}) AS {name}" for name, kind in table.types.items())
    con.execute(f"CREATE OR REPLACE VIEW {table.name} AS SELECT {shown} FROM sales_lines")


def _non_constant_columns(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Columns of lines and rollups that are more than a constant."""
    stored = stored_columns(con, SALES_TABLE.stored)
    if "cost" in stored:
        stored.add("costed_amount")
    if "is_return" in stored:
        stored |= {"return_amount", "return_quantity"}
    return stored


def _query(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8").strip().removesuffix(";")
