"""Values by month as people type them: sums to the cent, whole partitions, parts against the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import UsageError
from sales_core.loading.month_grid import (
    CellChange,
    MonthGrid,
    Months,
    PartSum,
    cell_changes,
    changed_rows,
    grid_file,
    grown,
    month_grid,
    part_sums,
    put_over,
    spread,
)

TARGETS = product().dataset("targets")
LEVELS = ("region", "branch", "rep")
D = Decimal


def months(**values: int) -> Months:
    """`m1=5` is January."""
    return tuple(D(values[f"m{n}"]) if f"m{n}" in values else None for n in range(1, 13))


def row(month: str, target: int, **node: str) -> dict[str, object]:
    return {"month": date.fromisoformat(f"{month}-01"), "measure": "net_sales", "target": D(target), **node}


def grid(lines: dict[tuple[str, ...], Months]) -> MonthGrid:
    return MonthGrid(LEVELS, 2026, "net_sales", lines)


def test_stated_rows_become_lines_of_their_year_and_measure() -> None:
    rows = [
        row("2026-01", 5, region="East", branch="SH"),
        row("2026-03", 7, region="East", branch="SH"),
        row("2025-03", 9, region="East", branch="SH"),
        row("2026-03", 2, region="East") | {"measure": "quantity"},
        row("2026-02", 1, region="East") | {"measure": None},
    ]
    made = month_grid(TARGETS, rows, 2026, "net_sales", LEVELS)
    assert made.columns == LEVELS
    assert made.lines == {("East", "", ""): months(m2=1), ("East", "SH", ""): months(m1=5, m3=7)}


def test_a_column_that_rows_fill_is_a_column_of_the_grid() -> None:
    made = month_grid(TARGETS, [row("2026-01", 5, channel="KA")], 2026, "net_sales", LEVELS)
    assert made.columns == (*LEVELS, "channel")


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.lists(st.decimals(min_value=-5, max_value=10**6, places=2), min_size=12, max_size=12),
)
def test_a_spread_adds_up_to_the_cent(total: Decimal, weights: list[Decimal]) -> None:
    parts = spread(total, weights)
    assert sum(filter(None, parts), D(0)) == total
    assert all(part is not None and part >= 0 for part in parts)


def test_a_spread_follows_its_weights_and_is_even_without() -> None:
    assert spread(D(120), [D(0)] * 12) == (D(10),) * 12
    assert spread(D(100), [D(1), D(3), *[D(0)] * 10])[:3] == (D(25), D(75), D(0))


def test_growth_is_rounded_to_cents_and_leaves_gaps_open() -> None:
    made = grown(grid({("East", "", ""): months(m1=333)}), 2027, D("0.1"))
    assert made.year == 2027
    assert made.lines[("East", "", "")][:2] == (D("366.30"), None)


def test_parts_are_added_up_beside_their_whole() -> None:
    lines: dict[tuple[str, ...], Months] = {
        ("East", "", ""): months(m1=100),
        ("East", "SH", ""): months(m1=60),
        ("East", "HZ", ""): months(m1=30),
        ("East", "SH", "E1"): months(m1=60),
        ("West", "", ""): months(m1=7),
    }
    found = part_sums(grid(lines), LEVELS)
    assert found == [PartSum(("East", "", ""), D(100), D(90)), PartSum(("East", "SH", ""), D(60), D(60))]
    assert [one.gap for one in found] == [D(-10), D(0)]


def test_parts_have_all_else_equal_and_no_level_is_left_out() -> None:
    columns = (*LEVELS, "channel")
    lines: dict[tuple[str, ...], Months] = {
        ("East", "", "", "KA"): months(m1=100),
        ("East", "SH", "", ""): months(m1=60),
        ("East", "", "E1", "KA"): months(m1=9),
        ("", "SH", "", ""): months(m1=5),
        ("", "SH", "E1", ""): months(m1=4),
    }
    made = part_sums(MonthGrid(columns, 2026, "net_sales", lines), LEVELS)
    assert made == [PartSum(("", "SH", "", ""), D(5), D(4))]


def test_values_that_differ_are_named_by_line_and_month() -> None:
    before = grid({("East", "SH", ""): months(m1=1, m2=2), ("West", "", ""): months(m3=3)})
    after = MonthGrid((*LEVELS, "channel"), 2026, "net_sales", {("East", "SH", "", ""): months(m1=1, m2=5)})
    assert cell_changes(TARGETS, before, after) == [
        CellChange(("East", "SH", "", ""), 2, D(2), D(5)),
        CellChange(("West", "", "", ""), 3, D(3), None),
    ]


def test_a_file_changes_its_own_lines_and_months_only() -> None:
    stated = grid({("East", "SH", ""): months(m1=1, m2=2, m3=3), ("West", "", ""): months(m1=7)})
    given = grid({("East", "SH", ""): months(m1=9), ("North", "", ""): months(m2=4)})
    made = put_over(TARGETS, stated, given, {1, 2})
    assert made.lines == {
        ("East", "SH", ""): months(m1=9, m3=3),
        ("West", "", ""): months(m1=7),
        ("North", "", ""): months(m2=4),
    }


def test_only_partitions_that_changed_are_written_whole() -> None:
    before = grid({("East", "SH", "E1"): months(m1=1, m2=2), ("East", "SH", "E2"): months(m1=3, m2=4)})
    after = grid({("East", "SH", "E1"): months(m1=1, m2=2), ("East", "SH", "E2"): months(m1=9, m2=4)})
    made = changed_rows(TARGETS, before, after)
    assert [(one["month"], one["rep"], one["target"]) for one in made] == [
        (date(2026, 1, 1), "E1", D(1)),
        (date(2026, 1, 1), "E2", D(9)),
    ]


def test_grids_of_other_columns_are_compared_line_by_line() -> None:
    before = MonthGrid((*LEVELS, "channel"), 2026, "net_sales", {("East", "SH", "", "KA"): months(m1=1)})
    made = changed_rows(TARGETS, before, grid({("East", "SH", ""): months(m1=4)}))
    assert [(one.get("channel"), one["target"]) for one in made] == [(None, D(4))]


def test_what_is_emptied_states_nothing_to_reach() -> None:
    before = grid({("East", "SH", ""): months(m1=1)})
    (only,) = changed_rows(TARGETS, before, grid({}))
    assert (only["branch"], only["target"]) == ("SH", D(0))


def test_a_file_has_the_columns_of_the_dataset() -> None:
    rows = changed_rows(TARGETS, grid({}), grid({("East", "", ""): months(m2=5)}))
    assert grid_file(TARGETS, rows).decode("utf-8-sig").splitlines() == [
        "month,region,measure,target",
        "2026-02,East,net_sales,5",
    ]
    with pytest.raises(UsageError):
        grid_file(TARGETS, [])
    with pytest.raises(UsageError):
        month_grid(product().dataset("sales"), [], 2026, "net_sales", LEVELS)
