"""A column of codes that holds names: each name that one code has is read as that person, customer or product."""

from __future__ import annotations

from datetime import date

import pytest

from sales_core.recognition.reading import ReferenceData
from tests.recognition.conftest import Read, Rows

MASTERS = {"reps": {"E1": "Ann Lee", "E2": "Bob Ray", "E3": "Cy Moe", "E4": "Cy Moe"}}
KNOWN = ReferenceData(today=date(2026, 6, 10), masters=MASTERS)


def sales(*reps: str, header: str = "Rep ID") -> Rows:
    rows = [[f"2026-05-{day:02d}", rep, "Alpha", "Pen", 1, 10] for day, rep in enumerate(reps, start=1)]
    return [["Date", header, "Customer", "Product", "Quantity", "Amount"], *rows]


@pytest.mark.parametrize("header", ["Rep", "Rep ID", "业务员编码"])
def test_names_are_the_reps_that_have_them_however_they_are_written(read: Read, header: str) -> None:
    found = read(sales("Ann Lee", "bob ray", header=header), reference=KNOWN)
    assert found.column("rep_name") == ["Ann Lee", "Bob Ray"]
    assert found.column("rep") == [None, None]
    assert "N_NAMES_IN_CODES" in {p.code for p in found.reading.all_problems}


def test_names_among_codes_become_their_codes(read: Read) -> None:
    assert read(sales("Ann Lee", "E2"), reference=KNOWN).column("rep") == ["E1", "E2"]


def test_a_name_that_two_reps_have_is_nobody(read: Read) -> None:
    found = read(sales("Ann Lee", "Cy Moe", "E2"), reference=KNOWN)
    assert found.codes == ["E_UNKNOWN_REP"]
    assert found.problem("E_UNKNOWN_REP").facts["examples"] == "Cy Moe"


def test_a_new_name_among_known_ones_is_offered_for_the_master(read: Read) -> None:
    found = read(sales("Ann Lee", "Zed Fox"), reference=KNOWN)
    assert found.open_questions == ["add:reps"]
    assert found.problem("E_UNKNOWN_REP").facts["examples"] == "Zed Fox"
