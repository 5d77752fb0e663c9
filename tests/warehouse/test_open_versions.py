"""Versions held open are bounded by number and memory, and let go when nobody reads them."""

from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import UsageError
from sales_core.kernel.memory import MemoryLimits, machine_memory, memory_limits
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import LOCAL_ADMIN, Scope
from sales_core.loading.hidden_codes import hidden_codes
from sales_core.semantic.result_cache import ResultCache, answer_size
from sales_core.semantic.service import MetricService
from sales_core.warehouse import open_versions
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.snapshot_cache import kept_with_snapshot
from sales_core.warehouse.store import Store
from tests.support.stores import FixedBook, make_store

pytestmark = pytest.mark.slow

MANY = 20
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company of many versions, all the same."""
    root = tmp_path_factory.mktemp("many")
    make_store(root, sales=[{"date": "2026-05-06", "amount": 10, "branch": "SH"}])
    versions = root / "home" / "versions"
    for number in range(2, MANY + 1):
        shutil.copyfile(versions / "000001.duckdb", versions / f"{number:06d}.duckdb")
    return root


@pytest.fixture
def store(place: Path) -> Store:
    return Store(Home(place / "home"), FixedBook({n: f"{n:06d}.duckdb" for n in range(1, MANY + 1)}), product())


def alive(store: Store, count: int = MANY) -> list[int]:
    """Opens versions one after the other, as somebody who walks through time; those that stay in memory."""
    opened = {n: weakref.ref(store.snapshot(n)) for n in range(1, count + 1)}
    gc.collect()
    return [number for number, snapshot in opened.items() if snapshot() is not None]


def test_the_one_used_longest_ago_goes(store: Store) -> None:
    assert alive(store) == list(range(MANY - open_versions.MOST_OPEN + 1, MANY + 1))


def test_a_reader_keeps_what_he_reads(store: Store) -> None:
    held = store.snapshot(1)
    alive(store)
    assert held.rows("SELECT count(*) AS n FROM sales") == [{"n": 1}]


def test_memory_counts_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Snapshot, "memory", property(lambda _: memory_limits().versions // 2))
    assert alive(store) == [MANY - 1, MANY]
    monkeypatch.setattr(Snapshot, "memory", property(lambda _: memory_limits().versions * 2))
    assert alive(store) == [MANY], "one version is always open"


def test_idle_versions_are_let_go_and_with_them_what_is_worked_out_of_them(store: Store, tmp_path: Path) -> None:
    figures = MetricService(store, AppDatabase(tmp_path / "ledger.sqlite"), product())
    opened = []
    for number in range(MANY - 4, MANY + 1):
        figures.run(Query(("net_sales",)), LOCAL_ADMIN, number)
        opened.append(weakref.ref(store.snapshot(number)))
    store.let_go_idle(60)
    assert all(one() is not None for one in opened)
    store.let_go_idle(-1)
    gc.collect()
    assert [one() is not None for one in opened] == [False] * 4 + [True], "the current one stays"


def test_an_open_version_says_what_it_keeps_and_takes_no_more_than_it_may(store: Store) -> None:
    snapshot = store.snapshot(1)
    assert 0 <= snapshot.memory < 64 * MEGABYTE
    (row,) = snapshot.rows("SELECT current_setting('memory_limit') AS text")
    assert row["text"] != "", row
    size, unit = row["text"].split()
    factor = {"MiB": MEGABYTE, "GiB": 1024 * MEGABYTE}[unit]
    assert float(size) * factor <= memory_limits().versions * 1.01


def test_limits_are_shares_of_the_machine() -> None:
    small, large = (MemoryLimits.of_machine(size * 1024 * MEGABYTE) for size in (2, 64))
    assert (small.versions, small.figures, small.uploads) == (512 * MEGABYTE, 64 * MEGABYTE, 256 * MEGABYTE)
    assert large.versions == 8192 * MEGABYTE
    assert large.person_uploads == 96 * MEGABYTE
    assert machine_memory() > 256 * MEGABYTE


def test_limits_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_MEMORY_VERSIONS", "300")
    monkeypatch.setenv("SALES_MEMORY_UPLOADS", "100")
    memory_limits.cache_clear()
    try:
        limits = memory_limits()
        assert (limits.versions, limits.uploads, limits.person_uploads) == (
            300 * MEGABYTE, 100 * MEGABYTE, 25 * MEGABYTE,
        )  # fmt: skip
        memory_limits.cache_clear()
        monkeypatch.setenv("SALES_MEMORY_FIGURES", "lots")
        with pytest.raises(UsageError, match="SALES_MEMORY_FIGURES"):
            memory_limits()
    finally:
        memory_limits.cache_clear()


def test_answers_are_kept_by_bytes() -> None:
    held = ResultCache(10 * answer_size([0]))
    for number in range(100):
        held.put((number,), [number])
        held.get((0,))
    assert len(held) == 10
    assert held.get((0,)) == [0], "what is asked again stays"
    assert held.size <= 10 * answer_size([0])
    held.put(("large",), list(range(100_000)))
    assert held.get(("large",)) is None
    assert len(held) == 10


def test_answers_of_a_version_go_with_it() -> None:
    held = ResultCache(100 * answer_size([0]))
    for version in (1, 2):
        for kind in ("run", "list", "names"):
            held.put((kind, version, "asked"), [version])
    held.forget(1)
    assert [held.get((kind, 1, "asked")) for kind in ("run", "list", "names")] == [None] * 3
    assert held.get(("run", 2, "asked")) == [2]
    assert held.size == 3 * answer_size([0])
    held.forget(2)
    assert (len(held), held.size) == (0, 0)


def test_what_loading_worked_out_holds_no_version_open(store: Store) -> None:
    asked: list[tuple[int, str]] = []

    @kept_with_snapshot
    def rows(snapshot: Snapshot, table: str) -> int:
        asked.append((snapshot.version, table))
        return len(snapshot.rows(f"SELECT 1 FROM {table}"))

    snapshot = store.snapshot(1)
    assert [rows(snapshot, table) for table in ("sales", "sales", "meta")][:2] == [1, 1]
    assert asked == [(1, "sales"), (1, "meta")]
    hidden = hidden_codes(snapshot, product(), Scope.of({"branch": ("B1",)}))
    assert hidden_codes(snapshot, product(), Scope.of({"branch": ("B1",)})) is hidden
    del snapshot
    assert 1 not in alive(store)
