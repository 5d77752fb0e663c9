"""kill -9 before every write of load, undo, retention, rebuild, backup, restore, recover, erasure and first start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.endure.findings_table import part
from tests.loading.fault_process import OPERATIONS

PROJECT = Path(__file__).resolve().parents[2]


def killed(root: Path, operation: str, step: int, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.loading.fault_process", str(root), operation, str(step), *more],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )


_EVERY = [pytest.param(one, 1, marks=[pytest.mark.endure, pytest.mark.slow]) for one in OPERATIONS if one != "control"]


@pytest.mark.parametrize(
    ("operation", "step"),
    [
        *(pytest.param(one, 31, marks=pytest.mark.slow) for one in ("load",)),
        pytest.param("backup", 27, marks=pytest.mark.slow),
        *_EVERY,
    ],
)
def test_killed_before_a_write(tmp_path: Path, operation: str, step: int) -> None:
    with part(f"kill -9 before each {step}. write of {operation}") as told:
        done = killed(tmp_path, operation, step)
        told.partial = int(done.returncode != 0)
        assert done.returncode == 0, done.stderr[-3000:]
        told.rounds = int(done.stdout)
        assert told.rounds > 1


#: A restore writes file after file in one way: every third of them.
_FAILING = [one if one.values[0] != "restore" else pytest.param("restore", 3, marks=one.marks) for one in _EVERY]


@pytest.mark.parametrize(("operation", "step"), _FAILING)
@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_write_that_fails(tmp_path: Path, operation: str, step: int, trouble: str) -> None:
    """The disk is full at one write and has room again, or is read-only from it on: told, and nothing is half done."""
    with part(f"each {step}. write of {operation} fails: {trouble}") as told:
        done = killed(tmp_path, operation, step, trouble)
        told.partial = int(done.returncode != 0)
        assert done.returncode == 0, done.stderr[-3000:]
        told.rounds = int(done.stdout)
        assert told.rounds > 1


def test_a_program_that_names_a_file_too_early_is_found_out(tmp_path: Path) -> None:
    """The control: without it, a look that sees nothing would pass too."""
    done = killed(tmp_path, "control", 40)
    assert done.returncode == 1
    assert "control killed at write" in done.stderr
