"""kill -9 during a load, at random moments: the old version stays readable and nothing is half loaded."""

import itertools
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from sales_core.kernel.terms import LOCAL_ADMIN
from tests.endure.findings_table import part
from tests.support.company import Company

PROJECT = Path(__file__).resolve().parents[2]
#: So many kills more while no load came through.
_LATER = 4


class Loader(NamedTuple):
    """`kill_after`: has a process load until it is killed after so many seconds; how it ended."""

    kill_after: Callable[[float], int]
    load_seconds: float


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[Loader]:
    with (
        (tmp_path / "complaints").open("w+") as complaints,
        subprocess.Popen(
            [sys.executable, "-m", "tests.loading.loading_process", str(tmp_path)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        ) as process,
    ):
        assert process.stdin
        assert process.stdout

        def killed(seconds: float) -> int:
            print(seconds, file=process.stdin, flush=True)
            return int(process.stdout.readline())  # type: ignore[union-attr]

        yield Loader(killed, float(process.stdout.readline()))
        process.stdin.close()
        assert "Traceback" not in (tmp_path / "complaints").read_text()


@pytest.mark.slow
@pytest.mark.parametrize(("kills", "sixths"), [(3, 2), pytest.param(200, 1, marks=pytest.mark.endure)])
def test_killed_at_random_moments(tmp_path: Path, loader: Loader, kills: int, sixths: int) -> None:
    """`sixths`: of a load, from one kill to the next."""
    first = Company(tmp_path)
    first.load("sales-start.csv", [{"date": "2026-05-01", "branch": "SH", "amount": 28, "product": "P"}])
    longest = 2.5 * loader.load_seconds
    moments = random.Random(20)
    versions: list[int] = []
    with part(f"kill -9 at random, {kills} times") as told:
        for n in itertools.count():
            # All of a load is met, in a few kills too; on a machine so busy that none came through, later ones.
            if n >= kills:
                if versions[-1] > 1 or n >= kills + _LATER:
                    break
                longest *= 2
            moment = (n * sixths % 6 + moments.random()) * longest / 6
            assert loader.kill_after(moment) == -signal.SIGKILL
            after = Company(tmp_path)  # opening tidies what the crash left
            version = after.appdb.current_version()
            versions.append(version)
            lines = after.one("SELECT count(*) FROM sales")
            totals = after.store.current().rows("SELECT DISTINCT amount FROM sales")
            assert (lines, len(totals)) in {(1, 1), (28, 1)}, "rows of two loads are mixed"
            assert after.one("SELECT sum(amount) FROM sales_day") == lines * totals[0]["amount"]
            assert after.store.current().version == version
            # The file of a plan that was being made is named nowhere yet: it is set aside.
            assert {finding.code for finding in after.uploads.maintenance.check()} <= {"lost_found"}
            assert {p.name for p in (after.settings.home.root / "uploads").iterdir()} == {
                e.upload.rows_file for e in after.uploads.history.entries(LOCAL_ADMIN)
            }
            after.appdb.close()
        told.rounds = len(versions)
        told.lost = sum(later < earlier for earlier, later in itertools.pairwise(versions))
        told.note = f"{versions[-1]} loads came through"
    assert versions == sorted(versions)
    assert versions[-1] > 1, "no load ever came through: the moments were all too early"
    assert isinstance(totals[0]["amount"], Decimal)
