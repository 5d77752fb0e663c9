"""Payroll of two thousand reps: a plan replayed over twelve months, with nothing asked before."""

from __future__ import annotations

import shutil
import time
from decimal import Decimal

import numpy as np
import pyarrow as pa

from sales_core.analysis.pay.replay import known_plans, replayed
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.schema import arrow_schema
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.store import Store
from tests.bench.report import FOLDER, Measured
from tests.pages.stage import workspace_of
from tests.support.stores import FixedBook, Rows, table_of

REPS = 2_000
#: Documents of a rep in a month within its first 28 days, and months.
DOCUMENTS, MONTHS = 20, 12
_FIRST = np.datetime64("2025-06-01")
_TIERS = ((0, "0.01"), (100_000, "0.015"), (250_000, "0.02"))


def payroll() -> list[Measured]:
    """Seconds in which a plan for every post is replayed: two payslips a person and month."""
    root = FOLDER / "bench_pay"
    shutil.rmtree(root, ignore_errors=True)
    home = Home(root).make()
    file = home.root / "versions" / "000001.duckdb"
    masters = {"reps": _reps(), "commission_plans": _plans()}
    loads = [
        Load(at, name, table_of(product().dataset(name), rows), at)
        for at, (name, rows) in enumerate(masters.items(), 1)
    ]
    store = Store(home, FixedBook({1: file.name}), product())
    store.build(0, file, 1, Change(add=(*loads, Load(9, "sales", _sales(), 9))))
    reader = workspace_of(store, AppDatabase(root / "ledger.sqlite")).figures.reader(LOCAL_ADMIN)
    book = known_plans(reader)
    plan = next(one for one in book.plans if one.valid_from.year == 2026)
    wall, cpu = time.perf_counter(), time.process_time()
    found = replayed(reader, plan, book)
    seconds, busy = time.perf_counter() - wall, time.process_time() - cpu
    paid = len(found.people) if found else 0
    note = f"{paid:,} people, {REPS * DOCUMENTS * MONTHS:,} documents, by the plans in force and by the plan; {busy:.0f} s of processor"
    return [Measured("payroll, 12 months replayed", min(seconds, busy), "s", 10, note)]


def _reps() -> Rows:
    return [
        {
            "rep": f"R{at:04d}",
            "rep_name": f"Rep {at}",
            "role": "rep",
            "region": "East",
            "branch": "SH",
            "valid_from": "2024-01-01",
        }
        for at in range(REPS)
    ]


def _plans() -> Rows:
    return [
        {"date": day, "post": "rep", "tier_start": start, "commission_rate": Decimal(rate) * times}
        for day, times in (("2025-01-01", 1), ("2026-01-01", Decimal("1.2")))
        for start, rate in _TIERS
    ]


def _sales() -> pa.Table:
    """Every rep's documents, spread over each month's first 28 days; amounts by lot."""
    rng, count = np.random.default_rng(15), REPS * DOCUMENTS * MONTHS
    months = _FIRST.astype("datetime64[M]") + np.arange(count) % MONTHS
    days = months.astype("datetime64[D]") + rng.integers(0, 28, count)
    days[:MONTHS] = (months[:MONTHS] + 1).astype("datetime64[D]") - 1
    own = {
        "date": pa.array(days.astype("datetime64[D]")),
        "order_no": pa.array([f"S{at:06d}" for at in range(count)]),
        "rep": pa.array([f"R{at // MONTHS % REPS:04d}" for at in range(count)]),
        "customer": pa.array([f"C{at:05d}" for at in rng.integers(0, 40_000, count)]),
        "amount": pa.array(rng.integers(100, 3_000_000, count) / 100),
        "quantity": pa.array(np.ones(count)),
        "partition": pa.array([f"{day}"[:7] for day in days]),
        "sheet": pa.array(["bench"] * count),
        "source_row": pa.array(np.arange(2, count + 2)),
        "source_col": pa.array([""] * count),
    }
    schema = arrow_schema(product().dataset("sales"))
    columns = [
        own[field.name].cast(field.type) if field.name in own else pa.nulls(count, field.type) for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
