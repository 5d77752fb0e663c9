"""Sixty-four real messy files, each in a worker: a plan or a clear refusal within 30 seconds."""

import csv
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sales_core.formats.sandbox.worker import WorkerPool
from sales_core.kernel.errors import RefusedError
from tests.formats.made import LIMITS, SHARED, read

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")]


def listed() -> list[dict[str, str]]:
    path = SHARED / "messy" / "INDEX.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def shapes(path: str, report: Callable[..., None]) -> tuple[str, list[tuple[int, int]], list[str]]:
    """Runs in the worker."""
    format_, sheets, problems = read(Path(path))
    return format_, [sheet.cells.shape for sheet in sheets], [problem.code for problem in problems]


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(("tests.formats.test_messy",))
    yield pool
    pool.close()


#: Of each format what it is and what it must end as; tests/acceptance/test_messy.py plans every file.
_FIRST = {(row["ext"], row["expect"].partition(":")[0]): row["file"] for row in reversed(listed())}
FILES = [pytest.param(row, marks=[pytest.mark.endure] * (row["file"] not in _FIRST.values())) for row in listed()]


@pytest.mark.parametrize("row", FILES, ids=lambda row: row["file"].rpartition("__")[2])
def test_reads_or_refuses(pool: WorkerPool, row: dict[str, str]) -> None:
    start = time.monotonic()
    path = str(SHARED / "messy" / row["file"])
    try:
        format_, found, codes = pool.run(f"{__name__}.shapes", path, limits=LIMITS)
    except RefusedError as error:
        format_, found, codes = "", [], [problem.code for problem in error.problems]
    assert time.monotonic() - start < 30
    assert found or codes
    if row["expect"].startswith("refuse: password"):
        assert codes == ["E_ENCRYPTED"]
    elif row["expect"].startswith("unsupported"):
        assert codes == ["E_FORMAT"]
    elif row["expect"] == "load":
        # What Excel itself loads we refuse only for macros, packed files and broken checksums, and say so.
        assert format_ or codes[0] in {"E_MACRO", "E_FORMAT", "E_CORRUPT"}
