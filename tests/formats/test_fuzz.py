"""Damaged files: whatever bytes come, reading in a worker answers, and this process lives on."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

from sales_core.formats.sandbox.worker import WorkerPool
from sales_core.kernel.errors import RefusedError
from tests.formats.made import FILES, LIMITS, read, zipped
from tests.formats.test_guard import ods, ods_cell, ods_row

pytestmark = pytest.mark.slow

#: How many are read however slow the machine is.
LEAST = 6

#: Source file, folder to work in, seed, seconds.
Job = tuple[str, str, int, float]


def damaged(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 8, 64])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed[: rng.randrange(1, len(changed))]) if rng.random() < 0.2 else bytes(changed)


def read_damaged(job: Job, report: Callable[..., None]) -> tuple[int, set[str]]:
    """Runs in the worker: reads one damaged copy after the other; returns how many and the codes met."""
    source, folder, seed, seconds = job
    data, rng, count = Path(source).read_bytes(), random.Random(seed), 0
    codes: set[str] = set()
    end = time.monotonic() + seconds
    while count < LEAST or time.monotonic() < end:
        path = Path(folder) / f"damaged{Path(source).suffix}"
        path.write_bytes(damaged(data, rng))
        report(count)
        format_, sheets, problems = read(path)
        assert bool(format_) != any(p.code.startswith("E_") for p in problems)
        assert all(isinstance(value, str | None) for s in sheets for c in s.cells.columns for value in c.to_pylist())
        codes |= {problem.code for problem in problems}
        count += 1
    return count, codes


def loose_xlsx(path: Path) -> Path:
    """Stored, not deflated, and rebuilt after damage would fail its checksum: parts damaged one level down."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row in range(30):
        sheet.write_row(row, 0, [f"客户{row}", row * 1.5, True, f"=A{row + 1}"])
    book.close()
    return path


def read_damaged_parts(job: Job, report: Callable[..., None]) -> tuple[int, set[str]]:
    """Runs in the worker: damages the XML inside, under a correct checksum."""
    import zipfile

    source, folder, seed, seconds = job
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    targets = [
        name for name in parts if name.startswith(("xl/worksheets/s", "xl/shared", "xl/styles", "xl/workbook.xml"))
    ]
    rng, count = random.Random(seed), 0
    codes: set[str] = set()
    end = time.monotonic() + seconds
    while count < LEAST or time.monotonic() < end:
        name = rng.choice(targets)
        path = zipped(Path(folder) / "damaged.xlsx", parts | {name: damaged(parts[name], rng)})
        report(count)
        codes |= {problem.code for problem in read(path)[2]}
        count += 1
    return count, codes


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool((__name__,))
    yield pool
    pool.close()


def sources(folder: Path) -> dict[str, Path]:
    text = folder / "good.csv"
    text.write_bytes("日期,客户,金额\n2026-05-01,上海,1\n".encode() * 20)
    return {
        "xlsx": loose_xlsx(folder / "good.xlsx"),
        "xls": FILES / "good.xls",
        "xlsb": FILES / "good.xlsb",
        "ods": ods(folder / "good.ods", ods_row(ods_cell(1, 3)) * 20),
        "csv": text,
    }


def shapes(path: str, _report: Callable[..., None]) -> list[tuple[int, int]]:
    """Runs in the worker: the shape of every sheet."""
    _, sheets, _ = read(Path(path))
    return [sheet.cells.shape for sheet in sheets]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods", "csv"])
def test_a_whole_file_is_read_by_a_process_that_may_change_nothing(pool: WorkerPool, tmp_path: Path, kind: str) -> None:
    source = str(sources(tmp_path)[kind])
    found = pool.run(f"{__name__}.shapes", source, limits=LIMITS)
    assert found
    assert found == shapes(source, print)


@pytest.mark.parametrize("seconds", [0.5, pytest.param(20.0, marks=pytest.mark.endure)])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods", "csv", "parts"])
def test_any_damage_is_answered(pool: WorkerPool, tmp_path: Path, kind: str, seconds: float) -> None:
    source = sources(tmp_path)["xlsx" if kind == "parts" else kind]
    function = "read_damaged_parts" if kind == "parts" else "read_damaged"
    tried: list[int] = []
    try:
        count, codes = pool.run(
            f"{__name__}.{function}",
            (str(source), str(tmp_path), 7, seconds),
            limits=LIMITS,
            on_progress=tried.append,
            writes_to=tmp_path,
        )
    except RefusedError as error:
        # The native parser of xls and xlsb may still abort its process; that is what the process is for.
        assert kind in ("xls", "xlsb")
        count, codes = tried[-1], {error.problems[0].code}
    assert count >= LEAST or codes == {"E_PARSER_DIED"}
    assert codes
