"""From file to committed version, against the bare read of the same file in the same run."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import fastexcel
import numpy as np
import psutil
import pyarrow as pa
import pyarrow.csv
import xlsxwriter

from sales_core.api.workspace import Workspace
from sales_core.formats.sandbox.worker import default_pool
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.bench.report import FOLDER, Measured, best

HEADER = (
    "单据日期", "单据编号", "行号", "业务类型", "大区", "分公司", "业务员编码", "客户编码", "客户名称",
    "存货编码", "存货名称", "数量", "不含税单价", "不含税金额",
)  # fmt: skip
#: Seconds in which a spare reader imports what it needs, on a busy machine too.
_GET_READY = 6.0
BARE_CSV = """
import duckdb, sys, time
con = duckdb.connect(sys.argv[2])
con.execute("SET enable_progress_bar = false")
started = time.perf_counter()
con.execute("CREATE TABLE t AS FROM read_csv(?)", [sys.argv[1]])
con.execute("CHECKPOINT")
print(time.perf_counter() - started)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One load: seconds to plan and to commit, and seconds of processor in the process of the server."""

    planning: float
    committing: float
    cpu: float

    @property
    def wall(self) -> float:
        """From the drop to the committed version, in seconds."""
        return self.planning + self.committing


def rows(count: int) -> pa.Table:
    """Sales lines of fourteen columns over twelve months, in the order an ERP prints them."""
    rng = np.random.default_rng(14)
    day = np.sort(rng.integers(0, 365, count))
    price = rng.integers(900, 19_000, count)
    quantity = rng.integers(1, 200, count)
    customer, product, rep = (rng.integers(0, n, count) for n in (3000, 400, 150))
    branch = rep % 20
    days = [(date(2025, 1, 1) + timedelta(days=k)).isoformat() for k in range(365)]

    def words(texts: list[str], index: np.ndarray) -> pa.Array:
        return pa.array(texts, pa.string()).take(pa.array(index))

    columns = [
        words(days, day),
        pa.array([f"XS{k // 3:08d}" for k in range(count)]),
        pa.array(np.arange(count) % 3 + 1),
        words(["销售"], np.zeros(count, dtype=int)),
        words(["华东", "华南", "华北", "西部"], branch % 4),
        words([f"分公司{k:02d}" for k in range(20)], branch),
        words([f"E{k:04d}" for k in range(150)], rep),
        words([f"C{k:05d}" for k in range(3000)], customer),
        words([f"示范客户{k:05d}商贸" for k in range(3000)], customer),
        words([f"01.02.{k:04d}" for k in range(400)], product),
        words([f"示范产品{k:04d} 500ml" for k in range(400)], product),
        pa.array(quantity),
        pa.array(price / 100),
        pa.array(price * quantity / 100),
    ]
    return pa.table(columns, names=list(HEADER))


def write_xlsx(path: Path, table: pa.Table) -> None:
    """As an ERP does: real dates, numbers as numbers."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, dated = book.add_worksheet("销售明细"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, table.column_names)
        for number, row in enumerate(zip(*(c.to_pylist() for c in table.columns), strict=True), start=1):
            sheet.write_datetime(number, 0, date.fromisoformat(row[0]), dated)
            sheet.write_row(number, 1, row[1:])


@contextmanager
def company() -> Iterator[Workspace]:
    """An empty company on the same disk as the real one."""
    FOLDER.mkdir(exist_ok=True)
    root = Path(tempfile.mkdtemp(dir=FOLDER))
    try:
        yield Workspace.open(Settings(Home(root)))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def loaded(path: Path) -> Run:
    """A load into a fresh company of a server that runs already: a reader is ready, the empty version is made."""
    with company() as opened:
        opened.uploads.reference_data(LOCAL_ADMIN)
        default_pool().warm_up()
        time.sleep(_GET_READY)
        cpu = time.process_time()
        plans = []
        planning = best(lambda: plans.append(opened.uploads.plan([(path.name, path)], LOCAL_ADMIN)), 1)
        assert not plans[0].errors, plans[0].errors
        committing = best(lambda: opened.uploads.commit(plans[0].id, LOCAL_ADMIN, confirmed=True), 1)
        cpu = time.process_time() - cpu
    return Run(planning, committing, cpu)


def xlsx() -> list[Measured]:
    """100,000 × 14: plan and commit within 2.5 times fastexcel's read to Arrow."""
    path = FOLDER / "bench_100000.xlsx"
    FOLDER.mkdir(exist_ok=True)
    if not path.exists():
        write_xlsx(path, rows(100_000))
    process = psutil.Process()
    before = process.memory_info().rss
    bare, runs = math.inf, []
    for _ in range(3):
        bare = min(bare, best(lambda: fastexcel.read_excel(str(path)).load_sheet(0).to_arrow()))
        runs.append(loaded(path))
    grown = (process.memory_info().rss - before) / 2**20
    return [
        *_told("xlsx 100,000 × 14", "fastexcel → Arrow", bare, min(runs, key=lambda run: run.wall), 2.5),
        Measured("xlsx, memory of the server afterwards", grown, "MB", None, "after three loads"),
    ]


def csv() -> list[Measured]:
    """A million rows: plan and commit within 3 times DuckDB's read_csv into a table."""
    path = FOLDER / "bench_1000000.csv"
    FOLDER.mkdir(exist_ok=True)
    if not path.exists():
        pa.csv.write_csv(rows(1_000_000), path)
    bare = min(_bare_csv(path) for _ in range(3))
    return _told("csv 1,000,000 × 14", "read_csv into a table", bare, loaded(path), 3.0)


def _told(what: str, how: str, bare: float, run: Run, limit: float) -> list[Measured]:
    busy = f"{os.getloadavg()[0]:.1f} processes wanted the {os.cpu_count()} processors"
    return [
        Measured(f"{what}, bare {how}", bare, "s", None, busy),
        Measured(f"{what}, plan", run.planning, "s", None, f"{run.cpu:.2f} s of processor outside the reader"),
        Measured(f"{what}, commit", run.committing, "s"),
        Measured(f"{what}, plan and commit ÷ bare", run.wall / bare, "×", limit),
    ]


def _bare_csv(path: Path) -> float:
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        command = [sys.executable, "-c", BARE_CSV, str(path), str(Path(folder) / "bare.duckdb")]
        return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])
