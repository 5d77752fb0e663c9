"""Twenty people look, go back in time and export while loads come and go: one figure a version, flat memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endure.findings_table import part

PROJECT = Path(__file__).resolve().parents[2]
#: `ENDURE_MINUTES=2 make endure` for a shorter look.
MINUTES = float(os.environ.get("ENDURE_MINUTES", "15"))


@pytest.mark.parametrize(
    ("viewers", "seconds"),
    [pytest.param(3, 2, marks=pytest.mark.slow), pytest.param(20, 60 * MINUTES, marks=pytest.mark.endure)],
)
def test_viewers_while_loads_come_and_go(tmp_path: Path, viewers: int, seconds: float) -> None:
    with part(f"{viewers} viewers, loads, undo and exports") as told:
        done = subprocess.run(
            [sys.executable, "-m", "tests.endure.viewers", str(tmp_path), str(viewers), str(seconds)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        answers, wrong, errors, first, last, after = map(int, done.stdout.split())
        told.rounds, told.silent = answers, wrong
        told.note = f"{first} MB after a third, {last} at the end, {after} when all had gone; {errors} errors"
        assert (wrong, errors) == (0, 0), done.stderr
        assert answers > viewers, "the control: they saw something"
        assert last - first < 150, told.note
