"""From a mark on a chart to the question of exactly that number."""

import pytest

from pages.kit import drill, number_id
from sales_core.kernel.query import Compare, Filter, Query
from sales_core.kernel.terms import Period

MAY = Period.month(2026, 5)
ASKED = Query(
    ("achievement", "pace"),
    by=("branch", "month"),
    period=Period.year(2026),
    filters=(Filter("branch", ("SH", "BJ")), Filter("channel", ("KA",))),
    compare=Compare.LAST_YEAR,
    order_by="-pace",
    limit=5,
)


def test_a_cell_keeps_the_filters_and_replaces_its_own():
    cell = drill.narrowed_to(ASKED, {"branch": "SH"}, MAY)
    assert cell == Query(
        ("achievement", "pace"), period=MAY, filters=(Filter("channel", ("KA",)), Filter("branch", ("SH",)))
    )


def test_the_key_of_the_first_point_clicked():
    assert drill.picked([]) is None
    assert drill.picked([{"customdata": ["E1", "2026-05-01"]}, {"customdata": "x"}]) == ["E1", "2026-05-01"]


@pytest.fixture
def opened(monkeypatch):
    calls = []
    monkeypatch.setattr(number_id, "drawer", lambda page, query, metric: calls.append((query, metric)))
    monkeypatch.setattr(drill.st, "session_state", {})
    return calls


def test_a_click_opens_once_until_the_mark_is_left(opened):
    click = {"branch": "SH"}
    for keys in (click, click, None, click, {"branch": "BJ"}):
        drill.open_number(None, ASKED, "achievement", keys, key="chart", period=MAY)
    assert [query.filters[-1].values for query, _ in opened] == [("SH",), ("SH",), ("BJ",)]
    assert {metric for _, metric in opened} == {"achievement"}


def test_a_figure_that_cannot_be_split_so_is_not_opened(opened):
    drill.open_number(None, Query(("receivables_open",)), "receivables_open", {"category": "Tea"}, key="chart")
    assert opened == []
