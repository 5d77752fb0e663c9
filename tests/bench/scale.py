"""Ten million sales lines or more: the demo company's own, many times over with more customers, under every page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.api.workspace import Workspace
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.storage import need_free
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.warehouse.build import build
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store
from tests.bench.pages import demo_home
from tests.bench.report import FOLDER, Measured
from tests.support.stores import FixedBook

MILLION = 1_000_000
#: What a line takes at most while a version is built: its typed row, its place in the file, and what is sorted.
_BYTES_A_LINE = 600
#: Lines of the load that comes into the built version.
_LOADED = 100_000
PAGES = ("overview", "targets", "leaderboard", "analysis", "inventory", "receivables")


def many_lines(millions: int) -> list[Measured]:
    """Builds the set once, loads into it, takes that out again, and draws every page on it with nothing cached.

    Raises StorageError without room on the disk for all of it.
    """
    root, label = FOLDER / f"bench_{millions}m", f"{millions} M lines"
    home = Home(root).make()
    file = home.root / "versions" / "000001.duckdb"
    lines = []
    if not file.exists():
        need_free(file.parent, millions * MILLION * _BYTES_A_LINE)
        _demo_loads()  # the demo company itself is loaded once, before the clock runs
        lines.append(_measured(f"{label}, build of the version", lambda: _build(file, millions * MILLION)))
    lines.append(Measured(f"{label}, size of the version", file.stat().st_size / 2**20, "MB"))
    store = Store(home, FixedBook({1: file.name}), product())
    count = store.current().rows("SELECT count(*) AS n FROM sales")[0]["n"]
    lines.append(Measured(f"{label}, rows", count, "rows"))
    return [*lines, *_changes(home, store, file, label), *_pages(store, root, label)]


def _changes(home: Home, store: Store, file: Path, label: str) -> list[Measured]:
    """Seconds for a load into the version and for the undo of an earlier load, which is built too."""
    sales, _ = _demo_loads()
    rows = _varied(_read(sales[-1]).slice(0, _LOADED), 9_999)
    path, loaded, undone = (file.with_name(name) for name in ("loaded.arrow", "loaded.draft", "undone.draft"))
    _write(path, rows)
    added = Load(90_000, "sales", path, 10_000)
    try:
        load = _measured(
            f"{label}, a load of {rows.num_rows:,} lines into it",
            lambda: store.build(1, loaded, 2, Change(add=(added,))),
        )
        later = Store(home, FixedBook({2: loaded.name}), product())
        undo = _measured(
            f"{label}, the undo of an earlier load",
            lambda: later.build(2, undone, 3, Change(drop=(added.upload_id,))),
        )
    finally:
        for one in (path, loaded, undone):
            one.unlink(missing_ok=True)
    memory = psutil.Process().memory_info().rss / 2**20
    return [load, undo, Measured(f"{label}, memory after both", memory, "MB")]


def _measured(what: str, action: Callable[[], object]) -> Measured:
    """Seconds by the clock, and beside them those of processor time, which a busy machine does not lengthen."""
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    busy = time.process_time() - cpu
    return Measured(what, time.perf_counter() - wall, "s", note=f"{busy:.0f} s of processor")


def _demo_loads() -> tuple[list[Path], list[Load]]:
    """Typed rows of the demo company's sales, and its other loads."""
    demo = Workspace.open(Settings(Home(demo_home())))
    uploads = demo.appdb.history.uploads(active_only=True)
    kept = demo.settings.home.root / "uploads"
    others = [Load(u.id, u.dataset, kept / u.rows_file, u.id) for u in uploads if u.dataset != "sales"]
    return [kept / u.rows_file for u in uploads if u.dataset == "sales"], others


def _build(file: Path, lines: int) -> None:
    sales, others = _demo_loads()
    original = pa.concat_tables([_read(path) for path in sales], promote_options="default")
    copies = -(-lines // original.num_rows)
    staged = []
    for copy in range(copies):
        path = file.with_name(f"copy_{copy:03d}.arrow")
        _write(path, _varied(original, copy))
        staged.append(Load(10_000 + copy, "sales", path, 10_000))
    # Under another name until it is whole: a bench that was stopped leaves nothing that looks ready.
    draft = file.with_suffix(".draft")
    build(product(), None, draft, 1, Change(add=(*others, *staged)))
    draft.replace(file)
    for load in staged:
        Path(str(load.rows)).unlink()


def _read(path: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


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


def _pages(store: Store, root: Path, label: str) -> list[Measured]:
    lines: list[Measured] = []
    for name in PAGES:
        _draw(store, root, name)
        asked = _draw(store, root, name)
        uncached, warm = sum(one.busy for one in asked), [_again(store, one) for one in asked]
        slowest = max(warm, key=lambda one: one.busy)
        late = [one for one in warm if one.busy > 0.06]
        wall = sum(one.wall for one in asked) * 1000
        lines += [
            Measured(f"{label}, {name}: its queries together, uncached", uncached * 1000, "ms", 250,
                     f"{len(asked)} queries, {wall:.0f} ms by the clock"),
            Measured(f"{label}, {name}: slowest query, warm", slowest.busy * 1000, "ms", 60,
                     f"{len(late)} over 60 ms; {slowest.wall * 1000:.0f} ms by the clock: {_tables(slowest.sql)}"),
        ]  # fmt: skip
    lines.append(Measured(f"{label}, memory", psutil.Process().memory_info().rss / 2**20, "MB"))
    return lines


@dataclass(frozen=True, slots=True)
class Asked:
    """One query as a page asked it: seconds by the clock and of processor time of both cores together."""

    wall: float
    cpu: float
    sql: str
    params: Any

    @property
    def busy(self) -> float:
        """What it takes at most where nobody else is working: the clock, or the processor time where that is less."""
        return min(self.wall, self.cpu)


def _draw(store: Store, root: Path, page: str) -> list[Asked]:
    """The queries of one page drawn with empty caches."""
    from pages.kit.context import PageContext
    from tests.pages import stage

    snapshot, appdb = store.current(), AppDatabase(root / "ledger.sqlite")
    workspace = stage.workspace_of(store, appdb)
    context = PageContext(
        workspace=workspace, viewer=LOCAL_ADMIN, locale="zh", theme="light", version=1, is_latest=True,
        as_of=snapshot.as_of, currency="CNY", period=Period.month_of(snapshot.as_of), filters=(), session="bench",
    )  # fmt: skip
    shown = stage.Stage(workspace)
    shown.context = lambda *, ready=context, **_: ready  # type: ignore[method-assign]
    with _listened() as asked:
        shown.show(page)
    return asked


def _again(store: Store, asked: Asked, times: int = 5) -> Asked:
    """The same query with the file in memory, the best of a few."""
    return min((_timed(store.current(), asked.sql, asked.params) for _ in range(times)), key=lambda one: one.busy)


def _timed(snapshot: Snapshot, sql: str, params: Any) -> Asked:
    wall, cpu = time.perf_counter(), time.process_time()
    snapshot.rows(sql, params)
    return Asked(time.perf_counter() - wall, time.process_time() - cpu, sql, params)


def _tables(sql: str) -> str:
    return ", ".join(sorted(set(re.findall(r"(?:FROM|JOIN) ([a-z]+_[a-z_]+|sales) AS", sql))))


@contextmanager
def _listened() -> Iterator[list[Asked]]:
    """Collects every query that snapshots answer."""
    asked: list[Asked] = []
    answer = Snapshot.rows

    def timed(self: Snapshot, sql: str, params: Any = ()) -> list[dict[str, Any]]:
        wall, cpu = time.perf_counter(), time.process_time()
        found = answer(self, sql, params)
        asked.append(Asked(time.perf_counter() - wall, time.process_time() - cpu, sql, params))
        return found

    Snapshot.rows = timed  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        Snapshot.rows = answer  # type: ignore[method-assign]
