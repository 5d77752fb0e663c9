"""Ten million sales lines: the demo company's own, many times over with more customers, under every page."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.ledger.ledger import Ledger
from sales_core.metrics.figures import Figures
from sales_core.settings import Home, Settings
from sales_core.store.build import build
from sales_core.store.change import Change, Load
from sales_core.store.snapshot import Snapshot
from sales_core.store.store import Store
from sales_core.terms import LOCAL_ADMIN, Period
from sales_core.workspace import Workspace
from tests.bench.pages import demo_home
from tests.bench.report import FOLDER, Measured
from tests.support.stores import FixedBook

LINES = 10_000_000
PAGES = {
    "overview": "pages.sales.overview",
    "targets": "pages.sales.targets",
    "leaderboard": "pages.sales.leaderboard",
    "analysis": "pages.sales.analysis",
    "inventory": "pages.stock.inventory",
    "receivables": "pages.money.receivables",
}


def ten_million() -> list[Measured]:
    """Builds the set once and draws every page on it with nothing cached."""
    root = FOLDER / "bench_10m"
    home = Home(root).make()
    file = home.versions / "000001.duckdb"
    lines = []
    if not file.exists():
        started = time.perf_counter()
        _build(file)
        lines.append(Measured("10 M lines, build of the version", time.perf_counter() - started, "s"))
    lines.append(Measured("10 M lines, size of the version", file.stat().st_size / 2**20, "MB"))
    store = Store(home, FixedBook({1: file.name}), threads=2)
    count = store.current().rows("SELECT count(*) AS n FROM sales")[0]["n"]
    lines.append(Measured("10 M lines, rows", count, "rows"))
    return lines + _pages(store, root)


def _build(file: Path) -> None:
    demo = Workspace.open(Settings(Home(demo_home())))
    uploads = demo.ledger.history.uploads(active_only=True)
    kept = demo.settings.home.uploads
    sales = [kept / u.rows_file for u in uploads if u.dataset == "sales"]
    others = [Load(u.id, u.dataset, kept / u.rows_file, u.id) for u in uploads if u.dataset != "sales"]
    original = pa.concat_tables(pa.ipc.open_file(pa.memory_map(str(path))).read_all() for path in sales)
    copies = -(-LINES // original.num_rows)
    staged = []
    for copy in range(copies):
        path = file.with_name(f"copy_{copy:03d}.arrow")
        _write(path, _varied(original, copy))
        staged.append(Load(10_000 + copy, "sales", path, 10_000))
    build(None, file, 1, Change(add=(*others, *staged)))
    for load in staged:
        Path(str(load.rows)).unlink()


def _varied(table: pa.Table, copy: int) -> pa.Table:
    """The same lines under other document numbers; from the third copy on, of other customers."""
    if not copy:
        return table

    def suffixed(name: str, suffix: str) -> pa.Table:
        place = table.schema.get_field_index(name)
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        return table.set_column(place, table.schema.field(name), pc.binary_join_element_wise(column, suffix, "."))

    table = suffixed("order_no", str(copy))
    return suffixed("customer", str(copy)) if copy % 3 == 2 else table


def _write(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _pages(store: Store, root: Path) -> list[Measured]:
    from pages.shell.context import PageContext
    from tests.pages import stage

    lines: list[Measured] = []
    together = 0.0
    snapshot = store.current()
    month = Period.month_of(snapshot.as_of)
    for name, module in PAGES.items():
        ledger = Ledger(root / "ledger.sqlite")
        for _ in ("cold", "warm"):
            workspace = SimpleNamespace(store=store, ledger=ledger, figures=Figures(store, ledger))
            context = PageContext(
                workspace=workspace, viewer=LOCAL_ADMIN, locale="zh", theme="light", version=1, is_latest=True,
                as_of=snapshot.as_of, currency="CNY", period=month, filters=(), session="bench",
            )  # fmt: skip
            shown = stage.Stage(workspace)
            shown.context = lambda *, ready=context, **_: ready  # type: ignore[method-assign]
            with _timed() as spent:
                shown.show(module)
        slowest, sql = max(spent, default=(0.0, ""))
        total = sum(seconds for seconds, _ in spent)
        together += total
        lines += [
            Measured(f"10 M, {name}: all queries", total * 1000, "ms", None, f"{len(spent)} queries"),
            Measured(f"10 M, {name}: slowest query", slowest * 1000, "ms", 60, " ".join(sql.split())[:90]),
        ]
    lines.append(Measured("10 M, every page's queries together", together * 1000, "ms", 250))
    lines.append(Measured("10 M, memory", psutil.Process().memory_info().rss / 2**20, "MB"))
    return lines


@contextmanager
def _timed() -> Any:
    """Collects (seconds, SQL) of every query that snapshots answer."""
    spent: list[tuple[float, str]] = []
    names = ("query", "rows")
    originals: dict[str, Callable[..., Any]] = {name: getattr(Snapshot, name) for name in names}
    depth = [0]

    def wrapped(name: str) -> Callable[..., Any]:
        def timed(self: Snapshot, sql: str, *args: Any, **more: Any) -> Any:
            depth[0] += 1
            started = time.perf_counter()
            try:
                return originals[name](self, sql, *args, **more)
            finally:
                depth[0] -= 1
                if not depth[0]:
                    spent.append((time.perf_counter() - started, sql))

        return timed

    for name in names:
        setattr(Snapshot, name, wrapped(name))
    try:
        yield spent
    finally:
        for name in names:
            setattr(Snapshot, name, originals[name])
