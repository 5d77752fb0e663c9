"""kill -9 before every write of load, undo, retention, rebuild, backup, restore, recover, erasure and first start."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endure.findings_table import part
from tests.loading.fault_process import OPERATIONS

PROJECT = Path(__file__).resolve().parents[2]


class Faults:
    """The process that meets trouble at every write of an operation: started once, for all tests of this file."""

    def __init__(self, root: Path) -> None:
        self._told = root / "told"
        with self._told.open("w") as told:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.loading.fault_process", str(root)],
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
            )

    def meet(self, operation: str, step: int, trouble: str = "kill") -> tuple[int, list[str]]:
        """The number of rounds, and what was found in them."""
        assert self._process.stdin
        assert self._process.stdout
        print(operation, step, trouble, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        assert answer, self.told()
        done = json.loads(answer)
        return done["rounds"], done["found"]

    def told(self) -> str:
        """The newest of what its children met."""
        return self._told.read_text(encoding="utf-8")[-3000:]

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faults]:
    started = Faults(tmp_path_factory.mktemp("faults"))
    yield started
    started.end()


_EVERY = [pytest.param(one, 1, marks=[pytest.mark.endure, pytest.mark.slow]) for one in OPERATIONS if one != "control"]


@pytest.mark.parametrize(
    ("operation", "step"),
    [
        *(pytest.param(one, 31, marks=pytest.mark.slow) for one in ("load",)),
        pytest.param("backup", 27, marks=pytest.mark.slow),
        *_EVERY,
    ],
)
def test_killed_before_a_write(faults: Faults, operation: str, step: int) -> None:
    with part(f"kill -9 before each {step}. write of {operation}") as told:
        told.rounds, found = faults.meet(operation, step)
        told.partial = len(found)
        assert not found, (found, faults.told())
        assert told.rounds > 1


#: A restore writes file after file in one way: every third of them.
_FAILING = [one if one.values[0] != "restore" else pytest.param("restore", 3, marks=one.marks) for one in _EVERY]


@pytest.mark.parametrize(("operation", "step"), _FAILING)
@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_write_that_fails(faults: Faults, operation: str, step: int, trouble: str) -> None:
    """The disk is full at one write and has room again, or is read-only from it on: told, and nothing is half done."""
    with part(f"each {step}. write of {operation} fails: {trouble}") as told:
        told.rounds, found = faults.meet(operation, step, trouble)
        told.partial = len(found)
        assert not found, (found, faults.told())
        assert told.rounds > 1


def test_a_program_that_names_a_file_too_early_is_found_out(faults: Faults) -> None:
    """The control: without it, a look that sees nothing would pass too."""
    _, found = faults.meet("control", 40)
    assert any(one.startswith("control killed at write") for one in found)
