"""A number of rows that no answer can have is wrong usage, not something unexpected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import Said

Cockpit = Callable[..., Said]


@pytest.mark.parametrize("limit", ["-1", "99999999999999999999"])
@pytest.mark.parametrize(
    "words",
    [("query", "net_sales", "--by", "rep"), ("list", "overdue_customers"), ("list", "open_items")],
)
def test_it_is_refused(cockpit: Cockpit, words: tuple[str, ...], limit: str) -> None:
    done = cockpit(*words, f"--limit={limit}")
    assert (done.code, limit in done.err) == (2, True), done.err


@pytest.mark.parametrize("rows", ["-1", "99999999999999999999"])
def test_rows_behind_a_number_too(cockpit: Cockpit, rows: str) -> None:
    assert cockpit("explain", "net_sales", f"--rows={rows}").code == 2
