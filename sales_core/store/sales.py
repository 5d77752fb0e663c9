"""Writes the sales lines and what is summed up from them."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb

from sales_core.store.narrow import Wide, columns_of, ensure, filled, insert, wide

_SQL = Path(__file__).parent / "sql"
_ORG = "country VARCHAR = '', region VARCHAR = '', branch VARCHAR = '', rep VARCHAR = ''"
_BUYER = "customer VARCHAR = '', channel VARCHAR = '', segment VARCHAR = '', customer_class VARCHAR = ''"
_GOODS = "product VARCHAR = '', category VARCHAR = '', subcategory VARCHAR = '', brand VARCHAR = ''"
_SUMS = """quantity DECIMAL(18,4) = 0, amount DECIMAL(18,4), gross_amount DECIMAL(18,4),
    return_amount DECIMAL(18,4) = 0, return_quantity DECIMAL(18,4) = 0, cost DECIMAL(18,4) = 0,
    costed_amount DECIMAL(18,4) = 0, lines BIGINT"""
SALES = wide(
    "sales",
    f"""date DATE, month DATE, {_ORG}, {_BUYER}, {_GOODS}, warehouse VARCHAR = '', promotion VARCHAR = '',
    order_no VARCHAR = '', quantity DECIMAL(18,4) = 0, amount DECIMAL(18,4), cost DECIMAL(18,4) = NULL,
    list_amount DECIMAL(18,4) = NULL, is_return BOOLEAN = false, currency VARCHAR, amount_stated DECIMAL(18,4),
    upload_id INTEGER, sheet VARCHAR, source_row INTEGER, source_col VARCHAR = ''""",
)
#: Each is summed from the lines by the query of its name.
_ROLLUPS = (
    wide("sales_month_customer", f"month DATE, {_ORG}, {_BUYER}, {_SUMS}"),
    wide("sales_month_product", f"month DATE, {_ORG}, {_GOODS}, {_SUMS}"),
    wide("sales_day", f"date DATE, month DATE, {_ORG}, {_SUMS}"),
)
TABLES = (SALES.name, *(one.name for one in _ROLLUPS), "first_sale")
_TOUCHED = "getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')))"


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Creates the empty tables."""
    for table in (SALES, *_ROLLUPS):
        ensure(con, table)


def write(con: duckdb.DuckDBPyConnection, months: Iterable[date], *, everything: bool) -> None:
    """Writes the lines of `months`, or of all of them, from the temporary view `resolved_sales`, and the rollups.

    Commits the transaction: nobody else sees the file before it is whole.
    """
    months = sorted(months)
    if everything:
        for table in (SALES, *_ROLLUPS):
            con.execute(f"DROP VIEW {table.name}; DROP TABLE {table.stored}")
        prepare(con)
    else:
        con.execute(f"DELETE FROM {SALES.stored} WHERE month IN (SELECT month FROM touched)")
    ensure(con, SALES, filled(con, SALES, "resolved_sales"))
    insert(con, SALES, "resolved_sales ORDER BY date, rep")
    _open_rollups(con)
    con.execute("COMMIT")
    with ThreadPoolExecutor(len(_ROLLUPS)) as pool:
        running = [pool.submit(_sum_up, con.cursor(), table, months, everything) for table in _ROLLUPS]
        for one in running:
            one.result()
    con.execute("BEGIN")
    con.execute(_query("first_sale"))


def _open_rollups(con: duckdb.DuckDBPyConnection) -> None:
    stored = columns_of(con, SALES.stored)
    if "cost" in stored:
        stored.add("costed_amount")
    if "is_return" in stored:
        stored |= {"return_amount", "return_quantity"}
    for table in _ROLLUPS:
        ensure(con, table, stored & table.types.keys())


def _sum_up(con: duckdb.DuckDBPyConnection, table: Wide, months: list[date], everything: bool) -> None:
    with con:
        con.execute("USE building")
        con.execute("SET VARIABLE all_months = ?", [everything])
        con.execute("SET VARIABLE months = CAST(? AS DATE[])", [months])
        con.execute(f"DELETE FROM {table.stored} WHERE {_TOUCHED}")
        first = next(iter(table.types))
        insert(con, table, f"({_query(table.name)} WHERE {_TOUCHED} GROUP BY ALL) ORDER BY {first}, rep")


def _query(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8").strip().removesuffix(";")
