"""A rep in another branch than the master ever put him in is told; postings of any time and names of branches fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.recognition.conftest import NOTHING_KNOWN, Read, write_csv

KNOWN = replace(
    NOTHING_KNOWN,
    masters={"reps": {"E1": "Ann", "E2": "Ben"}},
    codes={"rep": {"Ann": "E1", "Ben": "E2"}, "branch": {"Shanghai": "SH", "Beijing": "BJ"}},
    postings={"rep": {"E1": frozenset({"SH"}), "E2": frozenset({"BJ", "SH"})}},
)
HEAD: list[object] = ["Date", "Branch", "Rep", "Customer", "Product", "Quantity", "Amount"]
NAMED: list[object] = ["Date", "Branch", "Rep Name", *HEAD[3:]]


@pytest.mark.parametrize(
    ("branch", "rep", "told"),
    [
        ("SH", "E1", ""),
        ("Shanghai", "Ann", ""),
        ("BJ", "E2", ""),
        ("SH", "Ben", ""),
        ("BJ", "E1", "E1: BJ ≠ SH"),
        ("Beijing", "Ann", "Ann: Beijing ≠ SH"),
    ],
)
def test_a_posting_that_the_master_lacks_is_told(read: Read, tmp_path: Path, branch: str, rep: str, told: str) -> None:
    write_csv(
        path := tmp_path / "sales.csv",
        [HEAD if rep[0] == "E" else NAMED, ["2026-05-02", branch, rep, "C1", "Tea", 1, 10]],
    )
    found = read(path, reference=KNOWN)
    notes = [p.facts["examples"] for p in found.reading.all_problems if p.code == "N_OTHER_POSTING"]
    assert notes == ([told] if told else [])
    assert found.table.sums["amount"] == 10, "it loads all the same"
    outside = replace(KNOWN, hidden={"rep": frozenset({"E1", "E2"})})
    assert "N_OTHER_POSTING" not in {p.code for p in read(path, reference=outside).reading.all_problems}
