"""A last row under a name of its own whose figures equal the sums above: asked where it adds up, else a row."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.recognition.conftest import Read

MONTHS = ["工号", *(f"2026-{month:02}" for month in range(1, 13))]


def across(name: str, **months: int) -> list[object]:
    return [name, *(months.get(f"m{month}") for month in range(1, 13))]


@pytest.mark.parametrize(
    ("rows", "is_asked"),
    [
        # It adds two figures of a month.
        ([across("E1", m11=3, m12=1), across("E2", m12=1), across("E3", m11=3, m12=2)], True),
        # It adds nothing, and states every month that has figures.
        ([across("E1", m12=1), across("E2", m11=1), across("E3", m11=1, m12=1)], True),
        # It repeats one figure and leaves the other month out.
        ([across("E1", m12=1), across("E2", m11=1), across("E3", m12=1)], False),
    ],
)
def test_a_row_is_asked_about_where_it_adds_up(read: Read, rows: Sequence[Any], is_asked: bool) -> None:
    found = read({"目标": [MONTHS, *rows]})
    assert ("sum_rows" in found.open_questions) is is_asked
