"""What companies of tests have in common, made once a process: making it afresh took most of a short test.

Every new company begins with the same empty version and the same tables, and the tests of a file mostly begin with the
same loads. A version depends on nothing but its base, its change, its number and the day; what was built from the same
ones before is copied, if it was costly also from another worker of the run.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
import sqlalchemy as sa

from sales_core.appdb import database
from sales_core.appdb.upgrade import upgrade
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel import clock
from sales_core.kernel.blob_store import make_durable
from sales_core.warehouse import build as building
from sales_core.warehouse import store
from sales_core.warehouse.change import Change
from sales_core.warehouse.measure import Measured
from sales_core.warehouse.snapshot import Snapshot

#: Built versions that a process keeps; the tests of one file seldom begin with more.
_KEPT = 48
#: Larger ones are not kept.
_SMALL_BYTES = 16 * 1024 * 1024
#: Seconds of processor time from which all workers of a run keep a version until its end.
_COSTLY = 0.3


def share_fresh_stores(patch: pytest.MonkeyPatch, folder: Path, of_run: Path) -> None:
    """Lets companies copy versions and tables of the application database that were made before from the same things,
    and read the empty version through one connection. `folder` is of this process, `of_run` of all workers."""
    of_run.mkdir(parents=True, exist_ok=True)
    patch.setattr(store, "build", _BuiltVersions(folder, of_run))
    _share_empty_snapshot(patch, folder)
    _share_tables(patch)


class _BuiltVersions:
    """Stands in for `build`."""

    def __init__(self, folder: Path, of_run: Path) -> None:
        self._folder = folder
        self._of_run = of_run
        self._number = count()
        self._kept: OrderedDict[str, tuple[Path, Measured]] = OrderedDict()

    def __call__(
        self,
        catalogue: Catalogue,
        base: Path | None,
        target: Path,
        version: int,
        change: Change,
        *,
        progress: Callable[[float], None] = lambda _: None,
    ) -> Measured:
        key = _key(catalogue, base, version, change)
        found = self._kept.pop(key, None) or self._of_another_worker(key)
        if found is None:
            began = time.process_time()
            measured = building.build(catalogue, base, target, version, change, progress=progress)
            if target.stat().st_size > _SMALL_BYTES:
                return measured
            found = (self._folder / f"{next(self._number)}.duckdb", measured)
            shutil.copyfile(target, found[0])
            if time.process_time() - began > _COSTLY:
                self._give(key, found)
        else:
            for done in (0.1, 0.3, 0.8, 0.9):
                progress(done)
            shutil.copyfile(found[0], target)
            make_durable(target)
        self._kept[key] = found
        while len(self._kept) > _KEPT:
            _, (path, _) = self._kept.popitem(last=False)
            path.unlink()
        return found[1]

    def _give(self, key: str, found: tuple[Path, Measured]) -> None:
        """Under its names only when it is whole, what was measured last."""
        draft = found[0].with_suffix(".draft")
        shutil.copyfile(found[0], draft)
        draft.replace(self._of_run / f"{key}.duckdb")
        draft.write_bytes(msgspec.msgpack.encode(found[1]))
        draft.replace(self._of_run / f"{key}.measured")

    def _of_another_worker(self, key: str) -> tuple[Path, Measured] | None:
        """What a worker of this run gave, also this one before it forgot it."""
        measured = self._of_run / f"{key}.measured"
        if not measured.is_file():
            return None
        own = self._folder / f"{next(self._number)}.duckdb"
        shutil.copyfile(self._of_run / f"{key}.duckdb", own)
        return own, msgspec.msgpack.decode(measured.read_bytes(), type=Measured)


def _key(catalogue: Catalogue, base: Path | None, version: int, change: Change) -> str:
    """Names all that a version is made from, byte by byte."""
    digest = hashlib.sha256(building.format_hash(catalogue).encode())
    digest.update(base.read_bytes() if base is not None else b"nothing")
    digest.update(repr((version, change.drop, sorted(change.meta.items()), change.day or clock.today())).encode())
    for load in change.add:
        about = (load.upload_id, load.dataset, load.precedence, load.extra_partitions, load.shared_partitions)
        digest.update(f"{about}".encode())
        digest.update(_bytes(load.rows))
    for upload, rows in sorted(change.kept.items()):
        digest.update(f"{upload}".encode())
        digest.update(_bytes(rows) if rows.is_file() else b"gone")
    return digest.hexdigest()


def _bytes(rows: pa.Table | Path) -> bytes:
    if isinstance(rows, Path):
        return rows.read_bytes()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    return bytes(sink.getvalue())


def _share_empty_snapshot(patch: pytest.MonkeyPatch, folder: Path) -> None:
    open_own = store.Store._opened
    opened: dict[str, Snapshot] = {}

    def open_or_share(self: store.Store, version: int) -> Snapshot:
        if version:
            return open_own(self, version)
        if self.format not in opened:
            own = shutil.copyfile(self.path(version), folder / f"empty-{self.format}.duckdb")
            opened[self.format] = Snapshot(own, version)
        return opened[self.format]

    patch.setattr(store.Store, "_opened", open_or_share)


def _share_tables(patch: pytest.MonkeyPatch) -> None:
    statements: list[str] = []

    def upgrade_or_copy(engine: sa.Engine) -> None:
        path = Path(engine.url.database or "")
        if engine.dialect.name != "sqlite" or (path.is_file() and path.stat().st_size):
            upgrade(engine)
        elif statements:
            _copy_tables(path, statements)
        else:
            upgrade(engine)
            with closing(sqlite3.connect(path)) as connection:
                statements.extend(one for one in connection.iterdump() if one not in ("BEGIN TRANSACTION;", "COMMIT;"))

    patch.setattr(database, "upgrade", upgrade_or_copy)


def _copy_tables(path: Path, statements: list[str]) -> None:
    """Makes the tables in one transaction, if no other connection has made them meanwhile."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            for statement in statements:
                connection.execute(statement)
        connection.execute("COMMIT")
