"""The like-for-like switch: the same days earlier on every page with figures, reckoned from the rows themselves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.api import (
    LIKE_BLOCKS,
    LIKE_SWITCH,
    LOCAL_ADMIN,
    Ask,
    CardRow,
    Chart,
    Narrative,
    OpenBoard,
    Period,
    Viewer,
    board_json,
    boards,
)
from sales_core.charts.forms.trend import Series
from sales_core.kernel.figure import Figure
from sales_core.kernel.terms import Right, Role
from tests.pages.stage import Stage
from tests.pages.tiny import AS_OF, Row, everything, sales, targets

CARDS, NOTE, CHART = LIKE_BLOCKS
MAY = Period.month(2026, 5)
WITH_SWITCH = [name for name, board in boards().items() if any(one.id == LIKE_SWITCH for one in board.choices)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("like"), **everything())


def sold_rows() -> list[Row]:
    """Sales of the tiny company, and some late in the months that the running one is set against."""
    late = ("2026-04-25", "2025-05-25", "2025-04-25")
    return [*sales(), *({**sales()[0], "date": day, "order_no": day, "amount": 77_777} for day in late)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Only sales and targets, and today is the day after the last sale: nothing says that May is over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-05-21")
        yield Stage.of(tmp_path_factory.mktemp("running"), sales=sold_rows(), targets=targets())


def opened(stage: Stage, page: str, like: str, viewer: Viewer = LOCAL_ADMIN, period: Period = MAY) -> OpenBoard:
    return OpenBoard(boards()[page], Ask(viewer, 1, period, (), {LIKE_SWITCH: like}, "en"), stage.workspace)


def sold(first: str, last: str) -> int:
    """What the rows of the days from `first` to `last` add up to."""
    return sum(int(str(row["amount"])) for row in sold_rows() if first <= str(row["date"]) <= last)


def lines(stage: Stage, like: str, period: Period = MAY) -> tuple[Decimal, list[str]]:
    """Net sales on the overview: the figure, and its lines as texts."""
    row = opened(stage, "overview", like, period=period).block(CARDS)
    assert isinstance(row, CardRow)
    (card,) = [card for card in row.cards if card.metric == "net_sales"]
    assert isinstance(card.figure.value, Decimal)
    return card.figure.value, [f"{line.text} {line.label}" for line in card.comparisons]


def change(now: int, before: int) -> str:
    """The change in percent, its first digits."""
    return f"{abs(Decimal(100) * (now - before) / before):.1f}%"


def test_every_page_with_sales_stock_or_money_has_the_switch() -> None:
    assert set(WITH_SWITCH) == {
        "overview", "targets", "leaderboard", "analysis", "customers", "expenses", "inventory", "receivables", "profile",
        "visits", "channels",
    }  # fmt: skip


@pytest.mark.parametrize("page", WITH_SWITCH)
@pytest.mark.parametrize("like", ["mom", "yoy", "mtd", "ytd", "months"])
def test_the_switch_says_something_on_every_page(stage: Stage, page: str, like: str) -> None:
    found = opened(stage, page, like)
    shown = {name for name, _ in found.blocks()} & set(LIKE_BLOCKS)
    assert (CHART in shown) is (like == "months")
    assert (CARDS in shown) is (like != "months")
    assert not {name for name, _ in opened(stage, page, "").blocks()} & set(LIKE_BLOCKS)
    assert board_json(found)["blocks"]


def test_a_running_month_is_set_against_the_same_days(running: Stage) -> None:
    now = sold("2026-05-01", AS_OF)
    for like, first, last, name in (
        ("mom", "2026-04-01", "2026-04-20", "vs last month"),
        ("yoy", "2025-05-01", "2025-05-20", "vs last year"),
    ):
        value, (line,) = lines(running, like)
        assert value == now
        assert change(now, sold(first, last)) in line
        assert name in line
        note = opened(running, "overview", like).block(NOTE)
        assert isinstance(note, Narrative)
        assert "still running" in str(note.sentences[0])


def test_month_to_date_of_a_quarter_is_its_last_month_against_both(running: Stage) -> None:
    value, (month, year) = lines(running, "mtd", Period.quarter(2026, 2).clipped(MAY.end) or MAY)
    now = sold("2026-05-01", AS_OF)
    assert value == now
    assert change(now, sold("2026-04-01", "2026-04-20")) in month
    assert change(now, sold("2025-05-01", "2025-05-20")) in year


def test_year_to_date_begins_with_the_year(running: Stage) -> None:
    value, (line,) = lines(running, "ytd")
    now = sold("2026-01-01", AS_OF)
    assert value == now
    assert change(now, sold("2025-01-01", "2025-05-20")) in line


def test_thirteen_months_end_with_the_running_one_marked(running: Stage) -> None:
    chart = opened(running, "overview", "months").block(CHART)
    assert isinstance(chart, Chart)
    names, (now, before) = chart.data
    assert isinstance(now, Series)
    assert len(names) == 13
    assert chart.options["partial"]
    last, year_ago = now.values[-1], before.values[-1]
    assert isinstance(last, Figure)
    assert isinstance(year_ago, Figure)
    assert last.value == sold("2026-05-01", AS_OF)
    assert year_ago.value == sold("2025-05-01", "2025-05-20"), "as many days as the running month has had"


def test_a_balance_names_the_day_it_is_set_against(stage: Stage) -> None:
    row = opened(stage, "receivables", "yoy").block(CARDS)
    assert isinstance(row, CardRow)
    (card,) = [card for card in row.cards if card.metric == "receivables_open"]
    assert "2025" in card.comparisons[0].label


def test_what_a_right_withholds_is_not_set_against_anything(stage: Stage) -> None:
    seller = Viewer("seller", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_AMOUNTS, Right.VIEW_CUSTOMERS))
    row = opened(stage, "overview", "yoy", seller).block(CARDS)
    assert isinstance(row, CardRow)
    assert not {"collections", "receivables_open", "stock_value"} & {card.metric for card in row.cards}


def test_the_switch_is_drawn_on_the_page(stage: Stage) -> None:
    app = stage.show("overview", {LIKE_SWITCH: "months"}, locale="en")
    assert not app.exception
    assert [box for box in app.selectbox if box.key == "choice_like_figure"]


def test_the_row_that_says_the_same_gives_way(stage: Stage) -> None:
    for page in ("inventory", "receivables", "profile"):
        assert "cards" not in {name for name, _ in opened(stage, page, "yoy").blocks()}
        assert "cards" in {name for name, _ in opened(stage, page, "").blocks()}


def test_without_rows_there_is_nothing_to_compare(tmp_path: Path) -> None:
    stage = Stage.of(tmp_path, targets=[{"month": "2026-05-01", "measure": "net_sales", "region": "East", "target": 9}])
    for like in ("mom", "yoy", "mtd", "ytd", "months"):
        for name, block in opened(stage, "overview", like).blocks():
            assert name != CHART or isinstance(block, Chart)
