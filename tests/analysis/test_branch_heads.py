"""Reps of branches and the yield of their share, by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.kernel.query import ListQuery
from sales_core.kernel.terms import Period
from tests.support.readers import reader_of
from tests.support.stores import make_store

MAY = Period.parse("2026-05")


def test_by_hand(tmp_path: Path) -> None:
    """On 31 May E has two (one went to S on the 20th) and S two (one has left): 300 and 100 of 400; W has nobody."""
    posts = [
        ("a", "E", "2025-01-01", None), ("b", "E", "2025-01-01", None), ("c", "E", "2025-01-01", None),
        ("c", "S", "2026-05-20", None), ("d", "S", "2025-01-01", None), ("e", "S", "2025-01-01", "2026-05-10"),
        ("f", "N", "2025-01-01", None), ("g", "E", "2026-06-01", None),
    ]  # fmt: skip
    reps = [
        {"rep": rep, "branch": branch, "region": "R", "role": "rep", "valid_from": start, "left": end}
        for rep, branch, start, end in posts
    ]
    sales = [
        {"date": "2026-05-31", "rep": rep, "branch": branch, "region": "R", "customer": "k", "amount": amount, "quantity": 1}
        for rep, branch, amount in (("a", "E", 300), ("d", "S", 100), ("x", "W", 500))
    ]  # fmt: skip
    reader = reader_of(make_store(tmp_path, sales=sales, reps=reps))
    found = {row["branch"]: row for row in reader.run_list(ListQuery("branch_heads", MAY))}
    assert {name: row["heads"] for name, row in found.items()} == {"E": 2, "S": 2}, "N sells nothing, W has nobody"
    assert (found["E"]["share"], found["E"]["head_share"]) == (0.75, 0.5)
    assert found["E"]["head_yield"] == pytest.approx(1.5)
    assert found["S"]["head_yield"] == pytest.approx(0.5)
    assert found["E"]["sales_per_head"] == Decimal(150)


def test_without_reps_or_sales_there_is_none(tmp_path: Path) -> None:
    assert reader_of(make_store(tmp_path)).run_list(ListQuery("branch_heads", MAY)).rows == ()
